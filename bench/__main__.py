"""``python -m bench``: measure, and write docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench import report
from bench.figures import FIGURES
from bench.settings import full, short, tiny

DOCS = Path(__file__).parents[1] / "docs"
_SIZES = {"full": full, "short": short, "tiny": tiny}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; a part of the figures is printed instead of written."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help="rounds of each comparison")
    parser.add_argument("--size", choices=list(_SIZES), default="full")
    parser.add_argument("--short", dest="size", action="store_const", const="short", help="rough figures, printed")
    parser.add_argument("--only", choices=list(FIGURES), action="append", help="one figure; may be repeated")
    parser.add_argument("--docs", type=Path, default=DOCS, help="the folder that performance.md is written to")
    asked = parser.parse_args(arguments)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="selfeval-bench-") as folder:
        settings = _SIZES[asked.size](Path(folder))
        if asked.rounds:
            settings = replace(settings, rounds=asked.rounds)
        figures = []
        for name in asked.only or FIGURES:
            started = time.perf_counter()
            figures.append(FIGURES[name](settings))
            print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
        whole = time.perf_counter() - begin
        if asked.only or (asked.size != "full" and asked.docs == DOCS):
            for figure in figures:
                tables = map(report.table_text, figure.tables)
                print(figure.title, *tables, report.goals_text(figure.goals), *figure.notes, sep="\n\n")
        else:
            print(f"wrote {report.write(figures, asked.docs, Path(folder), whole).name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
