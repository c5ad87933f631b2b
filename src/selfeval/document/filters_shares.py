"""Filters that set one figure against another: 增减 against last year, 占比 of a total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from selfeval.amounts import CALCULATION, convert, format_number, round_half_up
from selfeval.document.arguments import whole_number, wrong
from selfeval.document.filters_numbers import MOST_PLACES, unit_of
from selfeval.document.missing import plain
from selfeval.expressions import arithmetic as exact
from selfeval.report import BLANK, PLAIN, Blank, Number, NumberStyle

_LEVEL = "持平"
_AMOUNT, _RATE = {"金额", "amount"}, {"比率", "rate"}


def change(value: object, before: object, only: object = "", unit: object = "", places: object = 2) -> object:
    """``甲.额 | 增减(甲.上年)``: 增加12.00万元，增长5.00%; 减少…，下降…; 持平; of percentages 上升1.20个百分点.

    Both are taken as they print, so that a reader who subtracts finds the same. Where last year's figure is not above
    zero there is no rate to tell.

    Args:
        value, before: this figure and the one before; blank where either is.
        only: ``"金额"`` or ``"比率"`` for one half of it.
        unit: what stands behind the difference of numbers that say none.
        places: decimals of the rate.
    """
    now, past = exact.number(plain(value)), exact.number(plain(before))
    if isinstance(now, Blank) or isinstance(past, Blank):
        return BLANK
    part = str(plain(only))
    if part not in {"", *_AMOUNT, *_RATE}:
        raise wrong("增减", '请写 "金额" 或 "比率"', 'write "amount" or "rate"')
    style = now.style if isinstance(now, Number) else past.style if isinstance(past, Number) else PLAIN
    kept = _places_of(now, past)
    print_of = _printed(style.kind == "百分比", kept)
    shown, base = print_of(Decimal(now)), print_of(_like(past, now))
    if shown == base:
        return _LEVEL
    more = shown > base
    difference = format_number(abs(CALCULATION.subtract(shown, base)), kept)
    if style.kind == "百分比":
        return f"{'上升' if more else '下降'}{difference}个百分点"
    amount = f"{'增加' if more else '减少'}{difference}{style.unit or plain(unit)}"
    rate = ""
    if base > 0:
        share = CALCULATION.divide(abs(CALCULATION.subtract(shown, base)), base).scaleb(2)
        rate = f"{'增长' if more else '下降'}{format_number(share, whole_number(places, '增减', 0, MOST_PLACES))}%"
    if part in _AMOUNT:
        return amount
    if part in _RATE:
        return rate or BLANK
    return f"{amount}，{rate}" if rate else amount


def _places_of(*numbers: Decimal) -> int | None:
    """The most decimals that any of them prints; None where all print as they stand."""
    found = (number.style.places for number in numbers if isinstance(number, Number))
    return max((places for places in found if places is not None), default=None)


def _printed(percent: bool, places: int | None) -> Callable[[Decimal], Decimal]:
    """The number as it prints."""

    def printed(number: Decimal) -> Decimal:
        shown = number.scaleb(2) if percent else number
        return shown if places is None else round_half_up(shown, places)

    return printed


def _like(number: Decimal, other: Decimal) -> Decimal:
    """The number in the unit of the other, where both are amounts of money."""
    of, into = unit_of(number), unit_of(other)
    return convert(Decimal(number), of, into) if of and into else Decimal(number)


def share(value: object, total: object, places: object = 2) -> object:
    """``甲.额 | 占比(甲.总)``: what part of the whole it is, in percent; blank where either is blank, or the whole zero."""
    part, whole = exact.number(plain(value)), exact.number(plain(total))
    if isinstance(part, Blank) or isinstance(whole, Blank) or whole.is_zero():
        return BLANK
    style = NumberStyle("百分比", whole_number(places, "占比", 0, MOST_PLACES))
    return Number(CALCULATION.divide(Decimal(part), _like(whole, part)), style)
