"""The unit of money a workbook's amounts are typed in, and what contradicts it."""

from __future__ import annotations

from selfeval.amounts import full_unit, is_money_unit
from selfeval.cells import BLANK_CELL, Cell, Grid, Kind, place
from selfeval.form.model import AMOUNT_UNIT, Field, FieldType, Form, Sheet
from selfeval.names import fold
from selfeval.workbook.convert import is_untouched
from selfeval.workbook.headers import fields_header
from selfeval.workbook.locate import label_of, match, unit_line
from selfeval.workbook.quantities import unit_of
from selfeval.workbook.reading import Reading
from selfeval.workbook.text import seen, trim


def take_unit(reading: Reading, form: Form, cell: Cell, where: str) -> None:
    """Set the unit of the reading from the answer of the form's field for it; its default where that is blank."""
    field = form.meaning(AMOUNT_UNIT)
    reading.form_unit = reading.unit = form.unit
    if field is None:
        return
    reading.unit_place = where
    if is_untouched(cell, field):
        if field.default is not None and field.default.is_constant:
            chosen = str(field.default.evaluate(_no_names))
        else:
            chosen = form.unit
    else:
        typed = fold(trim(seen(cell)))
        chosen = field.choice_by_spelling.get(typed, full_unit(typed))
    if is_money_unit(chosen):  # any other word is an unknown choice and stops the document there
        reading.unit = chosen


def unit_cell(grid: Grid, field: Field, sheet: Sheet) -> tuple[Cell, str]:
    """The answer cell of the field on a fields sheet, and its place; blank where there is none."""
    header = fields_header(grid)
    if header is not None:
        for row, cells in grid.rows():
            cell = dict(cells).get(header.label, BLANK_CELL)
            if row > header.row and cell.kind is Kind.TEXT:
                found = match(label_of(cell), sheet.by_spelling)
                if found is not None and found.field is field:
                    return grid.at(row, header.value), place(grid.name, row, header.value)
    return BLANK_CELL, ""


def judge_unit_cell(reading: Reading, field: Field, cell: Cell, where: str) -> None:
    """A unit typed beside an amount that is not the one the workbook states; a live formula follows the cover."""
    if cell.kind is Kind.TEXT and not cell.has_formula:
        judge_unit(reading, field, bare_unit(str(cell.value)), where)


def bare_unit(text: str) -> str:
    """The unit a text names, written in full: 万 is 万元."""
    typed = fold(text)
    return full_unit(typed)


def judge_unit(reading: Reading, field: Field, unit: str, where: str) -> None:
    """A unit written for an amount has to be the one its figures are read in."""
    expected = unit_of(reading, field)
    if is_money_unit(unit) and unit != expected:
        cells = (where, reading.unit_place) if reading.unit_place else ()
        reading.add("unit.conflict", where, cells=cells, label=field.label, found=unit, expected=expected)


def judge_lines_above(reading: Reading, grid: Grid, header_row: int, sheet: Sheet) -> None:
    """A line 单位：元 above a table whose amounts are read in another unit."""
    asked = next((field for field in sheet.fields.values() if field.type is FieldType.AMOUNT), None)
    if asked is None:
        return
    for row, cells in grid.rows():
        if row >= header_row:
            return
        for column, cell in cells:
            if cell.kind is Kind.TEXT and not cell.has_formula:
                unit = unit_line(str(cell.value))
                if unit:
                    judge_unit(reading, asked, unit, place(grid.name, row, column))


def _no_names(path: tuple[str, ...]) -> object:
    raise KeyError(path)
