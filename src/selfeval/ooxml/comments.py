"""Comments in a Word document: a balloon beside a paragraph, with the part that holds its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from selfeval.ooxml.additions import Additions
from selfeval.ooxml.relations import relations
from selfeval.ooxml.xml import SPACE, WORD, Element, W, parse_xml, write_xml

_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = f"{W}id"
_SMALL = "18"  # half points


class Comments:
    """The comments of one document, those already in it kept; new ones are in the package once ``write`` is called.

    They carry no date: the same findings give the same bytes.
    """

    def __init__(self, additions: Additions, main: str, author: str) -> None:
        """``main`` is the part whose paragraphs are commented on."""
        self._additions = additions
        self._main = main
        self._author = author
        there = [link for link in relations(additions.parts) if link.kind == "comments" and not link.external]
        own = [link.target for link in there if link.source.endswith(f"/{main.rpartition('/')[2]}.rels")]
        self._part = own[0] if own and own[0] in additions.parts else ""
        self._root = parse_xml(additions.parts[self._part]) if self._part else _no_comments()
        numbers = [int(item.get(_ID) or "0") for item in self._root if (item.get(_ID) or "").isdecimal()]
        self._next = max(numbers, default=-1) + 1

    def add(self, paragraph: Element, lines: Sequence[str]) -> None:
        """Put a comment of these lines on a whole paragraph."""
        number = {_ID: str(self._next)}
        self._next += 1
        comment = etree.SubElement(self._root, f"{W}comment", {**number, f"{W}author": self._author})
        for index, line in enumerate(lines):
            comment.append(_line(line, is_first=index == 0))
        start = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
        paragraph.insert(start, etree.Element(f"{W}commentRangeStart", number))
        etree.SubElement(paragraph, f"{W}commentRangeEnd", number)
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}commentReference", number)

    def write(self) -> None:
        """Put the part into the package; its relationship is written with the others of ``Additions``."""
        if not self._part:
            self._part = self._additions.fresh("word/comments", ".xml")
            self._additions.relate(self._main, "comments", self._part)
        self._additions.put(self._part, write_xml(self._root), _KIND)


def _no_comments() -> Element:
    return etree.Element(f"{W}comments", nsmap={"w": WORD})


def _line(text: str, *, is_first: bool) -> Element:
    """A paragraph of a comment: small, without the indent that body text has."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}spacing", {f"{W}line": "240", f"{W}lineRule": "auto"})
    etree.SubElement(properties, f"{W}ind", {f"{W}firstLineChars": "0", f"{W}firstLine": "0"})
    etree.SubElement(properties, f"{W}jc", {f"{W}val": "left"})
    if is_first:
        etree.SubElement(_small_run(paragraph), f"{W}annotationRef")
    written = etree.SubElement(_small_run(paragraph), f"{W}t", {SPACE: "preserve"})
    written.text = text
    return paragraph


def _small_run(paragraph: Element) -> Element:
    run = etree.SubElement(paragraph, f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    etree.SubElement(properties, f"{W}sz", {f"{W}val": _SMALL})
    etree.SubElement(properties, f"{W}szCs", {f"{W}val": _SMALL})
    return run
