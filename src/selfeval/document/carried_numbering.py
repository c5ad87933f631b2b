"""Lists that come with carried-over content: each gets definitions and numbers of its own, so that none counts on another."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from selfeval.document.style_sheet import StyleSheet, add_part_of_type, part_of_type
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.xml import WORD, Element, W, parse_xml

_ID, _ABSTRACT = f"{W}numId", f"{W}abstractNumId"
_OWN = ("nsid", "tmpl", "styleLink")
"""By these Word would take two lists for one."""
_BEFORE_NUMBERS = frozenset(
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


class CarriedNumbering:
    """The lists of one document that go over into another."""

    def __init__(self, guest: dict[str, bytes], additions: Additions) -> None:
        self._additions = additions
        self._guest = _numbering(guest)
        self._host: Element | None = None
        self._numbers: dict[str, str] = {"0": "0"}
        self._abstracts: dict[str, Element] = {}

    def renumber(self, content: Iterable[Element]) -> None:
        """Let the content's paragraphs and styles count by the lists carried over; a list that is nowhere is let go."""
        for top in content:
            for reference in list(top.iter(_ID)):
                parent = reference.getparent()
                if parent is None or parent.tag != f"{W}numPr":
                    continue
                new = self._carried(reference.get(f"{W}val") or "")
                if new:
                    reference.set(f"{W}val", new)
                else:
                    parent.remove(reference)

    def write(self) -> None:
        """Write the lists into the package, where any came."""
        if self._host is not None:
            add_part_of_type(self._additions, "numbering", self._host)

    def _carried(self, number: str) -> str:
        if number in self._numbers:
            return self._numbers[number]
        item = None if self._guest is None else _by_id(self._guest, "num", _ID, number)
        points = None if item is None else item.find(_ABSTRACT)
        if item is None or points is None:
            return ""
        abstract = self._abstract(points.get(f"{W}val") or "")
        if abstract is None:
            return ""
        host = self._into()
        item = copy.deepcopy(item)
        item.tail = None
        self._numbers[number] = _next(host, "num", _ID)
        item.set(_ID, self._numbers[number])
        item[0].set(f"{W}val", abstract.get(_ABSTRACT) or "")
        for name in item.iter(f"{W}pStyle", f"{W}lvlPicBulletId"):
            _drop(name)
        _after(host, item, "num")
        return self._numbers[number]

    def _abstract(self, number: str) -> Element | None:
        if number in self._abstracts:
            return self._abstracts[number]
        found = self._defining(number)
        if found is None:
            return None
        host = self._into()
        found = copy.deepcopy(found)
        found.tail = None
        found.set(_ABSTRACT, _next(host, "abstractNum", _ABSTRACT))
        for name in list(found.iter(*(f"{W}{own}" for own in _OWN), f"{W}pStyle", f"{W}lvlPicBulletId")):
            _drop(name)
        _after(host, found, "abstractNum")
        self._abstracts[number] = found
        return found

    def _defining(self, number: str) -> Element | None:
        """The definition itself: one may only name a list style, which another defines."""
        if self._guest is None:
            return None
        found = _by_id(self._guest, "abstractNum", _ABSTRACT, number)
        named = None if found is None else found.find(f"{W}numStyleLink")
        if named is None:
            return found
        for other in self._guest.findall(f"{W}abstractNum"):
            link = other.find(f"{W}styleLink")
            if link is not None and link.get(f"{W}val") == named.get(f"{W}val"):
                return other
        return None

    def _into(self) -> Element:
        if self._host is None:
            there = _numbering(self._additions.parts)
            self._host = parse_xml(f'<w:numbering xmlns:w="{WORD}"/>') if there is None else there
        return self._host


def number_directly(paragraph: Element, styles: StyleSheet) -> None:
    """Let the paragraph itself say by which list it counts, where only its style does.

    The style of that name in the other document may count by another list, or by none.
    """
    if paragraph.find(f"{W}pPr/{W}numPr/{W}numId") is not None:
        return
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    style = styles.by_id("" if named is None else named.get(f"{W}val") or "")
    seen: list[Element] = []
    while style is not None and style not in seen:
        seen.append(style)
        numbers = style.find(f"{W}pPr/{W}numPr")
        if numbers is not None and numbers.find(_ID) is not None:
            _insert_numbers(paragraph, copy.deepcopy(numbers))
            return
        above = style.find(f"{W}basedOn")
        style = None if above is None else styles.by_id(above.get(f"{W}val") or "")


def _insert_numbers(paragraph: Element, numbers: Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return
    for old in properties.findall(f"{W}numPr"):
        _drop(old)
    numbers.tail = None
    before = [child for child in properties if child.tag in _BEFORE_NUMBERS]
    before[-1].addnext(numbers)  # its style at least


def _numbering(parts: dict[str, bytes]) -> Element | None:
    name = part_of_type(parts, "numbering")
    return parse_xml(parts[name]) if name else None


def _by_id(root: Element, name: str, attribute: str, wanted: str) -> Element | None:
    return next((item for item in root.findall(f"{W}{name}") if item.get(attribute) == wanted), None)


def _next(root: Element, name: str, attribute: str) -> str:
    numbers = (item.get(attribute) or "" for item in root.findall(f"{W}{name}"))
    return str(1 + max((int(number) for number in numbers if number.isdecimal()), default=0))


def _after(root: Element, item: Element, name: str) -> None:
    """Put it behind the last of its kind: definitions stand before the lists that use them."""
    last = root.findall(f"{W}{name}")
    before = last or (root.findall(f"{W}numPicBullet") if name == "abstractNum" else root.findall(f"{W}abstractNum"))
    if before:
        before[-1].addnext(item)
    else:
        root.insert(0, item)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
