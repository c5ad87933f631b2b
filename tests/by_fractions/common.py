"""What the forms share: random amounts and indicators, and the arithmetic of figures and scores in fractions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

Answers = dict[str, Any]
"""The answers by sheet, as ``new_workbook`` takes them; None where nothing is typed."""
Figure = Fraction | str | None
"""A figure as computed here: None for a blank, text for a grade or the stroke of a nil."""


class Expected(NamedTuple):
    """What the form must compute.

    Attributes:
        figures: by path.
        rows: by table or sheet with fixed rows, of each row the figures by label.
    """

    figures: dict[str, Figure]
    rows: dict[str, list[dict[str, Figure]]]


class Columns(NamedTuple):
    """How a form's indicators score.

    Attributes:
        target, actual, unit, score: what its columns are called; the others have the same names everywhere.
        levels: the share that each word for a qualitative indicator takes.
        places: decimals of a score.
        at_most: the share of the points that an indicator of ``≤`` takes whose target was exceeded.
    """

    target: str
    actual: str
    unit: str
    score: str
    levels: Mapping[str, Fraction]
    at_most: Callable[[Fraction, Fraction], Fraction]
    places: int = 2


amounts = st.decimals(0, 10**6, places=6, allow_nan=False).map(lambda value: value.normalize() + 0)
maybe = st.none() | amounts
counts = st.none() | st.integers(0, 400)


@st.composite
def indicators(draw: st.DrawFn, columns: Columns, levels: Sequence[str] = ("产出指标",)) -> Answers:
    """One indicator; its 一级指标 is one of the levels."""
    nature = draw(st.sampled_from(["≥", "≤", "=", "定性"]))
    points = draw(st.decimals(0, 30, places=1))
    row: Answers = {"一级指标": draw(st.sampled_from(levels)), "二级指标": "某类", "三级指标": "某"}
    row |= {"指标性质": nature, "分值": points}
    if nature == "定性":
        return row | {columns.target: "好", columns.actual: draw(st.sampled_from(list(columns.levels)))}
    target, actual = (draw(st.decimals(0, 200, places=draw(st.sampled_from([0, 3])))) for _ in range(2))
    unit = draw(st.sampled_from(["%", "个", None]))
    if unit == "%" and draw(st.booleans()):
        return row | {columns.target: f"{target:f}%", columns.actual: f"{actual:f}%", columns.unit: unit}
    return row | {columns.target: target, columns.actual: actual, columns.unit: unit}


def score(row: Answers, columns: Columns) -> Fraction:
    """What the row scores."""
    points = Fraction(row["分值"])
    if row["指标性质"] == "定性":
        return half_up(points * columns.levels[row[columns.actual]], columns.places)
    target, actual = (Fraction(str(row[column]).rstrip("%")) for column in (columns.target, columns.actual))
    share = Fraction(0)
    match row["指标性质"]:
        case "≥":
            share = Fraction(1) if actual >= target else actual / target
        case "≤":
            share = Fraction(1) if actual <= target else columns.at_most(target, actual)
        case "=":
            share = Fraction(actual == target)
    return half_up(points * share, columns.places)


def total(*values: Fraction | None) -> Fraction | None:
    """The sum of those that are filled in; None where none is."""
    filled = [value for value in values if value is not None]
    return sum(filled, Fraction(0)) if filled else None


def plus(*values: Fraction | None) -> Fraction | None:
    """The sum; None where one is missing."""
    return None if None in values else total(*values)


def ratio(one: Fraction | None, other: Fraction | None, zero: str | None = None) -> Figure:
    """The quotient; ``zero`` where it divides by zero."""
    if one is None or other is None:
        return None
    return one / other if other else zero


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """Rounded, halves up."""
    return Fraction(math.floor(value * 10**places + Fraction(1, 2)), 10**places)


def execution_score(executed: Fraction | None, budget: Fraction | None, places: int = 2) -> Fraction | None:
    """The 10 points for the execution of the budget."""
    if executed is None or budget is None:
        return None
    if executed > budget:
        return Fraction(10)
    return half_up(10 * executed / budget, places) if budget else Fraction(0)


def grade(points: Fraction | None, limits: Mapping[str, int]) -> str | None:
    """The first word whose limit is reached."""
    return None if points is None else next(word for word, limit in limits.items() if points >= limit)


def fraction(value: Any) -> Fraction | None:
    """The number typed."""
    return None if value is None else Fraction(Decimal(value))


def fractions(cells: Mapping[str, Any]) -> dict[str, Fraction | None]:
    """The numbers typed, by label."""
    return {label: fraction(value) for label, value in cells.items()}


def any_typed(*cells: Mapping[str, Any]) -> bool:
    """Whether anything is typed in one of them."""
    return any(value is not None for some in cells for value in some.values())
