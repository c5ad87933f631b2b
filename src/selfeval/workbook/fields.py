"""Reads a fields sheet: header 项目 | 填报内容 | 单位 | 填报说明, then a row a field."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from selfeval.amounts import is_money_unit, parse_number
from selfeval.cells import Cell, Grid, Kind, address, place
from selfeval.findings import Severity
from selfeval.form.model import HELP_HEADER, LABEL_HEADER, UNIT_HEADER, VALUE_HEADER, Field, FieldType, Sheet
from selfeval.names import fold
from selfeval.numbering import counted, split_list_number
from selfeval.report import BLANK, Blank, Origin, Paragraphs, Record, Value
from selfeval.workbook.convert import blank_of, convert_cell, infer_cell, is_untouched
from selfeval.workbook.days import typed_day
from selfeval.workbook.headers import FieldsHeader, fields_header
from selfeval.workbook.hints import hint
from selfeval.workbook.locate import Match, bare_label, is_alias, label_of, match
from selfeval.workbook.missing import report_missing, standing_instead
from selfeval.workbook.reading import Answer, Reading
from selfeval.workbook.text import lines, quote, seen
from selfeval.workbook.units import bare_unit, judge_lines_above, judge_unit, judge_unit_cell


def read_fields(reading: Reading, grid: Grid, sheet: Sheet, header: FieldsHeader | None = None) -> Record:
    """The record of a fields sheet. For one no form knows, ``sheet`` has no fields: all labels are taken as they are."""
    record = Record(sheet.name, sheet.layout, [blank_of(asked) for asked in sheet.fields.values()])
    header = header or fields_header(grid)
    if header is None:
        needed = any(asked.required and asked.default is None for asked in sheet.fields.values())
        severity = Severity.ERROR if needed or grid.cells else Severity.WARNING
        words = f"{LABEL_HEADER} | {VALUE_HEADER}"
        reading.add("sheet.no-header", place(grid.name, 1, 1), severity=severity, label=grid.name, expected=words)
        return record
    judge_lines_above(reading, grid, header.row, sheet)
    rows = _Rows(reading, grid, sheet, header, record)
    for row, cells in grid.rows():
        if row > header.row:
            rows.read(row, dict(cells))
    rows.finish()
    return record


_CURRENCY = "人民币"
_ALIKE = 0.4
_LONGEST_KEPT = 400
"""Characters of a cell beside an answer; a longer one is nothing a form says."""


class _Stray(NamedTuple):
    """A cell beside a labelled answer whose text the form does not say there."""

    row: int
    column: int
    header: str
    cell: Cell
    asked: Field


class _Block(NamedTuple):
    """The rows of a 段落 answer so far: the last row that holds a line, and the last list number typed."""

    last_row: int = 0
    number: int = 0


_NO_BLOCK = _Block()


class _Unknown(NamedTuple):
    row: int
    label: str
    answered: bool


@dataclass
class _Rows:
    """The rows of one fields sheet, read in order: a row without a label continues the one above."""

    reading: Reading
    grid: Grid
    sheet: Sheet
    header: FieldsHeader
    record: Record
    label: str = ""
    asked: Field | None = None
    seen_at: dict[str, str] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    unknown: dict[str, _Unknown] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    stray: list[_Stray] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)
    block: _Block = _NO_BLOCK

    def read(self, row: int, cells: dict[int, Cell]) -> None:
        label_cell = cells.get(self.header.label)
        value = cells.get(self.header.value)
        if label_cell is None:
            label, found = "", None
        else:
            beside = cells.get(self.header.unit), cells.get(self.header.help)
            label, found, is_other, strays = _labelled(self.sheet, label_cell, *beside)
        if not label:
            if label_cell is not None and label_cell.kind in (Kind.ERROR, Kind.UNCALCULATED):
                self._leave(row, self.header.label, label_cell)
            self._continue(row, value)
            self._leave_others(row, cells, also=True)
            return
        if label == LABEL_HEADER and value is not None and label_of(value) == VALUE_HEADER:
            self.reading.add("row.repeated-header", self._at(row, self.header.label))
            return
        if found is None:
            self._read_unknown(row, label, value)
        else:
            self._tell_overflow(row, value)
            self.rows_of.setdefault(found.field.label, row)
            if is_other:
                self.reading.add("label.alias", self._at(row, self.header.label), found=label, label=found.field.label)
            self._read_known(row, found.field, value)
            self.block = _NO_BLOCK
            self._go_on(row, value)
            for header in strays:
                column = self.header.unit if header == UNIT_HEADER else self.header.help
                self.stray.append(_Stray(row, column, header, cells[column], found.field))
            if found.field.type is FieldType.AMOUNT and value is not None and not is_untouched(value, found.field):
                if self.header.unit and self.header.unit in cells:
                    where = self._at(row, self.header.unit)
                    judge_unit_cell(self.reading, found.field, cells[self.header.unit], where)
                if found.unit:
                    judge_unit(self.reading, found.field, found.unit, self._at(row, self.header.label))
        self._leave_others(row, cells, also=False)

    def finish(self) -> None:
        """Tell which labels are missing, misspelt or unknown, and which cells ended up nowhere."""
        missing = [asked for label, asked in self.sheet.fields.items() if label not in self.seen_at]
        labels = {label: self._at(entry.row, self.header.label) for label, entry in self.unknown.items()}
        rows = {label: entry.row for label, entry in self.unknown.items()}
        instead = standing_instead(self.sheet.fields, self.rows_of, rows)
        where = self._at(self.header.row, self.header.label)
        paired = report_missing(self.reading, missing, labels, where, instead=instead)
        self._tell_stray()
        for label, entry in self.unknown.items():
            if label in paired or not self.sheet.fields:
                continue
            if entry.answered:
                self.reading.add("label.unknown", labels[label], found=quote(label))
            else:
                self.unread.append((labels[label], quote(label)))
        if self.sheet.fields:
            self.reading.add_unread(self.unread)

    def _read_known(self, row: int, asked: Field, value: Cell | None) -> None:
        where = self._at(row, self.header.value)
        self.asked, self.label = asked, asked.label
        first = self.seen_at.get(asked.label)
        untouched = value is None or is_untouched(value, asked)
        if first is not None:
            both = not untouched and asked.label in self.answered
            self._tell_twice(row, asked.label, first, both)
            if untouched or both:
                return
        self.seen_at.setdefault(asked.label, self._at(row, self.header.label))
        if value is None:
            self.record.set(asked.label, blank_of(asked), Origin(where))
            return
        if not untouched:
            self.answered.add(asked.label)
        self.record.set(asked.label, *convert_cell(self.reading, value, asked, where))

    def _read_unknown(self, row: int, label: str, value: Cell | None) -> None:
        self.asked, self.label = None, label
        has_own = value is not None and not (value.kind is Kind.COVERED and self._covered_by_label(row, value))
        answered = has_own and value is not None and value.kind is not Kind.BLANK
        before = self.unknown.get(label)
        if before is not None:
            self._tell_twice(row, label, self._at(before.row, self.header.label), before.answered and answered)
            if before.answered or not answered:
                return
        elif label in self.record:  # folds like a label of the form: 〔 〕 for （ ） and the like
            self.unread.append((self._at(row, self.header.label), quote(label)))
            return
        self.unknown[label] = _Unknown(row, label, answered)
        where = self._at(row, self.header.value)
        if answered and value is not None:
            self.record.set(label, *self._infer(value, where))
        elif not self.sheet.fields and before is None:
            self.record.set(label, BLANK, Origin(where))

    def _infer(self, cell: Cell, where: str) -> Answer:
        if not self.sheet.fields:
            return infer_cell(self.reading, cell, self.label, where)
        with self.reading.aside():
            return infer_cell(self.reading, cell, self.label, where)

    def _continue(self, row: int, value: Cell | None) -> None:
        if value is None or value.kind in (Kind.BLANK, Kind.COVERED):
            return
        where = self._at(row, self.header.value)
        asked = self.asked
        self._go_on(row, value)
        if self.label and (asked is None or asked.type is FieldType.PARAGRAPHS):
            if asked is None:
                more, origin = self._infer(value, where)
            else:
                more, origin = convert_cell(self.reading, value, asked, where)
            self._append(more, origin)
        elif not (asked is not None and is_untouched(value, asked)):
            self.reading.add("row.no-label", where, found=quote(seen(value)))

    def _append(self, more: Value, origin: Origin) -> None:
        if isinstance(more, Blank):
            if origin.typed:
                self._keep_origin(origin)
            return
        before = self.record.lookup(self.label)
        lines = [] if before is None or isinstance(before, Blank) else _lines(before)
        first = self.record.origin(self.label)
        typed = "\n".join(part for part in (first.typed if first else "", origin.typed) if part)
        place_ = first.place if first else origin.place
        reads = (*(first.reads if first else ()), origin.place)
        self.record.set(self.label, Paragraphs((*lines, *_lines(more))), Origin(place_, typed, reads=reads))
        self.answered.add(self.label)
        if self.label in self.unknown:
            self.unknown[self.label] = self.unknown[self.label]._replace(answered=True)

    def _keep_origin(self, origin: Origin) -> None:
        """The first cell of the answer was blank and this one cannot be used: the answer is not simply missing."""
        before = self.record.origin(self.label)
        if before is not None and not before.typed:
            self.record.set(self.label, self.record[self.label], origin)

    def _go_on(self, row: int, value: Cell | None) -> None:
        """Keep the last row and list number of a 段落 answer."""
        if value is None or value.kind is not Kind.TEXT or self.asked is None:
            return
        if self.asked.type is FieldType.PARAGRAPHS:
            numbers = [counted(split_list_number(line).number) for line in lines(seen(value))]
            self.block = _Block(row, next((number for number in reversed(numbers) if number), self.block.number))

    def _tell_overflow(self, row: int, value: Cell | None) -> None:
        """The answer above fills its last row, and the numbers typed there go on in this one."""
        full = self.asked is not None and self.block.last_row == row - 1 and self.block.number
        if not full or self.asked is None or value is None or value.kind is not Kind.TEXT:
            return
        first = next(iter(lines(seen(value))), "")
        if counted(split_list_number(first).number) == self.block.number + 1:
            where = self._at(row, self.header.value)
            self.reading.add("paragraphs.overflow", where, label=self.asked.label, row=str(row))

    def _tell_stray(self) -> None:
        for row, column, header, cell, asked in self.stray:
            where = self._at(row, column)
            if where in self.reading.told:
                continue
            there = address(row, self.header.value)
            blank = asked.label not in self.answered
            wanted = blank and _states_a_quantity(cell)
            suggestion = f"请填在 {there}" if wanted else f"如果是要填报的内容，请移到 {there}"
            self.reading.add(
                "cell.beside-answer",
                where,
                label=asked.label,
                found=quote(seen(cell)),
                column=header,
                suggestion=suggestion,
                cell=there,
            )

    def _leave_others(self, row: int, cells: dict[int, Cell], *, also: bool) -> None:
        """Cells beside the answer; the unit and help of a labelled row are where they belong."""
        beside = self.header[1:3] if also else self.header[1:]  # label and value; unit and help
        for column, cell in cells.items():
            if column not in beside:
                self._leave(row, column, cell)

    def _leave(self, row: int, column: int, cell: Cell) -> None:
        if cell.kind not in (Kind.BLANK, Kind.COVERED):
            self.unread.append((self._at(row, column), quote(seen(cell))))

    def _covered_by_label(self, row: int, value: Cell) -> bool:
        return place(self.grid.name, row, self.header.label) == f"{self.grid.name}!{value.value}"

    def _tell_twice(self, row: int, label: str, first: str, both: bool) -> None:
        severity = Severity.ERROR if both else Severity.WARNING
        here = self._at(row, self.header.label)
        self.reading.add("label.twice", here, cells=(first, here), severity=severity, label=label, expected=first)

    def _at(self, row: int, column: int) -> str:
        return place(self.grid.name, row, column)


class _Labelled(NamedTuple):
    """What a row's label, unit and help say, whatever the answer is.

    Attributes:
        label: the label as it stands there, ``""`` where there is none.
        found: the field it names, None where it names none.
        is_other: whether it is another label than the form's own.
        strays: the headers of the cells beside the answer that the form does not say there.
    """

    label: str
    found: Match | None
    is_other: bool = False
    strays: tuple[str, ...] = ()


def _labelled(sheet: Sheet, label: Cell, unit: Cell | None, help_: Cell | None) -> _Labelled:
    """Workbooks made from one blank say the same beside every answer, so each row of it is looked at once."""
    short = all(cell is None or len(str(cell.value)) <= _LONGEST_KEPT for cell in (label, unit, help_))
    return (_known_labelled if short else _known_labelled.__wrapped__)(sheet, label, unit, help_)


@lru_cache(maxsize=1024)
def _known_labelled(sheet: Sheet, label_cell: Cell, unit: Cell | None, help_: Cell | None) -> _Labelled:
    label = label_of(label_cell)
    found = match(label, sheet.by_spelling) if label else None
    if found is None:
        return _Labelled(label if sheet.fields else bare_label(label), None)
    beside = ((UNIT_HEADER, unit), (HELP_HEADER, help_))
    strays = tuple(header for header, cell in beside if cell is not None and _is_stray(cell, found.field))
    return _Labelled(label, found, is_alias(label, found.field), strays)


def _is_stray(cell: Cell, asked: Field) -> bool:
    """Whether what stands beside an answer is not what a form says there, of this version or nearly so."""
    if cell.has_formula or cell.kind in (Kind.BLANK, Kind.COVERED):
        return False
    if cell.kind is not Kind.TEXT:
        return True
    text = fold(seen(cell))
    if not text or text in (asked.unit, _CURRENCY, fold(asked.unit)) or text == fold(hint(asked)):
        return False
    if is_money_unit(bare_unit(text)):
        return False
    if _states_a_quantity(cell):
        return True
    help_ = fold(asked.help).rstrip("。")
    if help_ and help_ in text:
        return False
    hints = (hint(asked), hint(asked, formula=True), hint(asked, fixed=True))
    if any(text.rstrip("。") in fold(said) for said in hints):
        return False
    # The blank workbook of another version of the form says it in other words.
    return all(SequenceMatcher(None, text, fold(said)).ratio() < _ALIKE for said in hints)


def _states_a_quantity(cell: Cell) -> bool:
    if cell.kind is not Kind.TEXT:
        return cell.kind in (Kind.NUMBER, Kind.DATE)
    text = seen(cell)
    return parse_number(text) is not None or typed_day(text) is not None


def _lines(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, Paragraphs) else tuple(str(value).split("\n"))
