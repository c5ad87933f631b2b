"""How far a batch has come: a bar on a terminal, plain lines elsewhere, nothing where quiet is asked for."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from selfeval.cli.console import say
from selfeval.cli.width import shortened

_LINES = 20
"""Plain lines in a whole run."""
_WIDEST = 30
_MIDDLING, _WIDE = 72, 100
"""Columns of a terminal from which the bar and the time left, and the file in hand, find room."""


def is_terminal() -> bool:
    """Whether somebody is looking on."""
    return sys.stdout.isatty()


class Step(Protocol):
    """Told after each workbook."""

    def __call__(self, name: str, problem: str) -> None:
        """``name`` is the workbook that was done, ``problem`` a line that says what went wrong, ``""`` where nothing did."""
        ...


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[Step]:
    """Shows how far the work has come, as it is told."""
    if quiet:
        yield lambda name, problem: None
    elif is_terminal():
        with _bar(total) as step:
            yield step
    else:
        yield _Lines(total)


@contextmanager
def _bar(total: int) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(highlight=False)
    rate_, failed_ = TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[failures]}", style="red")
    parts: list[ProgressColumn] = [MofNCompleteColumn(), rate_, failed_]
    if console.width >= _MIDDLING:
        parts = [
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            rate_,
            TextColumn("剩余"),
            TimeRemainingColumn(compact=True),
            failed_,
        ]
    if console.width >= _WIDE:
        parts.append(TextColumn("{task.fields[name]}", style="dim"))
    shown = Progress(*parts, console=console, transient=True)
    task = shown.add_task("", total=total, rate="", failures="", name="")
    begin, done, failures = time.monotonic(), 0, 0

    def step(name: str, problem: str) -> None:
        nonlocal done, failures
        done, failures = done + 1, failures + bool(problem)
        rate = _rate(done, begin)
        said = f"失败 {failures}" if failures else ""
        shown.update(task, advance=1, rate=rate, failures=said, name=shortened(name.replace("[", "\\["), _WIDEST))

    with shown:
        yield step


def _rate(done: int, begin: float) -> str:
    """How many a second; with PDFs it may be less than one."""
    rate = done / max(time.monotonic() - begin, 0.001)
    return f"{rate:.{0 if rate >= 10 else 1}f} 份/秒"


class _Lines:
    """A line now and then, and one for each failure."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._each = max(1, total // _LINES)
        self._done = self._failures = 0
        self._begin = time.monotonic()

    def __call__(self, name: str, problem: str) -> None:
        self._done += 1
        self._failures += bool(problem)
        if problem:
            say(problem)
        if self._done % self._each == 0 or self._done == self._total:
            rate = _rate(self._done, self._begin)
            failures = f"，失败 {self._failures}" if self._failures else ""
            say(f"{self._done}/{self._total}（{rate}{failures}）")
