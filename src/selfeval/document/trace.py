"""Follows each value of a document back to its cells: a second filling by the same code, over values that know them.

A mark before each value shows where it lands; the marks are lifted before anything else looks at the part, so the
traced document is the plain one, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast, overload

from lxml import etree

from selfeval.document.origins import Cells
from selfeval.document.places import part_label
from selfeval.document.positions import Position, Positions
from selfeval.document.state import Printed
from selfeval.document.traced import TRACER
from selfeval.errors import SelfevalError
from selfeval.names import fold
from selfeval.ooxml.text import text_starts
from selfeval.ooxml.xml import Element, W

if TYPE_CHECKING:
    from selfeval.document.lower import Tag

_PAIRS = ((chr(0x10FFF0), chr(0x10FFF1)), (chr(0xFFFF0), chr(0xFFFF1)), (chr(0xF8F0), chr(0xF8F1)))
"""Characters for private use. Where a document holds those of one pair itself, the next is taken."""
_NOT_AFTER = dict.fromkeys("0123456789", r"(?<![\d.])")
_NOT_BEFORE = dict.fromkeys("0123456789", r"(?!\.?\d)")
_TEXTS = etree.XPath("descendant::text()[contains(., $mark)]")
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
    """

    part: str
    position: Position
    start: int
    text: str
    name: str
    tag: str
    cells: tuple[str, ...]
    plain: bool

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
        }

    @property
    def place(self) -> str:
        """Where it stands, in words: 正文第12段, 正文表1第2行第3列."""
        return part_label(self.part) + self.position.words()


class _Known(NamedTuple):
    printed: Printed
    tag: Tag
    cells: Cells


class _Spot(NamedTuple):
    value: _Known
    element: Element
    offset: int


class MarkTaken(Exception):
    """The document holds the marks' characters itself."""


class Tracer:
    """Follows the values of one filling.

    Attributes:
        values: what the templates find in their context beside the report.
        found: every value that was put in, part by part, in the order of the document.
    """

    def __init__(self, marks: tuple[str, str]) -> None:
        self.values: Mapping[str, object] = {TRACER: self}
        self.found: list[TracedValue] = []
        self._marks = marks
        self._noted: list[tuple[Tag, Cells]] = []
        self._spots: list[_Spot] = []

    def note(self, tag: Tag, cells: Cells) -> str:
        """Keep what is known of the value just printed, and give the mark to put before it."""
        self._noted.append((tag, cells))
        return self._marks[tag.plain]

    def lift(self, root: Element, printed: Sequence[Printed]) -> None:
        """Take the marks out of a rendered part, and keep where they stood.

        Raises:
            MarkTaken: there are others than those that were put in.
        """
        in_text, outside = self._marks
        values = [_Known(value, *noted) for value, noted in zip(printed, self._noted, strict=True)]
        self._noted = []
        self._spots = _paired([value for value in values if not value.printed.plain], _lifted_texts(root, in_text))
        if len(self._spots) < len(values):
            self._spots += _paired([value for value in values if value.printed.plain], _lifted_outside(root, outside))

    def place(self, part: str, root: Element) -> None:
        """Note each value of the part with its place, once the part is finished."""
        positions = Positions(root)
        starts = text_starts(root) if self._spots else {}
        for ((_, name, text, plain), tag, cells), element, offset in self._spots:
            paragraph, start = (None, -1) if plain else starts.get(element, (None, -1))
            if paragraph is None:
                paragraph = _paragraph(element)
            else:
                start += offset
            self.found.append(TracedValue(part, positions.of(paragraph), start, text, name, tag.typed, cells, plain))
        self._spots = []


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


def _paired(values: Sequence[_Known], spots: Iterator[tuple[Element, int]]) -> list[_Spot]:
    found = list(spots)
    if len(found) != len(values):
        raise MarkTaken
    return [_Spot(value, *spot) for value, spot in zip(values, found, strict=True)]


def _lifted_texts(root: Element, mark: str) -> Iterator[tuple[Element, int]]:
    """Each mark in a text, taken out: the text element in which the value begins, and where."""
    for text in cast("list[etree._ElementUnicodeResult]", _TEXTS(root, mark=mark)):
        element = cast(Element, text.getparent())
        pieces = text.split(mark)
        whole = "".join(pieces)
        if text.is_tail:  # an object of several runs: it begins in the first
            element.tail = whole
        else:
            element.text = whole
        for offset in accumulate(map(len, pieces[:-1])):
            yield (element, offset) if not text.is_tail and offset < len(whole) else (_next_text(element), 0)


def _lifted_outside(root: Element, mark: str) -> Iterator[tuple[Element, int]]:
    """Each mark elsewhere, taken out: the element that holds the value."""
    for element in cast("list[Element]", _OUTSIDE(root, mark=mark)):
        for name, value in cast("list[tuple[str, str]]", element.items()):
            if mark in value:
                yield from [(element, 0)] * value.count(mark)
                element.set(name, value.replace(mark, ""))
        if element.text:
            yield from [(element, 0)] * element.text.count(mark)
            element.text = element.text.replace(mark, "")


def _next_text(element: Element) -> Element:
    """The text element that follows; the element itself where none does."""
    following = cast("list[Element]", element.xpath("following::w:t[1]", namespaces={"w": W[1:-1]}))
    return following[0] if following else element


def _paragraph(element: Element) -> Element | None:
    return element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
