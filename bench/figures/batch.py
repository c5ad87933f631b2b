"""Many workbooks: documents a second, one process and two, the whole of a batch, a user's script, 10,000 departments."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import workbooks
from bench.batch_runs import JOBS, Runs
from bench.figures.departments import departments
from bench.measure import Spread, spread
from bench.results import Figure, Goal, Table, at_least
from bench.settings import Settings
from bench.texts import require_same

_COMPARED = 20
"""Documents of the script that are looked at: a comparison of different texts would mean nothing."""


def batch(settings: Settings) -> Figure:
    """The hunan report, from distinct workbooks on disk, everything on; once without prose rules and once with."""
    case = workbooks.hunan(settings.folder, settings.many)
    runs = Runs(case, case.books[0].parent, settings.folder)
    subset = min(runs.count, settings.scripted)
    _require_same_texts(runs, subset, settings.folder)
    goals: list[Goal] = []
    rows: list[tuple[str, ...]] = []
    for prose in (False, True):
        words = "with prose rules" if prose else "without prose rules"
        ways: dict[str, Callable[[], float]] = {
            "rendering into files, 1 process": partial(_each, runs, partial(runs.bare, 1, prose=prose)),
            f"rendering into files, {JOBS} processes": partial(_each, runs, partial(runs.bare, JOBS, prose=prose)),
            f"selfeval fill FOLDER, {JOBS} processes": partial(_each, runs, partial(runs.fill, prose=prose)),
        }
        if not prose:
            ways[f"a script, {JOBS} processes"] = lambda: runs.script(subset) / subset
        taken = _in_turn(ways, settings.repeats, words)
        rows += [(f"{name}, {words}", *_rates(seconds)) for name, seconds in taken.items()]
        goals += _goals(list(taken.values()), f", {words}" if prose else "")
    goals += _starting(runs, settings.starts)
    large = departments(settings, case)
    table = Table(("documents a second", "min", "median", "max"), rows)
    note = _NOTE.format(count=f"{runs.count:,}", subset=f"{subset:,}", jobs=JOBS)
    return Figure("A batch", goals + large.goals, [table, *large.tables], [note, *large.notes])


def _each(runs: Runs, way: Callable[[], float]) -> float:
    """Seconds for one workbook."""
    return way() / runs.count


def _in_turn(ways: dict[str, Callable[[], float]], repeats: int, words: str) -> dict[str, list[float]]:
    """Seconds for a document, by way; the way that begins changes from round to round."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number in range(repeats):
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            print(f"batch, {words}, round {number + 1}: {name}", file=sys.stderr, flush=True)
            taken[name].append(ways[name]())
    return taken


def _goals(taken: list[list[float]], words: str) -> list[Goal]:
    """``taken``: one process, two processes, the whole command and, if it ran, the script."""
    one, two, whole, *script = taken
    both, all_ = _ratio(one, two), _ratio(whole, two)
    goals = [
        Goal(f"two processes against one{words}", "at least 1.85 ×", f"{both.middle:.2f} ×", both.middle >= 1.85),
        Goal(
            f"selfeval fill FOLDER against rendering{words}",
            "at most 1.25 ×",
            f"{all_.middle:.2f} ×",
            all_.middle <= 1.25,
        ),
    ]
    if script:
        goals.append(at_least(f"selfeval fill FOLDER against a script{words}", 10, _ratio(script[0], whole)))
    return goals


def _ratio(longer: list[float], shorter: list[float]) -> Spread:
    return spread(one / other for one, other in zip(longer, shorter, strict=True))


def _starting(runs: Runs, starts: int) -> list[Goal]:
    pool = spread(runs.start() for _ in range(starts))
    first = spread(runs.first(prose=True) for _ in range(starts))
    return [
        Goal("workers of a batch, started and warm", "under 1 s", f"{pool.middle:.2f} s", pool.middle < 1),
        Goal(
            "first result of selfeval fill FOLDER, from the start of the process",
            "under 1 s",
            f"{first.middle:.2f} s",
            first.middle < 1,
        ),
    ]


def _require_same_texts(runs: Runs, subset: int, place: Path) -> None:
    """Untimed: both write the same texts."""
    mine, theirs = place / "batch-ours", place / "batch-theirs"
    count = min(subset, _COMPARED)
    runs.fill(prose=False, out=mine)
    runs.script(count, out=theirs)
    for document in theirs.glob("*.docx"):
        require_same(
            (mine / document.name).read_bytes(), document.read_bytes(), f"a batch and the script, {document.name}"
        )
    shutil.rmtree(mine)
    shutil.rmtree(theirs)


def _rates(seconds: list[float]) -> tuple[str, ...]:
    return tuple(f"{1 / one:.0f}" for one in sorted(spread(seconds), reverse=True))


_NOTE = (
    "{count} distinct workbooks. Each run is a process of its own, timed from its start to its end, so every figure holds the "
    "start of its workers; only the script's clock begins when its workers are warm. Rendering into files is "
    "`selfeval.render` in a pool of processes, with durable files and nothing else. `selfeval fill FOLDER` adds the journal, "
    "the names, progress, 汇总.xlsx and index.html. The script (`bench/peer_batch.py`) is multiprocessing.Pool with {jobs} processes, "
    "openpyxl and docxtpl, on {subset} of the same workbooks, scaled; it writes plain files, checks nothing and sums nothing up."
)
