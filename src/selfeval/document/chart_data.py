"""What a chart shows, as plain data, and the mark that stands for it until its part is filled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

GENERAL: Final = "General"
"""The number format of what prints as it stands."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart.

    Attributes:
        name: what the legend calls it; ``""`` where the template's own name stays.
        values: by category, exactly; None where the workbook has none.
        number_format: how Office writes them, such as ``0.00``.
    """

    name: str
    values: tuple[Decimal | None, ...]
    number_format: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What one chart shows.

    Attributes:
        categories: the texts along the axis, or of the slices of a pie.
        series: at least one.
        title: its title, ``""`` where the template's own stays.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""


def chart_mark(number: int) -> str:
    """What stands in the alternative text until the chart is known."""
    return f"selfeval-chart:{number};"
