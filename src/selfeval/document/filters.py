"""The filters of a template: a closed list, each bounded in what it can give."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import cast

from jinja2 import Environment, Undefined, pass_environment

from selfeval.amounts import convert, is_money_unit, parse_number
from selfeval.document.faults import Fault, bounded
from selfeval.document.missing import plain
from selfeval.document.operators import is_blank, same
from selfeval.document.predicates import TESTS
from selfeval.document.printing import text_of
from selfeval.expressions import arithmetic as exact
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Date, Number, NumberStyle, Paragraphs, Record, Table

WAN, YUAN = "万元", "元"


@pass_environment
def select_rows(environment: Environment, rows: object, column: str, value: object) -> list[object]:
    """``项目支出 | 筛选("资金来源", "一般公共预算")``: the rows whose column holds the value."""
    value = plain(value)
    folded = fold(value) if isinstance(value, str) else ""
    found: list[object] = []
    for row in items(rows):
        held = row.lookup(column) if type(row) is Record else None
        if type(held) is str and type(value) is str:  # nearly every row
            if held == value or fold(held) == folded:
                found.append(row)
        elif same(environment.getitem(row, column), value):
            found.append(row)
    return found


def phrase(value: object, pattern: str) -> object:
    """``x | 写作("行政编制{}名")``: the pattern with the value's text in place of ``{}``; a blank stays blank."""
    value = plain(value)
    if is_blank(value):
        return BLANK
    text = text_of(value)
    bounded(len(pattern) + pattern.count("{}") * len(text))
    return pattern.replace("{}", text)


def with_unit(value: object, unit: object) -> object:
    """``x | 附单位("个")``: a number with its unit behind; one that prints a percent sign, and words, stay as they are."""
    value, unit = plain(value), plain(unit)
    if is_blank(value) or is_blank(unit) or not isinstance(value, Decimal):
        return BLANK if is_blank(value) else value
    number = text_of(value)
    return number if number.endswith("%") else number + text_of(unit)


def without_unit(value: object, unit: object) -> object:
    """``x | 去单位("%")``: a number without the unit that a cell beside it prints; words stay as they are."""
    value, unit = plain(value), plain(unit)
    if is_blank(value) or is_blank(unit) or not isinstance(value, Decimal | str):
        return value
    text, suffix = text_of(value).strip(), text_of(unit).strip()
    number = text.removesuffix(suffix).strip()
    return number if number != text and parse_number(number) is not None else value


def join(values: object, separator: str = "、", attribute: str | None = None) -> object:
    """``[a, b] | 连接("，")``: the texts of those that are not blank; blank where none is left."""
    if attribute is not None:
        raise Fault("fill.wrong-argument", name="连接", reason="请先用 map(attribute=…) 取出这一栏")
    texts = [text_of(value) for value in items(values) if not is_blank(value)]
    bounded(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts) or BLANK


def plain_join(values: object, d: str = "", attribute: str | None = None) -> object:
    """Jinja's ``join``: nothing between the texts unless told."""
    return join(values, d, attribute)


def in_unit(unit: str) -> Callable[[object], object]:
    """The filter that gives an amount in another unit, without printing the unit."""

    def convert_amount(value: object, places: int = 2) -> object:
        amount = exact.number(plain(value))
        if isinstance(amount, Blank):
            return BLANK
        of = amount.style.unit if isinstance(amount, Number) and is_money_unit(amount.style.unit) else WAN
        style = NumberStyle("金额", _places(places), unit)
        return Number(convert(Decimal(amount), of, unit), style)

    return convert_amount


def percent(value: object, places: int = 2) -> object:
    """0.98 as 98.00%."""
    rate = exact.number(plain(value))
    return BLANK if isinstance(rate, Blank) else Number(rate, NumberStyle("百分比", _places(places)))


def date(value: object) -> object:
    """A day as 2022年4月15日."""
    value = plain(value)
    if isinstance(value, Blank):
        return BLANK
    if isinstance(value, datetime.date):
        return Date.of(value)
    raise Fault("fill.wrong-argument", name="日期", reason="这个值不是日期")


def length(value: object) -> int:
    """How many rows, paragraphs or characters."""
    value = plain(value)
    return len(value) if isinstance(value, str) else len(items(value))


def default(value: object, instead: object = "", boolean: bool = False) -> object:
    """Another value in place of a blank or unknown one; with ``true`` in place of zero and false too."""
    if isinstance(value, Undefined) or is_blank(value) or (boolean and not value):
        return instead
    return value


def first(values: object) -> object:
    """The first item, blank where there is none."""
    found = items(values)
    return found[0] if found else BLANK


def last(values: object) -> object:
    """The last item, blank where there is none."""
    found = items(values)
    return found[-1] if found else BLANK


@pass_environment
def take(environment: Environment, values: object, attribute: str) -> list[object]:
    """``rows | map(attribute="栏")``: that column of each row."""
    return [environment.getitem(item, attribute) for item in items(values)]


@pass_environment
def total(environment: Environment, values: object, attribute: str | None = None) -> object:
    """The sum of those that are not blank; blank where none is left."""
    result: object = BLANK
    for item in items(values) if attribute is None else take(environment, values, attribute):
        number = exact.number(plain(item))
        if not isinstance(number, Blank):
            result = number if isinstance(result, Blank) else exact.add(result, number)
    return result


@pass_environment
def sort(environment: Environment, values: object, reverse: bool = False, attribute: str | None = None) -> list[object]:
    """The items in order, by a column where one is named; blanks last."""

    def key(item: object) -> tuple[bool, int, object]:
        value = plain(item if attribute is None else environment.getitem(item, attribute))
        if isinstance(value, datetime.date):
            return False, 1, value
        if isinstance(value, int | Decimal):
            return False, 0, exact.number(value)
        return is_blank(value), 2, text_of(value)

    found = sorted(items(values), key=key)
    if reverse:
        blanks = sum(1 for item in found if key(item)[0])
        found = found[: len(found) - blanks][::-1] + found[len(found) - blanks :]
    return found


def unique(values: object) -> list[object]:
    """The items without those that came before."""
    found: list[object] = []
    for item in items(values):
        if not any(same(item, other) for other in found):
            found.append(item)
    return found


def chooser(wanted: bool) -> Callable[..., list[object]]:
    """``rows | selectattr("栏", "equalto", 值)`` and its opposite."""

    @pass_environment
    def choose(
        environment: Environment, values: object, attribute: str, test: str | None = None, *arguments: object
    ) -> list[object]:
        if test is not None and test not in TESTS:
            raise Fault("fill.wrong-argument", name="selectattr", reason=f"没有名为 {test} 的判断")

        def holds(item: object) -> bool:
            value = environment.getitem(item, attribute)
            return bool(plain(value)) if test is None else bool(TESTS[test](value, *arguments))

        return [item for item in items(values) if holds(item) is wanted]

    return choose


def rounded(value: object, places: int = 0) -> object:
    """The number rounded to so many places, halves away from zero."""
    return exact.rounded(plain(value), _places(places))


def of_text(change: Callable[[str], str]) -> Callable[[object], object]:
    """A filter that changes the text of a value; a blank stays blank."""
    return lambda value: BLANK if is_blank(value) else change(text_of(value))


def replace(value: object, old: str, new: str) -> object:
    """The text with one piece in place of another."""
    text = text_of(value)
    if len(old) == 0:
        raise Fault("fill.wrong-argument", name="replace", reason="请写出要替换的文字")
    bounded(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def unchanged(value: object) -> object:
    """``e``, ``escape``: everything is escaped anyway."""
    return value


def items(values: object) -> list[object]:
    """What a loop or list filter goes over: rows, paragraphs, list items, the lines of a text.

    Raises:
        Fault: a single number, date or row.
    """
    values = plain(values)
    match values:
        case Blank() | None:
            return []
        case str():
            return [line for line in values.splitlines() if line.strip()]
        case Table() | Paragraphs() | list() | tuple() | range():
            return list(cast(Iterable[object], values))
        case Record():
            raise Fault("fill.not-a-list", name=values.name)
        case Mapping():
            return list(values)
    raise Fault("fill.not-a-list", name=text_of(values))


def _places(places: object) -> int:
    if not isinstance(places, int) or not 0 <= places <= 12:
        raise Fault("fill.wrong-argument", name="小数位数", reason="请写 0 到 12 的整数")
    return places


FILTERS: Mapping[str, Callable[..., object]] = {
    "筛选": select_rows,
    "写作": phrase,
    "附单位": with_unit,
    "去单位": without_unit,
    "连接": join,
    "万元": in_unit(WAN),
    "元": in_unit(YUAN),
    "百分比": percent,
    "日期": date,
    "length": length,
    "count": length,
    "default": default,
    "d": default,
    "join": plain_join,
    "first": first,
    "last": last,
    "list": items,
    "map": take,
    "sum": total,
    "sort": sort,
    "reverse": lambda values: items(values)[::-1],
    "unique": unique,
    "selectattr": chooser(True),
    "rejectattr": chooser(False),
    "round": rounded,
    "abs": lambda value: exact.absolute(plain(value)),
    "upper": of_text(str.upper),
    "lower": of_text(str.lower),
    "trim": of_text(str.strip),
    "string": of_text(str),
    "replace": replace,
    "e": unchanged,
    "escape": unchanged,
}
"""Every filter by its name in a template."""
