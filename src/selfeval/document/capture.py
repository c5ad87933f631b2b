"""``{% set x %}…{% endset %}``: what stands between becomes a text, as ``{% set x = "…" ~ … %}`` would make it.

Only text and values can be kept so; what holds paragraphs, pictures or further blocks is left, and refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from selfeval.ooxml.xml import parse_xml

_NEXT_RUN = re.compile(
    r"</w:t></w:r>\s*<w:r(?:\s[^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?:\s[^>]*)?>", re.DOTALL
)
"""Where one run ends and the next begins, and nothing stands between."""


def capture(tree: nodes.Template) -> None:
    """Turn the block sets of the tree that hold only text and values into assignments."""
    _Capturing().visit(tree)


class _Capturing(NodeTransformer):
    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802 - Jinja's visitor wants this name
        try:
            pieces = list(_pieces(node))
        except ValueError:
            return node
        return nodes.Assign(node.target, nodes.Concat(pieces, lineno=node.lineno), lineno=node.lineno)


def _pieces(node: nodes.AssignBlock) -> Iterator[nodes.Expr]:
    """The expressions whose texts the block holds, in order."""
    if node.filter is not None or not all(isinstance(child, nodes.Output) for child in node.body):
        raise ValueError("more than text and values")
    for child in node.body:
        for piece in child.nodes:  # type: ignore[attr-defined]  # an Output
            if isinstance(piece, nodes.TemplateData):
                xml = _NEXT_RUN.sub("", piece.data)
                if "<" in xml:
                    raise ValueError("more than text")
                yield nodes.Const(parse_xml(f"<text>{xml}</text>").text or "", lineno=piece.lineno)
            else:
                yield piece
