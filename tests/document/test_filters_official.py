"""The filters of official documents: the table of the page is run line by line, and what is written is read back."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.document.argument_names import IN_ENGLISH
from selfeval.document.arguments import arguments_of
from selfeval.document.environment import CALLED, called_function
from selfeval.document.filters import ENGLISH, FILTERS, OFFICIAL
from selfeval.document.filters_numerals import capital_amount, chinese_number
from selfeval.report import BLANK, Date, Number, NumberStyle
from tests.support.documents import faults, lines, report, template

SHEETS: dict[str, Any] = {
    "本年": {
        "额": Decimal("258.9"),
        "去年": Decimal(250),
        "元额": Number("1409.5", NumberStyle("金额", 2, "元")),
        "数": 123,
        "率": Number("0.985", NumberStyle("百分比", 2)),
        "去年率": Number("0.973", NumberStyle("百分比", 2)),
        "日": Date(2024, 10, 5),
        "年度": Number(2024, NumberStyle("年度", 0)),
        "空": None,
        "零": Decimal(0),
        "文": "某局",
    },
    "项": [{"名": "堤防"}, {"名": "泵站"}, {"名": "水库"}],
}
PAGE = (Path(__file__).parents[2] / "docs" / "template-syntax.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## Filters of official documents")[1].split("\n## ")[0]
ROWS = [
    (source.replace("\\|", "|"), printed)
    for source, printed in re.findall(r"^\| `(.*?)` \| (.*?) ?\| .*\|$", SECTION, re.MULTILINE)
    if "{{" not in source
]


def written(expression: str) -> str:
    [line] = lines("{{ " + expression + " }}", **SHEETS)
    return line


@pytest.mark.parametrize(("expression", "printed"), ROWS)
def test_a_line_of_the_page_prints_what_the_page_says(expression: str, printed: str) -> None:
    assert written(expression) == printed


def test_the_page_shows_every_filter_with_its_english_name_and_arguments() -> None:
    assert len(ROWS) == len(SECTION.split("|---|---|---|\n")[1].strip().splitlines())
    for name in OFFICIAL:
        assert any(f"| {name}" in expression for expression, _ in ROWS), name
        told = [word.strip("[]") for word in arguments_of(OFFICIAL[name]).split("、")]
        assert f"| {ENGLISH[name]} ({', '.join(told)})" in SECTION, name


def test_the_english_name_is_the_same_filter() -> None:
    assert {name: FILTERS[english] for name, english in ENGLISH.items()} == dict(OFFICIAL)


def test_each_chinese_name_of_an_argument_belongs_to_a_filter_or_function() -> None:
    functions = [*FILTERS.values(), *map(called_function, CALLED)]
    taken = {word.strip("[]") for function in functions for word in arguments_of(function).split("、")}

    assert set(IN_ENGLISH.values()) <= taken


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_a_blank_stays_blank(name: str) -> None:
    arguments = {"增减": "(本年.额)", "占比": "(本年.额)", "默认": "('')"}.get(name, "")

    assert written(f"本年.空 | {name}{arguments}") == ""


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("12 | 大写金额", "fill.wrong-argument"),
        ("本年.数 | 大写金额", "fill.wrong-argument"),
        ("12 | 大写金额('吨')", "fill.wrong-argument"),
        ("10000000000000000 | 大写金额('元')", "fill.wrong-argument"),
        ("本年.文 | 大写金额", "fill.cannot-compute"),
        ("10000000000000000 | 中文数字", "fill.wrong-argument"),
        ("本年.数 | 中文数字('繁体')", "fill.wrong-argument"),
        ("0 | 序号", "fill.wrong-argument"),
        ("1.5 | 序号", "fill.wrong-argument"),
        ("1 | 序号(6)", "fill.wrong-argument"),
        ("本年.文 | 日期", "fill.wrong-argument"),
        ("本年.日 | 年月('繁体')", "fill.wrong-argument"),
        ("本年.额 | 增减(本年.去年, 只='数')", "fill.wrong-argument"),
        ("本年.额 | 增减(本年.文)", "fill.cannot-compute"),
        ("本年.额 | 占比(本年.额, 位数=13)", "fill.wrong-argument"),
        ("本年.额 | 千分位(位数=-1)", "fill.wrong-argument"),
        ("本年.额 | 增减", "template.filter-arguments"),
        ("本年.额 | 占比(总=5)", "template.filter-arguments"),
    ],
)
def test_a_wrong_use_is_told_at_its_place(expression: str, rule: str) -> None:
    [found] = faults(template("{{ " + expression + " }}"), report(**SHEETS))

    assert (found.rule, found.place) == (rule, "正文第1段")


def test_the_arguments_of_a_chinese_filter_are_told_in_chinese() -> None:
    [found] = faults(template("{{ 本年.额 | 占比 }}"), report(**SHEETS))
    assert found.expected == "总数、[位数]"
    [found] = faults(template("{{ 本年.额 | share }}"), report(**SHEETS))
    assert found.expected == "total、[places]"


def test_figures_that_print_alike_are_level_and_a_difference_is_that_of_what_is_printed() -> None:
    now, before = Decimal("10.004"), Decimal("9.996")
    assert lines("{{ 甲.今 | 增减(甲.昔) }}", 甲={"今": now, "昔": before}) == ["持平"]
    now = Decimal("10.005")
    assert lines("{{ 甲.今 | 增减(甲.昔, 只='金额') }}", 甲={"今": now, "昔": before}) == ["增加0.01万元"]


def test_a_column_called_like_a_filter_is_still_a_column() -> None:
    assert lines("{{ 表 | map('占比') | 连接 }}", 表=[{"占比": "a"}, {"占比": "b"}]) == ["a、b"]


def test_a_chinese_name_of_an_argument_is_left_to_macros_that_use_it() -> None:
    assert lines("{% macro 印(末) %}{{ 末 }}止{% endmacro %}{{ 印(末='年') }}") == ["年止"]


CAPITALS = {character: digit for digit, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
NUMERALS = {character: digit for digit, character in enumerate("零一二三四五六七八九")}


def read_whole(text: str, digits: dict[str, int], places: str) -> int:
    """A numeral as people read it: by 亿, by 万, by places; written without a look at how we write them."""
    if "亿" in text:
        head, _, tail = text.rpartition("亿")
        return read_whole(head, digits, places) * 10**8 + read_whole(tail, digits, places)
    if "万" in text:
        head, _, tail = text.partition("万")
        return read_whole(head, digits, places) * 10**4 + read_whole(tail, digits, places)
    total, digit = 0, 0
    for character in text:
        if character in places:
            total += (digit or 1) * 10 ** (places.index(character) + 1)
            digit = 0
        else:
            digit = digits[character]
    return total + digit


def read_amount(text: str) -> Decimal:
    """The amount in 元 that capitals say."""
    found = re.fullmatch(r"(负?)(?:(\w+)元)?(?:整|零?(?:(\w)角)?零?(?:(\w)分)?)", text)
    assert found is not None, text
    sign, yuan, jiao, fen = found.groups()
    whole = read_whole(yuan or "零", CAPITALS, "拾佰仟")
    cents = CAPITALS[jiao or "零"] * 10 + CAPITALS[fen or "零"]
    return (whole + Decimal(cents).scaleb(-2)) * (-1 if sign else 1)


CENTS = st.integers(-(10**18) + 100, 10**18 - 100) | st.sampled_from(
    [10**power + add for power in range(2, 18) for add in (-100, -1, 0, 1, 10, 100, 10**6, 10**10)]
)


@given(CENTS)
def test_an_amount_in_capitals_reads_back_as_the_amount(cents: int) -> None:
    amount = Number(Decimal(cents).scaleb(-2), NumberStyle("金额", 2, "元"))

    text = str(capital_amount(amount))

    assert read_amount(text) == amount
    assert "零零" not in text
    assert "零元" not in text or text == "零元整"
    assert not re.search("零[万亿拾佰仟]|^零[^元]|零整", text)
    assert text.endswith("整") is (cents % 100 == 0)


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_a_chinese_numeral_reads_back_as_the_number(number: int) -> None:
    text = str(chinese_number(number))

    value = read_whole(text.removeprefix("负"), NUMERALS, "十百千")
    assert (-value if text.startswith("负") else value) == number
    assert "零零" not in text
    assert not re.search("零[万亿十百千]", text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_the_decimals_of_a_chinese_numeral_are_those_of_the_number(number: Decimal) -> None:
    whole, _, fraction = str(chinese_number(number)).partition("点")

    value = read_whole(whole.removeprefix("负"), NUMERALS, "十百千")
    digits = "".join(str(NUMERALS[character]) for character in fraction)
    assert Decimal(f"{value}.{digits or 0}") == abs(number)
    assert whole.startswith("负") is (number < 0)


def test_a_blank_is_given_back_as_a_blank_and_a_day_of_the_library_as_a_day() -> None:
    assert capital_amount(BLANK) is BLANK
    assert FILTERS["date"](datetime.date(2024, 1, 2)) == Date(2024, 1, 2)
