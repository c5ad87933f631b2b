"""Merges equal neighbours down a column: what the mark ``{% 合并 %}`` in a cell of a table row asks for.

The mark becomes a value of the cell's ``w:vMerge`` that no document has; each row made from the template's row carries
it, and once the part is filled and proven, cells of equal text become one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from lxml import etree

from selfeval.ooxml.text import text_of
from selfeval.ooxml.xml import WORD, Element, W

MERGE_TAG = "合并"
MARK = "selfeval-equal-"
"""What the value of a marked cell's ``w:vMerge`` begins with; the number of the template's row follows."""


_FIND = etree.XPath(f"//w:vMerge[starts-with(@w:val, '{MARK}')]", namespaces={"w": WORD})


Said = tuple[str, str]
"""The mark of a cell and its text."""


class _Marked(NamedTuple):
    cell: Element
    merge: Element
    said: Said


def decided(rows: Iterable[tuple[Sequence[Said], bool]]) -> list[list[str]]:
    """What becomes of each marked cell: ``restart``, ``continue``, or ``""`` where it stays by itself.

    Merged with the cell above is one that says the same, as long as all marked cells to its left are. Rows made from
    different rows of the template, and cells that say nothing, stay apart.

    Args:
        rows: for each row its marked cells, and whether it stands right below the row before.
    """
    found: list[list[str]] = []
    above: Sequence[Said] = ()
    for here, is_next in rows:
        together = is_next and len(here) == len(above)
        found.append([""] * len(here))
        for index, said in enumerate(here):
            together = together and said == above[index]
            if together and said[1].strip():
                found[-1][index] = "continue"
                found[-2][index] = found[-2][index] or "restart"
        above = here
    return found


def merge_equal(root: Element) -> None:
    """Merge the marked cells of a part that say the same."""
    rows = list(_marked_rows(root))
    before = [None, *(row for row, _ in rows)]
    told = [
        ([cell.said for cell in cells], row.getprevious() is last)
        for (row, cells), last in zip(rows, before, strict=False)
    ]
    for (_, cells), kinds in zip(rows, decided(told), strict=True):
        for marked, kind in zip(cells, kinds, strict=True):
            if kind:
                marked.merge.set(f"{W}val", kind)
            else:
                marked.merge.getparent().remove(marked.merge)  # type: ignore[union-attr]  # it stands in its cell
            if kind == "continue":
                _hide(marked.cell)


def _marked_rows(root: Element) -> Iterator[tuple[Element, list[_Marked]]]:
    """Each row with marked cells, in the order of the document."""
    rows: dict[Element, list[_Marked]] = {}
    for merge in cast("list[Element]", _FIND(root)):
        cell = next(merge.iterancestors(f"{W}tc"))
        marked = _Marked(cell, merge, (merge.get(f"{W}val") or "", text_of(cell)))
        rows.setdefault(next(cell.iterancestors(f"{W}tr")), []).append(marked)
    yield from rows.items()


def _hide(cell: Element) -> None:
    """Leave the cell under another one; it has to hold a paragraph."""
    first, *others = cell.findall(f"{W}p")
    for paragraph in others:
        cell.remove(paragraph)
    for child in list(first):
        if child.tag != f"{W}pPr":
            first.remove(child)
