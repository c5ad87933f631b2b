"""Places docxtpl's objects in a filled part: where one was printed stands a mark, which its content replaces."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import cast

from lxml import etree

from selfeval.document.carry_over import carry_over, put_before
from selfeval.document.faults import Fault
from selfeval.document.outside import closed_address, is_address
from selfeval.document.pictures import drawing, measured, size
from selfeval.document.printing import LIVE
from selfeval.document.rich_text import rich_paragraphs, rich_runs
from selfeval.document.run_flow import Break, Item, flow_text, flowing, holdable
from selfeval.document.state import Placement, Printed
from selfeval.document.style_sheet import StyleSheet
from selfeval.document.surgery import isolated, range_marks, remove
from selfeval.findings import Finding
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.text import own_text, text_of
from selfeval.ooxml.xml import WORD, Element, W, local_name
from selfeval.report import Live

_MARKS = etree.XPath(f"//w:t[@{LIVE}]", namespaces={"w": WORD})
_BLOCKS = frozenset({"RichTextParagraph", "Subdoc"})
_LINK_HOLDERS = frozenset({"p", "sdtContent", "smartTag", "fldSimple"})


class Placing:
    """The placing of objects in the parts of one document."""

    def __init__(self, additions: Additions) -> None:
        """``additions``: what the document gets beside its own parts."""
        self._additions = additions
        self._styles = StyleSheet(additions.parts)
        self._part = ""

    def place(self, part: str, root: Element, placements: list[Placement], printed: list[Printed]) -> Iterator[Finding]:
        """Put each object in the place of its mark, and its text among what was printed; a finding where it cannot be."""
        self._part = part
        for mark in cast("list[Element]", _MARKS(root)):
            index = mark.attrib.pop(LIVE)
            if not str(index).isdecimal() or int(index) >= len(placements):
                continue
            placement = placements[int(index)]
            try:
                text = self._place(mark, placement)
            except Fault as error:
                name = placement.path or placement.tag.body
                kind = "" if placement.value is None else placement.value.kind
                yield placement.tag.finding(error.rule, **{"name": name, "kind": kind, **error.details})
            else:
                if placement.value is not None:
                    printed[placement.printed] = printed[placement.printed]._replace(text=text)

    def _place(self, mark: Element, placement: Placement) -> str:
        value = placement.value
        if value is None:
            _replace_paragraph(mark, [])
            return ""
        if value.kind in _BLOCKS:
            if placement.tag.level != "p":
                raise Fault("fill.live-paragraph")
            blocks = self._blocks(mark, value)
            text = "".join(map(text_of, blocks))
            _replace_paragraph(mark, blocks)
            return text
        run = isolated(mark)
        if run is None:
            raise Fault("fill.live-place", reason="这里不是一段文字")
        if value.kind == "InlineImage":
            run.replace(mark, self._picture(value))
            return ""
        items = list(flowing(self._runs(run, value)))
        text = flow_text(items)
        _replace_run(run, items)
        return text

    def _runs(self, run: Element, value: Live) -> list[Element]:
        if value.kind == "RichText":
            return rich_runs(value.data, self._styles.named, self._link)
        own = copy.deepcopy(run)
        own[-1].text = holdable(value.data.decode())
        return [own]

    def _blocks(self, mark: Element, value: Live) -> list[Element]:
        if value.kind == "Subdoc":
            numbers = (element.get(f"{W}id") or "" for element in mark.getroottree().iter(f"{W}bookmarkStart"))
            first = 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
            return carry_over(value.data, self._additions, self._styles, self._part, first).content
        return [
            paragraph
            for rich in rich_paragraphs(value.data, self._styles.named, self._link)
            for paragraph in _paragraphs(rich)
        ]

    def _link(self, address: str) -> str:
        return self._additions.relate(self._part, "hyperlink", closed_address(address), external=True)

    def _picture(self, value: Live) -> Element:
        if value.link and not is_address(value.link):
            raise Fault("fill.picture", reason=f"anchor={value.link[:80]}")
        picture = measured(value.data)
        width, height = size(picture, value.width, value.height)
        name = self._additions.add("word/media/image", picture.suffix, value.data, picture.kind)
        image = self._additions.relate(self._part, "image", name)
        return drawing(image, self._link(value.link) if value.link else "", width, height, value.text)


def _paragraphs(rich: Element) -> Iterator[Element]:
    """The paragraphs that a paragraph becomes where breaks part it."""
    properties = rich.find(f"{W}pPr")
    current = _paragraph_like(properties)
    for item in flowing(child for child in rich if child is not properties):
        if isinstance(item, Break):
            yield current
            if item is Break.PAGE:
                yield _page_break()
            current = _paragraph_like(properties)
        else:
            current.append(item)
    yield current


def _paragraph_like(properties: Element | None) -> Element:
    """A paragraph of this look; what ends a section or tells of a change is not its look."""
    paragraph = etree.Element(f"{W}p")
    if properties is not None:
        properties = copy.deepcopy(properties)
        properties.tail = None
        for change in list(properties.iter(f"{W}sectPr", f"{W}pPrChange", f"{W}rPrChange")):
            remove(change)
        paragraph.append(properties)
    return paragraph


def _page_break() -> Element:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}br", {f"{W}type": "page"})
    return paragraph


def _replace_run(run: Element, items: list[Item]) -> None:
    """Put the items in the place of the run; at a break all that stands before goes into a paragraph of its own."""
    paragraph = run.getparent()
    if paragraph is None:
        return
    holder = local_name(paragraph)
    for item in items:
        if not isinstance(item, Break):
            if local_name(item) == "hyperlink" and holder not in _LINK_HOLDERS:
                raise Fault("fill.live-place", reason="超链接或修订里面不能再有超链接")
            item.tail = None
            run.addprevious(item)
            continue
        if paragraph.tag != f"{W}p":
            raise Fault("fill.live-place", reason="超链接、修订或内容控件里面不能另起一段")
        before = _paragraph_like(paragraph.find(f"{W}pPr"))
        before.extend([child for child in run.itersiblings(preceding=True) if child.tag != f"{W}pPr"][::-1])
        paragraph.addprevious(before)
        if item is Break.PAGE:
            paragraph.addprevious(_page_break())
    remove(run)


def _replace_paragraph(mark: Element, blocks: list[Element]) -> None:
    """Put the blocks in the place of the mark's paragraph, of which nothing else may be lost."""
    paragraph = next(mark.iterancestors(f"{W}p"))
    if own_text(paragraph).strip():
        raise Fault("fill.live-paragraph")
    before = paragraph.getprevious()
    if blocks and blocks[0].tag == f"{W}tbl" and before is not None and before.tag == f"{W}tbl":
        paragraph.addprevious(etree.Element(f"{W}p"))  # else Word makes one table of two
    for block in [*list(range_marks(paragraph)), *blocks]:
        put_before(paragraph, block)
    after = paragraph.getnext()
    if blocks and blocks[-1].tag == f"{W}tbl" and after is not None and after.tag == f"{W}tbl":
        paragraph.addprevious(etree.Element(f"{W}p"))
    remove(paragraph)
