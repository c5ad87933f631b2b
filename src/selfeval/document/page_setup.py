"""Pages of a set-up of their own within a report: where a landscape part begins and ends.

Word keeps the set-up of pages at their end. So before such a part stands a copy of the set-up of the pages around it, and
behind the part its own. Headers and footers are those of pages of the same paper, else of the pages before; page numbers
go on.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml import etree

from selfeval.document.control_paragraphs import ENDS
from selfeval.document.outline import is_control, statements
from selfeval.ooxml.xml import Element, W

KEPT_SETUP = frozenset(f"{W}{name}" for name in ("type", "pgSz", "pgMar", "cols", "vAlign", "textDirection", "docGrid"))
"""What pages keep of their set-up in another document."""
_SAME = 20
"""Twentieths of a point by which programs round a paper's size."""


def own_setup(section: Element) -> Element:
    """The set-up without what belongs to the document it comes from: headers, footers, page numbers."""
    own = etree.Element(f"{W}sectPr")
    own.extend(copy.deepcopy(child) for child in section if child.tag in KEPT_SETUP)
    return own


def setup_at(element: Element) -> Element | None:
    """The set-up of the pages on which the element of the body stands."""
    for behind in (element, *element.itersiblings()):
        if behind.tag == f"{W}sectPr":
            return behind
        found = behind.find(f"{W}pPr/{W}sectPr") if behind.tag == f"{W}p" else None
        if found is not None:
            return found
    return None


def is_same_paper(one: Element, other: Element) -> bool:
    """Whether both are on paper of one size, the same way up."""
    return all(abs(mine - theirs) <= _SAME for mine, theirs in zip(_paper(one), _paper(other), strict=True))


def _paper(section: Element) -> tuple[int, int]:
    size = section.find(f"{W}pgSz")
    width, height = ("" if size is None else size.get(f"{W}{name}") or "" for name in ("w", "h"))
    return int(width) if width.isdecimal() else 11906, int(height) if height.isdecimal() else 16838


def part_pages(anchor: Element, content: Iterable[Element], setup: Element) -> list[Element]:
    """The content on pages of its own, to stand before the anchor, an element of the body.

    Args:
        anchor: what follows it.
        content: the content.
        setup: the set-up of its pages.
    """
    around = setup_at(anchor)
    before: list[Element] = []
    if around is not None and not _begins_pages(anchor):
        before = _first_time_only(anchor, _end_of_pages(copy.deepcopy(around)))
        for name in ("titlePg", "pgNumType"):  # the pages behind go on, they do not begin
            for begins in around.findall(f"{W}{name}"):
                around.remove(begins)
    setup = copy.deepcopy(setup)
    for reference in reversed(_headers_and_footers(anchor, setup)):
        setup.insert(0, copy.deepcopy(reference))
    opening, inner, ending = _within_condition(list(content))
    return [*opening, *before, *inner, _end_of_pages(setup), *ending]


def _within_condition(content: list[Element]) -> tuple[list[Element], list[Element], list[Element]]:
    """The content in three, where all of it depends on a condition: its pages do so too."""
    depth = 0
    for at, element in enumerate(content):
        for word in statements(element):
            depth += (word in ENDS) - (word in ENDS.values())
        if depth == 0 and at < len(content) - 1:
            return [], content, []
    whole = len(content) > 2 and is_control(content[0]) and is_control(content[-1])
    if whole and (statements(content[0]), statements(content[-1])) == (["if"], ["endif"]):
        return content[:1], content[1:-1], content[-1:]
    return [], content, []


def _headers_and_footers(anchor: Element, setup: Element) -> list[Element]:
    """What names the headers and footers of pages of the same paper in the report; none where it has no such pages."""
    for section in anchor.getroottree().iter(f"{W}sectPr"):
        named = section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference")
        if named and is_same_paper(section, setup):
            return [reference for reference in named if reference.get(f"{W}type") == "default"]
    return []


def _begins_pages(anchor: Element) -> bool:
    """Whether nothing stands between the anchor and the end of the pages before."""
    for before in anchor.itersiblings(preceding=True):
        if before.find(f"{W}pPr/{W}sectPr") is not None:
            return True
        if not is_control(before):
            return False
    return True


def _first_time_only(anchor: Element, end: Element) -> list[Element]:
    """The end of the pages before; in a loop only where its first turn begins."""
    before = anchor.getprevious()
    if before is None or not is_control(before) or statements(before)[-1:] != ["for"]:
        return [end]
    return [_control("if loop.first"), end, _control("endif")]


def _control(words: str) -> Element:
    paragraph = etree.Element(f"{W}p")
    text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
    text.text = f"{{%p {words} %}}"
    return paragraph


def _end_of_pages(setup: Element) -> Element:
    """A paragraph that ends the pages and takes no room on them."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(
        properties,
        f"{W}spacing",
        {f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact"},
    )
    etree.SubElement(etree.SubElement(properties, f"{W}rPr"), f"{W}sz", {f"{W}val": "2"})
    properties.append(setup)
    return paragraph
