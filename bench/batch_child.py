"""Fills a folder of workbooks in a process of its own, and prints what it took: ``python -m bench.batch_child``."""

from __future__ import annotations

import json
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import selfeval

_RENDERING = (
    "selfeval.api.rendering",
    "selfeval.document.filling",
    "selfeval.workbook.reader",
    "selfeval.checks.prose",
)


def main(way: str, folder: str, out: str, jobs: str, prose: str) -> None:
    """Do it one way.

    ``bare`` renders into files and does nothing else; ``batch`` is ``render_batch``, looked at on the way; ``start``
    starts the workers of ``render_batch`` and gives them nothing to do.
    """
    ways = {"bare": _bare, "batch": _batch, "start": _start}
    print(json.dumps(ways[way](Path(folder), Path(out), int(jobs), prose == "prose")))


def _bare(folder: Path, out: Path, jobs: int, prose: bool) -> dict[str, float]:
    out.mkdir(parents=True)
    books = sorted(folder.glob("*.xlsx"))
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", *_RENDERING])
    with ProcessPoolExecutor(jobs, context) as pool:
        chunks = [(books[at : at + 16], out, prose) for at in range(0, len(books), 16)]
        list(pool.map(_render, chunks))
    return {}


def _render(chunk: tuple[list[Path], Path, bool]) -> None:
    books, out, prose = chunk
    for book in books:
        selfeval.render(book, out / f"{book.stem}.docx", prose=prose)


def _batch(folder: Path, out: Path, jobs: int, prose: bool) -> dict[str, float]:
    """Seconds to the first, the last result and the end; this process's own seconds between; megabytes of workers."""
    begin = time.perf_counter()
    batch = selfeval.render_batch(folder, out, jobs=jobs, prose=prose)
    took: dict[str, float] = {}
    early = max(1, len(batch) // 10)
    for number, _ in enumerate(batch, start=1):
        if number == 1:
            took |= {"first": time.perf_counter() - begin, "own": -time.process_time()}
        if number == early:
            took["worker_early"] = _workers_memory()
        if number == len(batch):
            took |= {"last": time.perf_counter() - begin, "own": took["own"] + time.process_time()}
            took["worker_late"] = _workers_memory()
    took["whole"] = time.perf_counter() - begin
    took["peak"] = _peak()
    return took


def _start(folder: Path, out: Path, jobs: int, prose: bool) -> dict[str, float]:
    from selfeval.batch.pool import Processes  # noqa: PLC0415 - the other ways time what they import
    from selfeval.batch.warm import Warm  # noqa: PLC0415
    from selfeval.batch.work import Options, fill_all  # noqa: PLC0415

    begin = time.perf_counter()
    workers = Processes(jobs, Warm(None, "error"))
    list(workers.run(fill_all, Options(out, None), [[] for _ in range(jobs)]))
    took = time.perf_counter() - begin
    workers.close(at_once=False)
    return {"seconds": took}


def _workers_memory() -> float:
    """Megabytes the largest worker holds: the grandchildren, since a server of its own forks them; 0 without /proc."""
    children = _children("self")
    workers = [worker for child in children for worker in _children(child)]
    pages = [int(Path(f"/proc/{worker}/statm").read_text("ascii").split()[1]) for worker in workers]
    return max(pages, default=0) * resource.getpagesize() / 2**20


def _children(process: str) -> list[str]:
    return [child for tasks in Path(f"/proc/{process}/task").glob("*/children") for child in tasks.read_text().split()]


def _peak() -> float:
    """MB. On Linux ``ru_maxrss`` would begin with what the process that started this one had."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    main(*sys.argv[1:])
