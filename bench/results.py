"""What a figure gives: tables, goals met or not, plots. Plain data; ``report`` writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.measure import Spread


@dataclass(frozen=True)
class Goal:
    """What is asked of a figure, and what was found."""

    what: str
    wanted: str
    found: str
    met: bool


@dataclass(frozen=True)
class Table:
    """A table; the first column is text, the others numbers."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Figure:
    """One figure of the report.

    Attributes:
        title: its heading.
        goals: what is asked of it.
        tables: what was measured.
        notes: paragraphs that say how, and what is not the same on both sides.
        plots: SVG by file name.
    """

    title: str
    goals: list[Goal]
    tables: list[Table]
    notes: list[str]
    plots: Mapping[str, str] = field(default_factory=dict)


def at_least(what: str, wanted: float, found: Spread) -> Goal:
    """A goal on how many times faster; the median counts."""
    return Goal(what, f"at least {wanted:g} ×", f"{found.middle:.1f} ×", found.middle >= wanted)


def at_most(what: str, wanted: float, found: Spread) -> Goal:
    """A goal on how many times longer; the median counts."""
    return Goal(what, f"at most {wanted:g} ×", f"{found.middle:.2f} ×", found.middle <= wanted)


def milliseconds(seconds: Spread) -> tuple[str, str, str]:
    """Least, median and greatest, as a table shows them."""
    least, middle, most = (f"{value * 1000:.2f}" for value in seconds)
    return least, middle, most


def factors(ratio: Spread) -> str:
    """How many times, median and range."""
    return f"{ratio.middle:.1f} × ({ratio.least:.1f} to {ratio.most:.1f})"
