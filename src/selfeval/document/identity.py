"""Gives what a loop has repeated an identity of its own: drawings, shapes, bookmarks, comments, changes, controls.

The first of each keeps its id and name. Ranges of which a condition or loop has left one end only are made whole again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from lxml import etree

from selfeval.ooxml.xml import WORD, Element, W

_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DRAWING = re.compile(rb"<(?:\w+:)?docPr\s[^>]*?\bid=[\"'](\d{1,10})[\"']")
_VML = "{urn:schemas-microsoft-com:vml}"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_MARKED = re.compile(
    r"[:<](?:docPr|bookmarkStart|bookmarkEnd|commentRangeStart|commentReference|sdtPr)[\s/>]|<v:|\sw:author="
)
_CHANGES = etree.XPath(
    "//*[@w:author][not(self::w:comment or self::w:moveFromRangeStart or self::w:moveToRangeStart)]",
    namespaces={"w": WORD},
)
"""Tracked changes. The ranges of moves have an end that shares their id."""
_BLOCK = "{%"
_ID, _NAME = f"{W}id", f"{W}name"
_LONGEST_NAME = 40
_COMMENT_RANGE = ("commentRangeStart", "commentRangeEnd")


def needs_identity(source: str) -> bool:
    """Whether the source of a part repeats or leaves out what carries an id, or may."""
    return _BLOCK in source and _MARKED.search(source) is not None


def drawing_ids(parts: Mapping[str, bytes], names: Iterable[str]) -> set[str]:
    """The ids of the drawings in these parts."""
    return {match.decode() for name in names for match in _DRAWING.findall(parts[name])}


def identify(root: Element, drawings: set[str]) -> None:
    """Make every id and name of the part unique; ``drawings`` are those taken by other parts, and grow."""
    _drawings(root, drawings)
    _shapes(root)
    _bookmarks(root)
    _comments(root)
    _changes(root)
    seen: set[str] = set()
    for number in list(root.iter(f"{W}id")):
        parent = number.getparent()
        if parent is not None and parent.tag == f"{W}sdtPr" and _repeated(number.get(f"{W}val"), seen):
            parent.remove(number)  # Word gives it a new one


def _repeated(value: str | None, seen: set[str]) -> bool:
    if value is None or value in seen:
        return value is not None
    seen.add(value)
    return False


def _drawings(root: Element, taken: set[str]) -> None:
    found = list(root.iter(_DOC_PR))
    here = {drawing.get("id") or "" for drawing in found}
    number = max((int(value) for value in taken | here if value.isdecimal()), default=0)
    for drawing in found:
        value = drawing.get("id") or ""
        if not value or value in taken:
            number += 1
            drawing.set("id", str(number))
        taken.add(drawing.get("id") or "")


def _shapes(root: Element) -> None:
    """Shapes of the older kind, and the text boxes among them; a kind of shape is defined once."""
    taken: set[str] = set()
    for shape in list(root.iter(f"{_VML}*")):
        value = shape.get("id")
        if not _repeated(value, taken):
            continue
        if shape.tag == f"{_VML}shapetype":
            _drop(shape)
            continue
        number = 2
        while (made := f"{value}_{number}") in taken:
            number += 1
        taken.add(made)
        shape.set("id", made)
        for embedded in shape.itersiblings(_OLE):
            embedded.set("ShapeID", made)


def _changes(root: Element) -> None:
    changes = cast("list[Element]", _CHANGES(root))
    numbers = _Numbers(changes)
    for change in changes:
        change.set(_ID, numbers.unique(change.get(_ID) or ""))


def _bookmarks(root: Element) -> None:
    starts = list(root.iter(f"{W}bookmarkStart"))
    if not starts and next(root.iter(f"{W}bookmarkEnd"), None) is None:
        return
    numbers, names = _Numbers(starts), _Names(starts)
    opened: dict[str, tuple[Element, str]] = {}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        value = mark.get(_ID) or ""
        if mark.tag == f"{W}bookmarkEnd":
            if value in opened:
                mark.set(_ID, opened.pop(value)[1])
            else:
                _drop(mark)
        elif value in opened:  # it began in an earlier turn and ends behind the loop
            _drop(mark)
        else:
            own = numbers.unique(value)
            mark.set(_ID, own)
            mark.set(_NAME, names.unique(mark.get(_NAME) or ""))
            opened[value] = (mark, own)
    for mark, own in opened.values():  # its end was left out
        end = etree.Element(f"{W}bookmarkEnd", {_ID: own})
        end.tail, mark.tail = mark.tail, None
        mark.addnext(end)


class _Numbers:
    """Ids of marks, each given once."""

    def __init__(self, marks: Iterable[Element]) -> None:
        self._given: set[str] = set()
        self._last = max((int(value) for mark in marks if (value := mark.get(_ID) or "").isdecimal()), default=0)

    def unique(self, value: str) -> str:
        """The id itself the first time, then new ones."""
        if value in self._given:
            self._last += 1
            value = str(self._last)
        self._given.add(value)
        return value


class _Names:
    """Names of bookmarks, each given once; Word tells no upper case from lower."""

    def __init__(self, marks: Iterable[Element]) -> None:
        self._all = {(mark.get(_NAME) or "").lower() for mark in marks}
        self._turns: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name itself the first time, then with the number of the turn."""
        turn = self._turns.get(name.lower(), 0) + 1
        self._turns[name.lower()] = turn
        if turn == 1:
            return name
        while (made := _numbered(name, turn)).lower() in self._all:
            turn += 1
        self._all.add(made.lower())
        self._turns[name.lower()] = turn
        return made


def _numbered(name: str, turn: int) -> str:
    ending = f"_{turn}"
    return name[: _LONGEST_NAME - len(ending)] + ending


def _comments(root: Element) -> None:
    """Leave each comment at its first place only: its text stands once in the document."""
    for name in (*_COMMENT_RANGE, "commentReference"):
        seen: set[str] = set()
        for mark in list(root.iter(f"{W}{name}")):
            if _repeated(mark.get(_ID), seen):
                _drop(mark)
    marks = {name: {mark.get(_ID) for mark in root.iter(f"{W}{name}")} for name in _COMMENT_RANGE}
    whole = marks["commentRangeStart"] & marks["commentRangeEnd"]
    for mark in list(root.iter(*(f"{W}{name}" for name in _COMMENT_RANGE))):
        if mark.get(_ID) not in whole:
            _drop(mark)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
