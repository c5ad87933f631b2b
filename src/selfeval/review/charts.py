"""The charts of the page as plain geometry: the template draws them as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from selfeval.amounts import format_number
from selfeval.review.columns import BUDGET, EXECUTED, RATE, SCORE
from selfeval.review.entry import Entry, Review

MOST_BARS = 30
MOST_DOTS = 1_500
_BANDS = ((0, 60), (60, 70), (70, 80), (80, 90), (90, 100.001))
_BAND_NAMES = ("60 以下", "60–70", "70–80", "80–90", "90–100")


@dataclass(frozen=True)
class Bar:
    """A bar: what it says at its foot and at its end, and its length as a part of the longest."""

    label: str
    value: str
    part: float
    over: bool = False


@dataclass(frozen=True)
class Dot:
    """A dot, its place in parts of the sides, and what it says."""

    x: float
    y: float
    title: str


@dataclass(frozen=True)
class Charts:
    """What is drawn; a chart without data is left out.

    Attributes:
        rates: execution rates, the highest and lowest where there are many; ``full`` is where 100 % stands.
        scores: how many departments have a score of each band.
        dots: budget against execution, both on a logarithmic scale; ``diagonal`` is where both are equal.
    """

    rates: Sequence[Bar] = ()
    rate_label: str = ""
    rate_note: str = ""
    full: float = 1
    scores: Sequence[Bar] = ()
    dots: Sequence[Dot] = ()
    dots_note: str = ""
    axes: tuple[str, str] = ("", "")
    range: tuple[str, str] = field(default=("", ""))


def charts(review: Review, entries: Iterable[Entry]) -> Charts:
    """The charts of a batch."""
    rate, score = review.column(RATE), review.column(SCORE)
    budget, executed = review.column(*BUDGET), review.column(*EXECUTED)
    rates: list[tuple[Decimal, str]] = []
    scores: list[Decimal] = []
    pairs: list[tuple[Decimal, Decimal, str]] = []
    for entry in entries:
        planned = entry.number(budget.id) if budget else None
        spent = entry.number(executed.id) if executed else None
        share = entry.number(rate.id) if rate else spent / planned if planned and spent is not None else None
        if share is not None:
            rates.append((share, entry.department))
        if score and (points := entry.number(score.id)) is not None:
            scores.append(points)
        if planned and spent and planned > 0 and spent > 0:
            pairs.append((planned, spent, entry.department))
    label = rate.label if rate else f"{executed.label} ÷ {budget.label}" if budget and executed else ""
    bars, full, note = _rates(rates)
    dots, ends, dots_note = _dots(pairs)
    axes = (budget.label if budget else "", executed.label if executed else "")
    return Charts(bars, label, note, full, _scores(scores), dots, dots_note, axes, ends)


def _rates(rates: list[tuple[Decimal, str]]) -> tuple[list[Bar], float, str]:
    rates.sort(key=lambda one: (-one[0], one[1]))
    note = ""
    shown = rates
    if len(rates) > MOST_BARS:
        half = MOST_BARS // 2
        shown = [*rates[:half], *rates[-half:]]
        note = f"共 {len(rates)} 个单位，只画最高的 {half} 个和最低的 {half} 个"
    most = max([Decimal(1), *(min(rate, Decimal(2)) for rate, _ in shown)])
    bars = [
        Bar(name, format_number(rate.scaleb(2), 2) + "%", float(max(Decimal(0), min(rate, most)) / most), rate > 1)
        for rate, name in shown
    ]
    return bars, float(1 / most), note


def _scores(scores: Sequence[Decimal]) -> list[Bar]:
    if not scores:
        return []
    counts = [sum(1 for score in scores if low <= score < high) for low, high in _BANDS]
    most = max(*counts, 1)
    return [Bar(name, str(count), count / most) for name, count in zip(_BAND_NAMES, counts, strict=True)]


def _dots(pairs: list[tuple[Decimal, Decimal, str]]) -> tuple[list[Dot], tuple[str, str], str]:
    if not pairs:
        return [], ("", ""), ""
    pairs.sort(key=lambda one: (-one[0], one[2]))
    note = f"只画预算最大的 {MOST_DOTS} 个" if len(pairs) > MOST_DOTS else ""
    pairs = pairs[:MOST_DOTS]
    numbers = [number for planned, spent, _ in pairs for number in (planned, spent)]
    low, high = math.log10(min(numbers)), math.log10(max(numbers))
    low, high = low - 0.02 - 0.02 * (high - low), high + 0.02 + 0.02 * (high - low)

    def at(number: Decimal) -> float:
        return round((math.log10(number) - low) / (high - low), 4)

    dots = [
        Dot(at(planned), at(spent), f"{name}：{format_number(planned, 2)} → {format_number(spent, 2)}")
        for planned, spent, name in pairs
    ]
    return dots, (format_number(min(numbers), 2), format_number(max(numbers), 2)), note
