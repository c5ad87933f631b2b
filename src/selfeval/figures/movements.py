"""Movements from one year to the next, figure by figure, and which of them are large."""

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

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """By it the large movements come first, the largest at the top; from nothing to something before all."""
        return not self.large, self.change is not None, -float(abs(self.change)) if self.change is not None else 0.0


def movements(
    department: str, this: Mapping[str, Decimal], last: Mapping[str, Decimal], large: Decimal = LARGE
) -> Iterator[Movement]:
    """Every figure of a department that both years know, by its id."""
    for figure, value in this.items():
        if figure in last:
            old = last[figure]
            with localcontext(prec=_DIGITS):
                change = (value - old) / abs(old) if old else None
            moved = value != old if change is None else abs(change) > large
            yield Movement(department, figure, old, value, change, moved)
