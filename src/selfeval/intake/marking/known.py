"""The words of the built-in forms: what a noun is called there, and of which type it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from selfeval.form import Form
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL, Field, FieldType, Sheet
from selfeval.names import fold

_NEUTRAL = (
    "部门",
    "项目",
    "单位",
    "本级",
    "财政",
    "预算",
    "整体",
    "年度",
    "全年",
    "实际",
    "决算",
    "人员",
    "现有",
    "实有",
    "核定",
    "年末",
)
_SHORTEST = 3


class KnownWord(NamedTuple):
    """A label of a form, and its type; TEXT where forms differ."""

    label: str
    type: FieldType


class KnownWords:
    """The labels of some forms by every spelling, and the names of their sheets of single fields."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._words: dict[str, KnownWord] = {}
        self._sheets: dict[str, str] = {}
        self._cover: dict[str, str] = {}
        self._meanings: dict[str, str] = {}
        for form in forms:
            for sheet in form.sheets.values():
                if sheet.kind == "fields":
                    for name in (sheet.name, *sheet.words):
                        self._sheets.setdefault(fold(name), sheet.name)
                    if sheet.name == COVER_SHEET:
                        self._read_cover(sheet)
                for field in sheet.fields.values():
                    self._learn(field, field.type, field.aliases if sheet.kind == "fields" else ())
                of_cells = next(iter(sheet.fields.values())).type
                for row in sheet.rows.values():
                    self._learn(row, row.type if row.type.is_number else of_cells, ())

    def _learn(self, field: Field, kind: FieldType, others: Iterable[str]) -> None:
        for spelling in (field.label, field.name, *field.words, *others):
            self._words.setdefault(fold(spelling), KnownWord(field.label, kind))

    def has(self, noun: str) -> bool:
        """Whether a form calls something so."""
        return fold(noun) in self._words

    def find(self, noun: str) -> KnownWord | None:
        """What the forms call the noun, or the end of it where nothing but general words stand before that."""
        folded = fold(noun)
        for cut in range(len(folded) - _SHORTEST + 1):
            known = self._words.get(folded[cut:])
            if known is not None and (known.type is FieldType.INTEGER or self._is_neutral(folded[:cut])):
                return known
        return self._words.get(folded) or self._words.get(folded.removesuffix("支出"))

    def cover_label(self, noun: str) -> str | None:
        """The label a cover has for the noun."""
        return self._cover.get(fold(noun))

    def meaning(self, means: str) -> str:
        """The label of the cover's field of that meaning; its identifier where no form has one."""
        return self._meanings.get(means, means)

    def _read_cover(self, sheet: Sheet) -> None:
        for field in sheet.fields.values():
            if field.label not in (FORM_ID_LABEL, FORM_VERSION_LABEL):
                self._meanings.setdefault(field.means, field.label)
                for spelling in (*field.spellings, *map(fold, field.words)):
                    self._cover.setdefault(spelling, self._meanings[field.means] if field.means else field.label)

    def sheet(self, heading: str) -> str | None:
        """The sheet whose name a heading begins with: 一般公共预算 of 一般公共预算支出情况."""
        folded = fold(heading)
        fitting = [spelling for spelling in self._sheets if folded.startswith(spelling)]
        return self._sheets[max(fitting, key=len)] if fitting else None

    def _is_neutral(self, text: str) -> bool:
        while text:
            found = next((word for word in (*self._sheets, *_NEUTRAL) if text.startswith(word)), None)
            if found is None:
                return False
            text = text[len(found) :]
        return True
