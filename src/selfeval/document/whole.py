"""Proves when a template is compiled that whatever is filled in, the part is well-formed and nothing in it needs mending.

A rendered part is the template's own text with bodies of blocks put in or left out and values in between. Where every
body is balanced by itself, and values are escaped, all that can come out is balanced. Where moreover each cell, header
and the like ends in a paragraph of its own outside every block, no row loses its cells and no table its rows or its
distance to the next, nothing has to be parsed again for a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from jinja2 import nodes
from lxml import etree

from selfeval.document.printing import MARKED
from selfeval.ooxml.xml import WORD, Element, W, XmlError, parse_xml

_BODY = "selfeval-body"
_NAMESPACES = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_OPENING = re.compile(r"\s*<[^!?/][^>]*>")
_HOLDERS = ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")
_WANTING = etree.XPath(
    " | ".join(
        [
            *(f"//w:{name}[not(*[last()][self::w:p])]" for name in _HOLDERS),
            "//w:sdtContent[not(*)]",
            "//w:tr[not(.//w:tc)]",
            "//w:tbl[not(.//w:tr)]",
            "//w:tbl[following-sibling::*[1][self::w:tbl]]",
        ]
    ),
    namespaces={"w": WORD},
)
"""What mending might have to look at when blocks are left out."""
_SILENT = (nodes.Assign, nodes.ExprStmt)
_EMPTY = ("<w:t></w:t>", '<w:t xml:space="preserve"></w:t>')
_UNSETTLED = (MARKED, *(f"{before}{empty}" for before in ("</w:t>", "/>") for empty in _EMPTY))
"""A mark, and an empty text behind another or a line break; alone in its run it stays, as in a blank cell."""


def is_whole(tree: nodes.Template) -> bool:
    """Whether every filling of the part is well-formed and needs no mending; False where that cannot be said."""
    try:
        bodies = ["".join(_own_text(body)) for body in _bodies(tree.body)]
    except ValueError:
        return False
    opening = _OPENING.match(bodies[0])
    declared = "".join(_NAMESPACES.findall(opening.group())) if opening else ""
    wrapped = "".join(f"<{_BODY}>{body}</{_BODY}>" for body in bodies)
    if f' xmlns:w="{WORD}"' not in declared or wrapped.count(WORD) != 1:
        return False  # the look at the text of a document goes by the prefix
    try:
        root = parse_xml(f"<all{declared}>{wrapped}</all>")
    except XmlError:
        return False
    if len(root) != len(bodies) or any(body.tag != _BODY for body in root):
        return False
    return not cast("list[Element]", _WANTING(root)) and all(map(_keeps_tables_apart, root))


def is_settled(text: str) -> bool:
    """Whether a rendered part holds no mark that is still to be turned red and no text left empty behind another."""
    return not any(sign in text for sign in _UNSETTLED)


def closed(text: str) -> str:
    """The settled text as the XML library would write it: an empty text is one tag."""
    for empty in _EMPTY:
        text = text.replace(empty, empty.replace("></w:t>", "/>"))
    return text


def _bodies(body: Sequence[nodes.Node]) -> Iterator[Sequence[nodes.Node]]:
    """The body and those of all blocks in it.

    Raises:
        ValueError: a statement whose text may come out elsewhere.
    """
    yield body
    for node in body:
        match node:
            case nodes.If():
                for inner in (node.body, *(branch.body for branch in node.elif_), node.else_):
                    yield from _bodies(inner)
            case nodes.For() if not node.recursive:
                for inner in (node.body, node.else_):
                    yield from _bodies(inner)
            case nodes.With() | nodes.Scope():
                yield from _bodies(node.body)
            case nodes.Output():
                pass
            case _:
                if not isinstance(node, _SILENT):
                    raise ValueError(type(node).__name__)


def _own_text(body: Sequence[nodes.Node]) -> Iterator[str]:
    """The text of a body without its values and the blocks in it."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (piece.data for piece in node.nodes if isinstance(piece, nodes.TemplateData))


def _keeps_tables_apart(body: Element) -> bool:
    """Whether a table in the body cannot come to stand beside one outside it, or end what holds it."""
    standing = [child.tag for child in body]
    return f"{W}tbl" not in standing or standing[0] == standing[-1] == f"{W}p"
