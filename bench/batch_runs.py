"""Runs whole batches as processes of their own, each within a bound of time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.workbooks import Case

ROOT = Path(__file__).parents[1]
JOBS = 2
_BOUND = 120
"""Seconds a run may take beside those of its documents."""
_SLOWEST = 0.2
"""Seconds for one document, beyond which a run is given up."""


class GivenUp(RuntimeError):
    """A run failed, or took so long that its figure would mean nothing."""


class Runs:
    """Ways of filling one folder of workbooks; each run writes into a folder of its own, which goes afterwards."""

    def __init__(self, case: Case, folder: Path, place: Path) -> None:
        """``folder`` holds the workbooks of ``case``; documents are written below ``place``."""
        self.case, self.folder, self.place = case, folder, place
        self.count = len(list(folder.glob("*.xlsx")))

    def bare(self, jobs: int, *, prose: bool) -> float:
        """Seconds of a process that renders into files and does nothing else."""
        with self._out() as out:
            return _seconds(self._child("bare", out, jobs, prose), self.count)

    def fill(self, *, prose: bool, out: Path | None = None) -> float:
        """Seconds of ``selfeval fill FOLDER``, from the start of the process to its end."""
        with self._out(out) as target:
            return _seconds(self._command(target, prose), self.count)

    def first(self, *, prose: bool) -> float:
        """Seconds from the start of ``selfeval fill FOLDER`` to its first result; it is interrupted then."""
        with self._out() as out:
            begin = time.perf_counter()
            with subprocess.Popen(  # noqa: S603
                [*self._command(out, prose), "--format", "json"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process:
                assert process.stdout is not None  # noqa: S101 - it was asked for
                told = process.stdout.readline()
                took = time.perf_counter() - begin
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=_BOUND)
            if not told:
                raise GivenUp("selfeval fill ended without a result")
            return took

    def script(self, count: int, out: Path | None = None) -> float:
        """Seconds of a user's script with as many processes for the first ``count`` workbooks."""
        shape = self.place / "batch-shape.json"
        shape.write_text(json.dumps(self.case.shape.plain()), "utf-8")
        with self._out(out) as target:
            command = [sys.executable, "-m", "bench.peer_batch", str(self.folder), str(target), str(JOBS), str(count)]
            return float(_answer([*command, str(self.case.template), str(shape)], count)["seconds"])

    def start(self) -> float:
        """Seconds until every worker of a batch is ready."""
        return float(_answer(self._child("start", self.place, JOBS, True), 0)["seconds"])

    def looked_at(self, out: Path, *, prose: bool) -> dict[str, float]:
        """``render_batch`` in a process that tells what it takes."""
        return _answer(self._child("batch", out, JOBS, prose), self.count)

    def _child(self, way: str, out: Path, jobs: int, prose: bool) -> list[str]:
        said = "prose" if prose else "no-prose"
        return [sys.executable, "-m", "bench.batch_child", way, str(self.folder), str(out), str(jobs), said]

    def _command(self, out: Path, prose: bool) -> list[str]:
        command = [sys.executable, "-m", "selfeval", "fill", str(self.folder), "-o", str(out), "-j", str(JOBS)]
        return command if prose else [*command, "--no-prose"]

    @contextmanager
    def _out(self, given: Path | None = None) -> Iterator[Path]:
        """A folder for the documents; one that was given stays."""
        if given is not None:
            yield given
            return
        with tempfile.TemporaryDirectory(dir=self.place) as folder:
            yield Path(folder) / "out"


def linked(books: Sequence[Path], count: int, folder: Path) -> Path:
    """A folder of that many workbooks: the same ones under many names."""
    folder.mkdir()
    for number in range(count):
        book, link = books[number % len(books)], folder / f"{number:06}.xlsx"
        try:
            os.link(book, link)
        except OSError:  # a file system without links
            shutil.copyfile(book, link)
    return folder


def _seconds(command: list[str], count: int) -> float:
    begin = time.perf_counter()
    _run(command, count)
    return time.perf_counter() - begin


def _answer(command: list[str], count: int) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run(command, count))
    return answer


def _run(command: list[str], count: int) -> str:
    """What it printed.

    Raises:
        GivenUp: it failed, or took too long.
    """
    bound = _BOUND + _SLOWEST * count
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=_environment(), check=False, capture_output=True, text=True, timeout=bound
        )
    except subprocess.TimeoutExpired as late:
        raise GivenUp(f"{' '.join(command[1:4])} took longer than {bound:.0f} s for {count} workbooks") from late
    if done.returncode:
        raise GivenUp(f"{' '.join(command[1:4])} failed: {done.stderr[-500:]}")
    return done.stdout


def _environment() -> dict[str, str]:
    """Byte code is kept, as an installed package brings it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
