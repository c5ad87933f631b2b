"""What a piece of running text says beside its figures: another year, a plan, a part of the unit, or nothing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from selfeval.amounts import figure_at
from selfeval.checks.prose_names import Lexicon
from selfeval.names import fold
from selfeval.numbering import from_chinese, split_list_number

_MARKS = re.compile(r"[\s，,。；;：:、]+")
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
_OTHER_TIME = (
    r"[上去往前明下来次历近]一?[年届]|以前年度|三年|五年|十[一二三四]五|上半年|下半年|季度"
    r"|[一二三四五六七八九十\d]月份?|期间|以来|累计"
)
_PLANNED = (
    r"计划|规划|预计|拟|目标|预算|预期|力争|争取|安排|批复|下达|追加|调整|调增|调减|申请|申报|标准|定额|限额|若|如果|假如"
    r"|测算|口径|不含|扣除|扣减|平均|人均|每|生均|比例|结转|结余|概算|合同|招标|比较|参考"
)
_OF_PART = (
    r"下属|所属|下设|二级|本级|机关|事业单位|各|中心|[站所院校馆队园场社厂库局委办处科室镇乡村街](?![长员班])"
    r"|街道|社区|公司|企业|协会|基地|项目|工程|专项|经费|资金|活动|该|此项|这项|上述"
)
_ELSEWHERE = re.compile(f"{_OTHER_TIME}|{_PLANNED}")
_ELSEWHERE_OR_PART = re.compile(f"{_OTHER_TIME}|{_PLANNED}|{_OF_PART}")
_OWN, _NOW = re.compile(_OWN_UNIT), re.compile(_THIS_YEAR)
_QUOTED_TITLES = re.compile(r"《[^》]*》|[〔【\[［（(]\d{4}[〕】\]］）)]\d+号")
_SHORTEST_UNIT = 3


class Said(NamedTuple):
    """A figure with its noun, as a text states it."""

    start: int
    end: int
    noun: str


@dataclass
class Sense:
    """Reads pieces of text for one report.

    Attributes:
        year: the year the report is about, None where it does not say.
        unit: the unit's name.
        projects: the names of table rows that are figures, each with what may stand before the figure.
    """

    lexicon: Lexicon
    year: int | None
    unit: str
    projects: tuple[tuple[str, re.Pattern[str]], ...]
    _rests: dict[str, str] = field(default_factory=dict)

    def rest(self, text: str) -> str:
        """What is left without figures and their nouns, this unit and year, and words that change nothing."""
        if text not in self._rests:
            self._rests[text] = self._rest(text) if text else ""
        return self._rests[text]

    def is_plain(self, text: str) -> bool:
        """Whether the text is understood to the last word: figures of this unit and year and nothing else."""
        return not self.rest(text) and not self.names_other_year(text)

    def is_elsewhere(self, text: str, *, of_part: bool) -> bool:
        """Whether the text names another time or a plan, or with ``of_part`` a part of the unit or one project."""
        if self.names_other_year(text):
            return True
        left = self.rest(text)
        return bool(left) and (_ELSEWHERE_OR_PART if of_part else _ELSEWHERE).search(left) is not None

    def budgets(self, text: str) -> list[str]:
        """The sheets of amounts that the text names, in order."""
        pattern = self.lexicon.budget
        return [self.lexicon.budgets[fold(match.group())] for match in pattern.finditer(text)] if pattern else []

    def names_this_year(self, text: str) -> bool:
        """Whether it names the year of the report and no other."""
        if _NOW.search(text):
            return True
        return _YEARS.search(text) is not None and not self.names_other_year(text)

    def names_other_year(self, text: str) -> bool:
        """Whether it names a year that is not the report's."""
        if "年" not in text and not any(mark in text for mark in "-—~～至到、"):
            return False
        return any(_year_of(match) != self.year for match in _YEARS.finditer(_QUOTED_TITLES.sub("", text)))

    def names_unit(self, text: str) -> bool:
        """Whether it names the unit: 本单位, or the end of the unit's name."""
        return _OWN.search(text) is not None or self._without_unit(text) != text

    def figures(self, text: str, *, planned: bool = False) -> list[Said]:
        """Where the text states a figure with a noun of the form or a project's name.

        A noun that names a budget is left to be read as a plan, unless asked for.
        """
        found = []
        for match in self.lexicon.claim.finditer(text) if self.lexicon.claim else ():
            figure = figure_at(text, match.end())
            if figure is not None and figure.unit and (planned or not self.lexicon.is_planned(match["noun"])):
                found.append(Said(match.start(), figure.end, match["noun"]))
        for name, link in self.projects:
            for start, behind in linked(text, name, link):
                figure = figure_at(text, behind)
                if figure is not None and figure.unit:
                    found.append(Said(start, figure.end, name))
        return sorted(found)

    def _rest(self, text: str) -> str:
        text = self._without_figures(_QUOTED_TITLES.sub("", text))
        text = self._without_unit(_SHARES.sub("", text))
        if self.lexicon.budget:
            text = self.lexicon.budget.sub("", text)
        text = _YEARS.sub("", text)
        if fold(split_list_number(text.strip()).text) in self.lexicon.titles:
            return ""
        return _MARKS.sub("", _NEUTRAL.sub("", text))

    def _without_unit(self, text: str) -> str:
        """The text without the unit's name or the end of it, such as 审计局 for 平阳县审计局."""
        if self.unit[-_SHORTEST_UNIT:] not in text:
            return text
        for first in range(len(self.unit) - _SHORTEST_UNIT + 1):
            if self.unit[first:] in text:
                return text.replace(self.unit[first:], "")
        return text

    def _without_figures(self, text: str) -> str:
        kept, done = [], 0
        for said in self.figures(text):
            if said.start >= done:
                kept.append(text[done : said.start])
                done = said.end
        return "".join(kept) + text[done:]


def linked(text: str, name: str, link: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the text has the name with something that may stand before its figure: start, and where the figure begins."""
    found = []
    start = text.find(name)
    while start >= 0:
        match = link.match(text, start + len(name))
        if match:
            found.append((start, match.end()))
        start = text.find(name, start + len(name))
    return found


def _year_of(match: re.Match[str]) -> int | None:
    return int(match[1]) if match[1] else from_chinese(match[2])
