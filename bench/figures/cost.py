"""Figure 6, second half: what each stage costs, checks and the self-proof among them."""

from __future__ import annotations

from statistics import median

from bench import workbooks
from bench.figures.speed import ours
from bench.results import Figure, Table
from bench.settings import Settings
from bench.stages import STAGES, Clock
from bench.workbooks import Case


def cost(settings: Settings) -> Figure:
    """The time of each stage of a warm ``selfeval.render``, for both reports."""
    cases = (workbooks.hunan(settings.folder, settings.books), workbooks.wide(settings.folder, settings.books))
    found = [_stages(case) for case in cases]
    rows = []
    for stage in (*(stage.name for stage in STAGES), "all else", "together"):
        cells = []
        for times in found:
            whole = times["together"]
            cells += [f"{times[stage] * 1000:.3f}", f"{times[stage] / whole:.0%}"] if stage in times else ["–", "–"]
        rows.append((stage, *cells))
    head = ("stage", "hunan, ms", "share", "three wide tables, ms", "share")
    return Figure("What the stages cost", [], [Table(head, rows)], [_NOTE])


def _stages(case: Case) -> dict[str, float]:
    """Seconds for one document by stage, the median over the workbooks."""
    render = ours(case)
    render(case.books[0])
    with Clock() as clock:
        for book in case.books:
            clock.whole(render, book)
    return {name: median(document[name] for document in clock.documents) for name in clock.documents[0]}


_NOTE = (
    "Each stage's own time, without that of the stages it calls, the median over all workbooks in one warm process; a clock around "
    "each stage's functions (`bench/stages.py`) adds some microseconds. A dash: that function is not in this version."
)
