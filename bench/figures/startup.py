"""Figure 5: starting up, in fresh processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench import workbooks
from bench.measure import Batch, Way, side_by_side, spread, times
from bench.results import Figure, Goal, Table, at_most, milliseconds
from bench.settings import Settings
from bench.texts import require_same

ROOT = Path(__file__).parents[2]
_PYTHON, _CLICK, _HELP = "python -c pass", "an empty click program, --help", "selfeval --help"
_FILL, _SCRIPT = "selfeval fill, one workbook", "a script with openpyxl + docxtpl, the same workbook"
_EMPTY_CLICK = "import click\n@click.group()\ndef main(): pass\nmain()"
_SELFEVAL = "from selfeval.cli import main; main()"
_PEER = "from bench.peer_script import main; main()"


def startup(settings: Settings) -> Figure:
    """Help beside an empty click program; the first document beside a user's script."""
    case = workbooks.hunan(settings.folder, 1)
    book, shape = case.books[0], settings.folder / "shape.json"
    shape.write_text(json.dumps(case.shape.plain()), "utf-8")
    mine, theirs = settings.folder / "started-ours.docx", settings.folder / "started-theirs.docx"
    fill = _process(_FILL, _SELFEVAL, "fill", str(book), "-o", str(mine), gone=mine)
    script = _process(_SCRIPT, _PEER, str(book), str(case.template), str(shape), str(theirs), gone=theirs)
    ways = [_process(_PYTHON, "pass"), _process(_CLICK, _EMPTY_CLICK, "--help"), _process(_HELP, _SELFEVAL, "--help")]
    for way in (*ways, fill, script):
        way.run([book])
    require_same(mine.read_bytes(), theirs.read_bytes(), "selfeval fill and the script")
    taken = side_by_side([*ways, fill, script], [book], settings.starts, 1)
    part = times(taken, _SCRIPT, _FILL)
    goals = [
        at_most("selfeval --help against an empty click program", 2, times(taken, _CLICK, _HELP)),
        Goal("first selfeval fill against the script", "at most 0.4", f"{part.middle:.2f}", part.middle <= 0.4),
    ]
    rows = [(name, *milliseconds(spread(seconds))) for name, seconds in taken.items()]
    return Figure(
        "Starting up", goals, [Table(("ms from start to end of the process", "min", "median", "max"), rows)], [_NOTE]
    )


def _process(name: str, code: str, *arguments: str, gone: Path | None = None) -> Way:
    """A way that starts a process; ``gone`` is removed before the clock runs."""
    command = [sys.executable, "-c", code, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run(batch: Batch) -> float:
        if gone:
            gone.unlink(missing_ok=True)
        begin = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
        return time.perf_counter() - begin

    return Way(name, run)


_NOTE = (
    "Every process is started by `python -c`, which imports the program and calls it, as an installed command does. "
    "Byte code is there beforehand, as an installed package brings it. `selfeval fill` writes durably and checks the prose too, as a clerk runs it."
)
