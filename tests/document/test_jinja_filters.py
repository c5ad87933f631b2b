"""Jinja's filters, tests and functions: exact where Jinja's floats are not, blank where the value is, bounded, and told
in both languages where they are used wrongly. What each gives beside docxtpl stands in the corpus."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.filters import sync_do_slice

from selfeval.document import fill
from selfeval.document.arguments import arguments_of
from selfeval.document.filters import FILTERS
from selfeval.document.filters_lists import batch, portions
from selfeval.document.filters_numbers import file_size, rounded, to_number
from selfeval.document.filters_text import indented, titled, truncated, wrapped
from selfeval.document.instead import FILTERS_REFUSED
from selfeval.document.predicates import TESTS
from selfeval.report import BLANK, printed
from tests.support.documents import faults, filled_text, lines, report, template

SHEETS: dict[str, Any] = {
    "甲": {"名": "a b", "额": Decimal("258.9"), "数": 3, "空": None},
    "表": [
        {"名": "甲", "数": Decimal("2"), "类": "乙", "日期": "日"},
        {"名": "乙", "数": None, "类": "甲", "日期": "期"},
        {"名": "丙", "数": Decimal("1"), "类": "乙", "日期": "天"},
    ],
}
JINJA = Environment(autoescape=True)


def value(expression: str) -> str:
    [line] = lines("{{ " + expression + " }}", **SHEETS)
    return line


def test_every_filter_and_test_of_jinja_is_there_or_refused_by_a_rule_of_its_own() -> None:
    assert set(JINJA.filters) - set(FILTERS) == set(FILTERS_REFUSED)
    assert set(JINJA.tests) - set(TESTS) == {"escaped", "filter", "test"}


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("甲.空 | int", ""),
        ("甲.空 | int(0)", "0"),
        ("甲.额 | int", "258"),
        ("甲.额 | float", "258.9"),
        ("true | int", "1"),
        ("'1e3' | float", "1000"),
        ("'1,234' | int(0)", "0"),
        ("0.1 | float + 0.2", "0.3"),
        ("甲.空 | round", ""),
        ("甲.额 | round(3)", "258.900"),
        ("甲.额 | round", "259"),
        ("2.5 | round", "3"),
        ("1 / 3 | round(2)", "0.33333333333333333333333333333333333333333333333333"),
        ("(1 / 3) | round(2)", "0.33"),
        ("2 | round(1)", "2.0"),
        ("甲.数 | round(1)", "3"),
        ("(0.98765 | 百分比) | round(3)", "98.8%"),
        ("甲.额 | round(1) + 甲.额", "517.80"),
        ("2.5 | round(1) + 0.25", "2.75"),
        ("甲.空 | upper", ""),
        ("甲.空 | center(5) | length", "0"),
        ("甲.空 | filesizeformat", ""),
        ("[] | min", ""),
        ("表 | map(attribute='数') | max", "2.00"),
        ("表 | map(attribute='数') | min", "1.00"),
        ("[甲.空, 甲.数] | min", "3"),
        ("表 | sum(attribute='数')", "3.00"),
        ("[] | sum", ""),
        ("[] | sum(start=0)", "0"),
        ("'%.2f' % 甲.空", ""),
        ("'%s%%' % 甲.空", "%"),
        ("'%.2f' % 1.005", "1.01"),
        ("'%(a)s-%(b)03d' % {'a': '甲', 'b': 7}", "甲-007"),
        ("'%+d|%-3d|' % (5, 6)", "+5|6  |"),
        ("表 | map('日期') | join", "日期天"),
        ("表 | map(attribute='日期') | join", "日期天"),
        ("['x'] | map('日期') | join if false else 'x'", "x"),
        ("表 | groupby('类') | map(attribute='grouper') | join", "乙甲"),
        ("(表 | sort(attribute='类,名') | map(attribute='名')) | join", "丙甲乙"),
        ("甲 | items | length", "4"),
        ("甲.空 | items | length", "0"),
        ("([1, 2] + [] + [3]) | join", "123"),
        ("2 ** -1", "0.5"),
        ("0 ** 0", "1"),
        ("甲.空 ** 2", ""),
        ("1.1 ** 2", "1.21"),
        ("3.0 is integer", "是"),
        ("甲.额 is integer", "否"),
        ("甲.额 is float", "是"),
        ("'3' is integer", "否"),
        ("甲.空 is none", "是"),
        ("甲.空 == none", "是"),
        ("甲.数 != none", "是"),
        ("'a' is sameas('A')", "否"),
        ("true is sameas(1)", "否"),
        ("甲.空 is iterable", "是"),
    ],
)
def test_computes_exactly_and_blank_stays_blank(expression: str, printed: str) -> None:
    assert value(expression) == printed


@pytest.mark.parametrize(
    "expression",
    [
        "'三' | int", "'' ~ 甲.名 | float", "甲.额 | round(1, 'up')", "甲.额 | round('x')", "'%d' % 'x'",
        "'%s' % (1, 2)", "'%s%s' % 1", "'%q' % 1", "[1] | batch(0)", "[1] | slice('x')", "表 | items", "甲.数 | dictsort",
        "甲 | dictsort(by='x')", "[1] | select('x')", "表 | selectattr", "表 | map", "['x'] | map('日期')",
        "'a' | replace('', 'b')", "'x' | truncate(1)", "'10' < '9'", "甲.额 ** 0.5", "range('x')", "甲.名 * 2",
        "1e300 * 1e300 ** 100", "甲.名 | 日期",
    ],
)  # fmt: skip
def test_what_is_used_wrongly_is_told_in_chinese_and_in_english(expression: str) -> None:
    found = faults(template("好", "{{ " + expression + " }}"), report(**SHEETS))

    assert [item.place for item in found] == ["正文第2段"]
    typed = re.escape(found[0].found)
    english = re.sub(typed, "", found[0].message("en")).removeprefix("正文第2段")
    assert re.search(r"[\u4e00-\u9fff]", re.sub(typed, "", found[0].body("zh")))
    assert not re.search(r"[\u4e00-\u9fff]", re.sub("三|日期", "", english))


def test_the_arguments_of_every_filter_are_known() -> None:
    assert all(arguments_of(filter_) for filter_ in FILTERS.values())


def test_wrong_arguments_of_a_filter_are_told_with_the_right_ones() -> None:
    [found] = faults(template("{{ 甲.名 | center(1, 2) }}"), report(**SHEETS))
    assert (found.rule, found.expected) == ("template.filter-arguments", "[width]")
    [found] = faults(template("{{ 表 | 筛选('类') }}"), report(**SHEETS))
    assert (found.rule, found.expected) == ("template.filter-arguments", "column、value")


@pytest.mark.parametrize("name", sorted(FILTERS_REFUSED))
def test_a_refused_filter_says_why_and_what_to_write(name: str) -> None:
    [found] = faults(template("{{ 甲.名 | " + name + " }}"), report(**SHEETS))

    assert (found.place, found.rule) == ("正文第1段", FILTERS_REFUSED[name])
    assert all(found.body(language) and found.hint(language) for language in ("zh", "en"))


@pytest.mark.parametrize(
    ("typed", "rule", "edit"),
    [
        ("{% raw %}x{% endraw %}", "template.no-raw", "{{ '{{ 名称 }}' }}"),
        ("{% filter upper %}x{% endfilter %}", "template.no-filter-block", "{% set 文 %}…{% endset %}"),
        ("{% block x %}{% endblock %}", "template.no-block", "{% endblock %}"),
        ("{% autoescape true %}{% endautoescape %}", "template.no-autoescape", "{% endautoescape %}"),
        ("{% do x %}", "template.no-do", "{% set 列 = 列 + [项] %}"),
        ("{% for x in 表 %}{% break %}{% endfor %}", "template.no-break", "{% for 项 in 表 if 条件 %}"),
        ("{% include 'x' %}", "template.no-include", "{{p 名称 }}"),
    ],
)
def test_a_statement_that_is_refused_names_the_edit(typed: str, rule: str, edit: str) -> None:
    found = faults(template(typed), report(**SHEETS))

    assert {item.rule for item in found} == {rule}
    assert edit in found[0].hint("zh")


def test_a_loop_knows_the_turn_before_and_the_one_after() -> None:
    typed = "{% for 项 in 表 %}{{ loop.previtem }}{% if loop.previtem is not defined %}首{% endif %}{% endfor %}"

    assert lines(typed.replace("{{ loop.previtem }}", "{{ loop.previtem.名 if loop.previtem }}"), **SHEETS) == [
        "首甲乙"
    ]
    first_only = typed.replace("in 表", "in [1]")
    assert filled_text(fill(template(first_only), report(**SHEETS), undefined="mark")) == "首"
    [found] = faults(template("{% for 项 in 表 %}{{ loop.previtem.名 }}{% endfor %}"), report(**SHEETS))
    assert (found.rule, found.details["name"]) == ("fill.no-such-name", "loop.previtem.名")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("{% if 甲.别 is defined %}{{ 甲.别 }}{% endif %}", []),
        ("{% if 甲.别 is not defined %}{{ 甲.别 }}{% endif %}", ["甲.别"]),
        ("{% if 甲.别 is defined %}x{% else %}{{ 甲.别 }}{% endif %}", ["甲.别"]),
        ("{% if 甲.别 is undefined %}x{% elif 甲.别 > 1 %}y{% else %}{{ 甲.别 }}{% endif %}", []),
        ("{% if 甲.别 is defined %}{{ 甲.别 }}{% endif %}{{ 甲.别 }}", ["甲.别"]),
        ("{% if 甲.别 is defined %}{{ 甲.另 }}{% endif %}", ["甲.另"]),
        ("{% if 甲.别 is defined or 甲.数 %}{{ 甲.别 }}{% endif %}", ["甲.别"]),
        ("{% if not (甲.别 is undefined or 甲.数 > 9) %}{{ 甲.别 }}{% endif %}", []),
        ("{% if 甲.别 is undefined or 甲.别 > 9 %}x{% endif %}", []),
        ("{% if 丁 is defined %}{{ 丁.名 }}{% endif %}", []),
        ("{% if 甲 is defined %}{{ 甲.别 }}{% endif %}", ["甲.别"]),
        ("{% if 丁.名 is defined %}{{ 丁.名 }}{% endif %}", []),
        ("{% if 丁.名 is defined %}{{ 丁.另 }}{% endif %}", ["丁"]),
        ("{{ 甲.别 if 甲.别 is defined }}", []),
        ("{{ 甲.别 if 甲.别 is not defined else 1 }}", ["甲.别"]),
        ("{{ 甲.别 | default('无') }}", []),
        ("{% if 甲.Ａ is defined %}{{ 甲.A }}{% endif %}", []),
    ],
)
def test_a_name_is_not_asked_for_where_a_condition_proves_it(typed: str, names: list[str]) -> None:
    found = faults(template(typed), report(**SHEETS))

    assert {item.details["name"] for item in found} == set(names)


def test_a_guard_holds_in_a_template_with_another_fault() -> None:
    found = faults(
        template("{% if 甲.别 is defined %}", "{{ 甲.别 }}", "{% endif %}", "{{ 甲.名 | 没有 }}"), report(**SHEETS)
    )

    assert [item.rule for item in found] == ["template.unknown-filter"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@settings(max_examples=200)
@given(words, st.integers(1, 30))
def test_text_filters_give_what_jinja_gives(text: str, width: int) -> None:
    jinja = JINJA.filters
    assert titled(text) == jinja["title"](text)
    assert indented(text, width) == jinja["indent"](text, width)
    assert wrapped(text, width) == jinja["wordwrap"](JINJA, text, width)
    assert truncated(text, width + 3) == jinja["truncate"](JINJA, text, width + 3)


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12), st.none() | st.just("无"))
def test_portions_are_jinjas(found: list[int], size: int, fill_with: str | None) -> None:
    assert batch(found, size, fill_with) == list(JINJA.filters["batch"](found, size, fill_with))
    assert portions(found, size, fill_with) == [list(each) for each in sync_do_slice(found, size, fill_with)]


@given(st.integers(0, 10**27), st.booleans())
def test_sizes_of_files_are_jinjas_but_for_its_floats(size: int, binary: bool) -> None:
    ours, theirs = str(file_size(Decimal(size), binary)), JINJA.filters["filesizeformat"](size, binary)
    assert ours.split()[1] == theirs.split()[1]
    assert abs(Decimal(ours.split(maxsplit=1)[0]) - Decimal(theirs.split()[0])) <= Decimal("0.1")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9), st.integers(0, 8)
)
def test_a_rounded_number_prints_with_the_places_it_was_rounded_to(number: Decimal, places: int) -> None:
    text = printed(rounded(number, places))

    assert abs(Decimal(text) - number) <= Decimal(5).scaleb(-places - 1)
    assert len(text.partition(".")[2]) == places
    assert rounded(BLANK, places) is BLANK


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_numbers_are_read_from_their_text_exactly(number: Decimal) -> None:
    assert to_number("float")(str(number)) == number
    assert to_number("int")(f"{number:f}") == int(number)
