"""The characters that docxtpl reads in rich text and listings: ``\\n`` line break, ``\\t`` tab, ``\\a`` paragraph, ``\\f`` page."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from lxml import etree

from selfeval.document.faults import Fault
from selfeval.ooxml.text import text_of
from selfeval.ooxml.xml import SPACE, Element, W, illegal_character

_MARKS: Final = {"\a": "\U0010fff0", "\f": "\U0010fff1"}
"""What stands for characters that XML cannot hold, while the text is XML."""
_SPECIAL = re.compile(f"([\n\t{''.join(_MARKS.values())}])")


class Break(Enum):
    """Where the paragraph ends and another of the same style begins, with a page break between or without."""

    PARAGRAPH = "\n"
    PAGE = "\n\n\n"


_BREAKS = {_MARKS["\a"]: Break.PARAGRAPH, _MARKS["\f"]: Break.PAGE}
Item = Element | Break
"""A run or hyperlink, or a break between two paragraphs."""


def holdable(text: str) -> str:
    """The text with marks in place of the breaks that XML cannot hold.

    Raises:
        Fault: another character that XML cannot hold.
    """
    for character, mark in _MARKS.items():
        if mark in text:
            raise Fault("fill.illegal-character", code=f"U+{ord(mark):04X}")
        text = text.replace(character, mark)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = illegal_character(text)
    if bad is not None:
        raise Fault("fill.illegal-character", code=f"U+{ord(bad):04X}")
    return text


def flowing(elements: Iterable[Element]) -> Iterator[Item]:
    """The runs and hyperlinks with breaks and tabs where their texts hold such characters; breaks part a hyperlink."""
    for element in elements:
        if element.tag == f"{W}r":
            yield from _run_items(element)
            continue
        held: list[Element] = []
        for item in flowing(element):
            if isinstance(item, Break):
                yield from _holder(element, held)
                held = []
                yield item
            else:
                held.append(item)
        yield from _holder(element, held)


def _holder(element: Element, held: list[Element]) -> Iterator[Element]:
    if held:
        holder = _empty(element)
        holder.extend(held)
        yield holder


def _run_items(run: Element) -> Iterator[Item]:
    current = _like(run)
    empty = len(current)
    for child in run:
        if child.tag == f"{W}rPr":
            continue
        if child.tag != f"{W}t":
            current.append(copy.copy(child))
            continue
        for piece in _SPECIAL.split(child.text or ""):
            if piece in _BREAKS:
                if len(current) > empty:
                    yield current
                yield _BREAKS[piece]
                current = _like(run)
            elif piece in {"\n", "\t"}:
                etree.SubElement(current, f"{W}br" if piece == "\n" else f"{W}tab")
            elif piece:
                etree.SubElement(current, f"{W}t", {SPACE: "preserve"}).text = piece
    if len(current) > empty:
        yield current


def _like(run: Element) -> Element:
    new = _empty(run)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        new.append(copy.deepcopy(properties))
    return new


def _empty(element: Element) -> Element:
    """The element with its attributes and nothing in it."""
    new = copy.copy(element)
    for child in list(new):
        new.remove(child)
    new.text = new.tail = None
    return new


def flow_text(items: Iterable[Item]) -> str:
    """The text of the items, as ``text_of`` reads it in the document."""
    return "".join(item.value if isinstance(item, Break) else text_of(item) for item in items)
