"""Number formats: whether a cell's number is shown as a date, a percentage or a plain number."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from enum import Enum

from lxml import etree


class Shown(Enum):
    """How a number format shows a number."""

    PLAIN = "plain"
    DATE = "date"
    PERCENT = "percent"


_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
"""27 to 36 and 50 to 58 are the dates of Chinese Excel; libraries of other languages take them for plain numbers."""
_BUILT_IN_PERCENTAGES = frozenset({9, 10})
_LITERALS = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)
_LAST_SERIAL = 2_958_466
_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)


def shown_as(format_id: int, code: str | None) -> Shown:
    """How the format of that id shows numbers; ``code`` is the workbook's own format of the id, None for a built-in."""
    if code is None:
        if format_id in _BUILT_IN_DATES:
            return Shown.DATE
        return Shown.PERCENT if format_id in _BUILT_IN_PERCENTAGES else Shown.PLAIN
    if _DURATION.search(code):
        return Shown.PLAIN
    code = _LITERALS.sub("", code).split(";")[0]
    if "%" in code:
        return Shown.PERCENT
    if code.strip().lower() in ("general", "g/通用格式"):
        return Shown.PLAIN
    return Shown.DATE if _DATE_LETTERS.search(code) else Shown.PLAIN


def cell_formats(styles: etree._Element) -> list[Shown]:
    """How each cell style of a workbook shows numbers, by its position in the styles part."""
    codes = {entry.get("numFmtId"): entry.get("formatCode") for entry in styles.iter("{*}numFmt")}
    looks: dict[str | None, Shown] = {}
    formats: list[Shown] = []
    for cell_formats_ in styles.iterchildren("{*}cellXfs"):
        for style in cell_formats_.iterchildren("{*}xf"):
            number = style.get("numFmtId")
            if number not in looks:
                looks[number] = shown_as(int(number) if number and number.isdecimal() else 0, codes.get(number))
            formats.append(looks[number])
    return formats


def date_of(serial: Decimal, epoch_1904: bool) -> datetime.date | datetime.datetime | datetime.time | None:
    """The date or time a serial number stands for, None outside the days Excel can show.

    Excel counts a 29 February 1900 that never was; days before it move by one.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    day, fraction = divmod(serial, 1)
    seconds = int((fraction * 86_400).to_integral_value())
    if day == 0 and seconds < 86_400 and not epoch_1904:
        return (_EPOCH + datetime.timedelta(seconds=seconds)).time()
    if not epoch_1904 and day < 60:
        day += 1
    moment = (_EPOCH_1904 if epoch_1904 else _EPOCH) + datetime.timedelta(days=int(day), seconds=seconds)
    return moment if moment.time() != datetime.time() else moment.date()
