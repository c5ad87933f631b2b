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
import selfeval.document.filling
import selfeval.workbook.reader


def main(way: str, folder: str, out: str, jobs: str, prose: str) -> None:
    """Do it one way: ``batch`` is ``render_batch``; ``bare`` renders into files and does nothing else."""
    begin = time.perf_counter()
    took = (_batch if way == "batch" else _bare)(folder, out, int(jobs), prose == "prose")
    took["whole"] = time.perf_counter() - begin
    took["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1024 if sys.platform == "linux" else 1)
    print(json.dumps(took))


def _batch(folder: str, out: str, jobs: int, prose: bool) -> dict[str, float]:
    begin = time.perf_counter()
    first = 0.0
    for _ in selfeval.render_batch(folder, out, jobs=jobs, prose=prose):
        first = first or time.perf_counter() - begin
    return {"first": first}


def _bare(folder: str, out: str, jobs: int, prose: bool) -> dict[str, float]:
    Path(out).mkdir(parents=True)
    books = sorted(Path(folder).glob("*.xlsx"))
    with ProcessPoolExecutor(jobs, get_context("forkserver"), initializer=_import) as pool:
        chunks = [(books[at : at + 16], out, prose) for at in range(0, len(books), 16)]
        list(pool.map(_render, chunks))
    return {}


def _import() -> None:
    """A worker has imported this module, and with it all that rendering needs."""


def _render(chunk: tuple[list[Path], str, bool]) -> None:
    books, out, prose = chunk
    for book in books:
        selfeval.render(book, Path(out) / f"{book.stem}.docx", prose=prose)


if __name__ == "__main__":
    main(*sys.argv[1:])
