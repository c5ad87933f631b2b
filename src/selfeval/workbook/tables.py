"""Reads a table: a header row of column names, then a row a record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from selfeval.cells import BLANK_CELL, Cell, Grid, Kind, address, column_letters, place
from selfeval.findings import Severity
from selfeval.form.model import Field, FieldType, Sheet
from selfeval.names import fold
from selfeval.report import BLANK, Origin, Record, Table, Value
from selfeval.workbook.carry import Carried, keep
from selfeval.workbook.convert import blank_of, convert_cell, infer_cell, is_untouched
from selfeval.workbook.locate import TableHeader, is_alias, is_repeated, label_of, match, table_header
from selfeval.workbook.missing import needed_severity, report_missing
from selfeval.workbook.reading import Answer, Reading
from selfeval.workbook.text import quote, seen
from selfeval.workbook.units import judge_lines_above, judge_unit

_TEXT = Kind.TEXT
_PLAIN_KINDS = (Kind.TEXT, Kind.NUMBER, Kind.DATE)
_EMPTY_KINDS = (Kind.BLANK, Kind.COVERED)
_TOTAL = re.compile(r"(?:合计|总计|小计|共计)(?:[:(].*)?")
_REMARK = re.compile(r"(?:注|备注|说明|附注)[:：\s、，.．0-9０-９一二三四五①-⑳（(]")


class Extra(NamedTuple):
    """The columns the form does not know: those with a label, and those taken for a known column that lost its own."""

    labels: dict[int, str]
    lost: frozenset[int] = frozenset()


def read_table(reading: Reading, grid: Grid, sheet: Sheet) -> Table:
    """The records of a table sheet the form knows."""
    header = table_header(grid, sheet.by_spelling)
    if header is None:
        report_no_header(reading, grid, sheet, tuple(sheet.fields))
        return Table(sheet.name, sheet.layout)
    judge_lines_above(reading, grid, header.row, sheet)
    extra = read_header(reading, grid, sheet, header, set())
    rows = TableRows(reading, grid, sheet, header, extra.labels, extra.lost)
    for row, cells in grid.rows():
        if row > header.row:
            rows.read(row, dict(cells))
    rows.finish()
    return Table(sheet.name, rows.layout, rows.records)


def report_no_header(reading: Reading, grid: Grid, sheet: Sheet, words: tuple[str, ...]) -> None:
    """The header row is not there: an error where the sheet holds anything or has to."""
    severity = Severity.ERROR if grid.cells else needed_severity(sheet.fields.values())
    expected = " | ".join(words)
    reading.add("sheet.no-header", place(grid.name, 1, 1), severity=severity, label=grid.name, expected=expected)


def read_header(reading: Reading, grid: Grid, sheet: Sheet, header: TableHeader, ignored: set[int]) -> Extra:
    """The columns the form does not know; findings about those it does."""
    extra: dict[int, str] = {}
    for column in sorted(column for row, column in grid.cells if row == header.row):
        where = place(grid.name, header.row, column)
        label = label_of(grid.at(header.row, column))
        if column in header.twice:
            first = next(at for at, known in header.columns.items() if known is header.twice[column])
            there = place(grid.name, header.row, first)
            reading.add("label.twice", where, cells=(there, where), label=label, expected=there)
        elif column in header.columns:
            asked = header.columns[column]
            if is_alias(label, asked):
                reading.add("label.alias", where, found=label, label=asked.label)
            if column in header.units and asked.type is FieldType.AMOUNT:
                judge_unit(reading, asked, header.units[column], where)
        elif column not in ignored and label:
            if any(fold(label) == fold(known) for known in (*sheet.fields, *extra.values())):
                reading.add("label.twice", where, severity=Severity.WARNING, label=label, expected=where)
            else:
                extra[column] = label
    missing = [asked for asked in sheet.fields.values() if asked not in header.columns.values()]
    labels = {label: place(grid.name, header.row, column) for column, label in extra.items()}
    held = {at for (row, at), cell in grid.cells.items() if row > header.row and cell.kind is not Kind.COVERED}
    unlabelled = held - header.columns.keys() - header.twice.keys() - extra.keys() - ignored
    lost = _lost_columns(sheet, header, missing, unlabelled)
    for column, asked in lost.items():
        reading.add("label.blank", place(grid.name, header.row, column), label=asked.label)
    missing = [asked for asked in missing if asked not in lost.values()]
    holding = [label for column, label in extra.items() if column in held]
    where = place(grid.name, header.row, min(header.columns))
    paired = report_missing(reading, missing, labels, where, holding=holding)
    for label in holding:
        if label not in paired:
            reading.add("label.unknown", labels[label], found=quote(label))
    return Extra(extra, frozenset(lost))


def _lost_columns(sheet: Sheet, header: TableHeader, missing: list[Field], unlabelled: set[int]) -> dict[int, Field]:
    """The columns with content under a blank header that stand where a missing column should be."""
    order = list(sheet.fields.values())
    columns = {asked.label: column for column, asked in header.columns.items()}
    lost: dict[int, Field] = {}
    for asked in missing:
        position = order.index(asked)
        before = columns.get(order[position - 1].label, -1) if position else -1
        behind = columns.get(order[position + 1].label, -1) if position + 1 < len(order) else -1
        column = next((at for at in (before + 1, behind - 1) if at in unlabelled), 0)
        if column:
            lost[column] = asked
            columns[asked.label] = column
            unlabelled.discard(column)
    return lost


@dataclass
class TableRows:
    """The rows below the header, read in order: a blank cell of a ``carry`` column takes the one above."""

    reading: Reading
    grid: Grid
    sheet: Sheet
    header: TableHeader
    extra: dict[int, str]
    lost: frozenset[int] = frozenset()
    records: list[Record] = field(default_factory=list)
    carried: Carried = field(default_factory=dict)
    unanswered: set[str] = field(default_factory=set)
    """Required carry columns that are blank with nothing above: only the first cell of a run is to be told."""
    last_row: int = 0
    """The last row that holds an answer."""
    waiting: list[tuple[str, str]] = field(default_factory=list)
    """Cells of carry columns in rows that hold nothing else, until a row below takes them up."""
    unread: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last_row = self.header.row
        self.layout = self.sheet.layout.extended(self.extra.values()) if self.extra else self.sheet.layout
        positions = {label: position for position, label in enumerate(self.layout.labels)}
        self.known = [(column, asked, positions[asked.label]) for column, asked in self.header.columns.items()]
        self.known.sort(key=lambda known: known[2])  # a carried column before those it heads, wherever it was moved
        self.others = [(column, label, positions[label]) for column, label in self.extra.items()]
        self.blanks: list[Value] = [blank_of(asked) for asked in self.sheet.fields.values()]
        self.blanks += [BLANK] * len(self.others)
        self.asked = self.header.columns.keys() | self.extra.keys()
        self.always = {column for column, asked, _ in self.known if not asked.carry}
        """The columns in which an answer makes a record."""
        self.places = {column: f"{self.grid.name}!{column_letters(column)}" for column in self.header.columns}

    def read(self, row: int, cells: dict[int, Cell]) -> None:
        """Read the next row."""
        if self._is_plain(cells):
            self.last_row = row
            self._add_record(row, cells)
            return
        held = [(asked, cells[column]) for column, asked, _ in self.known if column in cells]
        holding = [asked for asked, cell in held if _counts(cell, asked)]
        if not holding:
            self._leave_aside(row, cells)
            return
        gap, self.last_row = row > self.last_row + 1, row
        if gap and self._is_lone_remark(row, cells):
            return
        if is_repeated(cells.items(), self.header.columns, self.sheet.by_spelling):
            self.reading.add("row.repeated-header", self._at(row, min(self.header.columns)))
            return
        total = _total(cells)
        if total:
            column, text = total
            self.reading.add("row.total", self._at(row, column), found=text)
            return
        if self._is_remark(row, cells, holding):
            self._leave(row, cells)
            return
        if not self.asked >= cells.keys():
            self._leave(row, {column: cell for column, cell in cells.items() if column not in self.asked})
        if all(asked.carry for asked in holding):
            self._carry_down(row, cells)
        else:
            self._add_record(row, cells)

    def _is_plain(self, cells: dict[int, Cell]) -> bool:
        """Whether the row can be nothing but a record: several answers in known columns, no total, no header again."""
        if len(cells) < 2 or not self.always or self.always.isdisjoint(cells) or not self.asked >= cells.keys():
            return False
        first = known = ""
        for column, cell in cells.items():
            if cell.has_formula or cell.kind not in _PLAIN_KINDS:
                return False
            if not known and cell.kind is _TEXT:
                first = first or str(cell.value)
                known = str(cell.value) if column in self.header.columns else ""
        return bool(known) and "计" not in first and match(known, self.sheet.by_spelling) is None

    def finish(self) -> None:
        """Tell which cells ended up nowhere."""
        self._drop_waiting()
        self.reading.add_unread(self.unread)

    def _add_record(self, row: int, cells: dict[int, Cell]) -> None:
        values = self.blanks.copy()
        origins: list[Origin | None] = [None] * len(values)
        for column, asked, position in self.known:
            cell = cells.get(column, BLANK_CELL)
            if asked.carry:
                values[position], origins[position] = self._carried_answer(row, column, asked, cell)
            else:
                where = f"{self.places[column]}{row}"
                values[position], origins[position] = convert_cell(self.reading, cell, asked, where)
        if self.others:
            self._add_others(row, cells, values, origins)
        name = f"{self.sheet.name}[{len(self.records) + 1}]"
        self.records.append(Record(name, self.layout, values, origins))

    def _add_others(self, row: int, cells: dict[int, Cell], values: list[Value], origins: list[Origin | None]) -> None:
        with self.reading.aside():
            for column, label, position in self.others:
                cell = cells.get(column, BLANK_CELL)
                if cell.kind is not Kind.COVERED:
                    values[position], origins[position] = infer_cell(self.reading, cell, label, self._at(row, column))

    def _carried_answer(self, row: int, column: int, asked: Field, cell: Cell) -> tuple[Value, Origin | None]:
        if cell.kind is Kind.COVERED or is_untouched(cell, asked):
            self.waiting.clear()
            above = self.carried.get(asked.label)
            if above is None and asked.label in self.unanswered:
                return blank_of(asked), None
            if above is None and asked.required:
                self.unanswered.add(asked.label)
            return above or convert_cell(self.reading, BLANK_CELL, asked, self._at(row, column))
        answer = convert_cell(self.reading, cell, asked, self._at(row, column))
        self._drop_waiting()
        self._keep(asked, answer)
        return answer

    def _keep(self, asked: Field, answer: Answer) -> None:
        keep(self.carried, self.sheet, asked, answer)
        self.unanswered.clear()

    def _drop_waiting(self) -> None:
        for where, text in self.waiting:
            self.reading.add("row.without-content", where, found=text)
        self.waiting.clear()

    def _carry_down(self, row: int, cells: dict[int, Cell]) -> None:
        self._drop_waiting()
        for column, asked, _ in self.known:
            cell = cells.get(column, BLANK_CELL)
            if _counts(cell, asked):
                where = self._at(row, column)
                self._keep(asked, convert_cell(self.reading, cell, asked, where))
                self.waiting.append((where, quote(seen(cell))))

    def _leave_aside(self, row: int, cells: dict[int, Cell]) -> None:
        """A row without an answer; a running number in a column of the clerk's own is no answer either."""
        number = row - self.header.row
        self._leave(
            row, {at: cell for at, cell in cells.items() if at not in self.header.columns and cell.value != number}
        )

    def _is_remark(self, row: int, cells: dict[int, Cell], holding: list[Field]) -> bool:
        """Whether one text is merged over the whole row: a remark below the table, no record."""
        if len(holding) != 1 or len(self.known) < 2:
            return False
        others = [cells.get(column, BLANK_CELL) for column, asked, _ in self.known if asked is not holding[0]]
        at = next(column for column, asked, _ in self.known if asked is holding[0])
        return all(cell.kind is Kind.COVERED and cell.value == address(row, at) for cell in others)

    def _is_lone_remark(self, row: int, cells: dict[int, Cell]) -> bool:
        """Whether the row, after a blank one, holds nothing but a text that calls itself a remark; it is told then."""
        held = [(at, cell) for at, cell in cells.items() if cell.kind not in (Kind.BLANK, Kind.COVERED)]
        held = [(at, cell) for at, cell in held if not cell.has_formula]
        if len(held) != 1 or len(self.known) < 2:
            return False
        column, cell = held[0]
        if cell.kind is not Kind.TEXT or not _REMARK.match(seen(cell).strip()):
            return False
        self.reading.add("row.remark", self._at(row, column), found=quote(seen(cell)))
        return True

    def _leave(self, row: int, cells: dict[int, Cell]) -> None:
        for column, cell in cells.items():
            if cell.kind not in (Kind.BLANK, Kind.COVERED) and column not in self.lost:
                self.unread.append((self._at(row, column), quote(seen(cell))))

    def _at(self, row: int, column: int) -> str:
        return place(self.grid.name, row, column)


def _counts(cell: Cell, asked: Field) -> bool:
    """Whether the cell makes its row a record: a live formula of a default does not."""
    if cell.kind in _EMPTY_KINDS:
        return False
    return asked.default is None or not cell.has_formula


def _total(cells: dict[int, Cell]) -> tuple[int, str] | None:
    for column, cell in cells.items():  # in order, as the grid gives them
        if cell.kind is Kind.TEXT:
            text = label_of(cell)
            return (column, text) if "计" in text and _TOTAL.fullmatch(fold(text)) else None
    return None
