"""Brings a target and what was reached to one unit, so that they can be compared: 98 % in a cell, 89.974 万元, 50个."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from selfeval.amounts import CALCULATION, convert, full_unit, is_money_unit, parse_number
from selfeval.names import fold
from selfeval.report import Blank, Number

PERCENT = "%"
_HUNDRED = Decimal(100)


class Measured(NamedTuple):
    """A number with the unit it counts in, folded; ``""`` where nothing says one. ``sign`` stood before it: ``≥``."""

    value: Decimal
    unit: str = ""
    sign: str = ""


def measured(value: object, signs: Collection[str] = ()) -> Measured | None:
    """The number a value states, as typed; None where it states none: a date, words, nothing.

    ``signs`` may stand before a number in text, as in ``≥50个``.
    """
    if isinstance(value, Number):
        if value.style.kind == "百分比":
            return Measured(CALCULATION.multiply(value, _HUNDRED), PERCENT)
        return Measured(Decimal(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    sign = next((sign for sign in signs if fold(text).startswith(sign)), "")
    parsed = parse_number(text[len(sign) :])
    return None if parsed is None else Measured(parsed.value, fold(parsed.unit), sign)


def in_one_unit(
    one: Measured, other: Measured, unit: object, percent: Collection[str]
) -> tuple[Decimal, Decimal] | None:
    """Both numbers in the unit; without one, in what they have in common. None where they cannot be compared.

    Args:
        one, other: the numbers.
        unit: what both are to be brought to, such as ``万元``; blank where nobody said.
        percent: the units that count in hundredths, folded.
    """
    asked = "" if isinstance(unit, Blank) or unit is None else full_unit(fold(str(unit)))
    into = PERCENT if asked in percent else asked
    sides = [side._replace(unit=PERCENT) if side.unit in percent else side for side in (one, other)]
    if not into:
        into = next((side.unit for side in sides if side.unit), "")
        if PERCENT in (sides[0].unit, sides[1].unit) and sides[0].unit != sides[1].unit:
            return None  # 98 and 98 %, or 0.98 and 98 %: it could be either
    brought = [_brought(side, into) for side in sides]
    return None if brought[0] is None or brought[1] is None else (brought[0], brought[1])


def _brought(side: Measured, into: str) -> Decimal | None:
    if side.unit in ("", into):
        return side.value
    if is_money_unit(side.unit) and is_money_unit(into):
        return convert(side.value, side.unit, into)
    if side.unit == PERCENT:  # a share of one where the unit is no percentage
        return CALCULATION.divide(side.value, _HUNDRED)
    return None
