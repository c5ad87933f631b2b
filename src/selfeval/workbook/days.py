"""From a cell to a day: date cells, and the ways in which a day is typed as text."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from selfeval.cells import Cell, Kind
from selfeval.form.model import Field
from selfeval.names import fold
from selfeval.numbering import from_chinese
from selfeval.report import Date
from selfeval.workbook.formats import date_of
from selfeval.workbook.reading import Made, Reading
from selfeval.workbook.text import quote, seen, trim

_DAY = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4}|\d{4})年([一二三四五六七八九十]{1,2}|\d{1,2})月([一二三四五六七八九十]{1,3}|\d{1,2})[日号]"
)
_CHINESE_DIGITS = {ord(digit): str(value) for value, digit in enumerate("零一二三四五六七八九")} | {
    ord("〇"): "0",
    ord("○"): "0",
}
_MONTHS, _FEBRUARY = 12, 2
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME_BEHIND = re.compile(r"[\sT]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.0+)?$")
_FIRST_SERIAL, _LAST_SERIAL = 30_000, 60_000
"""1982 to 2064: a plain number in between was a date before its cell lost the date format."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


def date(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A day: a date cell, ``2022年4月15日``, ``2022-4-15``, ``2022.4.15``, ``2022/4/15`` or ``20220415``.

    A plain number is read as the serial number of a day where it can be one of our time, with a note.
    """
    day = _day(reading, cell, field, place)
    if day is None and cell.kind in (Kind.TEXT, Kind.NUMBER):
        wrong = _no_such_day(seen(cell))
        if wrong:
            reading.add("cell.no-such-day", place, label=field.label, found=quote(seen(cell)), expected=wrong)
            return None, ""
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        reading.add("cell.not-a-date", place, label=field.label, found=quote(seen(cell)), expected="年月日")
        return None, ""
    return Date.of(day), ""


def _day(reading: Reading, cell: Cell, field: Field, place: str) -> datetime.date | None:
    value = cell.value
    if isinstance(value, datetime.datetime):
        _note(reading, cell, field, place, value)
        return value
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, Decimal) and value == value.to_integral_value() and not cell.percent:
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:
            day = date_of(value, epoch_1904=False)
            if isinstance(day, datetime.date):
                _note(reading, cell, field, place, day)
                return day
        return typed_day(f"{value:f}")
    return typed_day(str(value)) if cell.kind is Kind.TEXT else None


def typed_day(text: str) -> datetime.date | None:
    """The day a text states, None where it states none or one that is in no calendar."""
    parts = _parts(text)
    try:
        return datetime.date(*parts) if parts else None
    except ValueError:
        return None


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as the text states them, whether there is such a day or not."""
    folded = fold(_TIME_BEHIND.sub("", trim(text)))
    match = _DAY.fullmatch(folded) or _COMPACT.fullmatch(folded)
    if match is not None:
        return int(match[1]), int(match[2]), int(match[3])
    match = _CHINESE.fullmatch(folded)
    if match is None:
        return None
    month, day = (int(part) if part.isdecimal() else from_chinese(part) or 0 for part in (match[2], match[3]))
    return int(match[1].translate(_CHINESE_DIGITS)), month, day


def _no_such_day(text: str) -> str:
    """Why the day a text states is in no calendar, ``""`` where it states none."""
    parts = _parts(text)
    if parts is None or not _FIRST_YEAR <= parts[0] <= _LAST_YEAR or typed_day(text) is not None:
        return ""
    year, month, day = parts
    if not 1 <= month <= _MONTHS:
        return f"没有 {month} 月"
    return f"{year} 年 2 月没有 {day} 日" if month == _FEBRUARY else f"{month} 月没有 {day} 日"


def _note(reading: Reading, cell: Cell, field: Field, place: str, day: datetime.date) -> None:
    reading.add("cell.understood", place, label=field.label, found=quote(seen(cell)), expected=str(Date.of(day)))
