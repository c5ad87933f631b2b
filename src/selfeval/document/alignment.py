"""Lines two sequences up with the fewest changes: which item of the one stands where which of the other stood."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

_MOST_COMPARED = 250_000
"""Pairs of items that are compared one by one; beyond, longest common pieces are good enough."""


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """For each item of the old sequence the position of the one that stands in its place; None for one left out.

    Where the two differ in one item only, that is the one found to differ: no other way is as short.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    by_piece = len(middle_old) * len(middle_new) > _MOST_COMPARED
    middle = (_by_pieces if by_piece else _by_changes)(middle_old, middle_new)
    behind = len(new) - len(old)
    return [
        *range(start),
        *(None if place is None else place + start for place in middle),
        *(place + behind for place in range(len(old) - end, len(old))),
    ]


def _by_changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """By the fewest replacements, omissions and additions."""
    costs = [list(range(len(new) + 1))]
    for row, item in enumerate(old, 1):
        above = costs[-1]
        current = [row]
        for column, other in enumerate(new, 1):
            kept = above[column - 1] + (item != other)
            current.append(min(kept, above[column] + 1, current[-1] + 1))
        costs.append(current)
    places: list[int | None] = [None] * len(old)
    row, column = len(old), len(new)
    while row and column:
        if costs[row][column] == costs[row - 1][column - 1] + (old[row - 1] != new[column - 1]):
            row, column = row - 1, column - 1
            places[row] = column
        elif costs[row][column] == costs[row - 1][column] + 1:
            row -= 1
        else:
            column -= 1
    return places


def _by_pieces(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """By the longest pieces they have in common; what stands between two pieces is paired in order."""
    places: list[int | None] = [None] * len(old)
    for _, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for offset in range(min(last - first, stop - start)):
            places[first + offset] = start + offset
    return places
