"""Values that a template keeps: ``{% set x %}…{% endset %}`` and ``namespace``."""

from __future__ import annotations

from decimal import Decimal

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import faults, filled_lines, lines, report, template

ROWS = [{"名": "甲", "数": Decimal("1.5")}, {"名": "乙", "数": Decimal("2")}]


def test_a_block_set_keeps_its_text_and_values() -> None:
    assert lines("{% set 句 %}共 {{ 甲.数 }} 万元 <&> {% endset %}见{{ 句 }}，{{ 句 }}", 甲={"数": Decimal("1.5")}) == [
        "见共 1.50 万元 <&> ，共 1.50 万元 <&> "
    ]


def test_a_block_set_over_runs_keeps_the_words_and_the_document_whole() -> None:
    filled = fill(template(["{% set 句 %}甲", "乙", "丙{% endset %}", "前{{ 句 }}"], "{{ 句 }}"), report())

    assert filled_lines(filled) == ["前甲乙丙", "甲乙丙"]
    assert structure(write_zip(filled.parts)) == []


def test_a_block_set_with_braces_and_lines() -> None:
    printed = lines("前{% set 句 %}{ {{ 甲.文 }} }{% endset %}", "{{ 句 }}", 甲={"文": "{{ x }}\n二"})

    assert printed == ["前", "{ {{ x }}", "二 }"]


def test_names_in_a_block_set_are_checked() -> None:
    found = faults(template("{% set 句 %}甲{{ 乙.丙 }}{% endset %}"), report(甲={"文": "x"}))

    assert [item.rule for item in found] == ["template.unknown-name"]


def test_a_namespace_outlives_the_turns_of_a_loop() -> None:
    typed = "{% set 计 = namespace(和=0, 末='') %}{% for 项 in 表 %}{% set 计.和 = 计.和 + 项.数 %}{% set 计.末 = 项.名 %}{% endfor %}"

    assert lines(typed + "{{ 计.和 }}{{ 计.末 }}", 表=ROWS) == ["3.50乙"]
    assert lines(typed, "{{ 计.和 }}", 表=ROWS) == ["3.50"]


def test_a_namespace_in_a_condition_across_paragraphs() -> None:
    assert lines(
        "{% set n = namespace(有=false) %}",
        *("{%p for 项 in 表 %}", "{%p if 项.数 > 1.6 %}", "{%p set n.有 = true %}", "{%p endif %}", "{%p endfor %}"),
        "{{ '有' if n.有 else '无' }}",
        表=ROWS,
    ) == ["有"]
