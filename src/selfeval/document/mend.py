"""Last touches on a filled part: marks turned red, tables left whole by what a condition took away."""

from __future__ import annotations

import copy
from typing import cast

from lxml import etree

from selfeval.document.printing import MARKED
from selfeval.document.surgery import isolated, remove
from selfeval.ooxml.order import put_property
from selfeval.ooxml.tables import grid_columns, own_rows, row_width, tables_beside
from selfeval.ooxml.xml import WORD, Element, W

_NAMES = {"w": WORD}
_RED = "FF0000"
_MOST_COLUMNS = 63  # of a Word table


_MARKED = etree.XPath(f"//w:t[@{MARKED}]", namespaces=_NAMES)
_EMPTY_TEXTS = etree.XPath("//w:t[not(node())][preceding-sibling::*[1][self::w:t or self::w:br]]", namespaces=_NAMES)
_ROWS_WITHOUT_CELLS = etree.XPath("//w:tr[not(.//w:tc)]", namespaces=_NAMES)
_TABLES_WITHOUT_ROWS = etree.XPath("//w:tbl[not(.//w:tr)]", namespaces=_NAMES)
_WITHOUT_END = etree.XPath(
    "//w:tc[not(*[last()][self::w:p])] | //w:txbxContent[not(*)] | /w:hdr[not(*)] | /w:ftr[not(*)]"
    " | /w:footnotes/*[not(*)] | /w:endnotes/*[not(*)] | /w:comments/*[not(*)]"
    " | //w:sdtContent[not(*)][parent::w:sdt[not(ancestor::w:p or parent::w:tbl or parent::w:tr)]]",
    namespaces=_NAMES,
)
"""What has to end in a paragraph, or to hold one, and does not."""


def mend(root: Element, *, cells_vary: bool, tables_meet: bool) -> None:
    """Mend the part in place.

    Args:
        root: the part.
        cells_vary: the template has rows whose cells come and go.
        tables_meet: it has tables between which nothing may be left; Word would make one of them.
    """
    for piece in _found(_MARKED, root):
        del piece.attrib[MARKED]
        _redden(piece)
    for find in (_EMPTY_TEXTS, _ROWS_WITHOUT_CELLS, _TABLES_WITHOUT_ROWS):
        for element in _found(find, root):
            remove(element)
    for holder in _found(_WITHOUT_END, root):
        etree.SubElement(holder, f"{W}p")
    if tables_meet:
        for table in tables_beside(root):
            table.addnext(etree.Element(f"{W}p"))
    if cells_vary:
        for table in root.iter(f"{W}tbl"):
            _widen(table)


def _found(find: etree.XPath, root: Element) -> list[Element]:
    return cast("list[Element]", find(root))


def _widen(table: Element) -> None:
    """Give the grid as many columns as the widest row takes: loops over cells add some."""
    columns = grid_columns(table)
    if columns:
        for _ in range(min(max(map(row_width, own_rows(table))), _MOST_COLUMNS) - len(columns)):
            columns[-1].addnext(copy.deepcopy(columns[-1]))


def _redden(piece: Element) -> None:
    """Give the piece a run of its own, in the look of the run it stands in, but red."""
    own = isolated(piece)
    if own is not None:
        put_property(_properties(own), etree.Element(f"{W}color", {f"{W}val": _RED}))


def _properties(run: Element) -> Element:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    return properties
