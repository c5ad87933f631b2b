"""Figure 4: memory, in a process that does nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench import workbooks
from bench.results import Figure, Goal, Table
from bench.settings import Settings

ROOT = Path(__file__).parents[2]
_CHILD = "from bench.memory_child import main; main()"


def memory(settings: Settings) -> Figure:
    """Resident memory after the first and the last document that count, and the peak."""
    case = workbooks.hunan(settings.folder, settings.books)
    first, last = settings.documents
    command = [sys.executable, "-c", _CHILD, str(case.books[0].parent), str(first), str(last)]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    found: dict[str, float] | None = json.loads(answer)
    title, note = "Memory", "A fresh process fills the 200 workbooks of hunan over and over and imports nothing else."
    if found is None:
        return Figure(title, [], [], ["This system has no /proc: memory was not measured."])
    grown = found["last"] - found["first"]
    goals = [
        Goal(
            f"memory after {last:,} documents against after {first:,}", "within 10 MB", f"{grown:+.1f} MB", grown <= 10
        ),
        Goal("peak memory", "under 120 MB", f"{found['peak']:.0f} MB", found["peak"] < 120),
    ]
    rows = [
        ("after import of selfeval", f"{found['start']:.1f}"),
        (f"after {first:,} documents", f"{found['first']:.1f}"),
        (f"after {last:,} documents", f"{found['last']:.1f}"),
        ("peak", f"{found['peak']:.1f}"),
    ]
    return Figure(title, goals, [Table(("resident memory", "MB"), rows)], [note])
