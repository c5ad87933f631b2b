"""What a template needs, found in its tags: sheets, kinds, labels, types, places."""

from __future__ import annotations

from typing import Any

import pytest

from selfeval.errors import TemplateError
from selfeval.form import builtin_form
from selfeval.form.model import FieldType
from selfeval.intake.fields import NeededSheet, fields_of
from selfeval.intake.guesses import guess_type
from tests.support.documents import template


def needed(*paragraphs: str, **more: Any) -> dict[str, NeededSheet]:
    return fields_of(template(*paragraphs, **more))


def kinds(sheets: dict[str, NeededSheet]) -> dict[str, tuple[str, list[str]]]:
    return {sheet.name: (sheet.kind, list(sheet.labels)) for sheet in sheets.values()}


def one(text: str, **more: Any) -> tuple[FieldType, str]:
    (sheet,) = needed(text, **more).values()
    (label,) = sheet.labels.values()
    return label.type, label.unit


def test_labels_stand_under_their_sheet_in_the_order_of_first_use() -> None:
    assert kinds(needed("{{ 乙.二 }}{{ 甲.一 }}", "{{ 乙.一 }}{{ 乙.二 }}")) == {
        "乙": ("fields", ["二", "一"]),
        "甲": ("fields", ["一"]),
    }


@pytest.mark.parametrize(
    "text",
    [
        "{% for 项 in 表 %}{{ 项.名 }}{{ 项.数 }}{% endfor %}",
        "{% for 项 in 表 | sort(attribute='名') %}{{ 项.数 }}{% endfor %}",
        "{% set 选 = 表 %}{% for 项 in 选 if 项.名 == '甲' %}{{ 项.数 }}{% endfor %}",
        "{{ 合计(表.数, 名 == '甲') }}",
    ],
)
def test_a_sheet_that_is_looped_over_or_summed_is_a_table(text: str) -> None:
    ((name, (kind, labels)),) = kinds(needed(text)).items()
    assert (name, kind, sorted(labels)) == ("表", "table", ["名", "数"])


def test_three_names_make_rows() -> None:
    sheets = needed("{{ 表.接待费.上年 }}{{ 表.会议费.本年 }}")
    assert kinds(sheets) == {"表": ("rows", ["上年", "本年"])}
    assert sheets["表"].rows == ("接待费", "会议费")


def test_rows_within_the_rows_of_another_table_are_a_table_of_their_own() -> None:
    sheets = needed("{% for 项 in 项目 %}{{ 项.名称 }}{% for 指标 in 项.指标 %}{{ 指标.值 }}{% endfor %}{% endfor %}")
    assert kinds(sheets) == {"项目": ("table", ["名称"]), "指标": ("table", ["值"])}
    assert sheets["指标"].within == "项目"


def test_names_that_the_template_makes_itself_are_no_fields() -> None:
    assert kinds(
        needed(
            "{% macro 印(数) %}{{ 数 }}{% endmacro %}{% set 甲 = 1 %}",
            "{{ 编号(1) }}{{ 甲 }}{{ 印(乙.一) }}{{ 最大(乙.一, 2) }}{% for 行 in 丙 %}{{ loop.index }}{{ 行.名 }}{% endfor %}",
        )
    ) == {"乙": ("fields", ["一"]), "丙": ("table", ["名"])}


def test_labels_that_are_no_identifiers_are_found_too() -> None:
    assert kinds(needed('{{ 表["因公出国（境）费"] }}')) == {"表": ("fields", ["因公出国（境）费"])}


def test_one_label_in_two_spellings_is_one() -> None:
    assert kinds(needed('{{ 表["A（境）"] }}{{ 表["Ａ(境)"] }}')) == {"表": ("fields", ["A（境）"])}


def test_places_are_worded_as_the_engine_words_them_and_named_once() -> None:
    sheets = needed("无", "{{ 表.名 }}{{ 表.名 }}", header="{{ 表.名 }}", table=[["名", "{{ 表.名 }}"]])
    assert sheets["表"].labels["名"].places == ("正文第2段", "正文表1第1行第2列", "页眉1第1段")


def test_a_table_keeps_the_places_where_it_is_used_as_a_whole() -> None:
    assert needed("{% if 表 %}有{% endif %}", "{% for 行 in 表 %}{{ 行.名 }}{% endfor %}")["表"].places == (
        "正文第1段",
        "正文第2段",
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("年初预算数", (FieldType.AMOUNT, "万元")),
        ("全年执行数", (FieldType.AMOUNT, "万元")),
        ("支出金额", (FieldType.AMOUNT, "万元")),
        ("财政拨款收入", (FieldType.AMOUNT, "万元")),
        ("公务接待费", (FieldType.AMOUNT, "万元")),
        ("因公出国（境）费", (FieldType.AMOUNT, "万元")),
        ("在职人数", (FieldType.INTEGER, "人")),
        ("行政编制", (FieldType.INTEGER, "人")),
        ("培训次数", (FieldType.NUMBER, "")),
        ("预算执行率", (FieldType.PERCENT, "")),
        ("项目支出占比", (FieldType.PERCENT, "")),
        ("填报日期", (FieldType.DATE, "")),
        ("完成时间", (FieldType.DATE, "")),
        ("年度", (FieldType.YEAR, "年")),
        ("存在的问题", (FieldType.PARAGRAPHS, "")),
        ("下一步措施", (FieldType.PARAGRAPHS, "")),
        ("联系电话", (FieldType.TEXT, "")),
        ("资金来源", (FieldType.TEXT, "")),
        ("负责人", (FieldType.TEXT, "")),
        ("无名", (FieldType.TEXT, "")),
    ],
)
def test_the_type_is_guessed_from_the_name(name: str, expected: tuple[FieldType, str]) -> None:
    assert tuple(guess_type(name)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("合 {{ 表.某|大写金额 }}", (FieldType.AMOUNT, "万元")),
        ("合 {{ 表.某|万元 }}", (FieldType.AMOUNT, "万元")),
        ("合 {{ 表.某|百分比 }}", (FieldType.PERCENT, "")),
        ("合 {{ 表.年初预算数|日期 }}", (FieldType.DATE, "")),
    ],
)
def test_a_filter_knows_better_than_the_name(tag: str, expected: tuple[FieldType, str]) -> None:
    assert one(tag) == expected


def test_a_text_in_a_paragraph_of_its_own_is_running_text_but_not_in_a_table() -> None:
    assert one("{{p 表.某 }}")[0] is FieldType.PARAGRAPHS
    assert one("", table=[["{{ 表.某 }}"]])[0] is FieldType.TEXT
    assert one("", table=[["{{ 表.存在的问题 }}"]])[0] is FieldType.TEXT


def test_words_a_label_is_compared_with_are_its_choices() -> None:
    sheets = needed('{% if 表.等级 == "优" %}好{% elif 表.等级 == "良" %}中{% endif %}{{ 表.等级 }}')
    label = sheets["表"].labels["等级"]
    assert (label.type, label.choices) == (FieldType.CHOICE, ("优", "良"))


def test_a_single_word_to_compare_with_makes_no_choice() -> None:
    assert needed('{% if 表.等级 == "优" %}好{% endif %}')["表"].labels["等级"].type is FieldType.TEXT


def test_a_template_without_tags_needs_nothing() -> None:
    assert needed("一段话") == {}


def test_every_faulty_tag_is_told_at_once() -> None:
    with pytest.raises(TemplateError) as raised:
        needed("{{ 甲. }}", "{% for %}", "{{ 乙.好 }}")
    assert {found.place for found in raised.value.findings} >= {"正文第1段", "正文第2段"}


def test_with_a_form_types_are_its_own_and_what_it_computes_is_marked() -> None:
    form = builtin_form("hunan")
    found = fields_of(template("{{ 封面.单位名称 }}{{ 一般公共预算.支出合计 }}{{ 一般公共预算.预算执行率 }}"), form)
    cover, budget = found["封面"].labels["单位名称"], found["一般公共预算"].labels
    assert (cover.type, cover.required, cover.computed) == (FieldType.TEXT, True, False)
    assert budget["支出合计"].field is form.sheets["一般公共预算"].fields["支出合计"]
    assert {label: one.computed for label, one in budget.items()} == {"支出合计": False, "预算执行率": True}
