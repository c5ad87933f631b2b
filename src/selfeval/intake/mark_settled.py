"""Every tracked change of a part accepted at once, or rejected: what the document is then."""

from __future__ import annotations

from typing import Final

from selfeval.document.surgery import remove
from selfeval.ooxml.xml import Element, W

_INSERTED: Final = (f"{W}ins", f"{W}moveTo")
_DELETED: Final = (f"{W}del", f"{W}moveFrom")
_FORMATS = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx"))


def accept(root: Element) -> None:
    """Accept every tracked change of the part: what was put in stays, what was taken out goes."""
    _settle(root, stays=_INSERTED, goes=_DELETED)


def reject(root: Element) -> None:
    """Reject every tracked change of the part: it stands as it was before them."""
    _settle(root, stays=_DELETED, goes=_INSERTED)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"


def _settle(root: Element, stays: tuple[str, ...], goes: tuple[str, ...]) -> None:
    for element in [*root.iter(*_FORMATS)]:
        remove(element)
    joined: list[Element] = []
    for change in [*root.iter(*_INSERTED, *_DELETED)]:
        holder = change.getparent()
        if holder is None:
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
