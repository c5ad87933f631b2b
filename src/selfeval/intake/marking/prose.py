"""Running text under a heading: the whole of it becomes one field of paragraphs, named from the heading."""

from __future__ import annotations

import re

from selfeval.form.model import FieldType
from selfeval.intake.marking.changes import Changes
from selfeval.intake.marking.names import Asked, Names
from selfeval.intake.marking.notes import Notes, Proposal
from selfeval.intake.marking.outline import Block, holds_more_than_text, shape_of, text_of
from selfeval.intake.marking.spots import whole_date
from selfeval.ooxml.xml import Element, W

_ONLY_BLANK = re.compile(r"[\s\u3000_＿….。·×XＸ*＊]*")
_BESIDE = re.compile(r"^\s*(?:附件|附表|附：|附:|表\d|图\d|注[：:])")
_HINT = re.compile(r"^\s*(?:[（(【\[].*[）)】\]]\s*[。；]?|.*…)\s*$")
_LEAD = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\s*(?P<title>[\u4e00-\u9fff“”]{2,14})[。：:]\s*(?=\S)"
)
"""A heading that goes on in the same line: （一）部门职能。本部门……"""
_RIGHT = re.compile(r"^(?: {12,}|\u3000{6,})")
_LONGEST_HELP = 80


def is_only_blank(paragraph: Element) -> bool:
    """Whether nothing stands in the paragraph, or only the dots or lines of an outline."""
    return not holds_more_than_text(paragraph) and _ONLY_BLANK.fullmatch(shape_of(paragraph)) is not None


def is_narrative(block: Block) -> bool:
    """Whether the paragraph may go with its text: no picture in it, no caption, nothing centred or set to the right."""
    if (
        block.kind != "text"
        or holds_more_than_text(block.element)
        or _BESIDE.match(block.text)
        or whole_date(block.text)
    ):
        return False
    if _RIGHT.match(block.text) or re.search("[□☐☑]", block.text):
        return False
    if "\ufffc" in shape_of(block.element):
        return False
    aligned = block.element.find(f"{W}pPr/{W}jc")
    return aligned is None or aligned.get(f"{W}val") not in ("center", "right", "end")


def lead_of(text: str) -> tuple[str, int] | None:
    """The heading a line of running text begins with, and where the text behind it begins."""
    match = _LEAD.match(text)
    return (match["title"], match.end()) if match else None


class ProseMarker:
    """Marks the runs of paragraphs that are nothing but text."""

    def __init__(self, changes: Changes, names: Names) -> None:
        self._changes = changes
        self._names = names
        self._count = 0

    def mark(self, run: list[Element], sheet: str, title: str, notes: Notes, lead: int = 0) -> None:
        """Propose one field for the paragraphs; those behind the first go, blank ones behind them stay.

        Args:
            run: the paragraphs.
            sheet: the sheet of their section.
            title: what the field is called.
            notes: where to note it.
            lead: where the text begins behind a heading in the same line.
        """
        told = [paragraph for paragraph in run if text_of(paragraph).strip()]
        home = told[0] if told else run[0]
        text = text_of(home)[lead:]
        hint = text.strip().strip("（）()【】[]…") if _HINT.match(text) and len(text) <= _LONGEST_HELP else ""
        tag = self._field(sheet, title, hint)
        blank = is_only_blank(home)
        start = lead + len(text) - len(text.lstrip())
        self._changes.replace(home, [(start, start + len(text.strip()), tag)])
        for paragraph in told[1:]:
            self._changes.delete_paragraph(paragraph)
        notes.add(home, Proposal("段落空白" if blank else "段落", "" if blank else text, tag, start))

    def insert(self, heading: Element, sheet: str, title: str, like: Element | None, notes: Notes) -> None:
        """Propose a field in a new paragraph under a heading that has nothing below it."""
        tag = self._field(sheet, title, "")
        self._changes.insert_paragraph(heading, tag, None if like is None else like.find(f"{W}pPr"))
        notes.add(heading, Proposal("标题下没有正文，新加一段", "", tag))

    def _field(self, sheet: str, title: str, hint: str) -> str:
        self._count += 1  # two texts are never the same one, whatever they are called
        return self._names.field(sheet, title, Asked(title, FieldType.PARAGRAPHS, help=hint), f"¶{self._count}")
