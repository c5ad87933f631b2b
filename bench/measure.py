"""Times several ways of doing the same work, side by side: in each round every way does the same batch, in turn."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

Batch = Sequence[Path]


class Spread(NamedTuple):
    """The least, middle and greatest over the rounds."""

    least: float
    middle: float
    most: float


def spread(values: Iterable[float]) -> Spread:
    """The spread of some values."""
    known = list(values)
    return Spread(min(known), statistics.median(known), max(known))


@dataclass(frozen=True)
class Way:
    """One way of doing the work; ``run`` does a batch and gives the seconds it took."""

    name: str
    run: Callable[[Batch], float]


def timed(name: str, one: Callable[[Path], object]) -> Way:
    """A way that does one workbook after the other in this process."""

    def run(batch: Batch) -> float:
        begin = time.perf_counter()
        for path in batch:
            one(path)
        return time.perf_counter() - begin

    return Way(name, run)


def side_by_side(ways: Sequence[Way], items: Batch, rounds: int, batch: int) -> dict[str, list[float]]:
    """Seconds for one item, by way, one number for each round.

    Each round takes the next ``batch`` items, the same ones for every way; the way that begins changes from round to
    round. Garbage is collected before each way begins and then left as Python has it, for all alike.
    """
    taken: dict[str, list[float]] = {way.name: [] for way in ways}
    for number in range(rounds):
        first = number * batch
        work = [items[(first + index) % len(items)] for index in range(batch)]
        turn = number % len(ways)
        for way in (*ways[turn:], *ways[:turn]):
            gc.collect()
            taken[way.name].append(way.run(work) / len(work))
    return taken


def times(taken: dict[str, list[float]], ours: str, theirs: str) -> Spread:
    """How many times longer theirs took, round by round."""
    return spread(other / own for own, other in zip(taken[ours], taken[theirs], strict=True))
