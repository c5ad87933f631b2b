"""A province's departments in one batch: memory, the run done again, and what half a million would take."""

from __future__ import annotations

import shutil

from bench.batch_runs import JOBS, Runs, linked
from bench.results import Figure, Goal, Table
from bench.settings import Settings
from bench.workbooks import Case

_UNITS, _FLEET = 500_000, 100
"""Units of a large province and all below it; cores of a cluster one may have."""


def departments(settings: Settings, case: Case) -> Figure:
    """The same workbooks under many names, done once and once more."""
    count = settings.departments
    many, out = settings.folder / "departments", settings.folder / "departments-out"
    runs = Runs(case, linked(case.books, count, many), settings.folder)
    done = runs.looked_at(out, prose=True)
    again = runs.looked_at(out, prose=True)
    sizes = {
        name: (out / name).stat().st_size / count for name in ("index.html", "汇总.xlsx", ".selfeval-journal.sqlite")
    }
    document = sum(path.stat().st_size for path in out.glob("*.docx")) / count
    shutil.rmtree(many)
    shutil.rmtree(out)
    grown = done["worker_late"] - done["worker_early"]
    goals = [
        _goal(
            f"{count:,} departments: peak of the parent", "under 200 MB", f"{done['peak']:.0f} MB", done["peak"] < 200
        ),
        _goal(f"{count:,} departments: growth of a worker", "within 5 MB", f"{grown:+.1f} MB", grown <= 5),
        _goal(
            f"{count:,} departments again, nothing to do", "under 10 s", f"{again['whole']:.1f} s", again["whole"] < 10
        ),
    ]
    review = done["whole"] - done["last"]
    rows = [
        ("first result, s", f"{done['first']:.2f}"),
        ("all documents, s", f"{done['last']:.1f}"),
        ("汇总.xlsx and index.html, s", f"{review:.1f}"),
        ("the parent's own time for one result, ms", f"{_own(done, count):.3f}"),
        ("peak of the parent, MB", f"{done['peak']:.0f}"),
        ("a worker after a tenth of them, MB", f"{done['worker_early']:.1f}"),
        ("a worker after all of them, MB", f"{done['worker_late']:.1f}"),
        ("again, nothing to do: the whole, s", f"{again['whole']:.1f}"),
        ("again: peak of the parent, MB", f"{again['peak']:.0f}"),
        *((f"{name}, bytes for a department", f"{size:.0f}") for name, size in sizes.items()),
    ]
    table = Table((f"{count:,} departments, {JOBS} processes", ""), rows)
    notes = [_NOTE, _estimate(done, count, review, document, sizes["index.html"])]
    return Figure("", goals, [table], notes)


def _goal(what: str, wanted: str, found: str, met: bool) -> Goal:
    return Goal(what, wanted, found, met)


def _own(done: dict[str, float], count: int) -> float:
    """Milliseconds of the calling process for one result."""
    return done["own"] / max(1, count - 1) * 1000


def _estimate(done: dict[str, float], count: int, review: float, document: float, page: float) -> str:
    """What half a million units would need, by the figures of this run."""
    each = (done["last"] - done["first"]) * JOBS / max(1, count - 1)
    own = max(_own(done, count) / 1000, 1e-6)
    cores = each / own
    fleet = max(1, min(_FLEET, int(cores)))
    return _ESTIMATE.format(
        jobs=JOBS,
        each=f"{each * 1000:.1f}",
        minutes=f"{_UNITS * each / JOBS / 60:.0f}",
        fleet=fleet,
        together=f"{_UNITS * each / fleet / 60:.1f}",
        own=f"{own * 1000:.2f}",
        rate=f"{1 / own:,.0f}",
        cores=f"{cores:,.0f}",
        files=f"{fleet / each:,.0f}",
        disk=f"{fleet / each * document / 2**20:,.0f}",
        here=f"{JOBS / each:,.0f}",
        gigabytes=f"{_UNITS * document / 2**30:.1f}",
        review=f"{_UNITS * review / count / 60:.0f}",
        page=f"{_UNITS * page / 2**20:,.0f}",
    )


_NOTE = "The large folder holds the same workbooks under many names (hard links); prose rules are on."
_ESTIMATE = (
    "**500,000 units**, reckoned from this table: a workbook takes {each} ms of a core, so half a million take about {minutes} "
    "minutes on {jobs} cores and {together} on a Dask cluster of {fleet}. The workers share nothing but the folder, so they scale "
    "until the one calling process is full: it spends {own} ms of its own on a result, which is {rate} results a second, or some "
    "{cores} cores; what Dask takes for handing over each chunk of 16 comes on top. {fleet} cores ask the shared folder for {files} "
    "durable files a second ({disk} MB), {gigabytes} GB in all; it has to be able to take them (the disk of this machine was asked for "
    "{here}). What breaks first is the looking: 汇总.xlsx and index.html are written by one process in about {review} minutes, the page has "
    "{page} MB, which no browser opens, links in 汇总.xlsx stop after 30,000 rows and its findings at a million. So run "
    "such a number county by county into folders of their own; each is a batch with its own summary."
)
