"""A user's script for a folder: multiprocessing.Pool, openpyxl + docxtpl. Imports nothing of selfeval."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.peers import docxtpl_filler
from bench.shapes import shape_from

_fill: Callable[[Path], bytes]
_out: Path


def main() -> None:
    """``peer_batch FOLDER OUT JOBS COUNT TEMPLATE SHAPE``: the seconds for COUNT workbooks; workers are warm before."""
    folder, out, jobs, count, template, shape = sys.argv[1:]
    Path(out).mkdir(parents=True)
    books = sorted(Path(folder).glob("*.xlsx"))[: int(count)]
    with multiprocessing.Pool(int(jobs), _begin, (template, shape, out)) as pool:
        pool.map(_write, books[: int(jobs)], chunksize=1)
        begin = time.perf_counter()
        for _ in pool.imap_unordered(_write, books, chunksize=4):
            pass
        print(json.dumps({"seconds": time.perf_counter() - begin}))


def _begin(template: str, shape: str, out: str) -> None:
    global _fill, _out  # noqa: PLW0603 - what this worker is given once
    _fill = docxtpl_filler(Path(template), shape_from(json.loads(Path(shape).read_text("utf-8"))))
    _out = Path(out)


def _write(book: Path) -> None:
    (_out / f"{book.stem}.docx").write_bytes(_fill(book))


if __name__ == "__main__":
    main()
