"""From one plain cell and the field it answers to a value, or a finding. Workbooks and mappings both go through here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal

from selfeval.cells import Cell, Kind
from selfeval.form.model import Field, FieldType
from selfeval.report import BLANK, Blank, Date, Number, NumberStyle, Origin, Paragraphs, Value
from selfeval.workbook.days import date
from selfeval.workbook.quantities import amount, integer, number, percent, unit_of, year
from selfeval.workbook.reading import Answer, Made, Reading
from selfeval.workbook.text import lines, quote, seen
from selfeval.workbook.words import choice, number_or_text, one_line, paragraphs, text, without_bookmarks, worded

_CONVERSIONS: Mapping[FieldType, Callable[[Reading, Cell, Field, str], Made]] = {
    FieldType.TEXT: text,
    FieldType.PARAGRAPHS: paragraphs,
    FieldType.NUMBER: number,
    FieldType.INTEGER: integer,
    FieldType.AMOUNT: amount,
    FieldType.PERCENT: percent,
    FieldType.DATE: date,
    FieldType.YEAR: year,
    FieldType.CHOICE: choice,
    FieldType.NUMBER_OR_TEXT: number_or_text,
}
_TEXT, _NUMBER = Kind.TEXT, Kind.NUMBER
_PERCENT = NumberStyle("百分比")


def convert_cell(reading: Reading, cell: Cell, field: Field, place: str) -> Answer:
    """The value the cell gives the field, with its origin.

    Whatever cannot be understood is a finding; the value is then blank, its origin telling what was typed.
    """
    if cell.has_formula and field.default is not None:
        shown, origin = convert_cell(reading, cell._replace(has_formula=False), field, place)
        return shown, origin._replace(live=True)
    kind = cell.kind
    if kind is _TEXT:
        if field.type is FieldType.TEXT and not field.numbered and (words := one_line(cell.value)):
            return words, Origin(place, str(cell.value), field.unit)
    elif kind is _NUMBER:
        if field.type is FieldType.AMOUNT and not cell.percent and unit_of(reading, field) == field.unit:
            return Number(cell.value, field.style), Origin(place, seen(cell), field.unit)  # type: ignore[arg-type]
    else:
        if is_untouched(cell, field):
            return blank_of(field), Origin(place)
        if _has_no_value(reading, cell, field.label, place):
            return blank_of(field), Origin(place, seen(cell))
    value, unit = _CONVERSIONS[field.type](reading, cell, field, place)
    typed = seen(cell)
    if value is not None:
        return value, Origin(place, typed, unit)
    # Nothing but a leftover of copying: not answered.
    return blank_of(field), Origin(place, typed if without_bookmarks(typed) else "", unit)


def infer_cell(reading: Reading, cell: Cell, label: str, place: str) -> Answer:
    """The value of a cell no form asks for, by what the cell holds. Numbers are never rescaled."""
    if cell.kind is Kind.BLANK:
        return BLANK, Origin(place)
    if _has_no_value(reading, cell, label, place):
        return BLANK, Origin(place, seen(cell))
    return _inferred(reading, cell, label, place), Origin(place, seen(cell))


def is_untouched(cell: Cell, field: Field) -> bool:
    """Whether nobody has answered: blank, or the live formula of a default that was never calculated."""
    return cell.kind is Kind.BLANK or (cell.kind is Kind.UNCALCULATED and field.default is not None)


def blank_of(field: Field) -> Blank:
    """The blank value of the field, which prints as the form says."""
    return Blank(field.blank) if field.blank else BLANK


def _has_no_value(reading: Reading, cell: Cell, label: str, place: str) -> bool:
    if cell.kind is Kind.ERROR:
        reading.add("cell.error-value", place, label=label, found=quote(seen(cell)))
    elif cell.kind is Kind.UNCALCULATED:
        reading.add("cell.not-calculated", place, label=label)
    elif cell.kind is Kind.COVERED:
        reading.add("cell.merged", place, label=label, found=seen(cell))
    else:
        return False
    return True


def _inferred(reading: Reading, cell: Cell, label: str, place: str) -> Value:
    value = cell.value
    if isinstance(value, Decimal):
        return Number(value, _PERCENT) if cell.percent else Number(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return Date.of(value)
    words = worded(reading, cell, label, place)
    return Paragraphs(lines(words)) if "\n" in words else words or BLANK
