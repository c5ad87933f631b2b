"""Figure 7: what the rules over running text cost."""

from __future__ import annotations

import time

from bench import answers
from bench.measure import spread
from bench.results import Figure, Goal, Table, milliseconds
from bench.settings import Settings
from selfeval.api.loading import read
from selfeval.checks.prose import judge_prose
from selfeval.checks.prose_text import prose_of

_CHARACTERS = 5_000


def prose(settings: Settings) -> Figure:
    """The time of all rules over running text, as it stands in the workbooks of hunan, for 5,000 characters."""
    seconds, lengths = [], []
    for number in range(settings.books):
        loaded = read(answers.hunan(number))
        form = loaded.source.form
        if form is None:
            raise RuntimeError("the workbooks of the benchmark name their form")
        length = len(prose_of(loaded.report, form).text)
        judge_prose(loaded.report, form)
        begin = time.perf_counter()
        judge_prose(loaded.report, form)
        seconds.append((time.perf_counter() - begin) * _CHARACTERS / length)
        lengths.append(length)
    taken = spread(seconds)
    goal = Goal(
        "rules over running text, 5,000 characters",
        "at most 1.5 ms",
        f"{taken.middle * 1000:.2f} ms",
        taken.middle <= 0.0015,
    )
    table = Table(("ms for 5,000 characters", "min", "median", "max"), [("all rules", *milliseconds(taken))])
    note = (
        f"The texts are those of the examples with figures of their own, {min(lengths):,} to {max(lengths):,} characters "
        "each, scaled to 5,000; `--no-prose` and `prose=False` leave all of it out."
    )
    return Figure("Running text", [goal], [table], [note])
