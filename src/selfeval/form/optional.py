"""Which optional sheets a report leaves out: those of a group in which nobody filled in anything."""

from __future__ import annotations

from selfeval.form.model import Form
from selfeval.names import fold
from selfeval.report import Record, Report


def left_out(report: Report, form: Form) -> frozenset[str]:
    """The folded names of the sheets left out: nothing in them is computed, required or checked."""
    found: list[str] = []
    for sheets in form.optional_groups:
        if not any(_is_filled_in(report, sheet) for sheet in sheets):
            found += sheets
    return frozenset(found)


def _is_filled_in(report: Report, sheet: str) -> bool:
    there = report.sheet(sheet)
    records = [there] if isinstance(there, Record) else there.rows if there is not None else ()
    return any(record.is_filled_in for record in records)


def sheets_read(form: Form, owner: str, paths: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """The folded names of the sheets that an expression in a row of ``owner`` reads beside its own."""
    relations = form.relations_by_parent.get(fold(owner), {})
    names = (fold(path[0]) for path in paths)
    return frozenset(fold(relations[name].table) if name in relations else name for name in names)
