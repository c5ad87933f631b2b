"""A Word file as a reader sees it: headings with their level, running text, tables, in their order.

A heading is known by its style, by the number Word counts before it, or by the number typed at its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from selfeval.document.surgery import fields, is_deleted
from selfeval.intake.marking.styles import Styles
from selfeval.names import fold
from selfeval.numbering import counted, split_list_number
from selfeval.ooxml.package import Package
from selfeval.ooxml.text import own_pieces
from selfeval.ooxml.xml import Element, W

BlockKind = Literal["heading", "text", "table"]

_VALUE = f"{W}val"
_LONGEST_HEADING = 40
_LONGEST_SUBHEADING = 14
_SENTENCE = re.compile(r"[。；;！？!?]|[，,：:]$|\d(?:万元|元|[%％])")
_HANZI = re.compile(r"[\u4e00-\u9fff“”‘’（）()、]+")
_FIXED = "\ufffc"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_BLANKS = " \u3000\xa0\t"
_KEPT = tuple(
    f"{W}{name}"
    for name in ("drawing", "pict", "object", "fldChar", "fldSimple", "sectPr", "footnoteReference", "endnoteReference")
)


class Piece(NamedTuple):
    """An element of a paragraph that makes text; ``fixed`` is what may not be changed: the result of a field."""

    element: Element
    text: str
    fixed: bool


@dataclass
class Block:
    """A paragraph or a table of the body.

    Attributes:
        level: of a heading, 1 to 9; 0 else. 9 is a line without a number that stands over running text.
        title: of a heading, its text without the number.
        fixed: whether it is the result of a field, as an entry of a contents page is.
    """

    element: Element
    kind: BlockKind
    text: str = ""
    level: int = 0
    title: str = ""
    fixed: bool = False


def pieces_of(paragraph: Element) -> list[Piece]:
    """What makes the text of the paragraph, in order; what tracked changes have deleted is left out."""
    found: list[Piece] = []
    for element, text in own_pieces(paragraph):
        if not is_deleted(element):
            simple = next(element.iterancestors(f"{W}fldSimple"), None) is not None
            found.append(Piece(element, text, simple or _in_field(element, paragraph)))
    return found


def text_of(paragraph: Element) -> str:
    """The text of the paragraph as it is read."""
    return "".join(piece.text for piece in pieces_of(paragraph))


def shape_of(paragraph: Element) -> str:
    """The text with every character in its place, but underlined spaces as ``_`` and what may not be changed as ``\\ufffc``.

    The results of fields may not be changed, nor tags that somebody has typed already.
    """
    shape = "".join(_shape(piece) for piece in pieces_of(paragraph))
    return _TAG.sub(lambda tag: _FIXED * len(tag.group()), shape) if "{" in shape else shape


def holds_more_than_text(paragraph: Element) -> bool:
    """Whether there is anything in it that would be lost with its text: a picture, a field, a note, the end of a section."""
    return next(paragraph.iter(*_KEPT), None) is not None


def blocks_of(package: Package, root: Element) -> list[Block]:
    """The blocks of the body of the document with this root."""
    styles = Styles(package)
    in_fields = fields(root)
    blocks = [_block(element, styles, fixed=element in in_fields) for element in members_of(root.find(f"{W}body"))]
    _typed_levels(blocks)
    _unnumbered(blocks)
    return blocks


def members_of(holder: Element | None) -> Iterator[Element]:
    """The paragraphs and tables of a body or a cell, in order; those in a content control stand in its place."""
    for child in () if holder is None else holder:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}docPartObj") is None:
            yield from members_of(child.find(f"{W}sdtContent"))


def _block(element: Element, styles: Styles, *, fixed: bool) -> Block:
    if element.tag == f"{W}tbl":
        return Block(element, "table")
    text = text_of(element)
    if fixed or (text and set(shape_of(element)) == {_FIXED}):
        return Block(element, "text", text, fixed=True)
    level = styles.level(element) if text.strip() and len(text) <= _LONGEST_HEADING * 2 else 0
    title = split_list_number(text.strip()).text.strip()
    return Block(element, "heading" if level else "text", text, level, title if level else "")


def _typed_levels(blocks: list[Block]) -> None:
    """Headings by the number typed at their head; ``4、`` goes on where 三、 came before it."""
    last = [0, 0, 0]
    for block in blocks:
        if block.kind == "table" or block.level or block.fixed:
            continue
        text = block.text.strip()
        number, title = split_list_number(text)
        if not number or len(title) > _LONGEST_HEADING or _SENTENCE.search(title) or not title.strip():
            continue
        count, level = counted(number) or 0, _level(number)
        is_digits = fold(number).strip("().、．").isdecimal()
        if is_digits and count == last[level - 3] + 1 and last[level - 3] and not _is_item(number, block, blocks):
            level -= 2
        if level < 3:
            last[level - 1] = count
            last[level:] = [0] * (3 - level)
        elif len(title) > _LONGEST_SUBHEADING:
            continue
        block.kind, block.level, block.title = "heading", level, title.strip()


def _is_item(number: str, block: Block, blocks: list[Block]) -> bool:
    """Whether the number is one of a list: the line before or behind it has one of the same kind."""
    at = next(index for index, other in enumerate(blocks) if other is block)
    near = [blocks[index].text.strip() for index in (at - 1, at + 1) if 0 <= index < len(blocks)]
    beside = [split_list_number(text).number for text in near]
    return any(
        other
        and counted(other) in ((counted(number) or 0) - 1, (counted(number) or 0) + 1)
        and _level(other) == _level(number)
        for other in beside
    )


def _level(number: str) -> int:
    folded = fold(number)
    bracketed = folded.startswith("(")
    digits = any(character.isdecimal() for character in folded)
    return (4 if bracketed else 3) if digits else (2 if bracketed else 1)


def _unnumbered(blocks: list[Block]) -> None:
    """Short lines without any mark that stand over running text: 主要职责, 机构设置."""
    seen = False
    for block, below in pairwise(blocks):
        if block.level and block.level < 3:
            seen = True
        title = block.text.strip()
        is_short = 3 <= len(title) <= _LONGEST_SUBHEADING and _HANZI.fullmatch(title) is not None
        told = below.text.strip()
        is_over_text = below.kind == "text" and len(told) > _LONGEST_SUBHEADING and not told[:4].isdecimal()
        if seen and block.kind == "text" and is_short and is_over_text and not block.fixed:
            block.kind, block.level, block.title = "heading", 9, title


def _shape(piece: Piece) -> str:
    if piece.fixed:
        return _FIXED * len(piece.text)
    run = piece.element.getparent()
    line = None if run is None else run.find(f"{W}rPr/{W}u")
    if line is not None and line.get(_VALUE) not in ("none", None) and not piece.text.strip(_BLANKS):
        return "_" * len(piece.text)
    return piece.text


def _in_field(element: Element, paragraph: Element) -> bool:
    if paragraph.find(f".//{W}fldChar") is None:
        return False
    depth = 0
    for mark in paragraph.iter(f"{W}fldChar", str(element.tag)):
        if mark is element:
            return depth > 0
        if mark.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType") or "", 0)
    return False
