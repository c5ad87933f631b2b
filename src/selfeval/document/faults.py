"""What goes wrong while a template is filled: raised where it happens, turned into a finding with its place later.

A ``Fault`` never leaves this package.
"""

from __future__ import annotations


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
