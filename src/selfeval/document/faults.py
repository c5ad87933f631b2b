"""What goes wrong while a template is filled: raised where it happens, turned into a finding with its place later.

A ``Fault`` never leaves this package.
"""

from __future__ import annotations

from typing import Final

MOST_TEXT: Final = 10_000_000
"""The characters a value made by a template may have."""


class Fault(Exception):
    """One fault of a template or a value, by the rule of the catalogue that words it.

    Attributes:
        rule: the rule's id.
        details: the words of its sentence.
    """

    def __init__(self, rule: str, **details: str) -> None:
        super().__init__(rule, details)
        self.rule = rule
        self.details = details


def bounded(length: int) -> None:
    """Refuse a text of that length before it is made, where it is too long."""
    if length > MOST_TEXT:
        raise Fault("fill.too-much")
