"""Reads sheets no form knows: fields where they have the header, else a table under its first row of texts."""

from __future__ import annotations

from selfeval.cells import BLANK_CELL, Cell, Grid, Kind, place
from selfeval.form.model import Sheet
from selfeval.names import fold
from selfeval.report import BLANK, Layout, Origin, Record, Table, Value
from selfeval.workbook.convert import infer_cell
from selfeval.workbook.fields import read_fields
from selfeval.workbook.locate import fields_header, label_of
from selfeval.workbook.reading import Reading


def infer_sheet(reading: Reading, grid: Grid) -> Record | Table | None:
    """The sheet as it is, its types by what the cells hold; None where there is nothing a name could be made of."""
    header = fields_header(grid)
    if header is not None:
        return read_fields(reading, grid, Sheet(grid.name, "fields", {}), header)
    for row, cells in grid.rows():
        if sum(cell.kind is Kind.TEXT for _, cell in cells) >= 2:
            return _table(reading, grid, row, cells)
    return None


def _table(reading: Reading, grid: Grid, header_row: int, header: list[tuple[int, Cell]]) -> Table:
    labels: dict[int, str] = {}
    for column, cell in header:
        label = label_of(cell)
        if label and fold(label) not in map(fold, labels.values()):
            labels[column] = label
    layout = Layout(labels.values())
    records: list[Record] = []
    for row, row_cells in grid.rows():
        cells = dict(row_cells)
        if row <= header_row or all(cells.get(at, BLANK_CELL).kind in (Kind.BLANK, Kind.COVERED) for at in labels):
            continue
        values: list[Value] = []
        origins: list[Origin | None] = []
        for column, label in labels.items():
            cell, where = cells.get(column, BLANK_CELL), place(grid.name, row, column)
            value, origin = (
                (BLANK, Origin(where)) if cell.kind is Kind.COVERED else infer_cell(reading, cell, label, where)
            )
            values.append(value)
            origins.append(origin)
        records.append(Record(f"{grid.name}[{len(records) + 1}]", layout, values, origins))
    return Table(grid.name, layout, records, row_names(records))


def row_names(records: list[Record]) -> Layout | None:
    """The names of the rows, where the first column holds a text of its own in each; else they have none."""
    names = [next(iter(record.values()), BLANK) for record in records]
    texts = [name for name in names if isinstance(name, str)]
    return Layout(texts) if records and len(set(map(fold, texts))) == len(records) else None
