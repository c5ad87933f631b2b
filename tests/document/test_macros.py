"""Macros print the same at each call, come to an end, and lose nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, filled_lines, lines, report, template, with_body

SHEETS = {"甲": {"名": "水利局 <&>", "数": Decimal("1.5"), "空": None}, "表": [{"名": "一"}, {"名": "二"}]}
FIGURE = "{% macro 金额(名, 数, 尾='。') %}{{ 名 }}{{ 数 }}万元{{ 尾 }}{% endmacro %}"
HEADED = ("{% macro 段(题) %}", "题：{{ 题 }}", "正文", "{% endmacro %}")


def test_a_macro_of_text_is_printed_where_it_is_called() -> None:
    assert lines(FIGURE, "前{{ 金额('收入', 甲.数) }}后{{ 金额(名=甲.名, 数=2, 尾='；') }}", **SHEETS) == [
        "前收入1.50万元。后水利局 <&>2万元；"
    ]


def test_a_macro_of_text_keeps_its_paragraph_where_one_of_paragraphs_would_replace_it() -> None:
    assert lines(FIGURE, "{{p 金额('x', 1) }}", "前{{r 金额('y', 2) }}") == ["x1万元。", "前y2万元。"]


def test_a_macro_defined_beside_text_leaves_the_text() -> None:
    assert lines("甲" + FIGURE + "乙{{ 金额('x', 1) }}", **SHEETS) == ["甲乙x1万元。"]


def test_a_macro_of_paragraphs_is_called_in_a_paragraph_of_its_own() -> None:
    for opening, ending in (("{% macro 段(题) %}", "{% endmacro %}"), ("{%p macro 段(题) %}", "{%p endmacro %}")):
        for call in ("{{ 段('一') }}", "{{p 段('一') }}"):
            typed = (opening, "题：{{ 题 }}", "正文", ending, "前", call, "后")
            assert lines(*typed, **SHEETS) == ["前", "题：一", "正文", "后"]


def test_a_macro_over_runs_keeps_their_look() -> None:
    data = template(["{% macro 重(字) %}", "字", "{{ 字 }}{% endmacro %}"], "前{{ 重('一') }}后")
    data = with_body(data, "<w:r><w:t>字", "<w:r><w:rPr><w:b/></w:rPr><w:t>字")

    filled = fill(data, report())

    assert filled_lines(filled) == ["前字一后"]
    assert filled.parts[BODY].count(b"<w:b/>") == 1
    assert structure(write_zip(filled.parts)) == []


def test_a_macro_with_a_loop_and_a_condition_in_a_loop() -> None:
    macro = "{% macro 列(行, 有) %}{% for 项 in 行 %}{{ 项.名 }}{% if 有 %}、{% endif %}{% endfor %}{% endmacro %}"

    assert lines(macro, "{% for x in [1, 0] %}{{ 列(表, x) }}|{% endfor %}", **SHEETS) == ["一、二、|一二|"]


def test_a_macro_may_call_another_and_be_chosen() -> None:
    typed = ("{% macro 内(x) %}[{{ x }}]{% endmacro %}", "{% macro 外(x) %}{{ 内(x) }}{{ 内(2) }}{% endmacro %}")

    assert lines(
        *typed, "{{ 外(1) if 甲.数 else 内(3) }}{{ 外(1) if 甲.空 }}{{ 甲.数 if 1 else 内(3) }}", **SHEETS
    ) == ["[1][2]1.50"]


def test_a_macro_in_a_cell_is_called_in_another() -> None:
    data = template(*HEADED, table=[["{{ 段('格') }}", "x"]])

    filled = fill(data, report())

    assert filled_lines(filled) == ["题：格", "正文", "x"]
    assert structure(write_zip(filled.parts)) == []


def test_a_required_blank_given_to_a_macro_is_a_mark() -> None:
    data = template("{% macro 印(x) %}{{ x }}{% endmacro %}", "{{ 印(甲.空) }}")

    assert filled_lines(fill(data, report(**SHEETS), required=lambda path: path == "甲.空")) == ["〔待填：甲.空〕"]


def test_bookmarks_in_a_macro_are_not_doubled() -> None:
    data = with_body(
        template(*HEADED, "{{ 段(1) }}", "{{ 段(2) }}"),
        "<w:r><w:t>正文",
        '<w:bookmarkStart w:id="1" w:name="书签"/><w:bookmarkEnd w:id="1"/><w:r><w:t>正文',
    )

    assert structure(write_zip(fill(data, report()).parts)) == []


@pytest.mark.parametrize(
    ("paragraphs", "rule"),
    [
        (["{% macro 甲() %}{{ 甲() }}{% endmacro %}", "{{ 甲() }}"], "template.macro-recursion"),
        (
            ["{% macro 子() %}{{ 丑() }}{% endmacro %}{% macro 丑() %}{{ 子() }}{% endmacro %}", "{{ 子() }}"],
            "template.macro-recursion",
        ),
        ([FIGURE, "{{ 金额('x', 1) | trim }}"], "template.macro-call"),
        ([FIGURE, "{% set y = 金额('x', 1) %}"], "template.macro-call"),
        ([FIGURE, "{% set y %}{{ 金额('x', 1) }}{% endset %}{{ y }}"], "template.macro-call"),
        ([FIGURE, "{% if 金额('x', 1) %}{% endif %}"], "template.macro-call"),
        ([FIGURE, "{{ 金额('x') }}"], "template.macro-arguments"),
        ([FIGURE, "{{ 金额('x', 1, '', 4) }}"], "template.macro-arguments"),
        ([FIGURE, "{{ 金额('x', 1, 数=4) }}"], "template.macro-arguments"),
        ([FIGURE, "{{ 金额('x', 1, 多=4) }}"], "template.macro-arguments"),
        ([FIGURE, "{{ 金额(*[1, 2]) }}"], "template.macro-arguments"),
        ([*HEADED, "前{{ 段(1) }}"], "template.macro-place"),
        (["{{ 金额('x', 1) }}", FIGURE], "fill.wrong-argument"),
        ([FIGURE, "{{ 金额 }}"], "fill.not-printable"),
        ([FIGURE, "{{ 金额.name }}"], "fill.no-such-item"),
        ([FIGURE, "{{ 金颇('x', 1) }}"], "template.unknown-function"),
        ([FIGURE, "{% call 金额('x', 1) %}x{% endcall %}"], "template.call-block"),
        (["{% macro 印(x) %}{{ 没有 }}{% endmacro %}"], "template.unknown-name"),
        (["{% macro 印(x) %}{{ x / 0 }}{% endmacro %}", "{{ 印(1) }}"], "fill.division-by-zero"),
        (["{% macro 印(x) %}甲"], "template.unclosed-block"),
        (["{% macro 印 %}{% endmacro %}"], "template.syntax"),
    ],
)
def test_what_would_not_end_or_lose_something_is_told(paragraphs: list[str], rule: str) -> None:
    found = faults(template(*paragraphs), report(**SHEETS))

    assert {item.rule for item in found} == {rule}
    assert all(item.place for item in found)


def test_a_call_in_an_attribute_is_told() -> None:
    data = with_body(template(FIGURE, "甲"), "<w:p><w:r><w:t>甲", "<w:p w:rsidR=\"{{ 金额('x', 1) }}\"><w:r><w:t>甲")

    assert faults(data, report(**SHEETS)).rows() == [("正文第2段", "template.macro-call")]


def test_macros_that_call_macros_are_bounded() -> None:
    macros = ["{% macro m0(x) %}{{ x }}{% endmacro %}"]
    macros += [f"{{% macro m{i}(x) %}}{{{{ m{i - 1}(x) }}}}{{{{ m{i - 1}(x) }}}}{{% endmacro %}}" for i in range(1, 40)]

    assert [item.rule for item in faults(template(*macros, "{{ m39(1) }}"))] == ["fill.too-much"]
