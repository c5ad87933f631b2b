"""What in a line of text may be filled in: the blanks of an outline, the figures and dates of a finished report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selfeval.amounts import figure_at
from selfeval.form.model import FieldType

_GAP = r"[ \u3000\xa0\t]"
_DRAWN = r"(?:[_＿](?:[_＿ \u3000\xa0\t]*[_＿])|＿|(?<![A-Za-z])[XＸxｘ×✕╳]{2,}(?![A-Za-z])|[*＊]{2,}|…+|\.{3,}|。{3,}|·{3,})"
"""A blank that is drawn: a line, crosses, dots."""
_BRACKETED = rf"[（(\[［【〔](?:{_GAP}|[_＿…])*[）)\]］】〕]"
_UNITS = r"(?:亿元|百万元|万元|千元|元|[%％]|名|人|个|项|次|家|户|台|辆|套|件|年度|年|分)"
_PIECE = rf"(?:{_DRAWN}|{_GAP}+|[×XＸ])"
_CROSSES = r"[XＸ×✕╳*＊]{2,}"
_ORGAN = re.compile(
    rf"(?<![A-Za-z])(?:{_CROSSES}(?:省|市|州|县|区|乡|镇)?)?{_CROSSES}[（(]?"
    r"(?:局|委员会|委|办公室|办|单位|部门|厅|院|中心|学校|公司|部|馆|所|站)[）)]?(?![长员组])"
)
"""A unit that is left open: XX县XX局."""
_AT_END = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})(?:[（(][^（()）]{1,6}[）)])?[：:][ \u3000]*$")
_HINT_DOTS = re.compile(r"(?<=[^：:\s])…+$")
_BLANK = re.compile(
    rf"(?P<date>(?:20)?{_PIECE}年{_PIECE}月{_PIECE}日)"
    rf"|(?P<year>20{_PIECE}(?=年)|{_PIECE}(?=年度)|(?:{_GAP}{{2,}}|{_DRAWN}|[×XＸ])(?=年(?!\d|来|内|均|初[^预]|底|末)))"
    rf"|(?P<bracket>{_BRACKETED})"
    rf"|(?P<drawn>{_DRAWN})"
    rf"|(?P<gap>{_GAP}{{2,}}(?={_UNITS})|(?<=[：:]){_GAP}{{2,}}|[×XＸ](?={_UNITS}))"
)
_UNIT_BEHIND = re.compile(rf"{_GAP}*(?P<unit>{_UNITS})")
_FIGURE = re.compile(r"(?<![\d.,，．A-Za-z\-－—~～至到])(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.．]\d+)?")
_MONEY = frozenset({"亿元", "百万元", "万元", "千元", "元"})
_PERSONS = frozenset({"人", "名"})
_DATE = re.compile(r"(?:20|19)\d\d年\d{1,2}月\d{1,2}日")
_ASKED = re.compile(r"(?:日期|时间)\s*[：:]\s*$")
_NUMBERS = re.compile(r"[〔\[（(【［]\d{4}[〕\]）)】］]\s*第?\d*号?|《[^》]*》|第\d+[号条届次期批]")
_NOT_COUNTED = re.compile(r"次|均|份|·|/|／|年|月|日")


ORGAN = "单位名称"
"""The unit of a spot that is the name of a department left open."""


class Spot(NamedTuple):
    """A place in a text that a tag may take.

    Attributes:
        start, end: what the tag takes the place of; of a percentage with its sign.
        after: where what belongs to it ends, its unit too.
        type: what would be filled in.
        unit: the unit printed behind it.
        text: what stands there in a finished text; ``""`` for a blank.
    """

    start: int
    end: int
    after: int
    type: FieldType
    unit: str
    text: str


def spots_of(shape: str) -> list[Spot]:
    """The places in the line, in order. ``shape`` is its text with underlined spaces as ``_``."""
    organs = [Spot(*match.span(), match.end(), FieldType.TEXT, ORGAN, "") for match in _ORGAN.finditer(shape)]
    found = [
        spot for spot in _blanks(shape) if not any(spot.start < one.end and one.start < spot.end for one in organs)
    ]
    blanks = [*organs, *found]
    taken = [(spot.start, spot.after) for spot in blanks]
    figures = [
        spot for spot in _figures(shape) if not any(spot.start < end and start < spot.after for start, end in taken)
    ]
    return sorted([*blanks, *figures, *_dates(shape)])


def label_at_end(text: str) -> tuple[str, int] | None:
    """The label a line ends with, and where an answer would stand: ``联系电话：``; None where it ends otherwise."""
    match = _AT_END.search(text)
    return (match["label"], match.end()) if match else None


def only_hints(shape: str) -> bool:
    """Whether the only blank of the line are dots behind words: 对照年初目标逐项说明……."""
    return _HINT_DOTS.search(shape) is not None and len(spots_of(shape)) == 1


def _dates(shape: str) -> Iterator[Spot]:
    """The dates that a label asks for: 填报日期：2024年4月15日."""
    for match in _DATE.finditer(shape):
        if _ASKED.search(shape, 0, match.start()):
            yield Spot(match.start(), match.end(), match.end(), FieldType.DATE, "", match.group())


def whole_date(text: str) -> bool:
    """Whether the text is a date and nothing else."""
    return _DATE.fullmatch("".join(text.split())) is not None


def figure_of(text: str) -> Spot | None:
    """The figure a text states where it states nothing else, as the cell of a table does; its unit may be missing."""
    stripped = text.strip()
    start = text.find(stripped)
    match = re.fullmatch(r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([%％]|亿元|万元|千元|元|人|名|个)?", stripped)
    if (
        match is None
        or (len(match[1]) > 6 and match[1].isdecimal())
        or (match[1].startswith("0") and match[1][1:].isdecimal())
    ):
        return None
    unit = (match[2] or "").replace("％", "%")
    kind = (
        FieldType.PERCENT
        if unit == "%"
        else FieldType.AMOUNT
        if unit in _MONEY or "." in match[1]
        else FieldType.INTEGER
    )
    end = start + (len(stripped) if unit == "%" else len(match[1]))
    return Spot(start, end, start + len(stripped), kind, "" if unit == "%" else unit, match[1])


def _blanks(shape: str) -> Iterator[Spot]:
    for match in _BLANK.finditer(shape):
        if match["date"]:
            yield Spot(match.start(), match.end(), match.end(), FieldType.DATE, "", "")
            continue
        if match["year"]:
            yield Spot(match.start(), match.end(), match.end() + 1, FieldType.YEAR, "年", "")
            continue
        behind = _UNIT_BEHIND.match(shape, match.end())
        unit = behind["unit"] if behind else ""
        end = match.end()
        kind, after = _kind_of_unit(unit), end if behind is None else behind.end()
        if kind is FieldType.PERCENT:
            end = after
        yield Spot(match.start(), end, after, kind, "" if kind is FieldType.PERCENT else unit, "")


def _kind_of_unit(unit: str) -> FieldType:
    if unit in _MONEY:
        return FieldType.AMOUNT
    if unit in ("%", "％"):
        return FieldType.PERCENT
    if unit in ("年度", "年"):
        return FieldType.YEAR
    return FieldType.INTEGER if unit and unit != "分" else FieldType.NUMBER if unit else FieldType.TEXT


def _figures(shape: str) -> Iterator[Spot]:
    closed = [match.span() for pattern in (_NUMBERS, _DATE) for match in pattern.finditer(shape)]
    for match in _FIGURE.finditer(shape):
        stated = figure_at(shape, match.start())
        if stated is None or any(start <= match.start() < end for start, end in closed):
            continue
        written = shape[match.end() : stated.end].strip()
        if stated.unit == "%":
            yield Spot(match.start(), stated.end, stated.end, FieldType.PERCENT, "", match.group())
        elif written in _MONEY:
            yield Spot(match.start(), match.end(), stated.end, FieldType.AMOUNT, written, match.group())
        elif written in _PERSONS and not _NOT_COUNTED.match(shape, stated.end):
            yield Spot(match.start(), match.end(), stated.end, FieldType.INTEGER, written, match.group())
