"""The noun a figure of running text belongs to, and the label made of it: ``其中：项目支出91.98万元`` gives 项目支出."""

from __future__ import annotations

import re
from collections.abc import Callable

from selfeval.names import fold
from selfeval.numbering import split_list_number

_BOUNDARY = re.compile(r"[，,。；;！？!?：:、（）()\[\]【】\n\u3000\t\ufffc]| {2,}")
_SHORT_BRACKET = re.compile(r"[（(]([\u4e00-\u9fff]{1,4})[）)](?=[\u4e00-\u9fff])")
"""A bracket inside a noun: 因公出国（境）费."""
_LEADING = re.compile(
    r"^(?:截至|截止|至|到|自|从)?(?:19|20)\d\d年(?:度|末|底|\d{1,2}月(?:\d{1,2}日|底|末)?)?(?:底|末)?"
    r"|^(?:截至|截止)(?:年末|年底|\d{1,2}月(?:\d{1,2}日|底|末)?)?"
    r"|^(?:本年度?|当年度?|上年度?末?|年末|年度|全年(?!预算数|执行数))"
    r"|^(?:本|我|该)(?:单位|部门|局|委|办|部|厅|院|校|中心|镇|乡|县|区|市|馆|所|站)"
    r"|^(?:单位(?!名称|负责|性质|代码|类型|类别|地址)|部门(?!名称|负责|代码)|财政部门|县财政|区财政|市财政)(?=.{2})"
    r"|^(?:其中|主要|包括|以及|同时|另外?|分别|共有|现有|下设|核定|实现|完成|用于|安排了?|下达了?|投入了?|发放了?|收到了?"
    r"|实际|累计|共计|总计|合计(?=.)|共|的|和|与|及|并|按)"
    r"|^\d+[.．、]"
)
_TRAILING = re.compile(
    r"(?:金额|总额)?(?:分别)?(?:为|是|达到|达|共计|共有|总共|共|总计|(?<!支出)(?<!收入)合计|(?<![合总共])计|大?约|近|超过|仅|有|的|了|数为|[：:=＝])+$"
)
_CHANGES = re.compile(
    r"^(?:同比|比|较|与)?(?:上年|去年|上一年|年初)?(?:数|相比)?(?:同比)?(?:增长|增加|减少|下降|降低|压减|节约|上升|提高)(?:了)?$"
)
_SHARES = re.compile(r"^(?:占比|占.{0,14})$")
_SPENDING = re.compile(r"(?<=.{4})(?:项目)?(?:支出|开支)$")
_CUTS = re.compile(r"^.*(?:用于|安排|投入|下达|拨付|发放|争取|落实|涉及|筹集|收到|使用|完成)(?=.{3,})")
_LONG = 6
_MOST = 18
_KEPT = re.compile(r"[^\w]", re.UNICODE)


def noun_before(text: str, at: int, floor: int, is_known: Callable[[str], bool], drop: str = "") -> str:
    """The noun phrase in front of a place in the text; ``""`` where there is none.

    Args:
        text: the line.
        at: where the figure begins.
        floor: where the figure before it ends.
        is_known: whether a phrase is the name of something as it is.
        drop: the unit's name, which is no part of a noun.
    """
    left = _SHORT_BRACKET.sub(r"\1", text[floor:at])
    if drop:
        left = left.replace(drop, "")
    for piece in reversed(_BOUNDARY.split(left)):
        noun = trimmed(piece, is_known)
        if noun:
            return noun
    return ""


def trimmed(piece: str, is_known: Callable[[str], bool]) -> str:
    """The phrase without the words before and behind it that name nothing: years, 本单位, 为, 共."""
    noun = split_list_number(piece.strip(" \t\u3000_＿…")).text.strip()
    before = None
    while noun != before and not is_known(noun):
        before = noun
        noun = _TRAILING.sub("", noun).strip()
        if not is_known(noun):
            noun = _LEADING.sub("", noun).strip()
    return noun


def is_change(noun: str) -> bool:
    """Whether the noun says how another moved: 比上年减少."""
    return _CHANGES.match(noun) is not None


def is_share(noun: str) -> bool:
    """Whether the noun says what part of something another is: 占比."""
    return _SHARES.match(noun) is not None


def label_of(noun: str) -> str:
    """The noun as a label that a template can name: no marks, no digits in front, not too long."""
    noun = re.sub(r"(?:19|20)\d\d年(?:度)?", "", noun)
    noun = re.sub(r"[（(](?:万元|元|亿元|%|％|人|个|单位.*?)[）)]", "", noun)
    if len(noun) > _LONG:
        noun = _CUTS.sub("", noun)
        noun = _SPENDING.sub("", noun)
    label = _KEPT.sub("", fold(noun)).strip("_0123456789").removeprefix("的")
    if len(label) > _MOST:
        label = label[label.rfind("的", 0, -3) + 1 :] if "的" in label[:-3] else label
        label = label[-_MOST:]
    return label.lstrip("_0123456789")
