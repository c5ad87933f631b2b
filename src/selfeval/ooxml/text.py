"""The text of a WordprocessingML part, as a reader of the document sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from selfeval.ooxml.xml import WORD, Element, W

_BREAKS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}
_BREAK_NAMES = {"p": "\n"} | {tag.removeprefix(W): text for tag, text in _BREAKS.items()}
_WRITTEN = re.compile("<w:t(?: [^>]*)?(?<!/)>([^<]*)|<w:(p|br|cr|noBreakHyphen|tab(?=/))[ />]")
"""A tab stop has attributes, a tab has none."""
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#13;", "\r"), ("&amp;", "&"))
_RUN_CHILD = f"{W}r"
_NESTED = etree.XPath("boolean(//w:txbxContent)", namespaces={"w": WORD})
_TEXT, _PARAGRAPH = f"{W}t", f"{W}p"


def text_of(root: Element) -> str:
    """All text below the element in the order of the document; line breaks are ``\n``, and each paragraph opens a line."""
    pieces: list[str] = []
    for element in root.iter(_TEXT, _PARAGRAPH, *_BREAKS):
        if element.tag == _TEXT:
            pieces.append(element.text or "")
        elif element.tag == _PARAGRAPH:
            pieces.append("\n")
        elif element.getparent().tag == _RUN_CHILD:  # type: ignore[union-attr]  # w:tab is a tab stop elsewhere
            pieces.append(_BREAKS[str(element.tag)])
    return "".join(pieces)


def written_text(xml: str) -> str:
    """The same of a well-formed part whose prefix for WordprocessingML is w, without building a tree of it."""
    text = "".join([_BREAK_NAMES[name] if name else text for text, name in _WRITTEN.findall(xml)])
    if "&" in text:
        for written, character in _ENTITIES:
            text = text.replace(written, character)
    return text


def own_text(paragraph: Element) -> str:
    """The text of a paragraph without that of the text boxes in it."""
    return "".join(text for _, text in own_pieces(paragraph))


def own_pieces(element: Element) -> Iterator[tuple[Element, str]]:
    """The elements that make up the text of a paragraph, in order, each with its text."""
    for child in element:
        if child.tag == _TEXT:
            yield child, child.text or ""
        elif child.tag in _BREAKS:
            if element.tag == _RUN_CHILD:
                yield child, _BREAKS[str(child.tag)]
        elif child.tag != _PARAGRAPH:
            yield from own_pieces(child)


def lift_marks(root: Element, mark: str) -> list[tuple[Element | None, int]]:
    """Take every mark out of the texts, and tell for each, in order, where what follows it begins.

    That is the paragraph of the next text there is, and the place in the paragraph's own text.
    """
    found: list[tuple[Element | None, int]] = []
    waiting = 0
    nested = _NESTED(root)
    lengths: dict[Element | None, int] = {None: 0}
    paragraph: Element | None = None
    for element in root.iter(_TEXT, _PARAGRAPH, *_BREAKS):
        tag = element.tag
        if tag == _PARAGRAPH:
            paragraph = element
            lengths[paragraph] = 0
            continue
        if nested:
            paragraph = next(element.iterancestors(_PARAGRAPH), None)
        if tag != _TEXT:
            lengths[paragraph] += element.getparent().tag == _RUN_CHILD  # type: ignore[union-attr]
            continue
        text = element.text or ""
        pieces = [""]
        if mark in text:
            pieces = text.split(mark)
            text = "".join(pieces)
            element.text = text or None  # an empty text would be written in another way than none
        start = lengths[paragraph]
        if text and waiting:
            found += [(paragraph, start)] * waiting
            waiting = 0
        for offset in accumulate(map(len, pieces[:-1])):
            if offset < len(text):
                found.append((paragraph, start + offset))
            else:
                waiting += 1
        lengths[paragraph] = start + len(text)
    return found + [(paragraph, lengths[paragraph])] * waiting
