"""Reads a table with fixed rows: the label of the row to the left, the columns above."""

from __future__ import annotations

from selfeval.cells import BLANK_CELL, Cell, Grid, Kind, place
from selfeval.findings import Severity
from selfeval.form.model import HELP_HEADER, UNIT_HEADER, Field, Sheet
from selfeval.names import fold
from selfeval.report import BLANK, Origin, Record, Table, Value
from selfeval.workbook.convert import blank_of, convert_cell, infer_cell
from selfeval.workbook.locate import TableHeader, is_alias, is_repeated, label_of, match, table_header
from selfeval.workbook.missing import report_missing, standing_instead
from selfeval.workbook.reading import Reading
from selfeval.workbook.tables import read_header, report_no_header
from selfeval.workbook.text import quote, seen
from selfeval.workbook.units import judge_lines_above


def read_fixed(reading: Reading, grid: Grid, sheet: Sheet) -> Table:
    """The table of a sheet whose rows the form names; rows it does not name follow at the end."""
    header = table_header(grid, sheet.by_spelling)
    label_column = 0 if header is None else _label_column(grid, sheet, header)
    if header is None or not label_column:
        report_no_header(reading, grid, sheet, (sheet.row_header, *sheet.fields))
        return Table(sheet.name, sheet.layout, [blank_row(sheet, row) for row in sheet.rows], sheet.row_layout)
    judge_lines_above(reading, grid, header.row, sheet)
    return _Rows(reading, grid, sheet, header, label_column).read()


def blank_row(sheet: Sheet, label: str) -> Record:
    """The record of a row nobody has filled in."""
    values: list[Value] = [blank_of(sheet.cells[label, column]) for column in sheet.fields]
    return Record(f"{sheet.name}.{label}", sheet.layout, values)


def _label_column(grid: Grid, sheet: Sheet, header: TableHeader) -> int:
    """The column of the row labels: the one that names most of them."""
    named: dict[int, int] = {}
    for (row, column), cell in grid.cells.items():
        if row > header.row and column not in header.columns and match(label_of(cell), sheet.row_by_spelling):
            named[column] = named.get(column, 0) + 1
    return min(named, key=lambda column: (-named[column], column), default=0)


class _Rows:
    def __init__(self, reading: Reading, grid: Grid, sheet: Sheet, header: TableHeader, label_column: int) -> None:
        self.reading = reading
        self.grid = grid
        self.sheet = sheet
        self.header = header
        self.label_column = label_column
        beside = {fold(UNIT_HEADER), fold(HELP_HEADER)}
        in_header = [(column, grid.at(header.row, column)) for row, column in grid.cells if row == header.row]
        self.beside = {column for column, cell in in_header if fold(label_of(cell)) in beside}
        self.extra, self.lost = read_header(reading, grid, sheet, header, self.beside | {label_column})
        self.layout = sheet.layout.extended(self.extra.values()) if self.extra else sheet.layout
        self.records: dict[str, Record] = {}
        self.places: dict[str, str] = {}
        self.unread: list[tuple[str, str]] = []

    def read(self) -> Table:
        unknown: dict[str, str] = {}
        known: dict[str, int] = {}
        rows: dict[str, int] = {}
        for row, row_cells in self.grid.rows():
            if row <= self.header.row:
                continue
            cells = dict(row_cells)
            label = label_of(cells.get(self.label_column, BLANK_CELL))
            if is_repeated(row_cells, self.header.columns, self.sheet.by_spelling):
                self.reading.add("row.repeated-header", self._at(row, self.label_column))
            elif not label:
                self._unlabelled(row, cells)
            else:
                found = match(label, self.sheet.row_by_spelling)
                (rows if found is None else known)[found.field.label if found else label] = row
                if found is None:
                    unknown[label] = self._at(row, self.label_column)
                elif is_alias(label, found.field):
                    at = self._at(row, self.label_column)
                    self.reading.add("label.alias", at, found=label, label=found.field.label)
                self._labelled(row, found.field.label if found else label, found.field if found else None, cells)
        missing = [row for label, row in self.sheet.rows.items() if label not in self.records]
        where = self._at(self.header.row, self.label_column)
        instead = standing_instead(self.sheet.rows, known, rows)
        paired = report_missing(self.reading, missing, unknown, where, instead=instead)
        for label in unknown.keys() - paired:
            self.reading.add("label.unknown", unknown[label], found=quote(label))
        self.reading.add_unread(self.unread)
        return self._table()

    def _table(self) -> Table:
        rows = [self.records.get(label) or self._blank(label) for label in self.sheet.rows]
        others = [label for label in self.records if label not in self.sheet.rows]
        names = self.sheet.row_layout.extended(others) if others else self.sheet.row_layout
        return Table(self.sheet.name, self.layout, [*rows, *(self.records[label] for label in others)], names)

    def _blank(self, label: str) -> Record:
        record = blank_row(self.sheet, label)
        for extra in self.extra.values():
            record.set(extra, BLANK, None)
        return record

    def _labelled(self, row: int, label: str, asked: Field | None, cells: dict[int, Cell]) -> None:
        record = self._blank(label) if asked else Record(f"{self.sheet.name}.{label}", self.layout)
        before = self.records.get(label)
        if before is not None and not self._takes_place(row, label, cells):
            return
        self.records[label] = record
        self.places.setdefault(label, self._at(row, self.label_column))
        for column, cell in cells.items():
            where = self._at(row, column)
            known = self.header.columns.get(column)
            if known is not None:
                field = self.sheet.cells[asked.label, known.label] if asked else known
                record.set(known.label, *convert_cell(self.reading, cell, field, where))
            elif column in self.extra:
                with self.reading.aside():
                    record.set(self.extra[column], *infer_cell(self.reading, cell, self.extra[column], where))
            elif column != self.label_column and column not in self.beside and column not in self.lost:
                self._leave(where, cell)
        for column, known in self.header.columns.items():
            if column not in cells:
                record.set(known.label, record[known.label], Origin(self._at(row, column)))

    def _takes_place(self, row: int, label: str, cells: dict[int, Cell]) -> bool:
        """Whether the second row of a label is to be read: the first is blank and this one is not."""
        here = any(column in cells and cells[column].kind is not Kind.BLANK for column in self.header.columns)
        there = any(value is not None and str(value) for value in self.records[label].values())
        severity = Severity.ERROR if here and there else Severity.WARNING
        at, first = self._at(row, self.label_column), self.places[label]
        self.reading.add("label.twice", at, cells=(first, at), severity=severity, label=label, expected=first)
        return here and not there

    def _unlabelled(self, row: int, cells: dict[int, Cell]) -> None:
        for column, cell in cells.items():
            if column in self.header.columns and cell.kind not in (Kind.BLANK, Kind.COVERED) and not cell.has_formula:
                self.reading.add("row.no-label", self._at(row, column), found=quote(seen(cell)))
            else:
                self._leave(self._at(row, column), cell)

    def _leave(self, where: str, cell: Cell) -> None:
        if cell.kind not in (Kind.BLANK, Kind.COVERED):
            self.unread.append((where, quote(seen(cell))))

    def _at(self, row: int, column: int) -> str:
        return place(self.grid.name, row, column)
