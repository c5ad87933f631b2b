"""Where a line break in a value begins a new paragraph: decided once, when the template is read."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from selfeval.document.tags import OPENING
from selfeval.ooxml.xml import Element, W

_BESIDE = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr"),
        *("permStart", "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
"""What may stand beside the only run of a paragraph without being text of it."""
_SILENT = frozenset(f"{W}{name}" for name in ("rPr", "lastRenderedPageBreak", "commentReference"))
_DECLARATION = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')
_NEXT = '</w:t></w:r></w:p><w:p>{}<w:r>{}<w:t xml:space="preserve">'


def only_texts(paragraph: Element) -> list[Element] | None:
    """The text elements of a paragraph of plain runs; None where it holds anything else."""
    texts: list[Element] = []
    for child in paragraph:
        if child.tag == f"{W}r":
            for piece in child:
                if piece.tag == f"{W}t":
                    texts.append(piece)
                elif piece.tag not in _SILENT:
                    return None
        elif child.tag not in _BESIDE:
            return None
    return texts


def paragraph_break(paragraph: Element, text: Element) -> str:
    """The XML that ends the paragraph within this text and begins one of the same look; ``""`` where none can be."""
    run = text.getparent()
    properties = paragraph.find(f"{W}pPr")
    if run is None or (properties is not None and properties.find(f"{W}sectPr") is not None):
        return ""
    written = _NEXT.format(*("".join(_written(holder)) for holder in (properties, run.find(f"{W}rPr"))))
    return "" if OPENING.search(written) else written


def _written(properties: Element | None) -> Iterator[str]:
    """The properties as they stand in the part, whose root declares the namespaces."""
    if properties is None:
        return
    properties = copy.deepcopy(properties)
    for change in list(properties.iter(f"{W}pPrChange", f"{W}rPrChange")):
        parent = change.getparent()
        if parent is not None:
            parent.remove(change)
    properties.tail = None
    outside = {f' xmlns:{prefix}="{uri}"' for prefix, uri in properties.nsmap.items() if prefix}
    yield _DECLARATION.sub(
        lambda match: "" if match[0] in outside else match[0], etree.tostring(properties, encoding="unicode")
    )
