"""Where two forms ask for the same thing: by ``means``, whatever either calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from selfeval.expressions import Path
from selfeval.form.model import Field, FieldType, Form
from selfeval.names import fold

_Meaning = tuple[str, ...]
_MOST_FORMS = 16


def path_in(other: Form, form: Form, path: Path) -> Path:
    """Where the other form has what this one has at the path; the same path where neither says what it means."""
    meaning = _meanings(form).get(tuple(map(fold, path)))
    return _paths(other).get(meaning, path) if meaning else path


def amount_unit_of(form: Form, path: Path) -> str:
    """The unit of money the form keeps the value at the path in; ``""`` for what is no amount."""
    sheet = form.sheet_by_spelling.get(fold(path[0]))
    asked = sheet.by_spelling.get(fold(path[-1])) if sheet else None
    if asked is None:
        figure = next((one for key, one in form.derived.items() if fold(key) == fold(".".join(path))), None)
        return figure.unit if figure is not None and figure.type is FieldType.AMOUNT else ""
    return asked.unit if asked.type is FieldType.AMOUNT else ""


@lru_cache(maxsize=_MOST_FORMS)
def _meanings(form: Form) -> dict[Path, _Meaning]:
    """What each single value of the form means, by its folded path."""
    return {tuple(map(fold, path)): meaning for path, meaning in _meant(form)}


@lru_cache(maxsize=_MOST_FORMS)
def _paths(form: Form) -> dict[_Meaning, Path]:
    found: dict[_Meaning, Path] = {}
    for path, meaning in _meant(form):
        found.setdefault(meaning, path)
    return found


def _meant(form: Form) -> Iterator[tuple[Path, _Meaning]]:
    for sheet in form.sheets.values():
        if sheet.kind == "fields":
            for name, field in _named(sheet.fields.values()):
                yield (sheet.name, name), (field.means,)
        elif sheet.kind == "rows":
            for row_name, row in _named(sheet.rows.values()):
                for name, field in _named(sheet.fields.values()):
                    yield (sheet.name, row_name, name), (row.means, field.means)
    for figure in form.derived.values():
        owner = form.sheets.get(figure.sheet)
        if figure.means and (owner is None or owner.kind == "fields"):
            yield (figure.sheet, figure.name), (figure.means,)


def _named(fields: Iterable[Field]) -> Iterator[tuple[str, Field]]:
    """Fields that mean something, under label and name."""
    for field in fields:
        if field.means:
            yield from dict.fromkeys(((field.label, field), (field.name, field)))
