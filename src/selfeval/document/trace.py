"""Follows each value of a document back to its cells: a second filling by the same code, over values that know them.

A mark before each value shows where it lands; the marks are lifted before anything else looks at the part, so the
traced document is the plain one, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast, overload

from lxml import etree

from selfeval.document.origins import Cells
from selfeval.document.places import part_label
from selfeval.document.positions import Position, Positions
from selfeval.document.state import Printed
from selfeval.document.traced_environment import TRACER
from selfeval.errors import SelfevalError
from selfeval.names import fold
from selfeval.ooxml.text import lift_marks
from selfeval.ooxml.xml import Element, W

if TYPE_CHECKING:
    from selfeval.document.lower import Tag

_PAIRS = ((chr(0x10FFF0), chr(0x10FFF1)), (chr(0xFFFF0), chr(0xFFFF1)), (chr(0xF8F0), chr(0xF8F1)))
"""Characters for private use. Where a document holds those of one pair itself, the next is taken."""
_NOT_AFTER = dict.fromkeys("0123456789", r"(?<![\d.])")
_NOT_BEFORE = dict.fromkeys("0123456789", r"(?!\.?\d)")
_OUTSIDE = etree.XPath("descendant-or-self::*[@*[contains(., $mark)] or text()[contains(., $mark)]]")


class TracedValue(NamedTuple):
    """One value as it stands in the document.

    Attributes:
        part: the part, ``word/document.xml``.
        position: the paragraph in the finished document, with table, row and column where it stands in a table; the
            first, where the value makes several.
        start: where its text begins in the text of the paragraph; -1 outside text.
        text: the text printed.
        name: the name it came from, ``一般公共预算.支出合计``; ``""`` where the template computes it.
        tag: the tag that printed it, as typed in the template.
        cells: every cell it came from, in order, each once: ``一般公共预算!B7``.
        plain: whether it stands in an attribute, a field code or a property, and not in the text.
        paragraphs: how many paragraphs it makes, one unless it is a text of several.
    """

    part: str
    position: Position
    start: int
    text: str
    name: str
    tag: str
    cells: tuple[str, ...]
    plain: bool
    paragraphs: int = 1

    def record(self) -> dict[str, object]:
        """The value as plain data, as ``selfeval trace --format json`` writes it (docs/trace.md)."""
        return {
            "part": self.part,
            "place": self.place,
            **self.position._asdict(),
            "start": self.start,
            "text": self.text,
            "name": self.name,
            "tag": self.tag,
            "cells": list(self.cells),
            "in_text": not self.plain,
            "paragraphs": self.paragraphs,
        }

    @property
    def place(self) -> str:
        """Where it stands, in words: 正文第12段, 正文表1第2行第3列."""
        return part_label(self.part) + self.position.words()


_Known = tuple[int, "Tag", Cells]
"""Which of the printed values of the part it is, and what is known of it."""
_Spot = tuple[Element | None, int]


class MarkTaken(Exception):
    """The document holds the marks' characters itself."""


class Tracer:
    """Follows the values of one filling.

    Attributes:
        values: what the templates find in their context beside the report.
        found: every value that was put in, part by part, in the order of the document.
        printing: every tag that printed anything.
    """

    def __init__(self, marks: tuple[str, str]) -> None:
        self.values: Mapping[str, object] = {TRACER: self}
        self.found: list[TracedValue] = []
        self.printing: set[Tag] = set()
        self._marks = marks
        self._noted: list[tuple[Tag, Cells]] = []
        self._spots: list[tuple[_Known, _Spot]] = []
        self._objects: set[int] = set()

    def note(self, tag: Tag, cells: Cells) -> str:
        """Keep what is known of the value just printed, and give the mark to put before it."""
        self._noted.append((tag, cells))
        self.printing.add(tag)
        return self._marks[tag.plain]

    def lift(self, root: Element, printed: Sequence[Printed]) -> None:
        """Take the marks out of a rendered part, and keep where they stood.

        Raises:
            MarkTaken: there are others than those that were put in.
        """
        in_text, outside = self._marks
        self._objects = {index for index, value in enumerate(printed) if not value.text}  # placed later
        values = [(index, *noted) for index, noted in enumerate(self._noted)]
        self._noted = []
        if len(values) != len(printed):
            raise ValueError("each printed value has been noted once")
        self._spots = _paired([value for value in values if not printed[value[0]].plain], lift_marks(root, in_text))
        if len(self._spots) < len(values):
            rest = [value for value in values if printed[value[0]].plain]
            self._spots += _paired(rest, _lifted_outside(root, outside))

    def place(self, part: str, root: Element, printed: Sequence[Printed]) -> None:
        """Note each value of the part with its place, once the part is finished."""
        position_of = Positions(root).of
        for (index, tag, cells), (paragraph, start) in self._spots:
            _, name, text, plain = printed[index]
            judged = not plain and index not in self._objects
            if judged and paragraph is not None and _is_merged_away(paragraph):
                continue
            made = _made(text, tag)
            self.found.append(
                TracedValue(part, position_of(paragraph), start, text, name, tag.typed, cells, plain, made)
            )
        self._spots = []


def _is_merged_away(paragraph: Element) -> bool:
    """Whether its text went when the cell became one with the equal one above, which shows it."""
    return paragraph.getparent() is None or next(paragraph.iter(f"{W}t"), None) is None


class Trace(Sequence[TracedValue]):
    """Every value that was put into a document, part by part, in the order of the document."""

    def __init__(self, found: Iterable[TracedValue] = ()) -> None:
        self._found = tuple(found)

    def of_cell(self, cell: str) -> Trace:
        """Those that came from the cell, directly or through other figures: ``一般公共预算!B7``."""
        wanted = _folded(cell)
        return Trace(value for value in self._found if wanted in map(_folded, value.cells))

    def of_text(self, text: str) -> Trace:
        """Those that print the text, whole or as a part; a number is found as a whole number only."""
        wanted = re.compile(_NOT_AFTER.get(text[:1], "") + re.escape(text) + _NOT_BEFORE.get(text[-1:], ""))
        return Trace(value for value in self._found if text and wanted.search(value.text))

    @overload
    def __getitem__(self, index: int) -> TracedValue: ...
    @overload
    def __getitem__(self, index: slice) -> Trace: ...
    def __getitem__(self, index: int | slice) -> TracedValue | Trace:
        return Trace(self._found[index]) if isinstance(index, slice) else self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return f"<Trace: {len(self)} values>"


def traced(fill: Callable[[Tracer], object]) -> Trace:
    """The values of a filling, each with its cells and its place; ``fill`` fills with the tracer it is given.

    Raises:
        SelfevalError: the document holds the characters of every pair of marks.
    """
    for pair in _PAIRS:
        tracer = Tracer(pair)
        try:
            fill(tracer)
        except MarkTaken:
            continue
        return Trace(tracer.found)
    raise SelfevalError("模板或工作簿里用了自造字，无法追溯每个数的来源。请换成通用的字后再试。")


def _folded(cell: str) -> str:
    """The cell as it is compared: without the signs and quotes Excel writes in a formula."""
    sheet, mark, address = cell.replace("！", "!").rpartition("!")
    return f"{fold(sheet.strip().strip(chr(39)))}{mark}{fold(address).replace('$', '').upper()}"


def _made(text: str, tag: Tag) -> int:
    """How many paragraphs the text makes: a line break begins one where the value is all there is."""
    return len(text.lstrip("\n").split("\n")) if tag.new_paragraph else 1


def _paired(values: Sequence[_Known], spots: Sequence[_Spot]) -> list[tuple[_Known, _Spot]]:
    if len(spots) != len(values):
        raise MarkTaken
    return list(zip(values, spots, strict=True))


def _lifted_outside(root: Element, mark: str) -> list[_Spot]:
    """Each mark elsewhere, taken out: the paragraph around the element that holds the value."""
    found: list[_Spot] = []
    for element in cast("list[Element]", _OUTSIDE(root, mark=mark)):
        paragraph = element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
        for name, value in cast("list[tuple[str, str]]", element.items()):
            if mark in value:
                found += [(paragraph, -1)] * value.count(mark)
                element.set(name, value.replace(mark, ""))
        if element.text:
            found += [(paragraph, -1)] * element.text.count(mark)
            element.text = element.text.replace(mark, "") or None
    return found
