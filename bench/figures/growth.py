"""Figure 6: documents that grow from 10 to 10,000 rows or paragraphs."""

from __future__ import annotations

from bench import workbooks
from bench.figures.speed import OURS, PEER, ours, peer, same_texts
from bench.measure import Spread, side_by_side, spread, timed, times
from bench.plots import Line, log_plot
from bench.results import Figure, Goal, Table, at_least, milliseconds
from bench.settings import Settings
from bench.workbooks import Case


def growth(settings: Settings) -> Figure:
    """A table that grows, a text that grows."""
    goals: list[Goal] = []
    tables: list[Table] = []
    plots: dict[str, str] = {}
    for what, case in (
        ("rows", workbooks.rows(settings.folder, settings.sizes)),
        ("paragraphs", workbooks.paragraphs(settings.folder, settings.sizes)),
    ):
        found = _measured(case, settings)
        tables.append(_table(what, found))
        plots[f"growth-{what}.svg"] = _plot(what, found)
        middle = settings.sizes[-2]
        goals.append(at_least(f"{middle:,} {what} against docxtpl", 10, times(found[middle], OURS, PEER)))
        goals.append(_linear(what, found))
    return Figure("Growth", goals, tables, [_NOTE], plots)


Found = dict[int, dict[str, list[float]]]


def _measured(case: Case, settings: Settings) -> Found:
    """Seconds by size and way."""
    mine, theirs = ours(case), peer(case)
    same_texts(case, mine, {PEER: theirs})
    ways = [timed(OURS, mine), timed(PEER, theirs)]
    return {
        size: side_by_side(ways, [book], settings.repeats, 1)
        for size, book in zip(settings.sizes, case.books, strict=True)
    }


def _table(what: str, found: Found) -> Table:
    rows = []
    for size, taken in found.items():
        mine, theirs = (spread(taken[name]) for name in (OURS, PEER))
        each = mine.middle / size * 1e6
        ratio = f"{times(taken, OURS, PEER).middle:.1f} ×"
        rows.append((f"{size:,}", *milliseconds(mine), f"{each:.1f}", milliseconds(theirs)[1], ratio))
    head = (what, "selfeval ms, min", "median", "max", f"µs for each of the {what}", f"{PEER} ms, median", "times")
    return Table(head, rows)


def _linear(what: str, found: Found) -> Goal:
    """What a further row costs between the larger sizes, against what it costs between the smaller ones."""
    sizes = list(found)
    small, middle, large = sizes[1], sizes[2], sizes[-1]
    low, mid, high = (spread(found[size][OURS]).middle for size in (small, middle, large))
    early, late = (mid - low) / (middle - small), (high - mid) / (large - middle)
    factor = late / early if early > 0 else 0.0
    return Goal(
        f"cost of a further one of the {what}, late against early", "at most 1.3 ×", f"{factor:.2f} ×", factor <= 1.3
    )


def _plot(what: str, found: Found) -> str:
    lines = [
        Line(name, [(size, _middle(taken[name]) * 1000) for size, taken in found.items()]) for name in (OURS, PEER)
    ]
    return log_plot(f"One document of so many {what}", what, "ms", lines)


def _middle(seconds: list[float]) -> float:
    found: Spread = spread(seconds)
    return found.middle


_NOTE = (
    "A table of five columns (`bench/forms/rows`) and a text with a bold lead in each paragraph "
    "(`bench/forms/paragraphs`), each beside openpyxl + docxtpl on the same template; both give the same text."
)
