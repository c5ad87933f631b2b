"""Merges equal neighbours down a column: what the mark ``{% 合并 %}`` in a cell of a table row asks for.

The mark becomes a value of the cell's ``w:vMerge`` that no document has; each row made from the template's row carries
it, and once the part is filled and proven, cells of equal text become one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

from selfeval.ooxml.text import text_of
from selfeval.ooxml.xml import WORD, Element, W

MERGE_TAG = "合并"
MARK = "selfeval-equal-"
"""What the value of a marked cell's ``w:vMerge`` begins with; the number of the template's row follows."""


_FIND = etree.XPath(f"//w:vMerge[starts-with(@w:val, '{MARK}')]", namespaces={"w": WORD})


class _Marked(NamedTuple):
    cell: Element
    merge: Element
    mark: str
    text: str


def merge_equal(root: Element) -> None:
    """Merge every marked cell with the one above where both say the same, as long as all marked cells to their left do.

    Rows made from different rows of the template, and cells that say nothing, stay apart.
    """
    last: Element | None = None
    above: list[_Marked] = []
    for row, here in _marked_rows(root):
        together = row.getprevious() is last and len(here) == len(above)
        for index, marked in enumerate(here):
            together = together and (marked.mark, marked.text) == (above[index].mark, above[index].text)
            if together and marked.text.strip():
                _continue(marked)
                _start(above[index])
        _unmark(above)
        last, above = row, here
    _unmark(above)


def _marked_rows(root: Element) -> Iterator[tuple[Element, list[_Marked]]]:
    """Each row with marked cells, in the order of the document."""
    rows: dict[Element, list[_Marked]] = {}
    for merge in cast("list[Element]", _FIND(root)):
        cell = next(merge.iterancestors(f"{W}tc"))
        marked = _Marked(cell, merge, merge.get(f"{W}val") or "", text_of(cell))
        rows.setdefault(next(cell.iterancestors(f"{W}tr")), []).append(marked)
    yield from rows.items()


def _start(marked: _Marked) -> None:
    if marked.merge.get(f"{W}val") == marked.mark:  # not itself merged with one further up
        marked.merge.set(f"{W}val", "restart")


def _continue(marked: _Marked) -> None:
    """Hide the cell under the one above; a cell has to hold a paragraph."""
    marked.merge.set(f"{W}val", "continue")
    first, *others = marked.cell.findall(f"{W}p")
    for paragraph in others:
        marked.cell.remove(paragraph)
    for child in list(first):
        if child.tag != f"{W}pPr":
            first.remove(child)


def _unmark(row: list[_Marked]) -> None:
    for marked in row:
        parent = marked.merge.getparent()
        if marked.merge.get(f"{W}val") == marked.mark and parent is not None:
            parent.remove(marked.merge)
