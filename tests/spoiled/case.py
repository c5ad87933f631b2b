"""One line of the table: what is spoiled, how, and what is to become of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

Verdict = Literal["refused", "reported", "taken"]
"""refused: not read or not used at all; reported: errors that name the place, nothing written; taken: filled, every
figure as it should be."""


class Case(NamedTuple):
    """One file.

    Attributes:
        name: what is wrong with it.
        verdict: what becomes of it.
        rules: the rules that say so; of a file that is taken those that have to be told, notes too.
        build: makes the file.
        place: where a report has to point, ``""`` where it does not matter.
        same: whether a file that is taken prints the very text of the unspoiled one.
    """

    name: str
    verdict: Verdict
    rules: frozenset[str]
    build: Callable[[], bytes]
    place: str = ""
    same: bool = True


def case(
    name: str, verdict: Verdict, rules: str, build: Callable[[], bytes], place: str = "", *, same: bool = True
) -> Case:
    """A case; ``rules`` are written with spaces between."""
    return Case(name, verdict, frozenset(rules.split()), build, place, same)
