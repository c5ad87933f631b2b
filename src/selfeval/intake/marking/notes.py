"""What was proposed, in the order of the document: for the comments in Word and for the one who asks."""

from __future__ import annotations

from typing import NamedTuple

from selfeval.ooxml.xml import Element


class Proposal(NamedTuple):
    """One proposal.

    Attributes:
        kind: what was recognised: 空白, 金额, 百分比, 表格.
        found: the text that stands there; ``""`` for a blank.
        tag: the tag proposed, ``{{ 表.项 }}``.
        start: where it begins in the text of its paragraph.
        paragraph: the paragraph, counted from 1 among all paragraphs of the body; 0 in a header or footer.
    """

    kind: str
    found: str
    tag: str
    start: int = 0
    paragraph: int = 0

    def words(self) -> str:
        """The proposal as a comment says it; without braces, for tags in comments are filled too."""
        found = self.found.strip()
        shown = f"“{found[:20]}{'…' if len(found) > 20 else ''}”" if found else ""
        return f"{self.kind}{shown} → {self.tag.strip('{} ')}"


class Notes:
    """The proposals of one part, by paragraph."""

    def __init__(self, root: Element, paragraph_tag: str) -> None:
        self._numbers = {paragraph: number for number, paragraph in enumerate(root.iter(paragraph_tag), 1)}
        self.by_paragraph: dict[Element, list[Proposal]] = {}

    def add(self, paragraph: Element, proposal: Proposal) -> None:
        """Note a proposal at its paragraph."""
        number = self._numbers.get(paragraph, 0)
        self.by_paragraph.setdefault(paragraph, []).append(proposal._replace(paragraph=number))

    def all(self) -> list[Proposal]:
        """Every proposal, in the order of the document."""
        return sorted(
            (proposal for proposals in self.by_paragraph.values() for proposal in proposals),
            key=lambda proposal: (proposal.paragraph, proposal.start),
        )
