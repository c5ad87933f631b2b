"""The running text of a report as one text of lines, each with the section it belongs to and the cell it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from selfeval.form.model import Field, FieldType, Form, Section, Sheet
from selfeval.report import Paragraphs, Record, Report, Table

_NO_SECTION = Section("")


class Line(NamedTuple):
    """One paragraph, or the title before some.

    Attributes:
        start: where it begins in the whole text.
        record, label: the value it is part of.
    """

    text: str
    start: int
    section: Section
    record: Record
    label: str
    is_title: bool

    @property
    def place(self) -> str:
        """The cell of the value, or its name."""
        return self.record.cell_of(self.label) or f"{self.record.name}.{self.label}"


@dataclass
class Prose:
    """Every line of running text of a report, in the order of the form and its rows."""

    lines: list[Line] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All lines, a line feed between them."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def index_at(self, offset: int) -> int:
        """Which line the place in the whole text is in."""
        return bisect_right(self._starts, offset) - 1

    def add(self, texts: tuple[str, ...], section: Section, record: Record, label: str, *, is_title: bool) -> None:
        """Add the lines of one value."""
        start = self.lines[-1].start + len(self.lines[-1].text) + 1 if self.lines else 0
        for text in texts:
            self.lines.append(Line(text, start, section, record, label, is_title))
            start += len(text) + 1


def prose_of(report: Report, form: Form) -> Prose:
    """The running text: each 段落 value, in a table with the texts that stand before it in its row as titles."""
    prose = Prose()
    for sheet in form.sheets.values():
        asked = [known for known in sheet.fields.values() if known.type is FieldType.PARAGRAPHS]
        there = report.sheet(sheet.name)
        if asked and there is not None:
            for record, section, label, is_title in _texts(sheet, asked, there, form):
                value = record.lookup(label)
                texts = tuple(value) if isinstance(value, Paragraphs) else (value,) if isinstance(value, str) else ()
                prose.add(texts, section, record, label, is_title=is_title)
    return prose


def _texts(
    sheet: Sheet, asked: list[Field], there: Record | Table, form: Form
) -> Iterator[tuple[Record, Section, str, bool]]:
    if isinstance(there, Record):
        for known in asked:
            section = form.sections.get(known.label) or Section(known.label, about=sheet.name)
            yield there, section, known.label, False
        return
    columns = list(sheet.fields.values())
    chosen = next((known.label for known in columns if known.type is FieldType.CHOICE), "")
    before = columns[: columns.index(asked[0])]
    titles = [known.label for known in before if known.type is FieldType.TEXT]
    for record in there:
        name = record.lookup(chosen) if chosen else None
        section = form.sections.get(name) or Section(name) if isinstance(name, str) else _NO_SECTION
        for label in titles:
            yield record, section, label, True
        for known in asked:
            yield record, section, known.label, False
