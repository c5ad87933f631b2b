"""Where something stands in a Word file, in the words of the person who opens it: 正文第12段, 表1第2行第3列."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selfeval.document.positions import Positions
from selfeval.document.tags import WHOLE
from selfeval.findings import Finding, finding
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W, XmlError, parse_xml

_PARTS = (
    ("header", "页眉"),
    ("footer", "页脚"),
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("comments", "批注"),
    ("document", "正文"),
    ("settings", "文档设置"),
    ("styles", "样式"),
    ("numbering", "编号"),
    ("chart", "图表"),
)
_LONGEST_HEADING = 30


def part_label(part: str) -> str:
    """What Word's user calls the part: 正文, 页眉1, 正文的超链接, 文档属性."""
    if part.endswith(".rels"):
        return part_label(part.removesuffix(".rels").replace("_rels/", "")) + "的超链接"
    if part.startswith("docProps/"):
        return "文档属性"
    if "/glossary/" in part:
        return "文档部件"
    stem = part.rpartition("/")[2].removesuffix(".xml")
    for word, label in _PARTS:
        if stem.startswith(word):
            return label + (stem.removeprefix(word) if word in {"header", "footer", "chart"} else "")
    return part


def heading_styles(styles: bytes | None) -> frozenset[str]:
    """The ids of the paragraph styles that are headings."""
    if styles is None:
        return frozenset()
    try:
        root = parse_xml(styles)
    except XmlError:
        return frozenset()
    return frozenset(_heading_ids(root))


def _heading_ids(root: Element) -> Iterator[str]:
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        named = name is not None and (name.get(f"{W}val") or "").lower().startswith(("heading", "标题"))
        if named or style.find(f"{W}pPr/{W}outlineLvl") is not None:
            yield style.get(f"{W}styleId") or ""


class Places:
    """The places of one part's paragraphs, as they stand before anything is filled in."""

    def __init__(self, part: str, root: Element, headings: frozenset[str]) -> None:
        self._label = part_label(part)
        self._places: dict[Element, str] = {}
        self._headings: dict[Element, str] = {}
        positions = Positions(root)
        heading = ""
        for paragraph in root.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            self._headings[paragraph] = heading
            self._places[paragraph] = self._label + positions.of(paragraph).words()
            if style is not None and style.get(f"{W}val") in headings:
                heading = WHOLE.sub("", own_text(paragraph)).strip()[:_LONGEST_HEADING]

    def of(self, element: Element) -> str:
        """The place of the paragraph the element stands in; the part where it stands in none."""
        paragraph = self._paragraph(element)
        return self._label if paragraph is None else self._places[paragraph]

    def heading(self, element: Element) -> str:
        """The text of the heading above, ``""`` where there is none."""
        paragraph = self._paragraph(element)
        return "" if paragraph is None else self._headings[paragraph]

    def _paragraph(self, element: Element) -> Element | None:
        found: Element | None = element
        while found is not None and found not in self._places:
            found = found.getparent()
        return found


def words_at(rule: str, place: str, heading: str, **words: str) -> Finding:
    """A finding at a place, whose sentence tells the heading above too."""
    below = {"below": f"（在“{heading}”之下）", "below_en": f" (below {heading!r})"} if heading else {}
    return replace(finding(rule, place), details={**below, **words})
