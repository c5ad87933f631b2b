"""Many workbooks: documents a second, one process and two, the whole of a batch beside bare rendering, and run again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import workbooks
from bench.measure import spread
from bench.results import Figure, Goal, Table
from bench.settings import Settings

ROOT = Path(__file__).parents[2]
_WAYS = (("bare", 1), ("bare", 2), ("batch", 1), ("batch", 2))
_NAMES = {"bare": "rendering into files", "batch": "render_batch"}


def batch(settings: Settings) -> Figure:
    """The hunan report, from distinct workbooks on disk, everything on; once without prose rules and once with."""
    case = workbooks.hunan(settings.folder, settings.many)
    folder = case.books[0].parent
    goals: list[Goal] = []
    rows: list[tuple[str, ...]] = []
    for prose in ("no-prose", "prose"):
        taken: dict[tuple[str, int], list[dict[str, float]]] = {way: [] for way in _WAYS}
        for number in range(settings.repeats):
            for way in (*_WAYS[number % 4 :], *_WAYS[: number % 4]):
                with tempfile.TemporaryDirectory(dir=settings.folder) as out:
                    taken[way].append(_run(way[0], folder, Path(out) / "out", way[1], prose))
        for (name, jobs), runs in taken.items():
            least, middle, most = spread(settings.many / one["whole"] for one in runs)
            words = "with prose rules" if prose == "prose" else "without prose rules"
            rows.append((f"{_NAMES[name]}, {jobs} process{'es' * (jobs > 1)}, {words}", *_rates(least, middle, most)))
        goals += _goals(prose, taken)
    goals += _again(settings, folder)
    return Figure("A batch", goals, [Table(("documents a second", "min", "median", "max"), rows)], [_NOTE])


def _goals(prose: str, taken: dict[tuple[str, int], list[dict[str, float]]]) -> list[Goal]:
    words = "" if prose == "no-prose" else ", with prose rules"
    two = spread(one["whole"] / two["whole"] for one, two in zip(taken["bare", 1], taken["bare", 2], strict=True))
    all_ = spread(
        whole["whole"] / bare["whole"] for whole, bare in zip(taken["batch", 2], taken["bare", 2], strict=True)
    )
    first = spread(one["first"] for one in taken["batch", 2])
    return [
        Goal(f"two processes against one{words}", "at least 1.85 ×", f"{two.middle:.2f} ×", two.middle >= 1.85),
        Goal(
            f"the whole batch against rendering{words}", "at most 1.25 ×", f"{all_.middle:.2f} ×", all_.middle <= 1.25
        ),
        Goal(f"first result of a batch{words}", "under 1 s", f"{first.middle:.2f} s", first.middle < 1),
    ]


def _again(settings: Settings, folder: Path) -> list[Goal]:
    """A large folder, once and once more; the same workbooks under many names."""
    many = settings.folder / "departments"
    many.mkdir()
    books = sorted(folder.glob("*.xlsx"))
    for number in range(settings.departments):
        os.link(books[number % len(books)], many / f"{number:06}.xlsx")
    out = settings.folder / "departments-out"
    done = _run("batch", many, out, 2, "no-prose")
    again = _run("batch", many, out, 2, "no-prose")
    shutil.rmtree(many)
    shutil.rmtree(out)
    peak = done["peak"] / 2**20
    return [
        Goal(f"{settings.departments:,} departments: peak of the parent", "under 200 MB", f"{peak:.0f} MB", peak < 200),
        Goal(
            f"{settings.departments:,} departments run again, nothing to do",
            "under 10 s",
            f"{again['whole']:.1f} s",
            again["whole"] < 10,
        ),
    ]


def _run(way: str, folder: Path, out: Path, jobs: int, prose: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.batch_child", way, str(folder), str(out), str(jobs), prose]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _rates(*rates: float) -> tuple[str, ...]:
    return tuple(f"{rate:.0f}" for rate in rates)


_NOTE = (
    "Each run is a process of its own that starts its workers, so every figure holds their start. Rendering into files is "
    "`selfeval.render` in a pool of processes, with durable files and nothing else; `render_batch` adds the journal, the "
    "names, 汇总.xlsx and index.html. The large folder holds the same workbooks under many names (hard links)."
)
