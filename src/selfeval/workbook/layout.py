"""Lays out the blank workbook: where each sheet has its header row, and where each name has its cell.

Laid out first, written after: the writer, live formulas, self-check formulas and pre-filling share this one map. It
knows no workbook library. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from selfeval.cells import column_letters
from selfeval.form.model import (
    HELP_HEADER,
    LABEL_HEADER,
    UNIT_HEADER,
    VALUE_HEADER,
    Field,
    FieldType,
    Form,
    Sheet,
)
from selfeval.names import fold

FIELD_HEADERS = (LABEL_HEADER, VALUE_HEADER, UNIT_HEADER, HELP_HEADER)
LABEL_COLUMN, VALUE_COLUMN, UNIT_COLUMN, HELP_COLUMN = 1, 2, 3, 4


class Area(NamedTuple):
    """The answer cell of a name, or the answer cells of a column."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return (self.row, self.column) == (self.last_row, self.last_column)

    def reference(self, from_sheet: str = "") -> str:
        """The Excel reference: ``$B$7`` on the same sheet, ``'一般公共预算'!$B$7`` from any other."""
        corner = f"${column_letters(self.column)}${self.row}"
        if not self.is_cell:
            corner += f":${column_letters(self.last_column)}${self.last_row}"
        return corner if fold(from_sheet) == fold(self.sheet) else f"{quoted(self.sheet)}!{corner}"


def quoted(sheet: str) -> str:
    """The sheet's name as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True)
class SheetLayout:
    """Where everything stands on one sheet: title, help and unit line, header row, answers.

    Attributes:
        help_row: the row of the help line, 0 where the sheet has none.
        unit_row: the row that states the unit of the amounts, 0 for a sheet without amounts.
        headers: the header row from column 1.
        rows: the first row of each field, or the row of each fixed row, by label.
        columns: the column of each table column, by header; empty for a fields sheet.
    """

    sheet: Sheet
    help_row: int
    unit_row: int
    header_row: int
    last_row: int
    headers: tuple[str, ...]
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    title_row: int = 1

    @property
    def first_row(self) -> int:
        """The first row of answers."""
        return self.header_row + 1

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.headers)

    def area(self, names: tuple[str, ...], column: str = "") -> Area | None:
        """Where the name within the sheet is answered; None for one the sheet lacks, or that is no cell or column.

        For a sheet with fixed rows: ``(row, column)`` is a cell, ``(column,)`` all its rows, and ``(row,)`` the cell
        in ``column`` where that is given.
        """
        if self.sheet.kind == "fields":
            known = self._known(names, self.sheet.by_spelling)
            return None if known is None else self._cell(self.rows[known.label], VALUE_COLUMN)
        if self.sheet.kind == "table" or (len(names) == 1 and fold(names[0]) not in self.sheet.row_by_spelling):
            known = self._known(names, self.sheet.by_spelling)
            return None if known is None else self._column(self.columns[known.label])
        row = self.sheet.row_by_spelling.get(fold(names[0])) if names else None
        asked = self._known(names[1:] or (column,), self.sheet.by_spelling)
        if row is None or asked is None:
            return None
        return self._cell(self.rows[row.label], self.columns[asked.label])

    def continuation(self, label: str) -> range:
        """The rows below a field that take the further lines of its answer."""
        first = self.rows[label] + 1
        return range(first, first + continuation_rows(self.sheet.fields[label]))

    def _known(self, names: tuple[str, ...], spellings: Mapping[str, Field]) -> Field | None:
        return spellings.get(fold(names[0])) if len(names) == 1 else None

    def _cell(self, row: int, column: int) -> Area:
        return Area(self.sheet.name, row, column, row, column)

    def _column(self, column: int) -> Area:
        return Area(self.sheet.name, self.first_row, column, self.last_row, column)


@dataclass(frozen=True)
class WorkbookLayout:
    """Where every name of the form stands in the blank workbook."""

    form: Form
    sheets: Mapping[str, SheetLayout]

    @cached_property
    def _by_spelling(self) -> Mapping[str, SheetLayout]:
        return {spelling: self.sheets[sheet.name] for spelling, sheet in self.form.sheet_by_spelling.items()}

    def area(self, path: tuple[str, ...], column: str = "") -> Area | None:
        """Where the path is answered: a cell, or the answer rows of a table's column; None where it is no cell.

        ``column`` completes a row of a sheet with fixed rows that is named without one.
        """
        sheet = self._by_spelling.get(fold(path[0])) if path else None
        return None if sheet is None else sheet.area(path[1:], column)

    def address(self, path: tuple[str, ...], from_sheet: str = "", column: str = "") -> str | None:
        """The Excel reference of the path, as a formula on ``from_sheet`` writes it; None where it is no cell."""
        area = self.area(path, column)
        return None if area is None else area.reference(from_sheet)


def continuation_rows(field: Field) -> int:
    """The rows without a label that follow the field's own: for paragraphs pasted from Word."""
    return field.lines if field.type is FieldType.PARAGRAPHS else 0


def has_amounts(sheet: Sheet) -> bool:
    """Whether amounts of money are filled in there."""
    return any(field.type is FieldType.AMOUNT for field in sheet.fields.values())


def lay_out(form: Form) -> WorkbookLayout:
    """Where everything will stand in the blank workbook of the form."""
    return WorkbookLayout(form, {name: _lay_out_sheet(sheet) for name, sheet in form.sheets.items()})


def _lay_out_sheet(sheet: Sheet) -> SheetLayout:
    help_row = 2 if help_lines(sheet) else 0
    unit_row = max(help_row, 1) + 1 if has_amounts(sheet) and sheet.kind != "fields" else 0
    header_row = max(1, help_row, unit_row) + 1
    rows: dict[str, int] = {}
    last_row = header_row
    if sheet.kind == "fields":
        for field in sheet.fields.values():
            rows[field.label] = last_row + 1
            last_row += 1 + continuation_rows(field)
    elif sheet.kind == "rows":
        rows = {label: header_row + number for number, label in enumerate(sheet.rows, start=1)}
        last_row += len(rows)
    else:
        last_row += max(sheet.blank_rows, 1)
    headers = {
        "fields": FIELD_HEADERS,
        "table": tuple(sheet.fields),
        "rows": (sheet.row_header or LABEL_HEADER, *sheet.fields),
    }[sheet.kind]
    first = 2 if sheet.kind == "rows" else 1
    columns = {} if sheet.kind == "fields" else {label: first + index for index, label in enumerate(sheet.fields)}
    return SheetLayout(sheet, help_row, unit_row, header_row, last_row, headers, rows, columns)


def help_lines(sheet: Sheet) -> list[str]:
    """The lines of help above the header: the sheet's own, and for a table what its columns ask."""
    lines = [sheet.help] if sheet.help else []
    if sheet.kind != "fields":
        hints = [f"{field.label}：{field.help.rstrip('。')}" for field in sheet.fields.values() if field.help]
        if hints:
            lines.append("；".join(hints) + "。")
    return lines
