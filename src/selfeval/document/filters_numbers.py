"""Filters over numbers: all exact, blank where the number is."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from jinja2 import Environment, pass_environment

from selfeval.amounts import CALCULATION, convert, format_number, is_money_unit
from selfeval.document.arguments import whole_number, wrong
from selfeval.document.filters_lists import columns, items
from selfeval.document.missing import plain
from selfeval.document.operators import is_blank
from selfeval.document.printing import text_of
from selfeval.expressions import arithmetic as exact
from selfeval.report import BLANK, PLAIN, Blank, Number, NumberStyle

WAN, YUAN, YI = "万元", "元", "亿元"
MOST_PLACES: Final = 12
"""The decimals a filter may be asked for."""
_MOST_DIGITS = 60
_TYPED = re.compile(r"\s*[-+]?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})(?:[eE][-+]?\d{1,2})?\s*")
_ROUNDING = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}
_SIZES = "kMGTPEZY"


def in_unit(unit: str) -> Callable[[object], object]:
    """The filter that gives an amount in another unit, without printing the unit; a number without one is in 万元."""

    def convert_amount(value: object, places: int = 2) -> object:
        amount = exact.number(plain(value))
        if isinstance(amount, Blank):
            return BLANK
        of = unit_of(amount) or WAN
        style = NumberStyle("金额", _places(places), unit)
        return Number(convert(Decimal(amount), of, unit), style)

    return convert_amount


def unit_of(number: Decimal) -> str:
    """The unit of money the number is in, ``""`` where it says none."""
    unit = number.style.unit if isinstance(number, Number) else ""
    return unit if is_money_unit(unit) else ""


def with_commas(value: object, places: object = None) -> object:
    """``甲.额 | 千分位``: the number printed with commas, 1,234,567.80; with so many places where told."""
    number = exact.number(plain(value))
    if isinstance(number, Blank):
        return BLANK
    style = number.style if isinstance(number, Number) else PLAIN
    if places is not None:
        style = style._replace(places=_places(places))
    return Number(number, style._replace(thousands=True), nil=isinstance(number, Number) and number.nil)


def percent(value: object, places: int = 2) -> object:
    """0.98 as 98.00%."""
    rate = exact.number(plain(value))
    return BLANK if isinstance(rate, Blank) else Number(rate, NumberStyle("百分比", _places(places)))


@pass_environment
def total(environment: Environment, values: object, attribute: str | None = None, start: object = BLANK) -> object:
    """The sum of those that are not blank, and of ``start``; blank where there is none."""
    result: object = exact.number(plain(start))
    for item in items(values) if attribute is None else columns(environment, values, attribute):
        number = exact.number(plain(item))
        if not isinstance(number, Blank):
            result = number if isinstance(result, Blank) else exact.add(result, number)
    return result


def rounded(value: object, precision: object = 0, method: str = "common") -> object:
    """The number rounded to so many places, halves away from zero, or up (``ceil``) or down (``floor``)."""
    if method not in _ROUNDING:
        raise wrong("round", '请写 "common"、"ceil" 或 "floor"', "the method is 'common', 'ceil' or 'floor'")
    places = whole_number(precision, "round", -MOST_PLACES, MOST_PLACES)
    return exact.rounded(plain(value), places, _ROUNDING[method])


def absolute(value: object) -> object:
    """The number without its sign."""
    return exact.absolute(plain(value))


def to_number(name: str) -> Callable[..., object]:
    """``int`` and ``float``: the number that a value is or a text states, exactly; ``int`` cuts off its decimals.

    What is no number gives the default. Where none is named that is a fault, as a 0 that nobody typed would be a lie.
    """

    def convert_number(value: object, default: object = None, base: object = 10) -> object:
        value = plain(value)
        number = _stated(value, whole_number(base, name, 2, 36) if name == "int" else 10)
        if number is not None:
            return number.to_integral_value("ROUND_DOWN") if name == "int" else number
        if default is not None:
            return default
        if is_blank(value):
            return BLANK
        text = text_of(value)[:20]
        raise wrong(
            name,
            f"「{text}」不是数；要用别的数代替时请写 {name}(0)",
            f"{text!r} is no number; write {name}(0) to give another in its place",
        )

    return convert_number


def _stated(value: object, base: int) -> Decimal | None:
    if isinstance(value, str):
        if base != 10:
            try:
                return Decimal(int(value, base)) if len(value) <= _MOST_DIGITS else None
            except ValueError:
                return None
        return Decimal(value.strip()) if _TYPED.fullmatch(value) else None
    if isinstance(value, bool):
        return Decimal(value)
    number = exact.number(value) if isinstance(value, int | float | Decimal) else BLANK
    return None if isinstance(number, Blank) else Decimal(number)


def file_size(value: object, binary: bool = False) -> object:
    """A number of bytes as 1.2 MB."""
    size = exact.number(plain(value))
    if isinstance(size, Blank):
        return BLANK
    base = 1024 if binary else 1000
    if abs(size) < base:
        count = format_number(size.to_integral_value("ROUND_DOWN"), 0)
        return f"{count} Byte" if size == 1 else f"{count} Bytes"
    prefix = ""
    for prefix in _SIZES:  # noqa: B007 - the last one reached is printed
        size = CALCULATION.divide(size, Decimal(base))
        if abs(size) < base:
            break
    unit = f"{prefix.upper()}iB" if binary else f"{prefix}B"
    return f"{format_number(size, 1)} {unit}"


def _places(places: object) -> int:
    return whole_number(places, "小数位数", 0, MOST_PLACES)
