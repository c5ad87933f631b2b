"""Rows of a table that are hardly meant so: one project twice, a target nobody met or missed, points lost without a word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from selfeval.amounts import is_nil
from selfeval.findings import Finding, finding
from selfeval.form.model import Field, Form, Sheet
from selfeval.names import fold
from selfeval.report import Blank, Number, Record, Report, Table, Value

_SETS_PROJECTS_APART = ("project_code", "fund_source")


def judge_rows(report: Report, form: Form) -> Iterator[Finding]:
    """A warning for each row of a table that says a thing twice, or not at all."""
    for sheet, columns in _tables(form):
        rows = report.sheet(sheet.name)
        if not isinstance(rows, Table) or not rows:
            continue
        target, actual = columns.get("target_value"), columns.get("actual_value")
        points, score, reason = (columns.get(name) for name in ("points", "score", "deviation_note"))
        if _lists_projects(columns):
            yield from _judge_projects(rows, columns)
        if target is not None and actual is not None and not actual.required:
            for row in rows:
                yield from _judge_actual(row, target, actual)
        if points is not None and score is not None and reason is not None:
            for row in rows:
                yield from _judge_score(row, points, score, reason)


@lru_cache(maxsize=16)
def _tables(form: Form) -> tuple[tuple[Sheet, dict[str, Field]], ...]:
    """The tables of a form with the columns that mean something, by what they mean."""
    found = [
        (sheet, {column.means: column for column in sheet.fields.values() if column.means})
        for sheet in form.sheets.values()
        if sheet.kind == "table"
    ]
    return tuple((sheet, columns) for sheet, columns in found if columns)


def _lists_projects(columns: dict[str, Field]) -> bool:
    """Whether each row is a project; where the name carries on, or stands beside targets, a project has several."""
    name = columns.get("project_name")
    return name is not None and not name.carry and "target_value" not in columns


def _judge_projects(rows: Table, columns: dict[str, Field]) -> Iterator[Finding]:
    name = columns["project_name"].label
    apart = [columns[means].label for means in _SETS_PROJECTS_APART if means in columns]
    titles = [fold(title) for row in rows if isinstance(title := row.lookup(name), str)]
    if len(set(titles)) == len(titles):
        return
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        title = row.lookup(name)
        if not isinstance(title, str) or not fold(title):
            continue
        place = row.cell_of(name) or f"{row.name}.{name}"
        first = seen.setdefault(tuple(fold(str(row.lookup(label))) for label in (name, *apart)), place)
        if first != place:
            cells = tuple(cell for cell in (place, first) if "!" in cell)
            yield finding(
                "plausible.same-project", place, cells=cells, label=name, found=title, expected=first.rpartition("!")[2]
            )


def _judge_actual(row: Record, target: Field, actual: Field) -> Iterator[Finding]:
    wanted = row.lookup(target.label)
    if _is_blank(wanted) or not _is_untouched(row, actual):
        return
    place = row.cell_of(actual.label) or f"{row.name}.{actual.label}"
    cells = (*(cell for cell in (place,) if "!" in cell), *row.cells_of(target.label))
    words = {"label": actual.label, "against": target.label, "expected": str(wanted)}
    yield finding("plausible.no-actual", place, cells=cells, **words)


def _judge_score(row: Record, points: Field, score: Field, reason: Field) -> Iterator[Finding]:
    full, given = row.lookup(points.label), row.lookup(score.label)
    if not isinstance(full, Number) or not isinstance(given, Number) or given >= full:
        return
    said = row.lookup(reason.label)
    if not (_is_untouched(row, reason) or (isinstance(said, str) and is_nil(said))):
        return
    place = row.cell_of(reason.label) or f"{row.name}.{reason.label}"
    cells = (
        *(cell for cell in (place,) if "!" in cell),
        *row.cells_of(score.label),
        *row.cells_of(points.label),
    )
    words = {"label": reason.label, "against": score.label, "found": str(given), "expected": str(full)}
    yield finding("plausible.no-reason", place, cells=tuple(dict.fromkeys(cells)), **words)


def _is_blank(value: Value | None) -> bool:
    return value is None or isinstance(value, Blank)


def _is_untouched(row: Record, field: Field) -> bool:
    """Whether nothing stands there; what could not be read has its finding already."""
    origin = row.origin(field.label)
    return _is_blank(row.lookup(field.label)) and not (origin is not None and origin.typed)
