"""Decimal amounts: from a cell's float or text to an exact number, between units, and to print."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple

from selfeval.names import fold
from selfeval.numbering import from_chinese

CALCULATION = Context(prec=50, rounding=ROUND_HALF_UP)
"""The context of every division and product: 50 digits, as design.md section 4 says."""

_PRINTING = Context(prec=400, rounding=ROUND_HALF_UP)  # wide enough for the largest float, 1.8E+308, with its places

_EXPONENTS = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
_SHORT_UNITS = {"万": "万元", "亿": "亿元", "千": "千元", "圆": "元"}
_NIL = frozenset({"无", "—", "——", "-", "--", "–", "――", "─", "/"})
_NUMBER = re.compile(
    r"(?:¥|人民币|rmb)?"
    r"(?P<number>[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+−]?\.\d+)"
    r"(?P<unit>\D*)",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:[.．]\d+)?|\d+(?:[.．]\d+)?)|(?P<percent>百分之)?(?P<numeral>[零〇一二两三四五六七八九十百千万亿点]+))"
    r"\s?(?P<unit>亿元|百万元|万元|千元|元|亿|万|[%％]|[名人个家])?"
)
"""A figure in running text: digits of either width or a Chinese numeral, and the unit behind it."""
_NUMERAL_PLACES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MOST_DIGITS = 40
_SHORTEST = re.compile(r"0|-?[1-9][0-9]{0,39}|-?[0-9]{1,20}\.[0-9]{0,19}[1-9]")
"""Most figures as a Decimal writes them: no exponent, no zero behind."""


class ParsedNumber(NamedTuple):
    """A number found in the text of a cell, with the unit behind it (``""`` where there is none)."""

    value: Decimal
    unit: str


def from_float(number: float) -> Decimal:
    """The decimal a person typed, from the float a workbook stores: the shortest one that reads back as the float."""
    return Decimal(repr(number))


def is_nil(text: str) -> bool:
    """Whether the text of a number cell says that there is none: 无, —, /."""
    return fold(text) in _NIL


def parse_number(text: str) -> ParsedNumber | None:
    """The number a text states where it can mean one thing only, else None.

    ``1,234.50``, ``１２３``, ``258.9万元``, ``258.9 万`` and ``98%`` are understood (a percent sign is returned as the
    unit ``%``, the value unscaled); ``约258.9``, ``1,23``, ``12 34`` and ``258.9左右`` are not.
    """
    text = text.strip()
    if re.search(r"[\d０-９]\s+[\d０-９]", text):  # two numbers, or one torn apart: it could mean either
        return None
    match = _NUMBER.fullmatch(fold(text).replace("￥", "¥"))
    if match is None or len(match["number"]) > _MOST_DIGITS:
        return None
    unit = match["unit"]
    value = Decimal(match["number"].replace(",", "").replace("−", "-"))
    return ParsedNumber(value, full_unit(unit))


class StatedFigure(NamedTuple):
    """A figure stated in running text.

    Attributes:
        start, end: where it stands in the text, its unit included.
        value: in its unit; percentages unscaled.
        unit: 元, 万元, 亿元, ``%``, a measure word such as 名, or ``""``.
        least: what the last digit counts that was meant: 0.01 for 91.98, 100 for 1500.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    least: Decimal

    def agrees_with(self, value: Decimal, unit: str) -> bool:
        """Whether the value, in its unit, rounds to what is stated; amounts of money in any unit."""
        stated, least = self.value, self.least
        if self.unit != unit:
            stated, least = convert(stated, self.unit, unit), convert(least, self.unit, unit)
        return abs(stated - value) * 2 <= least


def figure_at(text: str, start: int) -> StatedFigure | None:
    """The figure that begins there in a running text: ``91.98万元``, ``１２％``, ``一千零二十万元``, ``百分之三``; else None."""
    match = _RUNNING.match(text, start)
    if match is None:
        return None
    digits, unit = match["digits"], match["unit"] or ""
    unit = "%" if unit == "％" else full_unit(unit)
    if digits is not None:
        value = Decimal(digits.replace(",", "").replace("．", "."))
        least = _least_of(value)
    else:
        numeral, unit = match["numeral"], "%" if match["percent"] else unit
        whole, _, fraction = numeral.partition("点")
        count, decimals = from_chinese(whole), [from_chinese(digit) for digit in fraction]
        if count is None or None in decimals:
            return None
        value = Decimal(f"{count}.{''.join(map(str, decimals))}") if fraction else Decimal(count)
        least = Decimal(1).scaleb(-len(fraction) if fraction else _NUMERAL_PLACES.get(numeral[-1], 0))
        if not fraction:
            least = min(least, _least_of(value))
    return StatedFigure(match.start(), match.end(), value, unit, least)


def _least_of(value: Decimal) -> Decimal:
    """Zeros behind a whole number need not be meant, as long as two digits before them are: 1500 may stand for 1486."""
    _, digits, exponent = value.as_tuple()
    if exponent:
        return Decimal(1).scaleb(int(exponent))
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Decimal(1).scaleb(max(0, min(zeros, len(digits) - 2)))


def full_unit(unit: str) -> str:
    """The unit of money a short form stands for: 万 is 万元; any other word as it is."""
    return _SHORT_UNITS.get(unit, unit)


def is_money_unit(unit: str) -> bool:
    """Whether the word is a unit of money selfeval can convert: 元, 千元, 万元, 百万元, 亿元."""
    return unit in _EXPONENTS


def convert(value: Decimal, unit: str, into: str) -> Decimal:
    """The same amount of money in another unit, exactly.

    Raises:
        KeyError: a word that is no unit of money.
    """
    shift = _EXPONENTS[unit] - _EXPONENTS[into]
    return value.scaleb(shift, _PRINTING) if shift else value


def round_half_up(value: Decimal, places: int) -> Decimal:
    """The value rounded to so many places, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), context=_PRINTING)


def round_to(value: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The value rounded to so many places, in the way that ``decimal`` calls by that name."""
    return value.quantize(Decimal(1).scaleb(-places), rounding, context=_PRINTING)


def format_number(value: Decimal, places: int | None, *, thousands: bool = False) -> str:
    """The number as printed: rounded half up to ``places``, or as it stands without trailing zeros where None."""
    if places is None:
        text = Decimal.__str__(value)
        if not thousands and _SHORTEST.fullmatch(text):
            return text
        shown = value.normalize(_PRINTING)
    else:
        try:
            shown = round_half_up(value, places)
        except InvalidOperation:  # a number of more than 400 digits
            shown = value
    if shown.is_zero():
        shown = abs(shown)  # never "-0.00"
    return f"{shown:,f}" if thousands else f"{shown:f}"
