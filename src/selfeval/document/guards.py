"""What a condition proves to be there: ``x is defined``, and what is said together with it."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes


def defined_by(test: nodes.Node, holds: bool) -> Iterator[nodes.Node]:
    """What is defined wherever the test holds, or wherever it does not."""
    match test:
        case nodes.Test(name="defined", node=node) if holds:
            yield node
        case nodes.Test(name="undefined", node=node) if not holds:
            yield node
        case nodes.Not(node=node):
            yield from defined_by(node, not holds)
        case nodes.And(left=left, right=right) if holds:
            yield from defined_by(left, True)
            yield from defined_by(right, True)
        case nodes.Or(left=left, right=right) if not holds:
            yield from defined_by(left, False)
            yield from defined_by(right, False)
