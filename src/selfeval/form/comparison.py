"""How the two sides of a check are compared: one rule for ``selfeval check`` and for the live formula in the workbook."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from selfeval.amounts import round_half_up
from selfeval.form.model import Check
from selfeval.report import Number, NumberStyle

LEAST_TOLERANCE, HALF_A_CENT = Decimal("0.01"), Decimal("0.005")
"""An equality of rounded figures may miss by a cent, or by half of one for each figure added and the total."""
_PLAIN_AMOUNT = NumberStyle("金额", 2)


class Comparison(NamedTuple):
    """Two sides compared.

    Attributes:
        style: how the figures and their difference print.
        apart: left less right, rounded to the places of the figures.
        holds: whether the check's relation holds within its tolerance.
    """

    style: NumberStyle
    apart: Decimal
    holds: bool


def compare_sides(check: Check, left: Decimal, right: Decimal, addends: Callable[[], int]) -> Comparison:
    """Whether the relation of the check holds; ``addends`` counts the filled figures that the right side adds."""
    style = style_of(left, right)
    apart = round_half_up(left - right, compared_places(style))
    beyond = {"equal": abs(apart), "at_most": apart, "at_least": -apart}[check.relation]
    return Comparison(style, apart, beyond <= 0 or beyond <= tolerance(check, addends))


def style_of(left: object, right: object) -> NumberStyle:
    """How the figures of both sides print: as the first that says so."""
    for side in (left, right):
        if isinstance(side, Number):
            return side.style._replace(nil=None)
    return _PLAIN_AMOUNT


def compared_places(style: NumberStyle) -> int:
    """The decimals to which a difference is rounded before it is judged."""
    places = style.places if style.places is not None else 2
    return places + (2 if style.kind == "百分比" else 0)


def tolerance(check: Check, addends: Callable[[], int]) -> Decimal:
    """How far the sides may be apart after rounding."""
    if check.tolerance is not None:
        return check.tolerance
    if check.relation != "equal":
        return Decimal(0)
    return max(LEAST_TOLERANCE, HALF_A_CENT * (addends() + 1))
