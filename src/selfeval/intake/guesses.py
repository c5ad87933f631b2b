"""Guesses what a field holds by its name, and by how a template prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from selfeval.form.model import FieldType
from selfeval.names import fold


class Guess(NamedTuple):
    """The type a field probably has, and its unit."""

    type: FieldType
    unit: str = ""


_BY_FILTER: dict[str, Guess] = {
    "万元": Guess(FieldType.AMOUNT, "万元"),
    "元": Guess(FieldType.AMOUNT, "万元"),
    "亿元": Guess(FieldType.AMOUNT, "万元"),
    "大写金额": Guess(FieldType.AMOUNT, "万元"),
    "千分位": Guess(FieldType.AMOUNT, "万元"),
    "增减": Guess(FieldType.AMOUNT, "万元"),
    "百分比": Guess(FieldType.PERCENT),
    "日期": Guess(FieldType.DATE),
    "年月": Guess(FieldType.DATE),
}
_BY_NAME: tuple[tuple[re.Pattern[str], Guess], ...] = (
    (re.compile(r"(?:年度|年份)$"), Guess(FieldType.YEAR, "年")),
    (re.compile(r"(?:日期|时间)$|(?:开始|结束|完成|填报|成立)日$"), Guess(FieldType.DATE)),
    (re.compile(r"(?:率|占比|比例|比重|百分比|增幅|降幅)$"), Guess(FieldType.PERCENT)),
    (re.compile(r"(?:人数|编制|编制数|职工数|人员数|在编|在职|离退休)$"), Guess(FieldType.INTEGER, "人")),
    (
        re.compile(
            r"(?:金额|总额|经费|资金|费|款|收入|支出|结余|结转|余额|预算|决算|拨款)(?:合计|总计|小计|数|额)?$"
            r"|(?:预算|决算|执行|支出|收入|拨付|到位|下达)(?:数|额)$|(?:增加|减少|增长|下降|节约|追加|调整)额$"
        ),
        Guess(FieldType.AMOUNT, "万元"),
    ),
    (re.compile(r"(?:数|数量|面积|分值|得分|评分)$"), Guess(FieldType.NUMBER)),
    (
        re.compile(r"(?:电话|号码|编号|代码|邮编|名称|单位|姓名|标题|地址|人|部门|等级|职务|类型|来源)$"),
        Guess(FieldType.TEXT),
    ),
    (
        re.compile(
            r"(?:情况|问题|措施|说明|职责|概况|建议|打算|计划|目标|成效|分析|原因|做法|内容|简介|意见|依据|结论)$"
        ),
        Guess(FieldType.PARAGRAPHS),
    ),
)
_LIST_NUMBER = re.compile(r"[（(][^（）()]*[)）]$|\d+$")


def guess_type(name: str, filters: Iterable[str] = (), *, alone: bool = False, in_cell: bool = False) -> Guess:
    """The type of a field of that name.

    Args:
        name: its label; what stands in brackets at its end and a number there say nothing.
        filters: those the template prints it with, which know better than the name.
        alone: whether it is printed in a paragraph of its own, as running text is.
        in_cell: whether it is printed in a table, where a text is short.
    """
    for one in filters:
        if one in _BY_FILTER:
            return _BY_FILTER[one]
    bare = _LIST_NUMBER.sub("", fold(name)) or name
    for pattern, guess in _BY_NAME:
        if pattern.search(bare):
            return Guess(FieldType.TEXT) if guess.type is FieldType.PARAGRAPHS and in_cell else guess
    return Guess(FieldType.PARAGRAPHS if alone and not in_cell else FieldType.TEXT)
