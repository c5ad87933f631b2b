"""What a column or a labelled cell holds, told by its header, its unit and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selfeval.form.model import FieldType
from selfeval.intake.marking.spots import figure_of
from selfeval.names import fold

NO_VALUE: Final = frozenset({"", "-", "--", "—", "——", "/", "无"})
"""What a cell says that has no figure."""
_UNIT = re.compile(
    r"(?:[（(](?:金额)?(?:单位)?[:：]?|单位[:：])\s*(?P<unit>亿元|百万元|万元|千元|元|[%％]|人|名|个)[）)]?\s*$"
)
_LONG = re.compile(r"说明|目标|情况|原因|措施|内容|依据|意见|概况|建议|问题")
_MONEY = re.compile(r"数$|额|金|费|支出|收入|预算|决算|资金|投资|拨款")
_WORDS = re.compile(r"(?:名称|单位|部门|编号|代码|科目|目标|内容|类别|性质|来源|人|电话|说明|指标)$")
_SHARE = re.compile(r"率|占比|比例|百分比|[%％]")
_SCORE = re.compile(r"得分|分值|权重|评分")
_COUNT = re.compile(r"人数|编制|数量|个数|户数|次数|场次|天数|份数|台数|件数|面积")
_MONEY_UNITS = ("万元", "元", "亿元", "千元", "百万元")


def unit_in(text: str) -> str:
    """The unit a header or caption names at its end: 万元 of 预算数（万元）."""
    match = _UNIT.search(text.strip())
    return match["unit"].replace("％", "%") if match else ""


def label_in(text: str) -> str:
    """The label of a header or a cell without the unit and without 其中."""
    bare = re.sub(r"[（(](?:单位[:：])?(?:亿元|百万元|万元|千元|元|[%％]|人|名|个)[）)]", "", text.strip())
    return re.sub(
        r"^(?:其中[:：]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])", "", bare
    ).strip(" \u3000：:")


def type_of(label: str, unit: str, values: Sequence[str], *, wide: bool = False) -> FieldType:
    """What a column or a labelled cell holds, by what stands there, else by its label and unit."""
    figures = [figure_of(value) for value in values if fold(value) not in NO_VALUE]
    if figures and all(figure is not None for figure in figures):
        kinds = {figure.type for figure in figures if figure is not None}
        if FieldType.PERCENT in kinds:
            return FieldType.PERCENT
        counts = _SHARE.search(label) or _COUNT.search(label)
        if not counts and (FieldType.AMOUNT in kinds or unit in _MONEY_UNITS):
            return FieldType.AMOUNT if unit or _MONEY.search(label) else FieldType.NUMBER
        return FieldType.INTEGER if kinds == {FieldType.INTEGER} else FieldType.NUMBER
    if figures:
        return FieldType.PARAGRAPHS if wide and _LONG.search(label) else FieldType.TEXT
    if _SHARE.search(label) or unit == "%":
        return FieldType.PERCENT
    if _COUNT.search(label):
        return FieldType.INTEGER
    if unit in _MONEY_UNITS and _MONEY.search(label) and not _WORDS.search(label):
        return FieldType.AMOUNT
    if "日期" in label:
        return FieldType.DATE
    if _SCORE.search(label):
        return FieldType.NUMBER
    if unit in ("人", "名", "个"):
        return FieldType.INTEGER
    return FieldType.PARAGRAPHS if wide and _LONG.search(label) else FieldType.TEXT
