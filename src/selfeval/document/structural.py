"""The structural check of a document: what Word needs and no validator sees."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.document.places import Places, part_label
from selfeval.findings import Finding, finding
from selfeval.ooxml.guard import Refused, unpack
from selfeval.ooxml.order import out_of_order
from selfeval.ooxml.relations import content_types
from selfeval.ooxml.tables import grid_columns, own_rows, row_width
from selfeval.ooxml.xml import Element, W, XmlError, local_name, parse_xml

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HOLDERS = tuple(f"{W}{name}" for name in ("hdr", "ftr", "footnote", "endnote", "txbxContent"))
"""What must hold a paragraph."""
_RANGES = (
    ("bookmarkStart", "bookmarkEnd"),
    ("commentRangeStart", "commentRangeEnd"),
    ("moveFromRangeStart", "moveFromRangeEnd"),
    ("moveToRangeStart", "moveToRangeEnd"),
)


def structure(docx: bytes) -> list[Finding]:
    """A finding for each place where the document is not built as Word needs it; an empty list for a sound one.

    Headers, notes and text boxes hold a paragraph, cells end in one, tables have rows and rows cells, cells keep within
    the grid, ids of drawings and content controls and ids and names of bookmarks are unique, ranges have a beginning and an end, properties stand in the schema's order.
    """
    try:
        parts = unpack(docx, ".docx")
        types = content_types(parts)
    except Refused as error:
        return list(error.findings)
    except (XmlError, KeyError) as error:
        return [finding("structure.unreadable", reason=str(error))]
    found: list[Finding] = []
    drawings: set[str] = set()
    controls: set[str] = set()
    for name, kind in sorted(types.items()):
        if kind.startswith(_WORD):
            try:
                root = parse_xml(parts[name])
            except XmlError as error:
                found.append(finding("structure.unreadable", part_label(name), reason=str(error)))
                continue
            found += _part_findings(name, root, drawings, controls)
    return found


def _part_findings(name: str, root: Element, drawings: set[str], controls: set[str]) -> Iterator[Finding]:
    places = Places(name, root, frozenset())
    for holder in root.iter(*_HOLDERS):
        if next(holder.iter(f"{W}p"), None) is None:
            yield finding("structure.nothing-in", part_label(name), name=local_name(holder))
    for cell in root.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield finding("structure.cell-without-paragraph", _place(places, cell, name))
    for row in root.iter(f"{W}tr"):
        if row.find(f".//{W}tc") is None:
            yield finding("structure.row-without-cells", _place(places, row, name))
    for table in root.iter(f"{W}tbl"):
        yield from _table_findings(table, places, name)
    for properties in out_of_order(root):
        yield finding("structure.order", places.of(properties), name=local_name(properties))
    yield from _doubled((element.get("id") or "" for element in root.iter(_DOC_PR)), drawings, name, "docPr")
    identities = root.iter(f"{W}sdtPr")
    ids = (identity.get(f"{W}val") or "" for control in identities for identity in control.iterchildren(f"{W}id"))
    yield from _doubled(ids, controls, name, "sdt")
    marks = [*root.iter(f"{W}bookmarkStart")]
    yield from _doubled((mark.get(f"{W}id") or "" for mark in marks), set(), name, "bookmark")
    yield from _doubled((mark.get(f"{W}name") or "" for mark in marks), set(), name, "bookmark")
    for start, end in _RANGES:
        yield from _unpaired(root, start, end, name)


def _table_findings(table: Element, places: Places, name: str) -> Iterator[Finding]:
    rows = own_rows(table)
    if not rows:
        yield finding("structure.table-without-rows", part_label(name))
    columns = len(grid_columns(table))
    for row in rows:
        width = row_width(row)
        if columns and width > columns:
            place = _place(places, row, name)
            yield finding("structure.grid-span", place, found=str(width), expected=str(columns))


def _place(places: Places, element: Element, name: str) -> str:
    paragraph = element.find(f".//{W}p")
    return part_label(name) if paragraph is None else places.of(paragraph)


def _doubled(values: Iterator[str], seen: set[str], name: str, kind: str) -> Iterator[Finding]:
    for value in values:
        if value in seen:
            yield finding("structure.doubled-id", part_label(name), found=value, name=kind)
        seen.add(value)


def _unpaired(root: Element, start: str, end: str, name: str) -> Iterator[Finding]:
    started = [mark.get(f"{W}id") or "" for mark in root.iter(f"{W}{start}")]
    ended = [mark.get(f"{W}id") or "" for mark in root.iter(f"{W}{end}")]
    for number in sorted(set(started) ^ set(ended)):
        yield finding("structure.unpaired-range", part_label(name), found=number, name=start)
