"""What a report says about itself before it says anything else: its title, its year, the unit it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from selfeval.intake.marking.outline import Block
from selfeval.intake.marking.spots import whole_date
from selfeval.names import fold

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_LABELLED = re.compile(
    r"^\s*(?:填报|预算|项目|实施)?(?:单位|部门)(?:名称)?(?:[（(](?:盖章|公章)[）)])?\s*[：:]\s*([\u4e00-\u9fff（）()]{4,40})\s*$"
)
_IN_TITLE = re.compile(r"^\s*(?:关于)?([\u4e00-\u9fff（）()]{3,40}?)\s*20\d\d\s*年")
_ORGAN = re.compile(r"^[\u4e00-\u9fff（）()·]{4,40}$")
_DOCUMENT = re.compile(r"报告|提纲|总结|申报表|自评表|情况表|评价表|一览表|汇总表|表$")
_MONEY = re.compile(r"万元|亿元|千元|元")
_FRONT = 8
_LONGEST_TITLE = 50
_TRIM = re.compile(
    r"^.*?[×XＸ_＿]{2,}.*?(?=20|[×XＸ_＿]*年度?)|(?:20)?[\d×XＸ_＿]{2,}\s*年(?:度)?|[（(].*?[）)]|^关于|[_＿×XＸ…\s]+"
)


class Facts(NamedTuple):
    """Title without unit and year, the year, the unit's name, the unit of money; ``""`` for what is not said."""

    title: str
    year: str
    unit: str
    money: str


def facts_of(blocks: Sequence[Block], texts: Sequence[str]) -> Facts:
    """What the document is about. ``texts`` are all its texts, tables too, in order."""
    paragraphs = [
        block.text.strip() for block in blocks if block.kind == "text" and block.text.strip() and not block.fixed
    ]
    titles = [text for text in paragraphs[:_FRONT] if _DOCUMENT.search(text) and len(text) <= _LONGEST_TITLE]
    years = Counter(year for text in texts for year in _YEAR.findall(text))
    year = next((found[1] for text in titles if (found := _YEAR.search(text))), "")
    if not year and years:
        year = years.most_common(1)[0][0]
    unit = next((name for name in _unit_names(paragraphs, titles) if _is_said(name, texts)), "")
    title = next((text for text in (*titles, *paragraphs[:1]) if len(text) <= _LONGEST_TITLE), "")
    return Facts(_TRIM.sub("", title.replace(unit, "") if unit else title).strip(), year, unit, _money(texts))


def _money(texts: Sequence[str]) -> str:
    """The unit of money that is named most."""
    units = Counter(unit for text in texts for unit in _MONEY.findall(text))
    return units.most_common(1)[0][0] if units else ""


def _unit_names(paragraphs: Sequence[str], titles: Sequence[str]) -> list[str]:
    labelled = [match[1] for text in paragraphs[:_FRONT] if (match := _LABELLED.match(text))]
    titled = [match[1] for text in titles if (match := _IN_TITLE.match(text))]
    signed = [text for text, below in pairwise(paragraphs) if whole_date(below) and _ORGAN.match(text)]
    return [name.strip() for name in (*labelled, *titled, *signed)]


def _is_said(name: str, texts: Sequence[str]) -> bool:
    return len(name) >= 3 and sum(fold(text).count(fold(name)) for text in texts) >= 2
