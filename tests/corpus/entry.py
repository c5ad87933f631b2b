"""One construct of the corpus: a template, the values, and what is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[attr-defined]

from selfeval.document import UndefinedMode

Sheets = Mapping[str, Mapping[str, Any] | Sequence[Mapping[str, Any]]]

DATA: Sheets = {
    "甲": {"名": "水利局", "额": Decimal("258.9"), "数": 3, "空": None, "段": "第一段\n第二段", "号": "A & B <c> 5<10"},
    "表": [
        {"名": "堤防", "数": Decimal("1.5"), "源": "省"},
        {"名": "泵站", "数": Decimal("2"), "源": "省"},
        {"名": "水库", "数": Decimal("40"), "源": "市"},
    ],
    "空表": [],
}
"""The values of an entry that brings none of its own."""


def with_objects(sheets: Sheets, engine: DocxTemplate) -> Sheets:
    """The values, docxtpl's objects made for its template."""

    def made(record: Mapping[str, Any]) -> Mapping[str, Any]:
        return {label: value(engine) if callable(value) else value for label, value in record.items()}

    return {
        name: made(sheet) if isinstance(sheet, Mapping) else [made(row) for row in sheet]
        for name, sheet in sheets.items()
    }


@dataclass(frozen=True)
class Entry:
    """One construct.

    Attributes:
        key: its name in kebab-case, and that of its file of expected XML.
        title: the construct, in English for the table of the docs.
        template: the Word file.
        lines: the document as ``seen`` tells it, written down by hand; empty where the template is to be refused.
        refused: (place, rule) of each finding it is refused with.
        meant: where it is refused, the lines its author would have wanted.
        data: the values by sheet; one of docxtpl's objects that needs its template is a function of that.
        mode: what becomes of unknown names.
        also: what docxtpl gives, where that is right in its own way.
        reason: why selfeval refuses, or gives something else than, what docxtpl does right.
        harmful: whether docxtpl must be run within bounds of time and memory.
    """

    key: str
    title: str
    template: bytes
    lines: Sequence[str] = ()
    refused: Sequence[tuple[str, str]] = ()
    meant: Sequence[str] = ()
    data: Sheets = field(default_factory=lambda: DATA)
    mode: UndefinedMode = "error"
    also: Sequence[str] = ()
    reason: str = ""
    harmful: bool = False
