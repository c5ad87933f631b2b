"""Whether a figure in running text must be this unit's, of this year, and spent: only then can it contradict a value.

A figure is certain where everything around it is understood: its clause holds nothing but words that change no meaning,
and nothing before it names another year, a plan, a part of the unit or one project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from selfeval.checks.prose_outline import Above
from selfeval.checks.prose_sense import Sense
from selfeval.checks.prose_text import Line
from selfeval.numbering import split_list_number

_SENTENCE_END = re.compile(r"[。！？!?]")
_CLAUSE_END = re.compile(r"[，,；;：:、。！？!?]")
_PARTS_FOLLOW = re.compile(r"其中|包括|(?<=[元人名])[：:]")
"""What lies behind is part of what stands before."""
_TAKEN_BACK = re.compile(r"[，、；,;\s]*(?:实际|调整|执行|已|决算|全年|年中|最终|实支)")


@dataclass
class Context:
    """What stands before one figure.

    Attributes:
        before: the line up to the noun of the figure.
    """

    line: Line
    above: Above
    sense: Sense
    before: str

    @cached_property
    def sentence(self) -> str:
        """The sentence up to the noun."""
        return _SENTENCE_END.split(self.before)[-1]

    @cached_property
    def left(self) -> str:
        """The clause up to the noun."""
        return _CLAUSE_END.split(self.sentence)[-1]

    @cached_property
    def earlier(self) -> str:
        """The sentences before, in the same paragraph; the last paragraph too where this one only goes on."""
        before = self.before[: len(self.before) - len(self.sentence)]
        return self.above.block[-1].text if not before and self.goes_on and self.above.block else before

    @cached_property
    def goes_on(self) -> bool:
        """Whether the sentence begins with 其中: it speaks of what the one before does."""
        return split_list_number(self.sentence).text.lstrip().startswith("其中")

    @cached_property
    def said(self) -> str:
        """The sentence up to the noun, and where it goes on, what it goes on from."""
        return self.earlier + self.sentence if self.goes_on else self.sentence

    @cached_property
    def is_own(self) -> bool:
        """Whether the clause names the unit."""
        return self.sense.names_unit(self.left)

    @cached_property
    def is_anchored(self) -> bool:
        """Whether the sentence names this year, this unit or a budget."""
        return self.is_own or self.sense.names_this_year(self.said) or bool(self.sense.budgets(self.said))

    @cached_property
    def is_certain(self) -> bool:
        """Whether a figure behind it must be this unit's, of this year, and spent."""
        sense, of_part = self.sense, not self.is_own
        if not sense.is_plain(self.left):
            return False
        if any(sense.is_elsewhere(line.text, of_part=True) for line in self.above.headings):
            return False
        if not sense.is_plain(self.sentence):
            first_clauses = self.sentence[: len(self.sentence) - len(self.left)]
            if not (self.is_own or sense.budgets(self.left)) or sense.is_elsewhere(first_clauses, of_part=of_part):
                return False
        if not sense.is_plain(self.earlier):
            return self.is_anchored and not sense.is_elsewhere(self.earlier, of_part=of_part)
        return self.is_anchored or not any(sense.is_elsewhere(line.text, of_part=True) for line in self.above.block)

    @property
    def whole(self) -> str | None:
        """The noun of the figure this one is a part of, where the sentence says so: 支出合计…，其中：; else None."""
        marks = list(_PARTS_FOLLOW.finditer(self.said))
        if not marks:
            return None
        figures = self.sense.figures(self.said[: marks[-1].start()], planned=True)
        return figures[-1].noun if figures else ""

    def budget(self) -> tuple[str, bool]:
        """The sheet of amounts the sentence speaks of and whether it is named; ``""`` where that is not certain."""
        named = self.sense.budgets(self.sentence)
        if named:
            return ("" if len(set(self.sense.budgets(self.left))) > 1 else named[-1], True)
        around = self.sense.budgets(self.earlier)
        if around and self.goes_on:
            return around[-1], True
        above = [budget for line in self.above.headings for budget in self.sense.budgets(line.text)]
        about = above[-1] if above else self.line.section.about
        mentioned = {*around, *(budget for line in self.above.block for budget in self.sense.budgets(line.text))}
        return ("" if mentioned - {about} else about, bool(above))


def is_taken_back(text: str, end: int) -> bool:
    """Whether what follows a figure says that another one counts: 预算 95 万元，实际支出…."""
    return _TAKEN_BACK.match(text, end) is not None


def stands_alone(text: str, end: int) -> bool:
    """Whether a figure ends its clause: nothing such as 左右, 以上 or a bracket behind it."""
    return end == len(text) or text[end] in "，,。；;、：\n）)"
