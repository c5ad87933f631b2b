"""Fills workbooks over and over and tells what memory it holds: a process of its own, started by the figure."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

import selfeval

_STATUS = Path("/proc/self/status")


def main() -> None:
    """``memory_child FOLDER FIRST LAST``: JSON with megabytes, null where the system does not tell."""
    folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if not _STATUS.exists():
        print("null")
        return
    found = {"start": _megabytes("VmRSS")}
    for number, book in enumerate(itertools.islice(itertools.cycle(sorted(folder.glob("*.xlsx"))), last), start=1):
        bytes(selfeval.render(book, prose=False))
        if number == first:
            found["first"] = _megabytes("VmRSS")
    found |= {"last": _megabytes("VmRSS"), "peak": _megabytes("VmHWM")}
    print(json.dumps(found))


def _megabytes(name: str) -> float:
    line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
