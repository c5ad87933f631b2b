"""Figure 8: what the checks between figures cost."""

from __future__ import annotations

import time

from bench import answers
from bench.measure import spread
from bench.results import Figure, Goal, Table, milliseconds
from bench.settings import Settings
from selfeval.api.loading import Loaded, read
from selfeval.checks import judge_plausibility, judge_relations
from selfeval.form.optional import left_out

_TIMES = 20
"""The rules take less than a millisecond, so each measurement is of some runs in a row."""


def checks(settings: Settings) -> Figure:
    """The time of tie-outs, limits and plausibility over reports with all three annexes."""
    seconds = []
    for number in range(settings.books):
        loaded = read(answers.annexes(number))
        _judge(loaded)
        begin = time.perf_counter()
        for _ in range(_TIMES):
            _judge(loaded)
        seconds.append((time.perf_counter() - begin) / _TIMES)
    taken = spread(seconds)
    goal = Goal(
        "tie-outs and plausibility, a full report with annexes",
        "at most 0.5 ms",
        f"{taken.middle * 1000:.2f} ms",
        taken.middle <= 0.0005,
    )
    table = Table(
        ("ms for a report", "min", "median", "max"), [("checks of the form, and plausibility", *milliseconds(taken))]
    )
    note = (
        "14 projects, 36 indicators, all sheets of the annexes; read and computed beforehand. Running text is figure 7."
    )
    return Figure("Checks between figures", [goal], [table], [note])


def _judge(loaded: Loaded) -> None:
    form = loaded.source.form
    if form is None:
        raise RuntimeError("the example names its form")
    out = left_out(loaded.report, form)
    judge_plausibility(loaded.report, form, judge_relations(loaded.report, form, (), out), out)
