"""Folding of labels: the one way in which a label of a sheet and a name in a template are compared."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

# The full-width block and spaces only: NFKC would also turn ① into 1 and ㎡ into m2.
_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_BRACKETS = {ord(mark): "(" for mark in "（[〔【［{｛﹙"} | {ord(mark): ")" for mark in "）]〕】］}｝﹚"}
_QUOTES = {ord(mark): '"' for mark in "“”„‟＂'‘’＇「」『』"}
_SPACES = dict.fromkeys(
    [*range(0, 33), 127, 133, 160, 5760, *range(8192, 8208), 8232, 8233, 8239, 8287, 8288, 12288, 65279]
)
_FOLDING: dict[int, str | None] = {**_WIDTH, **_BRACKETS, **_QUOTES, **_SPACES}


@lru_cache(maxsize=8192)
def fold(label: str) -> str:
    """The label with width, brackets, quotes and spaces made alike: ``fold("因公出国(境) 费") == fold("因公出国（境）费")``."""
    return label.translate(_FOLDING)


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``name`` after folding, or None: for 「您是否想写……」 in a message."""
    folded = {fold(candidate): candidate for candidate in candidates}
    target = fold(name)
    if target in folded:
        return folded[target]
    near = difflib.get_close_matches(target, folded, n=1, cutoff=0.5)
    return folded[near[0]] if near else None
