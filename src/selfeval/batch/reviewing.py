"""From the journal to what people look at: 汇总.xlsx and index.html."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from selfeval.batch.inputs import PAGE_FILE, SUMMARY_FILE, Input
from selfeval.batch.journal import Journal
from selfeval.batch.noticing import beside_roster, missing_of, noticed
from selfeval.batch.outcome import Outcome
from selfeval.findings import Findings
from selfeval.form import Form
from selfeval.review.columns import columns
from selfeval.review.comparison import Comparison
from selfeval.review.entry import Entry, Review
from selfeval.review.page import write_page
from selfeval.review.summary import write_summary


def write_review(
    out: Path,
    journal: Journal,
    *,
    forms: Sequence[Form],
    inputs: Mapping[str, Input],
    passed_over: Sequence[str],
    roster: Path | None,
    comparison: Comparison | None = None,
) -> Findings:
    """Write both files; gives what was found about the batch as a whole.

    Raises:
        OutputError: one of them cannot be written, perhaps because it is open in a program.
    """

    def entries() -> Iterator[Entry]:
        return (entry_of(outcome, inputs[outcome.key], out) for outcome in journal.outcomes())

    told: set[str] = set()
    printed = False
    for outcome in journal.outcomes():
        told |= outcome.sound_values.keys()
        printed = printed or bool(outcome.pdf) or outcome.unprinted
    shown = tuple(column for column in columns(forms) if column.id in told)
    notes = Findings(noticed(out, journal))
    missing = None
    if roster is not None:
        missing = missing_of(roster, (entry.department for entry in entries()))
        notes += beside_roster(roster, (outcome.department for outcome in journal.outcomes()), missing)
    review = Review(shown, entries, len(inputs), notes, missing, passed_over, comparison=comparison, printed=printed)
    write_summary(out / SUMMARY_FILE, review)
    write_page(out / PAGE_FILE, review)
    return notes


def entry_of(outcome: Outcome, given: Input, out: Path) -> Entry:
    """The outcome as people look at it."""
    return Entry(
        outcome.key,
        outcome.department or given.stem,
        outcome.year,
        "draft" if outcome.draft and outcome.status != "kept" else outcome.status,
        _link(given.path, out),
        quote(outcome.document),
        outcome.sound_values,
        outcome.all_findings,
        quote(outcome.pdf),
        outcome.unprinted,
    )


def _link(path: Path, out: Path) -> str:
    """The path from the output folder, as a link; whole where it lies on another drive."""
    folder = _folder_link(str(path.parent), str(out))
    return path.as_uri() if folder is None else folder + quote(os.fsencode(path.name))


@lru_cache(maxsize=64)
def _folder_link(folder: str, out: str) -> str | None:
    """The same of a folder, which many workbooks share, up to its closing stroke."""
    try:
        way = Path(os.path.relpath(folder, out)).as_posix()
    except ValueError:
        return None
    return "" if way == "." else quote(os.fsencode(way)) + "/"
