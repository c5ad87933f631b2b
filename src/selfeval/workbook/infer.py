"""Reads sheets no form knows: fields where the header says so, else a table under its header row."""

from __future__ import annotations

from decimal import Decimal

from selfeval.cells import BLANK_CELL, Cell, Grid, Kind, place
from selfeval.form.model import Sheet
from selfeval.names import fold
from selfeval.report import BLANK, Layout, Origin, Record, Table, Value
from selfeval.workbook.convert import infer_cell
from selfeval.workbook.fields import read_fields
from selfeval.workbook.headers import fields_header, width
from selfeval.workbook.locate import bare_label, label_of
from selfeval.workbook.reading import Reading


def infer_sheet(reading: Reading, grid: Grid) -> Record | Table | None:
    """The sheet as it is, its types by what the cells hold; None where there is nothing a name could be made of."""
    header = fields_header(grid)
    if header is not None:
        return read_fields(reading, grid, Sheet(grid.name, "fields", {}), header)
    rows = [(row, cells, _texts(cells)) for row, cells in grid.rows()]
    rows = [(row, cells, texts) for row, cells, texts in rows if len(texts) > 1]
    widest = max((width(cells) for _, cells in grid.rows()), default=0)
    for row, cells, texts in rows:
        if 2 * len(texts) > widest and not any(_is_said(text) for text in texts):
            return _table(reading, grid, row, cells)
    return _table(reading, grid, *rows[0][:2]) if rows else None


def _texts(cells: list[tuple[int, Cell]]) -> list[str]:
    return [label_of(cell) for _, cell in cells if cell.kind is Kind.TEXT]


def _is_said(text: str) -> bool:
    """Whether a text above a table says something, as ``填报单位：县图书馆`` and ``单位：万元`` do."""
    name, colon, said = text.replace("：", ":").partition(":")
    return bool(name and colon and said)


def _table(reading: Reading, grid: Grid, header_row: int, header: list[tuple[int, Cell]]) -> Table:
    labels: dict[int, str] = {}
    for column, cell in header:
        label = bare_label(label_of(cell))
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
    """The names of the rows, where the first column, or the one behind the numbers of the rows, holds a text of its own in each."""
    columns = zip(*(record.values() for record in records), strict=True)
    numbers = list(map(Decimal, range(1, len(records) + 1)))
    first = next((column for column in columns if list(column) != numbers), ())
    texts = [name for name in first if isinstance(name, str)]
    return Layout(texts) if records and len(set(map(fold, texts))) == len(records) else None
