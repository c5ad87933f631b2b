"""The numbered lists of a document (``numbering.xml``): what they count, and copies of them that count anew."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Final

from lxml import etree

from selfeval.ooxml.xml import WORD, Element, W, parse_xml, write_xml

_NUMBER, _LEVEL, _VALUE = f"{W}numId", f"{W}ilvl", f"{W}val"
_LEVELS = range(9)
_UNCOUNTED = frozenset({"bullet", "none"})


NO_LISTS: Final = f'<w:numbering xmlns:w="{WORD}"/>'.encode()


class Lists:
    """The lists of one ``numbering.xml``.

    Raises:
        XmlError: it is no XML.
    """

    def __init__(self, data: bytes) -> None:
        self._root = parse_xml(data)
        self._numbers = {item.get(_NUMBER) or "": item for item in self._root.findall(f"{W}num")}
        self._shapes = {item.get(f"{W}abstractNumId") or "": item for item in self._root.findall(f"{W}abstractNum")}

    @property
    def last(self) -> int:
        """The highest number a list has."""
        return max((int(number) for number in self._numbers if number.isdecimal()), default=0)

    def counts(self, number: str, level: int) -> bool:
        """Whether the list is there, and numbers that level of it."""
        item = self._numbers.get(number)
        if item is None:
            return False
        shape = next((found for found in self._levels(item) if found.get(_LEVEL) == str(level)), None)
        written = None if shape is None else shape.find(f"{W}numFmt")
        return written is None or written.get(_VALUE) not in _UNCOUNTED

    def restarted(self, copies: Mapping[int, str]) -> bytes:
        """The part with more lists: by its new number, of which list each is a copy that starts anew."""
        after = list(self._numbers.values())[-1]
        for number, original in copies.items():
            made = copy.deepcopy(self._numbers[original])
            made.tail = None
            made.set(_NUMBER, str(number))
            starts = {level.get(_LEVEL) or "": level for level in self._levels(made)}
            for level in _LEVELS:
                _start(made, str(level), starts.get(str(level)))
            after.addnext(made)
            after = made
        return write_xml(self._root)

    def _levels(self, item: Element) -> list[Element]:
        link = item.find(f"{W}abstractNumId")
        shape = None if link is None else self._shapes.get(link.get(_VALUE) or "")
        return [*([] if shape is None else shape.findall(f"{W}lvl")), *item.findall(f"{W}lvlOverride/{W}lvl")]


def _start(item: Element, level: str, shape: Element | None) -> None:
    found = next((old for old in item.findall(f"{W}lvlOverride") if old.get(_LEVEL) == level), None)
    override = etree.SubElement(item, f"{W}lvlOverride", {_LEVEL: level}) if found is None else found
    if override.find(f"{W}startOverride") is None:
        first = None if shape is None else shape.find(f"{W}start")
        value = "1" if first is None else first.get(_VALUE) or "1"
        override.insert(0, etree.Element(f"{W}startOverride", {_VALUE: value}))
