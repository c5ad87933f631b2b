"""Tags that change a table cell: docxtpl's ``{% colspan %}``, ``{% cellbg %}``, ``{% vm %}``, ``{% hm %}``, and 合并."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from selfeval.document.merging import MARK, MERGE_TAG
from selfeval.ooxml.order import put_property
from selfeval.ooxml.xml import Element, W

CELL_TAGS = frozenset({"colspan", "cellbg", "vm", "hm", MERGE_TAG})

_IF_FIRST, _END = "{%\nif loop.first %}", "{%\nendif %}"


def lower_cell_tag(cell: Element, word: str, expression: str, make: Callable[[str], str]) -> None:
    """Change the cell as the tag says; ``make`` gives the placeholder for a piece of Jinja source."""
    if word == "colspan":
        _property(cell, "gridSpan", val=make(f"{{{{\n{expression} }}}}"))
    elif word == "cellbg":
        _property(cell, "shd", val="clear", color="auto", fill=make(f"{{{{\n{expression} }}}}"))
    elif word == MERGE_TAG:
        row = next(cell.iterancestors(f"{W}tr"))
        above = sum(1 for _ in row.itersiblings(f"{W}tr", preceding=True))
        _property(cell, "vMerge", val=f"{MARK}{above}")
    elif word == "vm":
        state = f"{_IF_FIRST}restart{{% else %}}continue{{% endif %}}"
        _property(cell, "vMerge", val=make(state))
        for piece in cell.iter(f"{W}t"):
            if piece.text:
                piece.text = make(_IF_FIRST) + piece.text + make(_END)
    else:
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = "1" if span is None else span.get(f"{W}val") or "1"
        _property(cell, "gridSpan", val=make(f"{{{{\n{width} * loop.length }}}}"))
        _around(cell, make(_IF_FIRST), make(_END))


def _property(cell: Element, name: str, **attributes: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    attributes = {f"{W}{key}": value for key, value in attributes.items()}
    put_property(properties, etree.Element(f"{W}{name}", attributes))


def _around(cell: Element, before: str, after: str) -> None:
    previous, parent = cell.getprevious(), cell.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + before
    elif parent is not None:
        parent.text = (parent.text or "") + before
    cell.tail = after + (cell.tail or "")
