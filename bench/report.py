"""Writes docs/performance.md and its plots from the figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.machine import machine, versions
from bench.results import Figure, Goal, Table

PAGE, PLOTS = "performance.md", "performance"


def write(figures: Sequence[Figure], folder: Path, work: Path, seconds: float) -> Path:
    """Write the page and its plots into the folder of the docs; ``work`` is where the run's documents went."""
    plots = folder / PLOTS
    for figure in figures:
        for name, svg in figure.plots.items():
            plots.mkdir(parents=True, exist_ok=True)
            (plots / name).write_text(svg, "utf-8")
    page = folder / PAGE
    page.write_text(_page(figures, work, seconds), "utf-8")
    return page


def _page(figures: Sequence[Figure], work: Path, seconds: float) -> str:
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    goals = [goal for figure in figures for goal in figure.goals]
    pieces = [
        "# Performance",
        "<!-- Written by `make bench`; do not edit. -->",
        f"Measured on {day} by `make bench`, side by side in one run of {seconds / 60:.1f} minutes. Times are minimum, "
        "median and maximum over rounds; ratios are taken round by round, and the median counts.",
        f"The machine: {machine(work)}.",
        "## The goals",
        goals_text(goals),
    ]
    for figure in figures:
        pieces += [f"## {figure.title}", *map(table_text, figure.tables)]
        pieces += [f"![{figure.title}]({PLOTS}/{name})" for name in figure.plots]
        pieces += figure.notes
    pieces += ["## Versions", table_text(Table(("", "version"), versions()))]
    return "\n\n".join(pieces) + "\n"


def goals_text(goals: Sequence[Goal]) -> str:
    """The goals as a table, each met or not."""
    return table_text(Table(("goal", "wanted", "found", ""), [_goal(goal) for goal in goals]))


def _goal(goal: Goal) -> tuple[str, ...]:
    return goal.what, goal.wanted, goal.found, "met" if goal.met else "**not met**"


def table_text(table: Table) -> str:
    """The table in Markdown: text to the left, numbers to the right."""
    rule = [":--", *("--:" for _ in table.head[1:])]
    return "\n".join(_row(cells) for cells in (table.head, rule, *table.rows))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
