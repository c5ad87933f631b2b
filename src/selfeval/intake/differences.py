"""Two templates side by side: which fields came, went or changed, and whether workbooks made for the old still do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from selfeval.form import Form
from selfeval.form.model import Field, FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.names import fold

Change = Literal["came", "went", "renamed", "changed"]
_WIDER: Mapping[FieldType, frozenset[FieldType]] = {
    FieldType.TEXT: frozenset(FieldType) - {FieldType.PARAGRAPHS},
    FieldType.PARAGRAPHS: frozenset({FieldType.TEXT, FieldType.CHOICE}),
    FieldType.NUMBER_OR_TEXT: frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.TEXT}),
    FieldType.NUMBER: frozenset({FieldType.INTEGER}),
}
"""The types whose answers a type takes too."""
_TEXTS = frozenset({FieldType.TEXT, FieldType.PARAGRAPHS, FieldType.CHOICE})


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs.

    Attributes:
        path: ``表.项目``, or the sheet alone.
        old, new: what it was and is, in words; ``""`` where it was or is not there.
        breaks: whether a workbook made for the old template would no longer do.
    """

    change: Change
    path: str
    old: str
    new: str
    breaks: bool


def data_of_form(form: Form) -> dict[str, NeededSheet]:
    """Everything a form asks, printed or not."""
    return {
        sheet.name: NeededSheet(
            sheet.name,
            sheet.kind,
            {field.label: _asked(field) for field in sheet.fields.values()},
            tuple(sheet.rows),
        )
        for sheet in form.sheets.values()
    }


def _asked(field: Field) -> NeededLabel:
    return NeededLabel(field.label, field.type, field.unit, field.choices, field=field, required=field.required)


def differences(
    old: Mapping[str, NeededSheet], new: Mapping[str, NeededSheet], form: Form | None = None
) -> list[FieldDifference]:
    """What differs, in the order of the new template, what went last.

    Args:
        form: that of the new template: the aliases of its fields say what was only renamed, and what it does not require may be
            missing. Without one a template prints nothing unless every name it reads is there.
    """
    before, after = _by_path(old), _by_path(new)
    renamed = _renamed(form, before, after) if form is not None else {}
    found = list(_kinds(old, new))
    for path, one in after.items():
        was = before.get(path)
        if was is not None:
            found += _changed(was, one, guessed=form is None)
        elif path in renamed:
            found.append(FieldDifference("renamed", one.path, renamed[path].path, one.path, False))
        else:
            found.append(FieldDifference("came", one.path, "", one.what, one.is_missed(form)))
    gone = before.keys() - after.keys() - {_key(one.path) for one in renamed.values()}
    found += [FieldDifference("went", one.path, one.what, "", False) for path, one in before.items() if path in gone]
    return found


@dataclass(frozen=True)
class _One:
    path: str
    label: NeededLabel | None

    @property
    def what(self) -> str:
        if self.label is None:
            return "行"
        return self.label.type.value + (f"（{self.label.unit}）" if self.label.unit else "")

    def is_missed(self, form: Form | None) -> bool:
        """Whether a workbook without it would not do."""
        if form is None:
            return True
        return self.label is not None and _has_to_be_given(self.label)


def _has_to_be_given(label: NeededLabel) -> bool:
    return label.required and (label.field is None or label.field.default is None)


def _key(path: str) -> str:
    return ".".join(map(fold, path.split(".")))


def _by_path(sheets: Mapping[str, NeededSheet]) -> dict[str, _One]:
    found = {}
    for sheet in sheets.values():
        for one in sheet.labels.values():
            if not one.computed:
                found[_key(f"{sheet.name}.{one.label}")] = _One(f"{sheet.name}.{one.label}", one)
        for row in sheet.rows:
            found.setdefault(_key(f"{sheet.name}.{row}"), _One(f"{sheet.name}.{row}", None))
    return found


def _renamed(form: Form, before: Mapping[str, _One], after: Mapping[str, _One]) -> dict[str, _One]:
    """By new path the old field whose name the form still knows as an alias."""
    found: dict[str, _One] = {}
    for sheet in form.sheets.values():
        for field in (*sheet.fields.values(), *sheet.rows.values()):
            path = _key(f"{sheet.name}.{field.label}")
            if path in before or path not in after:
                continue
            spellings = (f"{fold(name)}.{label}" for name in sheet.spellings for label in field.spellings)
            was = next((before[spelling] for spelling in spellings if spelling in before), None)
            if was is not None:
                found[path] = was
    return found


def _kinds(old: Mapping[str, NeededSheet], new: Mapping[str, NeededSheet]) -> Iterator[FieldDifference]:
    before = {fold(sheet.name): sheet for sheet in old.values()}
    for sheet in new.values():
        was = before.get(fold(sheet.name))
        if was is not None and was.kind != sheet.kind:
            yield FieldDifference("changed", sheet.name, was.kind, sheet.kind, True)


def _changed(was: _One, one: _One, *, guessed: bool) -> Iterator[FieldDifference]:
    """``guessed`` where nothing but the Word file says what is asked: it prints any text that stands there."""
    old, new = was.label, one.label
    if old is None or new is None:
        return
    if old.type is not new.type and not (guessed and {old.type, new.type} <= _TEXTS):
        breaks = old.type not in _WIDER.get(new.type, frozenset())
        yield FieldDifference("changed", one.path, was.what, one.what, breaks)
    elif old.type is new.type and fold(old.unit) != fold(new.unit):
        yield FieldDifference("changed", one.path, was.what, one.what, False)
    if old.required != new.required:
        words = ("可以不填", "必填")
        breaks = _has_to_be_given(new)
        yield FieldDifference("changed", one.path, words[old.required], words[new.required], breaks)
    lost = [choice for choice in old.choices if fold(choice) not in _offered(new)]
    if new.choices and old.choices and (lost or len(new.choices) != len(old.choices)):
        yield FieldDifference(
            "changed", one.path, "、".join(old.choices), "、".join(new.choices), bool(lost) and not guessed
        )


def _offered(label: NeededLabel) -> frozenset[str]:
    known = label.field.choice_by_spelling if label.field is not None else {}
    return frozenset((*map(fold, label.choices), *known))
