"""Merges equal neighbours in the text of a part that nothing else has to look at as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selfeval.document.merging import MARK, Said, decided
from selfeval.ooxml.text import written_text

_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc[ >].*?</w:tc>", re.DOTALL)
_MERGE = re.compile(f'<w:vMerge w:val="({MARK}[^"]*)"/>')
_FIRST_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?(?<!/)>(<w:pPr>.*?</w:pPr>|<w:pPr/>)?", re.DOTALL)
_UNUSUAL = re.compile(r"<w:(?:tbl|sdt|customXml|pPrChange|p/|p [^>]*/>)")
"""In a row: what these patterns could take for the row's own."""


class _Marked(NamedTuple):
    start: int
    end: int
    said: Said


def merged_text(text: str) -> str | None:
    """The part with its equal neighbours merged as ``merging.merge_equal`` does; None where that has to do it."""
    rows: list[tuple[list[_Marked], bool]] = []
    last = -1
    for row in _ROW.finditer(text):
        if MARK not in row[0]:
            continue
        if _UNUSUAL.search(row[0]):
            return None
        rows.append((list(_marked_cells(text, row)), last >= 0 and not text[last : row.start()].strip()))
        last = row.end()
    kinds = decided(([cell.said for cell in cells], is_next) for cells, is_next in rows)
    pieces: list[str] = []
    at = 0
    for cell, kind in (
        (cell, kind) for (cells, _), row in zip(rows, kinds, strict=True) for cell, kind in zip(cells, row, strict=True)
    ):
        pieces += (text[at : cell.start], _made(text[cell.start : cell.end], kind))
        at = cell.end
    merged = "".join([*pieces, text[at:]])
    return None if MARK in merged else merged


def _marked_cells(text: str, row: re.Match[str]) -> Iterator[_Marked]:
    for cell in _CELL.finditer(text, *row.span()):
        merge = _MERGE.search(cell[0])
        if merge is not None:
            yield _Marked(*cell.span(), (merge[1], written_text(cell[0])))


def _made(cell: str, kind: str) -> str:
    """The cell, with what its mark comes to."""
    cell = _MERGE.sub(f'<w:vMerge w:val="{kind}"/>' if kind else "", cell)
    if kind != "continue":
        return cell
    first = _FIRST_PARAGRAPH.search(cell)
    if first is None:
        return cell
    return f"{cell[: first.end()]}</w:p></w:tc>" if first[1] else f"{cell[: first.end() - 1]}/></w:tc>"
