"""The parts of a Word file that people read, opened to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from selfeval.document.places import Places, heading_styles, words_at
from selfeval.document.tags import OPENING
from selfeval.findings import Finding
from selfeval.intake.looks import Looks
from selfeval.ooxml.relations import content_types
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W, XmlError, parse_xml

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LOOKED_AT = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_BULLET = "bullet"
_MOST_SHOWN = 40


@dataclass(frozen=True)
class Page:
    """One part that is looked at.

    Attributes:
        looks: the styles of the document.
        bullets: the lists that count nothing.
    """

    name: str
    root: Element
    places: Places
    looks: Looks
    bullets: frozenset[str]

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Of each place where a paragraph stands its turn."""
        places = dict.fromkeys(self.places.of(paragraph) for paragraph in self.root.iter(f"{W}p"))
        return {place: number for number, place in enumerate(places)}

    @property
    def is_body(self) -> bool:
        """Whether it is the text itself, and no header or note."""
        return self.name.endswith("document.xml")

    def finding(self, rule: str, element: Element, **words: str) -> Finding:
        """A finding at the paragraph the element stands in."""
        return words_at(rule, self.places.of(element), self.places.heading(element), **words)


def pages_of(parts: Mapping[str, bytes]) -> list[Page]:
    """The parts of a document that people read, opened."""
    types = content_types(parts)
    styles = next((parts[name] for name, kind in types.items() if kind == f"{_WORD}styles+xml"), None)
    numbering = next((parts[name] for name, kind in types.items() if kind == f"{_WORD}numbering+xml"), None)
    try:
        looks, bullets = Looks(styles), frozenset(_bullets(numbering))
    except XmlError:
        return []
    pages = []
    for name, kind in sorted(types.items(), key=lambda item: not item[1].endswith(_LOOKED_AT[0])):
        if kind.startswith(_WORD) and kind.removeprefix(_WORD) in _LOOKED_AT:
            root = parse_xml(parts[name])
            pages.append(Page(name, root, Places(name, root, heading_styles(styles)), looks, bullets))
    return pages


def with_tags(page: Page) -> Iterator[tuple[Element, str]]:
    """Each paragraph that holds a tag, with its text."""
    for paragraph in page.root.iter(f"{W}p"):
        text = own_text(paragraph)
        if OPENING.search(text):
            yield paragraph, text


def in_chinese(run: Element) -> bool:
    """Whether the run prints Chinese, or may: it holds Chinese or a tag."""
    text = "".join(one.text or "" for one in run.iter(f"{W}t"))
    return bool(_CHINESE.search(text) or OPENING.search(text))


def is_set_apart(paragraph: Element) -> bool:
    """Whether it stands in the middle or at the right."""
    side = paragraph.find(f"{W}pPr/{W}jc")
    return side is not None and side.get(f"{W}val") in ("center", "right", "end")


def in_cell(paragraph: Element) -> bool:
    """Whether it stands in a table."""
    return next(paragraph.iterancestors(f"{W}tc"), None) is not None


def short(text: str) -> str:
    """The text, shortened where it is long."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _bullets(numbering: bytes | None) -> Iterator[str]:
    if numbering is None:
        return
    root = parse_xml(numbering)
    kinds = {
        one.get(f"{W}abstractNumId"): [form.get(f"{W}val") for form in one.iterfind(f"{W}lvl/{W}numFmt")]
        for one in root.iter(f"{W}abstractNum")
    }
    for number in root.iter(f"{W}num"):
        abstract = number.find(f"{W}abstractNumId")
        formats = kinds.get(None if abstract is None else abstract.get(f"{W}val"), [])
        if formats and formats[0] in (_BULLET, "none"):
            yield number.get(f"{W}numId") or ""
