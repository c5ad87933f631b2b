"""A faulty template is refused with a finding for each fault, each with its place."""

from __future__ import annotations

from decimal import Decimal

import docx
import pytest

from selfeval.document import known_names
from selfeval.findings import Findings
from selfeval.findings.template_rules import TEMPLATE_RULES
from tests.support.documents import faults, report, saved, template, with_body

ROWS = [{"名": "甲", "数": Decimal("1.5")}]
VALUES = {"甲": {"文": "x", "数": 1, "零": 0, "空": None}, "表": ROWS}


def refused(*paragraphs: str, **options: object) -> Findings:
    return faults(template(*paragraphs), report(**VALUES), **options)


def test_finds_every_unknown_name_in_one_pass_with_its_place() -> None:
    found = refused(
        "{{ 甲.文字 }}", "好", "{%p for 项 in 表 %}", "{{ 项.名字 }}{{ 项.数 }}", "{%p endfor %}", "{{ 乙.a }}{{ 数 }}"
    )

    assert [(item.place, item.details["name"], item.details.get("suggestion", "")) for item in found] == [
        ("正文第1段", "甲.文字", "（您是否想写「甲.文」？）"),
        ("正文第4段", "表.名字", "（您是否想写「表.名」？）"),
        ("正文第6段", "乙", ""),
        ("正文第6段", "数", "（您是否想写「甲.数」？）"),
    ]
    assert {item.rule for item in found} == {"template.unknown-name"}
    assert found[0].found == "{{ 甲.文字 }}"


def test_names_are_known_through_filters_variables_and_nested_loops() -> None:
    found = refused(
        "{% set 选 = 表 | 筛选('名', 'x') %}{% for 项 in 选 | sort(attribute='数值') %}{{ 项.金额 }}{% endfor %}",
        "{% for 项 in 表 | selectattr('名目') %}{% for 里 in 表 %}{{ 里.名 }}{{ 项.数 }}{{ loop.index }}{% endfor %}{% endfor %}",
        "{{ 合计(表.数, 名 == '甲') }}{{ 合计(表.数, 来源 == '甲') }}{{ 合计(甲表.数) }}",
        "{{ (表 | first).别 }}{{ 表[0].别的 }}",
    )

    assert [item.details["name"] for item in found] == [
        "表.数值", "表.金额", "表.名目", "表.来源", "表.别", "表.别的", "甲表",
    ]  # fmt: skip


def test_names_asked_for_or_defaulted_are_no_faults() -> None:
    assert refused("{% if 乙.丙 is defined %}{% endif %}{{ 乙.丙 | default('无') }}{{ 丁 | d('无') }}") == Findings()


def test_names_are_checked_in_branches_that_are_not_taken() -> None:
    assert refused("{% if 0 %}{{ 甲.没有 }}{% endif %}").rows() == [("正文第1段", "template.unknown-name")]


def test_the_form_may_know_more_than_the_report() -> None:
    known = known_names(None, [report(甲={"文": "x"}, 乙={"丙": "y"})])

    assert faults(template("{{ 甲.文 }}"), report(甲={"文": "x"}), known=known) == Findings()
    assert faults(template("{{ 乙.丙 }}"), report(甲={"文": "x"}), known=known).rows() == [
        ("正文第1段", "fill.no-such-name")
    ]


def test_a_column_outside_a_loop_says_how_to_loop() -> None:
    found = refused("{{ 表.数 }}")

    assert found.rows() == [("正文第1段", "template.column-outside-loop")]
    assert "{% for 行 in 表 %}" in found[0].message()


def test_names_stand_beside_other_faults_in_one_pass() -> None:
    found = refused(
        "{{ 甲.没有 }}", "{{ 甲.文 | 没有 }}", "{% 没有 %}", "{{ 没有( }}", "{{ 甲.文", "{{ 甲.文 is 没有 }}"
    )

    assert sorted(found.rows()) == [
        ("正文第1段", "template.unknown-name"),
        ("正文第2段", "template.unknown-filter"),
        ("正文第3段", "template.unknown-tag"),
        ("正文第4段", "template.syntax"),
        ("正文第5段", "template.unclosed-tag"),
        ("正文第6段", "template.unknown-test"),
    ]


def test_a_place_in_a_table_is_told_by_table_row_and_column() -> None:
    found = faults(template("一", table=[["a", "b"], ["c", "{{ 没有 }}"]], header="{{ 也没有 }}"), report())

    assert [item.place for item in found] == ["正文表1第2行第2列", "页眉1第1段"]


def test_the_heading_above_is_told() -> None:
    document = docx.Document()
    document.add_heading("{{ 编号(1) }}基本情况", 1)
    document.add_paragraph("{{ 没有 }}")

    found = faults(saved(document), report())

    assert "（在“基本情况”之下）" in found[0].message()
    assert "below '基本情况'" in found[0].message("en")


@pytest.mark.parametrize(
    ("paragraphs", "rules"),
    [
        (["{{ 甲.文"], ["template.unclosed-tag"]),
        (["{{ 甲.文 {{ 甲.文 }}"], ["template.unclosed-tag"]),
        (["{% if 1 %}甲"], ["template.unclosed-block"]),
        (["{%p if 1 %}", "甲"], ["template.unclosed-block"]),
        (["甲{% endif %}"], ["template.stray-end"]),
        (["{% else %}"], ["template.stray-end"]),
        (["{% if 1 %}{% else %}{% else %}{% endif %}"], ["template.stray-end"]),
        (["{% for 项 in 表 %}{% if 1 %}{% endfor %}{% endif %}"], ["template.unclosed-block", "template.stray-end"]),
        (["{%p if 1 %}", "甲{% endif %}"], ["template.crossed-block"]),
        (["留下 {%p if 1 %}", "{%p endif %}"], ["template.text-beside-tag"]),
        (["{%p if 1 %}{%p endif %}"], ["template.text-beside-tag"] * 2),
        (["{%tr if 1 %}", "{%tr endif %}"], ["template.misplaced-tag"] * 2),
        (["{{tr 甲.文 }}"], ["template.unsupported-tag"]),
        (["{{+ 甲.文 }}"], ["template.unsupported-tag"]),
        (["{% include 'x' %}"], ["template.no-include"]),
        (["{% macro 甲() %}{% endmacro %}{% call 甲() %}{% endcall %}"], ["template.call-block"] * 2),
        (["{% for 项 in 表 recursive %}{% endfor %}"], ["template.unsupported-tag"]),
        (["{% set x %}甲"], ["template.unclosed-block"]),
        (["甲{% endset %}"], ["template.stray-end"]),
        (["{% set x %}甲", "乙{% endset %}{{ x }}"], ["template.unsupported-tag"]),
        (["{% set x %}甲{% if 1 %}乙{% endif %}{% endset %}"], ["template.unsupported-tag"]),
        (["{% set x | trim %}甲{% endset %}"], ["template.unsupported-tag"]),
        (["{% set 甲.文 = 1 %}"], ["fill.failed"]),
        (["{% set n = namespace(1) %}"], ["template.unknown-function"]),
        (["{% set n = namespace(a=1) %}{{ n }}"], ["fill.not-printable"]),
        (["{% set n = namespace(a=1) %}{{ n.b }}"], ["fill.no-such-name"]),
        (["{% set n = namespace(a=1) %}{{ n.__class__ }}{{ n._Namespace__attrs }}"], ["fill.no-such-name"]),
        (["{% foo %}"], ["template.unknown-tag"]),
        (["{{ }}"], ["template.syntax"]),
        (["{{ 甲. 文（a） }}"], ["template.syntax"]),
        (["{{ 甲.文() }}"], ["template.unknown-function"]),
        (["{{ 甲.文.upper() }}"], ["template.call-of-python"]),
        (["{{ 合计(甲) }}"], ["template.expression"]),
        (["{{ 合并(表.数) }}"], ["template.unknown-function"]),
        (["{{ 甲.文 | safe }}"], ["template.no-safe"]),
        (["{{ 甲 | attr('name') }}"], ["template.unknown-name"]),
        (["{{ " + "(" * 1000 + "1" + ")" * 1000 + " }}"], ["template.too-complex"]),
        (["{{ 甲.文" + " | trim" * 3000 + " }}"], ["template.too-complex"]),
        (["{{ " + "9" * 5000 + " }}"], ["template.too-complex"]),
        (["{" * 2000], ["template.unclosed-tag"]),
    ],
)
def test_refuses_what_cannot_be_filled(paragraphs: list[str], rules: list[str]) -> None:
    found = refused(*paragraphs)

    assert sorted({item.rule for item in found}) == sorted(set(rules))


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("甲.数 / 甲.零", "fill.division-by-zero"),
        ("甲.数 % 0", "fill.division-by-zero"),
        ("甲.文 * 2", "fill.cannot-compute"),
        ("甲.文 > 1", "fill.cannot-compute"),
        ("1e999", "fill.cannot-compute"),
        ("9 ** 9 ** 99", "fill.cannot-compute"),
        ("'%999999999d' % 1", "fill.wrong-argument"),
        ("'a' * 10", "fill.cannot-compute"),
        ("range(10000000000000000)", "fill.wrong-argument"),
        ("编号(9)", "fill.wrong-argument"),
        ("甲.文 | 日期", "fill.wrong-argument"),
        ("甲.数 | round(99)", "fill.wrong-argument"),
        ("甲", "fill.not-printable"),
        ("表", "fill.not-printable"),
        ("[1]", "fill.not-printable"),
        ("甲.文.长", "fill.no-such-item"),
        ("''.join", "fill.no-such-item"),
        ("甲.数 | first", "fill.not-a-list"),
        ("甲.文 | 写作", "template.filter-arguments"),
        ("甲.文 | center(1, 2, 3)", "template.filter-arguments"),
        ("甲.数 | round(x=1)", "template.filter-arguments"),
        ("甲.文 | upper(1)", "template.filter-arguments"),
        ("表 | 筛选('数')", "template.filter-arguments"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_tag(expression: str, rule: str) -> None:
    found = refused("好", "{{ " + expression + " }}")

    assert found.rows() == [("正文第2段", rule)]
    assert found[0].found == "{{ " + expression + " }}"


def test_the_tag_of_a_fault_is_found_among_many_in_one_paragraph() -> None:
    found = refused("{{ 甲.数 }}{{ 甲.数 / 甲.零 }}{{ 甲.文 }}")

    assert found[0].found == "{{ 甲.数 / 甲.零 }}"


def test_loops_are_bounded() -> None:
    loops = "{% for a in range(10000) %}{% for b in range(10000) %}{{ b }}{% endfor %}{% endfor %}"

    assert refused(loops).rows() == [("正文第1段", "fill.too-much")]


def test_a_tag_in_deleted_text_is_never_passed_over() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ 甲.文 }}</w:delText></w:r></w:del>'
    data = with_body(template("甲"), "</w:p>", deleted + "</w:p>")

    assert faults(data).rows() == [("正文第1段", "template.tag-in-deleted-text")]


def test_a_section_break_never_vanishes_with_a_control_paragraph() -> None:
    control = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p if 1 %}</w:t></w:r></w:p>"
    end = "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"

    found = faults(with_body(template("甲"), "<w:body>", f"<w:body>{control}{end}"))

    assert found.rows() == [("正文第1段", "template.section-in-control")]


def test_every_rule_words_itself_in_both_languages() -> None:
    for name, rule in TEMPLATE_RULES.items():
        words = dict.fromkeys(("found", "below", "below_en", "name", "reason", "expected", "suggestion"), "x")
        assert rule.zh.format_map(_Words(words)), name
        assert rule.en.format_map(_Words(words)), name
        assert bool(rule.hint_zh) == bool(rule.hint_en), name


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
