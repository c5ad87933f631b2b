"""Whether a sentence speaks of this unit, this year and what was spent: only then can a figure in it contradict one.

A figure is certain where everything around it is understood: its clause holds nothing but words that change no meaning,
and nothing before it names another year, a plan, a part of the unit or one project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from selfeval.amounts import figure_at
from selfeval.checks.prose_names import Lexicon
from selfeval.checks.prose_text import Line, Prose
from selfeval.names import fold
from selfeval.numbering import counted, from_chinese, split_list_number

_SENTENCE_END = re.compile(r"[。！？!?]")
_CLAUSE_END = re.compile(r"[，,；;：:、。！？!?]")
_PARTS_FOLLOW = re.compile(r"其中|包括|(?<=[元人名])[：:]")
"""What lies behind is part of what stands before."""
_MARKS = re.compile(r"[\s，,。；;：:、]+")
_HEADING_LENGTH = 40
_LIST_NUMBERS = (
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:、|[.．](?!\d))|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳]"
)
_OWN_UNIT = r"(?:本|我)(?:单位|部门|系统|局|委|办|部|厅|校|院|中心|镇|乡|县|区|市|处|所|站|馆|会)|(?:各项|部门|单位)"
_THIS_YEAR = r"本年度?|今年|当年度?|全年|年度"
_NEUTRAL = re.compile(
    rf"{_LIST_NUMBERS}|{_OWN_UNIT}|{_THIS_YEAR}|截至12月|1-12月|12月(?:31日|底|末)|截至|年末|年底|底"
    r"|其中|包括|具体|如下|分别|实际|发生|完成|实现|支出情况|支出|收入|财政拨款|拨款|人员|现有|核定|批准|共有|共计|共"
    r"|[\d一二三四五六七八九十两]+个项目|项目(?=：)|涉及|方面|情况|的|及|和|与|为|是|有"
    r"|占[^，。；、\d]{0,8}(?=%)"
)
"""Words that leave the meaning of a figure behind them as it is."""
_SHARES = re.compile(r"(?:占[^，,。；;、\d]{0,8})?\d+(?:\.\d+)?[%％]")
_YEARS = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?:年(?:度)?|(?=[-—~～至到、]))|([一二][〇零○一二三四五六七八九]{3})年(?:度)?"
)
_OTHER_TIME = re.compile(
    r"[上去往前明下来次历近]一?[年届]|以前年度|三年|五年|十[一二三四五]五|上半年|下半年|季度|[一二三四五六七八九十\d]月份?|期间|以来|累计"
)
_PLANNED = re.compile(
    r"计划|规划|预计|拟|目标|预算|预期|力争|争取|安排|批复|下达|追加|调整|调增|调减|申请|申报|标准|定额|限额|若|如果|假如|测算|口径|不含|扣除|扣减|平均|人均|每|生均|比例|结转|结余|概算|合同|招标|比较|参考"
)
_OF_PART = re.compile(
    r"下属|所属|下设|二级|本级|机关|事业单位|各|中心|[站所院校馆队园场社厂库局委办处科室镇乡村街](?![长员班])|街道|社区|公司|企业|协会|基地"
    r"|项目|工程|专项|经费|资金|活动|该|此项|这项|上述"
)
_TAKEN_BACK = re.compile(r"[，、；,;\s]*(?:实际|调整|执行|已|决算|全年|年中|最终|实支)")
_QUOTED_TITLES = re.compile(r"《[^》]*》|[〔【\[（(]\d{4}[〕】\]）)]\d+号")


class Year(NamedTuple):
    """The year the report is about, and what the unit calls itself."""

    year: int | None
    unit: str


@dataclass
class Context:
    """What stands before one figure.

    Attributes:
        index: the line.
        before: the line up to the noun of the figure.
        projects: the names of table rows that are figures, each with what may stand before the figure.
    """

    prose: Prose
    lexicon: Lexicon
    year: Year
    index: int
    before: str
    projects: tuple[tuple[str, re.Pattern[str]], ...] = ()

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
        """The sentences before, in the same paragraph; the last paragraph too where this one only goes on: 其中."""
        before = self.before[: len(self.before) - len(self.sentence)]
        if not before and self.goes_on and self.block:
            return self.block[-1].text
        return before

    @property
    def goes_on(self) -> bool:
        """Whether the sentence begins with 其中: it speaks of what the one before does."""
        return split_list_number(self.sentence).text.lstrip().startswith("其中")

    @cached_property
    def headings(self) -> list[Line]:
        """The headings above the line in its section, the outermost first."""
        return self._above[0]

    @cached_property
    def block(self) -> list[Line]:
        """The lines between the last heading and this one."""
        return self._above[1]

    @cached_property
    def _above(self) -> tuple[list[Line], list[Line]]:
        section = self.prose.lines[self.index].section.name
        first = self.index
        while first and self.prose.lines[first - 1].section.name == section:
            first -= 1
        headings: list[tuple[int, Line]] = []
        block: list[Line] = []
        for line in self.prose.lines[first : self.index]:
            if line.is_title or self._is_heading(line.text):
                level = 0 if line.is_title or self._is_known_title(line.text) else _level(line.text)
                headings = [(other, above) for other, above in headings if other < level] + [(level, line)]
                block = []
            else:
                block.append(line)
        return [line for _, line in headings], block

    def _is_heading(self, text: str) -> bool:
        text = text.strip()
        return text.endswith(("：", ":")) or (
            len(text) <= _HEADING_LENGTH
            and not re.search(r"[。；！？，]", text)
            and not re.search(r"\d元|万元|亿元", text)
        )

    def _is_known_title(self, text: str) -> bool:
        return fold(split_list_number(text.strip()).text) in self.lexicon.titles

    @property
    def is_certain(self) -> bool:
        """Whether a figure behind it must be this unit's, of this year, and spent."""
        if self._rest(self.left) or self._other_year(self.left):
            return False
        if any(self._is_elsewhere(line.text, of_part=True) for line in self.headings):
            return False
        is_own = self._names_unit(self.left)
        if self._rest(self.sentence) or self._other_year(self.sentence):
            if not (is_own or self._budgets(self.left)):
                return False
            if self._is_elsewhere(self.sentence[: len(self.sentence) - len(self.left)], of_part=not is_own):
                return False
        anchored = is_own or self.is_anchored
        if self._rest(self.earlier) or self._other_year(self.earlier):
            return anchored and not self._is_elsewhere(self.earlier, of_part=not is_own)
        return anchored or not any(self._is_elsewhere(line.text, of_part=True) for line in self.block)

    @cached_property
    def is_anchored(self) -> bool:
        """Whether the sentence names this year, this unit or a budget; one that goes on, whether the one before does."""
        said = self.earlier + self.sentence if self.goes_on else self.sentence
        return self._names_unit(self.left) or self._names_year(said) or bool(self._budgets(said))

    @property
    def whole(self) -> str | None:
        """The noun of the figure this one is a part of, where the sentence says so: 支出合计…，其中：; else None."""
        said = self.earlier + self.sentence if self.goes_on else self.sentence
        marks = list(_PARTS_FOLLOW.finditer(said))
        if not marks:
            return None
        claims = self._claims(said[: marks[-1].start()], planned=True)
        return max(claims)[2] if claims else ""

    def budget(self) -> tuple[str, bool]:
        """The sheet of amounts the sentence speaks of and whether it is named; ``""`` where that is not certain."""
        named = self._budgets(self.sentence)
        section = self.prose.lines[self.index].section
        if named:
            own = set(self._budgets(self.left))
            return ("" if len(own) > 1 else named[-1], True)
        around = self._budgets(self.earlier)
        if around and self.goes_on:
            return around[-1], True
        above = [budget for line in self.headings for budget in self._budgets(line.text)]
        about = above[-1] if above else section.about
        mentioned = {*around, *(budget for line in self.block for budget in self._budgets(line.text))}
        return ("" if mentioned - {about} else about, bool(above))

    def _budgets(self, text: str) -> list[str]:
        pattern = self.lexicon.budget
        return [self.lexicon.budgets[fold(match.group())] for match in pattern.finditer(text)] if pattern else []

    def _names_year(self, text: str) -> bool:
        said = [_year_of(match) for match in _YEARS.finditer(text)]
        return (bool(said) and not self._other_year(text)) or re.search(_THIS_YEAR, text) is not None

    def _names_unit(self, text: str) -> bool:
        return re.search(_OWN_UNIT, text) is not None or self._without_unit(text) != text

    def _without_unit(self, text: str) -> str:
        """The text without the unit's name or the end of it, such as 审计局 for 平阳县审计局."""
        unit = self.year.unit
        for first in range(len(unit) - 2):
            if unit[first:] in text:
                return text.replace(unit[first:], "")
        return text

    def _other_year(self, text: str) -> bool:
        text = _QUOTED_TITLES.sub("", text)
        return any(_year_of(match) != self.year.year for match in _YEARS.finditer(text))

    def _is_elsewhere(self, text: str, *, of_part: bool) -> bool:
        """Whether the text names another time or a plan, or with ``of_part`` a part of the unit or one project."""
        if self._other_year(text):
            return True
        left = self._rest(text)
        return any(
            pattern.search(left) is not None
            for pattern in ((_OTHER_TIME, _PLANNED, _OF_PART) if of_part else (_OTHER_TIME, _PLANNED))
        )

    def _rest(self, text: str) -> str:
        """What is left of the text without figures and their nouns, this unit and year, and words that change nothing."""
        if not text:
            return ""
        text = self._without_claims(_QUOTED_TITLES.sub("", text))
        text = self._without_unit(_SHARES.sub("", text))
        if self.lexicon.budget:
            text = self.lexicon.budget.sub("", text)
        text = _YEARS.sub("", text)
        if fold(split_list_number(text.strip()).text) in self.lexicon.titles:
            return ""
        return _MARKS.sub("", _NEUTRAL.sub("", text))

    def _without_claims(self, text: str) -> str:
        kept, done = [], 0
        for start, end, _ in sorted(self._claims(text)):
            if start >= done:
                kept.append(text[done:start])
                done = end
        return "".join(kept) + text[done:]

    def _claims(self, text: str, *, planned: bool = False) -> list[tuple[int, int, str]]:
        """Where the text states a figure with a noun of the form or a project's name: start, end and noun.

        A noun that names a budget is left to be read as a plan, unless asked for.
        """
        found = []
        for match in self.lexicon.claim.finditer(text) if self.lexicon.claim else ():
            figure = figure_at(text, match.end())
            if figure is not None and figure.unit and (planned or not self.lexicon.is_planned(match["noun"])):
                found.append((match.start(), figure.end, match["noun"]))
        for name, claim in self.projects:
            start = text.find(name)
            while start >= 0:
                linked = claim.match(text, start + len(name))
                figure = figure_at(text, linked.end()) if linked else None
                if figure is not None and figure.unit:
                    found.append((start, figure.end, name))
                start = text.find(name, start + len(name))
        return found


def is_taken_back(text: str, end: int) -> bool:
    """Whether what follows a figure says that another one counts: 预算 95 万元，实际支出…."""
    return _TAKEN_BACK.match(text, end) is not None


def stands_alone(text: str, end: int) -> bool:
    """Whether a figure ends its clause: nothing such as 左右, 以上 or a bracket behind it."""
    return end == len(text) or text[end] in "，,。；;、：\n）)"


def _level(text: str) -> int:
    number = split_list_number(text.strip()).number
    if not number:
        return 5
    if "（" in number or "(" in number:
        return 4 if any(mark.isdecimal() for mark in number) else 2
    return 3 if counted(number) is not None and any(mark.isdecimal() for mark in number) else 1


def _year_of(match: re.Match[str]) -> int | None:
    return int(match[1]) if match[1] else from_chinese(match[2])
