"""Large movements from one year to the next, by department and figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

LARGE = Decimal("0.3")
"""A change by more than this part of last year's figure is large, unless the caller says otherwise."""
_DIGITS = 50


@dataclass(frozen=True)
class Movement:
    """One figure of one department in two years.

    Attributes:
        department: its name this year.
        figure: the id of the figure.
        last, this: its values.
        change: the difference as a part of last year's value; None where that is zero.
        large: whether somebody should look at it; from nothing to something always is.
    """

    department: str
    figure: str
    last: Decimal
    this: Decimal
    change: Decimal | None
    large: bool

    @property
    def difference(self) -> Decimal:
        """This year's value less last year's."""
        return self.this - self.last


Figures = Mapping[str, Mapping[str, Decimal]]
"""Figures by department and id."""


def movements(this: Figures, last: Figures, large: Decimal = LARGE) -> list[Movement]:
    """Every figure that both years know, the large movements first, the largest of them at the top."""
    return sorted(_moved(this, last, large), key=_rank)


def _rank(one: Movement) -> tuple[bool, bool, Decimal, str, str]:
    size = Decimal(0) if one.change is None else abs(one.change)
    return not one.large, one.change is not None, -size, one.department, one.figure


def _moved(this: Figures, last: Figures, large: Decimal) -> Iterator[Movement]:
    for department, figures in this.items():
        before = last.get(department, {})
        for figure, value in figures.items():
            if figure in before:
                old = before[figure]
                with localcontext(prec=_DIGITS):
                    change = (value - old) / abs(old) if old else None
                moved = value != old if change is None else abs(change) > large
                yield Movement(department, figure, old, value, change, moved)
