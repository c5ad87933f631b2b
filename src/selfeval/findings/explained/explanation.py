"""What a rule is explained by."""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """A rule explained to the person who meets it, in Chinese.

    Attributes:
        meaning: what the rule says.
        example: the smallest thing that breaks it.
        remedy: how to put it right.
    """

    meaning: str
    example: str
    remedy: str
