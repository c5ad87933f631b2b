"""Filters that write numbers and days in Chinese: 大写金额, 中文数字, 序号, 日期, 年月."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Final

from selfeval.amounts import convert, format_number, is_money_unit, round_half_up
from selfeval.document.arguments import whole_number, wrong
from selfeval.document.filters_numbers import YUAN, unit_of
from selfeval.document.missing import plain
from selfeval.expressions import arithmetic as exact
from selfeval.numbering import MOST_IN_WORDS, chinese, digit_by_digit, in_words
from selfeval.numbering import list_number as numbered
from selfeval.report import BLANK, Blank, Date, Number

_CAPITALS: Final = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_PLACES: Final = ("", "拾", "佰", "仟")
_BY_VALUE, _BY_DIGITS = {"数值", "value"}, {"逐位", "digits"}
_ARABIC, _CHINESE = {"数字", "arabic"}, {"中文", "chinese"}
_MOST_LEVELS = 5


def capital_amount(value: object, unit: object = "", ending: object = "整", prefix: object = "") -> object:
    """``甲.额 | 大写金额``: an amount in capitals, in 元, 角 and 分: 贰佰伍拾捌万玖仟元整.

    The rule is 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定): 整 (or 正) behind 元, none behind 角 and 分;
    one 零 for the zeros between two digits, and before 角 or 分 where the digit before them is zero. Of the two forms
    that it allows for a zero before a full place, the one it names first: 107,000.53 is 壹拾万柒仟元零伍角叁分.

    Args:
        value: the amount, rounded to 分.
        unit: what a number that says no unit is in; it is refused where this is not said.
        ending: what stands behind 元: 整 or 正.
        prefix: what stands before: 人民币.
    """
    number = exact.number(plain(value))
    if isinstance(number, Blank):
        return BLANK
    of = unit_of(number) or str(plain(unit))
    if not is_money_unit(of):
        raise wrong(
            "大写金额",
            '这个数没有写明单位，请写 大写金额("元") 或 大写金额("万元")',
            'the number says no unit: write 大写金额("元") or 大写金额("万元")',
        )
    amount = convert(Decimal(number), of, YUAN)
    _bounded(amount, "大写金额")
    cents = int(round_half_up(amount, 2).scaleb(2))
    yuan, rest = divmod(abs(cents), 100)
    sign = "负" if cents < 0 else ""
    return f"{plain(prefix)}{sign}{_yuan(yuan, not cents)}{_rest(yuan, *divmod(rest, 10), str(plain(ending)))}"


def _yuan(yuan: int, nothing: bool) -> str:
    return in_words(yuan, _CAPITALS, _CAPITAL_PLACES) + "元" if yuan or nothing else ""


def _rest(yuan: int, jiao: int, fen: int, ending: str) -> str:
    if not jiao and not fen:
        return ending
    zero = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    return zero + (f"{_CAPITALS[jiao]}角" if jiao else "") + (f"{_CAPITALS[fen]}分" if fen else "")


def chinese_number(value: object, way: object = "") -> object:
    """``甲.数 | 中文数字``: 123 as 一百二十三, 12.5 as 十二点五, 98.5% as 百分之九十八点五, the year 2024 as 二〇二四.

    ``way`` is ``"数值"`` or ``"逐位"`` (二〇二四); of itself the type of the number decides.
    """
    number = exact.number(plain(value))
    if isinstance(number, Blank):
        return BLANK
    way = str(plain(way))
    if way not in {"", *_BY_VALUE, *_BY_DIGITS}:
        raise wrong("中文数字", '请写 "数值" 或 "逐位"', 'write "value" or "digits"')
    kind, places = (number.style.kind, number.style.places) if isinstance(number, Number) else ("数", None)
    value_shown = Decimal(number).scaleb(2) if kind == "百分比" else Decimal(number)
    whole, _, fraction = format_number(value_shown, places).partition(".")
    fraction = fraction.rstrip("0")
    digits = whole.lstrip("-")
    if way in _BY_DIGITS or (not way and kind == "年度"):
        written = digit_by_digit(digits)
    else:
        _bounded(value_shown, "中文数字")
        written = chinese(int(digits))
    written += "点" + digit_by_digit(fraction).replace("〇", "零") if fraction else ""
    sign = "负" if whole.startswith("-") and digits.strip("0") + fraction else ""
    return f"{sign}百分之{written}" if kind == "百分比" else sign + written


def list_number(value: object, level: object = 1) -> object:
    """``loop.index | 序号(2)``: a count as a list number: 1 一、 2 （一） 3 1. 4 （1） 5 ① (from 51 on （51）)."""
    number = exact.number(plain(value))
    if isinstance(number, Blank):
        return BLANK
    count = whole_number(number, "序号", 1, MOST_IN_WORDS - 1)
    return numbered(count, whole_number(level, "序号", 1, _MOST_LEVELS))


def date(value: object, form: object = "数字") -> object:
    """``甲.日 | 日期``: a day as 2022年4月15日; with ``"中文"`` as 二〇二二年四月十五日."""
    day = _day(value, "日期")
    if day is None:
        return BLANK
    if not _in_chinese(form, "日期"):
        return Date.of(day)
    return f"{digit_by_digit(str(day.year))}年{chinese(day.month)}月{chinese(day.day)}日"


def year_month(value: object, form: object = "数字") -> object:
    """``甲.日 | 年月``: the month of a day as 2022年4月; with ``"中文"`` as 二〇二二年四月."""
    day = _day(value, "年月")
    if day is None:
        return BLANK
    if not _in_chinese(form, "年月"):
        return f"{day.year}年{day.month}月"
    return f"{digit_by_digit(str(day.year))}年{chinese(day.month)}月"


def _day(value: object, name: str) -> datetime.date | None:
    value = plain(value)
    if isinstance(value, Blank):
        return None
    if isinstance(value, datetime.date):
        return value
    raise wrong(name, "这个值不是日期", "the value is no date")


def _in_chinese(form: object, name: str) -> bool:
    wanted = str(plain(form))
    if wanted not in _ARABIC | _CHINESE:
        raise wrong(name, '请写 "数字" 或 "中文"', 'write "arabic" or "chinese"')
    return wanted in _CHINESE


def _bounded(number: Decimal, name: str) -> None:
    if abs(number) > MOST_IN_WORDS - 1:
        raise wrong(name, "数太大，没有通用的读法", "the number is too large to be named")
