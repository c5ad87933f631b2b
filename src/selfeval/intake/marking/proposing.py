"""Proposes tags for a plain Word file: an outline with blanks, or last year's finished report."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from selfeval.form import Form
from selfeval.intake.marking.changes import AUTHOR, Changes
from selfeval.intake.marking.columns import unit_in
from selfeval.intake.marking.facts import Facts, facts_of
from selfeval.intake.marking.filled_tables import TableMarker
from selfeval.intake.marking.known import KnownWords
from selfeval.intake.marking.lines import LineMarker
from selfeval.intake.marking.names import COVER, PROSE, AskedSheet, Names, sheet_of_caption, sheet_of_heading
from selfeval.intake.marking.notes import Notes, Proposal
from selfeval.intake.marking.outline import Block, blocks_of, shape_of, text_of
from selfeval.intake.marking.prose import ProseMarker, is_narrative, is_only_blank, lead_of
from selfeval.intake.marking.settled import accept
from selfeval.intake.marking.spots import whole_date
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.comments import Comments
from selfeval.ooxml.package import Package, read_package
from selfeval.ooxml.xml import Element, W, write_xml
from selfeval.ooxml.zipped import write_zip

_ANNEX = re.compile(r"^\s*(?:附件|附表)\s*[\d一二三四五六七八九十]*\s*[:：]?\s*$")
_HEADS = ("header", "footer")
_LONGEST_CAPTION = 40


@dataclass(frozen=True)
class Marked:
    """What is proposed for a Word file.

    Attributes:
        tracked: the file with the proposals as tracked changes, each paragraph's in a comment.
        template: the file with all of them accepted.
        title: what the document is called, without unit and year.
        sheets: what the form asks, by sheet.
        proposals: every proposal, in the order of the document, those in headers and footers last.
    """

    tracked: bytes
    template: bytes
    title: str
    sheets: Mapping[str, AskedSheet]
    proposals: tuple[Proposal, ...]


def propose(data: bytes, forms: Iterable[Form]) -> Marked:
    """Read a plain Word file and propose tags for it.

    Args:
        data: the file.
        forms: forms whose words for things are preferred.

    Raises:
        Refused: the file is no Word document that can be read.
    """
    package = read_package(data, ".docx")
    main = package.main_part()
    root = package.xml(main)
    blocks = blocks_of(package, root)
    facts = facts_of(blocks, [text_of(paragraph) for paragraph in root.iter(f"{W}p")])
    names, changes = Names(KnownWords(forms)), Changes()
    marker = _Marker(blocks, names, changes, facts, Notes(root, f"{W}p"))
    marker.mark()
    parts = {main: root}
    proposals = marker.notes.all()
    heads = [one.target for one in package.relationships(main).values() if one.kind in _HEADS and one.target in package]
    for part in dict.fromkeys(heads):
        parts[part] = package.xml(part)
        notes = Notes(parts[part], f"{W}p")
        for paragraph in parts[part].iter(f"{W}p"):
            marker.lines.mark(paragraph, notes, figures=False)
        proposals += [proposal._replace(paragraph=0) for proposal in notes.all()]
    template = _accepted(package, parts)
    tracked = _commented(package, main, parts, marker.notes)
    sheets = {name: sheet for name, sheet in names.sheets.items() if sheet.fields}
    return Marked(tracked, template, facts.title, sheets, tuple(proposals))


class _Marker:
    """Goes through the blocks once, from heading to heading."""

    def __init__(self, blocks: list[Block], names: Names, changes: Changes, facts: Facts, notes: Notes) -> None:
        self.notes = notes
        self.lines = LineMarker(changes, names, facts)
        self._blocks = blocks
        self._names = names
        self._tables = TableMarker(changes, names, self.lines)
        self._prose = ProseMarker(changes, names)
        self._measured = {
            id(block): self.lines.is_measured(block.element) and not is_only_blank(block.element)
            for block in blocks
            if block.kind != "table"
        }
        self._is_outline = any(block.kind == "text" and self.lines.has_blank(block.element) for block in blocks)
        self._like = next(
            (block.element for block in blocks if block.kind == "text" and len(block.text) > _LONGEST_CAPTION), None
        )
        self._home = PROSE
        self._run: list[Element] = []
        self._last_caption = ""

    def mark(self) -> None:
        """Propose for every block."""
        for at, block in enumerate(self._blocks):
            if block.fixed:
                self._close()
            elif block.kind == "heading":
                self._close()
                self._enter(at, block)
            elif block.kind == "table":
                self._close()
                caption, unit = self._caption(at)
                self._tables.mark(block.element, caption, unit, self.notes)
            elif _ANNEX.match(block.text):
                self._close()
                self.lines.sheet, self.lines.heading = COVER, ""
                self.lines.mark(block.element, self.notes)
            elif self.lines.heading and self._is_running(at, block):
                lead = lead_of(block.text)
                if lead is None:
                    self._run.append(block.element)
                else:
                    self._close()
                    self._prose.mark([block.element], self._home, lead[0], self.notes, lead[1])
            else:
                self._close()
                self.lines.mark(block.element, self.notes)
        self._close()

    def _enter(self, at: int, block: Block) -> None:
        self.lines.mark(block.element, self.notes)
        if block.level == 1 or self.lines.sheet == COVER:
            self.lines.sheet = sheet_of_heading(block.title, self._names.known) or PROSE
            self._home = self.lines.sheet if self._has_figures(at, block.level) else PROSE
        self.lines.heading = block.title
        below = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        is_leaf = below is None or (below.kind == "heading" and below.level <= block.level)
        if self._is_outline and is_leaf and block.level < 9 and "\ufffc" not in shape_of(block.element):
            self._prose.insert(block.element, self._home, block.title, self._like, self.notes)

    def _has_figures(self, at: int, level: int) -> bool:
        for block in self._blocks[at + 1 :]:
            if block.kind == "heading" and block.level <= level:
                return False
            if block.kind == "text" and self._measured[id(block)] and self.lines.has_figures(block.element):
                return True
        return False

    def _is_running(self, at: int, block: Block) -> bool:
        """Whether the paragraph is running text, and no line at the end such as the name of the unit."""
        if not is_narrative(block) or self._measured[id(block)]:
            return False
        below = next((one for one in self._blocks[at + 1 :] if one.kind == "table" or one.text.strip()), None)
        if below is None:
            return not is_only_blank(block.element) or bool(block.text.strip())
        short = len(block.text.strip()) <= _LONGEST_CAPTION and "。" not in block.text
        if short and not is_only_blank(block.element):
            return below.kind != "table" and not whole_date(below.text)
        return True

    def _close(self) -> None:
        if self._run and (any(text_of(one).strip() for one in self._run) or self._is_outline):
            while len(self._run) > 1 and not text_of(self._run[-1]).strip():
                self._run.pop()
            self._prose.mark(self._run, self._home, self.lines.heading, self.notes)
        self._run = []

    def _caption(self, at: int) -> tuple[str, str]:
        """The name for a table by the line above it, else by its heading; and the unit that is named there."""
        unit = ""
        for block in reversed(self._blocks[max(at - 3, 0) : at]):
            text = block.text.strip()
            if block.kind == "table":
                return self._last_caption, unit
            if not text:
                continue
            unit = unit or unit_in(text)
            named = len(text) <= _LONGEST_CAPTION and "。" not in text and text[0] not in "（("
            name = sheet_of_caption(text) if named else ""
            if name:
                self._last_caption = name
                return name, unit
        self._last_caption = sheet_of_heading(self.lines.heading, self._names.known) or "附表"
        return self._last_caption, unit


def _accepted(package: Package, trees: Mapping[str, Element]) -> bytes:
    parts = dict(package.members)
    for name, root in trees.items():
        accepted = copy.deepcopy(root)
        accept(accepted)
        parts[name] = write_xml(accepted)
    return write_zip(parts)


def _commented(package: Package, main: str, trees: Mapping[str, Element], notes: Notes) -> bytes:
    additions = Additions(dict(package.members))
    comments = Comments(additions, main, AUTHOR)
    for paragraph, proposals in notes.by_paragraph.items():
        comments.add(paragraph, [proposal.words() for proposal in proposals])
    for name, root in trees.items():
        additions.put(name, write_xml(root))
    if notes.by_paragraph:
        comments.write()
        additions.write()
    return write_zip(additions.parts)
