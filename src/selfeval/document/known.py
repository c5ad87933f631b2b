"""The names a template may use: the sheets and labels of a form, of a report, or of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfeval.form.model import SheetKind
from selfeval.names import fold
from selfeval.report import Record, Report, Table

if TYPE_CHECKING:
    from selfeval.form import Form


@dataclass(frozen=True)
class KnownSheet:
    """One sheet.

    Attributes:
        labels: its fields, or for a table its columns: every folded spelling a template may write, to the label.
        rows: the same for the names of fixed rows.
    """

    name: str
    kind: SheetKind
    labels: Mapping[str, str]
    rows: Mapping[str, str]


Known = Mapping[str, KnownSheet]
"""Sheets by folded name."""


def known_names(form: Form | None = None, reports: Iterable[Report] = ()) -> Known:
    """What the form asks and computes, and what the reports hold beside it."""
    sheets: dict[str, KnownSheet] = {} if form is None else _of_form(form)
    for report in reports:
        for sheet in report.sheets.values():
            sheets[fold(sheet.name)] = _merged(sheets.get(fold(sheet.name)), _of_report(sheet))
    return sheets


def required_by(form: Form) -> Callable[[str], bool]:
    """Whether the form requires the field or column of that name: ``表.项目``."""
    required = {
        fold(sheet.name) + "." + fold(name)
        for sheet in form.sheets.values()
        for field in sheet.fields.values()
        if field.required
        for name in (field.label, field.name)
    }
    return lambda path: ".".join(map(fold, path.split(".", 1))) in required


def _of_form(form: Form) -> dict[str, KnownSheet]:
    labels: dict[str, dict[str, str]] = {}
    for sheet in form.sheets.values():
        labels[fold(sheet.name)] = _spellings((field.label, field.name) for field in sheet.fields.values())
    names = {fold(sheet.name): sheet for sheet in form.sheets.values()}
    loose: dict[str, str] = {}
    for figure in form.derived.values():
        key = fold(figure.sheet)
        if key not in names:
            loose.setdefault(key, figure.sheet)
        labels.setdefault(key, {})[fold(figure.name)] = figure.name  # on a table a column of each row
    known = {
        key: KnownSheet(
            sheet.name,
            sheet.kind,
            labels[key],
            _spellings((row.label, row.name) for row in sheet.rows.values()),
        )
        for key, sheet in names.items()
    }
    known.update({key: KnownSheet(name, "fields", labels[key], {}) for key, name in loose.items()})
    return known


def _spellings(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {fold(spelling): label for label, name in names for spelling in (label, name)}


def _of_report(sheet: Record | Table) -> KnownSheet:
    if isinstance(sheet, Record):
        return KnownSheet(sheet.name, "fields", _of_layout(sheet.layout.labels), {})
    rows = {} if sheet.row_names is None else _of_layout(sheet.row_names.labels)
    return KnownSheet(sheet.name, "table" if sheet.row_names is None else "rows", _of_layout(sheet.layout.labels), rows)


def _of_layout(labels: Iterable[str]) -> dict[str, str]:
    return {fold(label): label for label in labels}


def _merged(one: KnownSheet | None, other: KnownSheet) -> KnownSheet:
    if one is None:
        return other
    return KnownSheet(one.name, one.kind, {**other.labels, **one.labels}, {**other.rows, **one.rows})
