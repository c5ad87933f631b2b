"""The contents page of a template: its entries repeat headings, tags and all, and Word writes them anew.

An entry whose tags can be filled in there is filled. One that repeats a heading of a loop, or a number counted where it
is printed, cannot be: it is left out, and the field is marked so that Word makes it again when the document is opened.
"""

from __future__ import annotations

import re

from selfeval.document.surgery import remove
from selfeval.document.tags import Span, find_tags
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W, local_name

_CONTENTS = re.compile(r"\s*TOC(?![A-Za-z])")
_NAMES = re.compile(r"(?<![\w.])[^\W\d]\w*")
_BINDING = re.compile(r"(?:for|set|macro)\s+(.+?)(?:\s+in\s|=|$)", re.DOTALL)
_COUNTED = frozenset({"编号", "loop"})
_KEPT = frozenset({"pPr", "bookmarkStart", "bookmarkEnd"})


def settle_contents(root: Element) -> None:
    """Leave out the entries of contents pages that cannot be filled, and mark those contents for Word to make anew."""
    frame: set[Element] = set()
    entries = [
        (begin, paragraph)
        for paragraph, begin in _entries(root, frame).items()
        if next(find_tags(own_text(paragraph)), None)
    ]
    if not entries:
        return
    bound = _bound(root) | _COUNTED
    for begin, paragraph in entries:
        begin.set(f"{W}dirty", "true")
        if any(_depends(span, bound) for span in find_tags(own_text(paragraph))):
            _empty(paragraph, frame)


def _entries(root: Element, frame: set[Element]) -> dict[Element, Element]:
    """Each paragraph with some of the result of a contents field, and where that field begins.

    ``frame`` gets the marks and codes of the contents fields themselves, those of the page numbers in them aside.
    """
    found: dict[Element, Element] = {}
    opened: list[list[Element]] = []
    shown: list[Element] | None = None
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType") or ""
        if kind == "begin":
            opened.append([])
        if not kind and element.tag == f"{W}t":
            if shown is not None:
                found[next(element.iterancestors(f"{W}p"))] = shown[0]
        elif opened:
            opened[-1].append(element)
            if (
                kind == "separate"
                and shown is None
                and _CONTENTS.match("".join(code.text or "" for code in opened[-1]))
            ):
                shown = opened[-1]
            elif kind == "end" and opened.pop() is shown and shown is not None:
                frame.update(shown)
                shown = None
    return found


def _bound(root: Element) -> set[str]:
    """The names that blocks of the part give to rows and values."""
    names: set[str] = set()
    for paragraph in root.iter(f"{W}p"):
        for span in find_tags(own_text(paragraph)):
            binding = _BINDING.match(span.body) if span.kind == "block" else None
            if binding is not None:
                names.update(_NAMES.findall(binding[1]))
    return names


def _depends(span: Span, bound: set[str]) -> bool:
    """Whether the tag means something only where the heading stands."""
    return span.kind == "block" or not bound.isdisjoint(_NAMES.findall(span.body))


def _empty(paragraph: Element, frame: set[Element]) -> None:
    """Take the entry out: the whole paragraph, or of one that begins or ends the field all but that."""
    held = False
    for child in list(paragraph):
        if not frame.isdisjoint(child.iter(f"{W}fldChar", f"{W}instrText")):
            held = True
        elif local_name(child) not in _KEPT:
            remove(child)
    parent = paragraph.getparent()
    if not held and parent is not None and len(parent) > 1:
        remove(paragraph)
