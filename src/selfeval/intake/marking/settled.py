"""Tracked changes accepted at once, or rejected: what the document is then."""

from __future__ import annotations

from typing import Final

from selfeval.document.surgery import remove
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.xml import Element, W, parse_xml, write_xml
from selfeval.ooxml.zipped import write_zip

_INSERTED: Final = (f"{W}ins", f"{W}moveTo")
_AUTHOR: Final = f"{W}author"
_ANCHORS = tuple(f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))
_DELETED: Final = (f"{W}del", f"{W}moveFrom")
_FORMATS = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx"))


def accept(root: Element, author: str = "") -> None:
    """Accept every tracked change of the part: what was put in stays, what was taken out goes.

    Args:
        author: whose changes only; ``""`` for everybody's.
    """
    _settle(root, _INSERTED, _DELETED, author)


def accepted_document(data: bytes, author: str) -> bytes:
    """The Word file with the changes of one author accepted and their comments gone; the same bytes where there are none.

    Raises:
        Refused: it is no Word document that can be read.
    """
    mark = f'w:author="{author}"'.encode()
    parts = unpack(data, ".docx")
    if not any(mark in part for part in parts.values()):
        return data
    numbers: set[str | None] = set()
    for name in [name for name, part in parts.items() if name.endswith(".xml") and mark in part]:
        root = parse_xml(parts[name], whole=True)
        for comment in [one for one in root.iter(f"{W}comment") if one.get(_AUTHOR) == author]:
            numbers.add(comment.get(f"{W}id"))
            remove(comment)
        accept(root, author)
        parts[name] = write_xml(root)
    for name in [name for name, part in parts.items() if numbers and b"<w:commentReference" in part]:
        root = parse_xml(parts[name], whole=True)
        for anchor in [one for one in root.iter(*_ANCHORS) if one.get(f"{W}id") in numbers]:
            run = anchor.getparent()
            remove(anchor)
            if run is not None and run.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in run):
                remove(run)
        parts[name] = write_xml(root)
    return write_zip(parts)


def reject(root: Element) -> None:
    """Reject every tracked change of the part: it stands as it was before them."""
    _settle(root, _DELETED, _INSERTED)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"


def _settle(root: Element, stays: tuple[str, ...], goes: tuple[str, ...], author: str = "") -> None:
    for element in [*root.iter(*_FORMATS)]:
        if not author:
            remove(element)
    joined: list[Element] = []
    for change in [*root.iter(*_INSERTED, *_DELETED)]:
        holder = change.getparent()
        if holder is None or (author and change.get(_AUTHOR) != author):
            continue
        if holder.tag == f"{W}trPr":
            row = holder.getparent()
            if change.tag in goes and row is not None:
                remove(row)
            else:
                remove(change)
        elif holder.tag == f"{W}rPr":
            paragraph = next(holder.iterancestors(f"{W}p"), None)
            if change.tag in goes and paragraph is not None:
                joined.append(paragraph)
            remove(change)
        elif change.tag in goes:
            remove(change)
        elif change.tag in stays:
            _unwrap(change)
    for paragraph in joined:
        _join(paragraph)


def _unwrap(change: Element) -> None:
    for child in list(change):
        change.addprevious(child)
    remove(change)


def _join(paragraph: Element) -> None:
    """Join the paragraph, whose end is gone, to the one behind it; an empty one at the end of its holder stays."""
    behind = paragraph.getnext()
    kept = [child for child in paragraph if child.tag != f"{W}pPr"]
    if behind is None or behind.tag != f"{W}p":
        in_cell = paragraph.getparent() is not None and paragraph.getparent().tag == f"{W}tc"  # type: ignore[union-attr]
        if not kept and not (behind is None and in_cell):
            remove(paragraph)
        return
    at = 1 if len(behind) and behind[0].tag == f"{W}pPr" else 0
    for child in reversed(kept):
        behind.insert(at, child)
    remove(paragraph)
