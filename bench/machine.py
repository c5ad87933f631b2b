"""The machine and the versions, in words: no names of hosts, no paths."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.node_peers import processes

_LIBRARIES = (
    "selfeval",
    "openpyxl",
    "docxtpl",
    "python-docx",
    "python-calamine",
    "Jinja2",
    "lxml",
    "XlsxWriter",
    "click",
)


def machine(folder: Path) -> str:
    """What it ran on, as a sentence; ``folder`` is where the documents went."""
    parts = [
        f"{_cores()} cores",
        _processor(),
        _memory(),
        f"{platform.system()} {platform.machine()}",
        _disk(folder),
        _load(),
    ]
    return ", ".join(part for part in parts if part)


def versions() -> list[tuple[str, str]]:
    """Python and every library that took part."""
    found = [(platform.python_implementation(), platform.python_version())]
    for name in _LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    try:
        found.append(("node", processes.node_version()))
        found += sorted(processes.versions().items())
    except processes.Unavailable:
        pass
    return found


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _processor() -> str:
    """Its kind, where the system tells."""
    found = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    return re.sub(r"\s+", " ", found[1]) if found else platform.processor()


def _memory() -> str:
    found = re.search(r"^MemTotal:\s+(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    return f"{int(found[1]) / 1024**2:.0f} GB of memory" if found else ""


def _disk(folder: Path) -> str:
    """The kind of file system the documents were written to."""
    place, best, kind = str(folder.resolve()), "", ""
    for line in _read("/proc/mounts").splitlines():
        _, mount, system, *_ = line.split()
        if (place + "/").startswith(mount.rstrip("/") + "/") and len(mount) >= len(best):
            best, kind = mount, system
    return f"files on {kind}" if kind else ""


def _load() -> str:
    """How busy it was; timings of a busy machine say less."""
    return f"load average of the last 5 minutes {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text("utf-8", "replace") if file.exists() else ""
