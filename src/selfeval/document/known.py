"""The names a template may use: the sheets and labels of a form, of a report, or of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval.form.model import SheetKind
from selfeval.names import fold
from selfeval.report import Layout, Record, Report, Table

if TYPE_CHECKING:
    from selfeval.form import Form


_NO_ROWS = Layout(())


@dataclass(frozen=True)
class KnownSheet:
    """One sheet.

    Attributes:
        labels: its fields, or for a table its columns: every folded spelling a template may write, to the label.
        rows: the same for the names of fixed rows.
        relations: the names of rows of other tables that belong to a row of this one, folded, to those tables.
    """

    name: str
    kind: SheetKind
    labels: Mapping[str, str]
    rows: Mapping[str, str]
    relations: Mapping[str, str] = field(default_factory=dict)


class Known(dict[str, KnownSheet]):
    """Sheets by folded name; equal to itself only, so that what was judged by it can be kept."""

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    __ne__ = object.__ne__


Shape = tuple[str, Layout, Layout | None]
"""What a report's sheet adds to the names: its own, its labels, and the names of its rows."""


def known_names(form: Form | None = None, reports: Iterable[Report] = ()) -> Known:
    """What the form asks and computes, and what the reports hold beside it."""
    return _known(form, tuple(_shape(sheet) for report in reports for sheet in report.sheets.values()))


@lru_cache(maxsize=8)
def _known(form: Form | None, shapes: tuple[Shape, ...]) -> Known:
    """Reports that hold nothing but what the form asks share their layouts, so they are looked at once."""
    sheets = Known({} if form is None else _of_form(form))
    for shape in shapes:
        key = fold(shape[0])
        sheets[key] = _merged(sheets.get(key), _of_shape(*shape))
    return sheets


def _shape(sheet: Record | Table) -> Shape:
    return sheet.name, sheet.layout, None if isinstance(sheet, Record) else sheet.row_names or _NO_ROWS


def required_by(form: Form) -> Callable[[str], bool]:
    """Whether the form requires the field, column or cell of that name: ``表.项目``, ``表.行.栏``."""
    required = {
        fold(sheet.name) + "." + fold(name)
        for sheet in form.sheets.values()
        for field in (*sheet.fields.values(), *sheet.cells.values())
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
            {name: relation.table for name, relation in form.relations_by_parent.get(key, {}).items()},
        )
        for key, sheet in names.items()
    }
    known.update({key: KnownSheet(name, "fields", labels[key], {}) for key, name in loose.items()})
    return known


def _spellings(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {fold(spelling): label for label, name in names for spelling in (label, name)}


def _of_shape(name: str, layout: Layout, rows: Layout | None) -> KnownSheet:
    kind: SheetKind = "fields" if rows is None else "table" if rows is _NO_ROWS else "rows"
    return KnownSheet(name, kind, _of_layout(layout.labels), {} if rows is None else _of_layout(rows.labels))


def _of_layout(labels: Iterable[str]) -> dict[str, str]:
    return {fold(label): label for label in labels}


def _merged(one: KnownSheet | None, other: KnownSheet) -> KnownSheet:
    if one is None:
        return other
    return KnownSheet(one.name, one.kind, {**other.labels, **one.labels}, {**other.rows, **one.rows}, one.relations)
