"""The text of a WordprocessingML part, as a reader of the document sees it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from selfeval.ooxml.xml import WORD, Element, W

_BREAKS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}
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


def own_text(paragraph: Element) -> str:
    """The text of a paragraph without that of the text boxes in it."""
    return "".join(_own_pieces(paragraph))


def _own_pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            if element.tag == _RUN_CHILD:
                yield _BREAKS[str(child.tag)]
        elif child.tag != _PARAGRAPH:
            yield from _own_pieces(child)


def text_starts(root: Element) -> dict[Element, tuple[Element, int]]:
    """For each text element the paragraph it stands in, and where in that paragraph's own text it begins."""
    nested = _NESTED(root)
    starts: dict[Element, tuple[Element, int]] = {}
    lengths: dict[Element, int] = {}
    paragraph: Element | None = None
    for element in root.iter(_TEXT, _PARAGRAPH, *_BREAKS):
        tag = element.tag
        if tag == _PARAGRAPH:
            paragraph = element
            lengths[element] = 0
            continue
        if nested:
            paragraph = next(element.iterancestors(_PARAGRAPH), None)
        if paragraph is None:
            continue
        if tag == _TEXT:
            starts[element] = (paragraph, lengths[paragraph])
            lengths[paragraph] += len(element.text or "")
        elif element.getparent().tag == _RUN_CHILD:  # type: ignore[union-attr]
            lengths[paragraph] += 1
    return starts
