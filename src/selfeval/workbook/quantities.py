"""From a cell to a number: amounts with their units, integers, percentages, years.

A text is understood where it can mean one number only; anything else is a finding, never a guess.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import NamedTuple

from selfeval.amounts import convert, format_number, is_money_unit, is_nil, parse_number
from selfeval.cells import Cell, Kind
from selfeval.form.model import Field
from selfeval.names import fold
from selfeval.report import Number
from selfeval.workbook.reading import Made, Reading
from selfeval.workbook.text import quote, seen

_PERSONS = frozenset({"人", "名", "位", "个"})
_YEAR = re.compile(r"(\d{4})(?:年度?)?")
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_NOTHING: Made = (None, "")


class _Stated(NamedTuple):
    value: Decimal
    unit: str = ""
    nil: bool = False


def amount(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """An amount in the field's unit. A unit typed in the cell goes before the workbook's."""
    kept = field.unit or reading.form_unit
    typed_in = unit_of(reading, field)
    stated = None if cell.percent else _stated(cell)
    if stated is None or not _fits(stated.unit, kept):
        return _not_a_number(reading, cell, field, place, f"以{typed_in}计的金额")
    if stated.nil:
        return Number(0, field.style, nil=True), typed_in
    unit = stated.unit if is_money_unit(stated.unit) else typed_in
    if stated.unit:
        _note_text(reading, cell, field, place, f"{format_number(stated.value, None)} {unit}")
    value = convert(stated.value, unit, kept) if is_money_unit(unit) and is_money_unit(kept) else stated.value
    return Number(value, field.style), unit


def unit_of(reading: Reading, field: Field) -> str:
    """The unit an amount is typed in where its cell says none: the workbook's, unless the form gives it one of its own."""
    kept = field.unit or reading.form_unit
    return reading.unit if kept == reading.form_unit else kept


def number(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A plain number, such as a score or a floor area: 8分 is 8 where the form counts in 分. It is never rescaled."""
    stated = None if cell.percent else _stated(cell)
    if stated is None or not _same_unit(stated.unit, field.unit):
        return _not_a_number(reading, cell, field, place, "数字")
    if stated.unit:
        _note_text(reading, cell, field, place, format_number(stated.value, None))
    return Number(stated.value, field.style, stated.nil), field.unit


def integer(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A count. 7名 is 7 where the form counts in 名 or 人."""
    stated = None if cell.percent else _stated(cell)
    if stated is None or not _same_unit(stated.unit, field.unit):
        return _not_a_number(reading, cell, field, place, "整数")
    if stated.value != stated.value.to_integral_value():
        reading.add("cell.not-an-integer", place, label=field.label, found=quote(seen(cell)), expected="整数")
        return _NOTHING
    if stated.unit:
        _note_text(reading, cell, field, place, format_number(stated.value, None))
    return Number(stated.value.to_integral_value(), field.style, stated.nil), field.unit


def percent(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A share of one: a cell of 98 % and the text 98% hold 0.98.

    A number without a percent sign was typed where the cell's percent format got lost. Up to 1 it is what such a cell
    holds (0.98), from 10 it can only be a percentage (98); between, 1.05 could be 105 % or 1.05 %: that is an error.
    """
    stated = _stated(cell)
    if stated is None or stated.unit not in ("", "%"):
        return _not_a_number(reading, cell, field, place, "百分比，如 98%")
    value = stated.value
    if stated.nil:
        return Number(0, field.style, nil=True), ""
    if stated.unit == "%":
        value = value.scaleb(-2)
    elif not cell.percent:
        if 1 < abs(value) < 10:
            reading.add("cell.ambiguous-percent", place, label=field.label, found=quote(seen(cell)), expected="如 98%")
            return _NOTHING
        value = value if abs(value) <= 1 else value.scaleb(-2)
        if value:
            shown = format_number(value.scaleb(2), None) + "%"
            reading.add("cell.understood", place, label=field.label, found=quote(seen(cell)), expected=shown)
    return Number(value, field.style), ""


def year(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A year: 2021, 2021年, 2021年度; of a date its year, with a note."""
    found: int | None = None
    value = cell.value
    if cell.kind is Kind.TEXT and (match := _YEAR.fullmatch(fold(str(value)))):
        found = int(match[1])
    elif cell.kind is Kind.DATE and isinstance(value, datetime.date):
        found = value.year
        reading.add("cell.understood", place, label=field.label, found=quote(seen(cell)), expected=f"{found}年")
    elif isinstance(value, Decimal) and not cell.percent and value == value.to_integral_value():
        found = int(value) if abs(value) < 10_000 else None
    if found is None or not _FIRST_YEAR <= found <= _LAST_YEAR:
        reading.add("cell.not-a-year", place, label=field.label, found=quote(seen(cell)), expected="四位数的年度")
        return _NOTHING
    return Number(found, field.style), field.unit


def _stated(cell: Cell) -> _Stated | None:
    """The number a cell states, with the unit behind it; None where it states none."""
    value = cell.value
    if isinstance(value, Decimal):
        return _Stated(value)
    if cell.kind is not Kind.TEXT or not isinstance(value, str):
        return None
    if is_nil(value):
        return _Stated(Decimal(0), nil=True)
    parsed = parse_number(value)
    return None if parsed is None else _Stated(parsed.value, parsed.unit)


def _fits(unit: str, kept: str) -> bool:
    return not unit or unit == kept or (is_money_unit(unit) and is_money_unit(kept))


def _same_unit(unit: str, asked: str) -> bool:
    return not unit or fold(unit) == fold(asked) or (unit in _PERSONS and asked in _PERSONS)


def _note_text(reading: Reading, cell: Cell, field: Field, place: str, understood: str) -> None:
    if cell.kind is Kind.TEXT:
        reading.add("cell.number-from-text", place, label=field.label, found=quote(seen(cell)), expected=understood)


def _not_a_number(reading: Reading, cell: Cell, field: Field, place: str, expected: str) -> Made:
    reading.add("cell.not-a-number", place, label=field.label, found=quote(seen(cell)), expected=expected)
    return _NOTHING
