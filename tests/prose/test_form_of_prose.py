from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selfeval
from selfeval.checks.prose import judge_prose, tidy
from selfeval.checks.prose_form import tidied
from selfeval.errors import TemplateError
from tests.support.answers import answers
from tests.support.prose import PERFORMANCE, judged, prose_findings, rules
from tests.support.reports import form_of, report_of
from tests.support.word import paragraphs

REWRITTEN = [
    ("根据芦办发【2019】17号文件", "根据芦办发〔2019〕17号文件", "prose-document-number"),
    ("根据芦办发[2019]17号文件", "根据芦办发〔2019〕17号文件", "prose-document-number"),
    ("根据芦办发（2019）17号文件", "根据芦办发〔2019〕17号文件", "prose-document-number"),
    ("加强管理,提高效率", "加强管理，提高效率", "prose-half-width"),
    ("加强管理, 提高效率", "加强管理，提高效率", "prose-half-width"),
    ("加强管理;落实责任", "加强管理；落实责任", "prose-half-width"),
    ("任务完成.", "任务完成。", "prose-half-width"),
    ("各单位(含镇街)均已完成", "各单位（含镇街）均已完成", "prose-half-width"),
    ("任务完成。。", "任务完成。", "prose-repeated"),
    ("任务完成，。", "任务完成。", "prose-repeated"),
    ("拟订计划； 组织实施", "拟订计划；组织实施", "prose-leftover"),
    ("任务\u3000\u3000完成", "任务 完成", "prose-leftover"),
    ("任务\t完成", "任务 完成", "prose-leftover"),
    ("一是\u200b落实", "一是落实", "prose-leftover"),
]


@pytest.mark.parametrize(("typed", "better", "rule"), REWRITTEN)
def test_each_fault_of_form_is_told_with_the_text_to_write_and_tidied_to_it(typed: str, better: str, rule: str) -> None:
    (found,) = judged(typed)
    assert (found.rule, found.severity) == (rule, "warning")
    assert found.expected in better
    assert tidied(typed) == better


@pytest.mark.parametrize(
    "text",
    [
        "支出1,234.50元，占3.5%",
        "时间为9:30",
        "见A,B两项",
        "2019年（含上年）",
        "第（2019）期",
        "为期3天——5天",
        "GB/T 9704.1",
    ],
)
def test_figures_letters_and_good_form_are_left_alone(text: str) -> None:
    assert judged(text) == []
    assert tidied(text) == text


def test_many_faults_of_one_kind_in_one_cell_are_one_finding_that_counts_them() -> None:
    (found,) = judged("甲,乙,丙,丁")
    assert "等 3 处" in found.message()


@settings(max_examples=300)
@given(st.text(st.sampled_from("甲乙丙3.5，。；：,;:().（） \t\u3000号〔〕【】[]2019发”“")))
def test_tidying_twice_is_tidying_once_and_changes_no_word_and_no_figure(text: str) -> None:
    def words(typed: str) -> str:
        return re.sub(r"[^\w.]|_|(?<!\d)\.|\.(?!\d)", "", typed)

    better = tidied(text)
    assert tidied(better) == better
    assert words(better) == words(text)


NUMBERED = [
    ("一、甲\n二、乙\n三、丙\n4、丁\n5、戊", ["4、", "5、"], "四、丁"),
    ("（一）甲\n（2） 乙", ["（2）"], "（二）乙"),
    ("1.甲。\n2.乙。\n4.丁。", ["4."], "3.丁。"),
    ("1.甲。\n2.乙。\n2.丙。", ["2."], "3.丙。"),
]


@pytest.mark.parametrize(("text", "wrong", "better"), NUMBERED)
def test_a_typed_number_that_does_not_go_on_is_told_with_the_right_one(
    text: str, wrong: list[str], better: str
) -> None:
    (found,) = judged(text)
    assert (found.rule, found.expected) == ("prose-numbering", better)
    assert ("等 2 处" in found.message()) is (len(wrong) == 2)


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n（一）子\n1.丑\n2.寅\n（二）卯\n1.辰\n二、巳\n（一）午",
        "1.甲。\n（1）子。\n（2）丑。\n2.乙。\n（1）寅。",
        "3.从中间抄来的一条。\n4.又一条。",
        "2025年任务完成。\n2026年继续。",
    ],
)
def test_numbering_in_good_order_is_left_alone(text: str) -> None:
    assert [found for found in judged(text) if found.rule == "prose-numbering"] == []


@pytest.mark.parametrize(
    "line", ["八、下一步改进措施", "一般公共预算支出情况", "（一）部门整体支出绩效情况：", "主要职责"]
)
def test_a_heading_of_the_report_pasted_into_the_text_is_told(line: str) -> None:
    assert rules(judged(f"{line}\n全年任务完成。")) == ["prose-heading"]


@pytest.mark.parametrize("text", ["召开会议……", "请填写主要成效", "在XX社区开展活动", "补助××元", "共____项"])
def test_what_is_left_of_the_outline_is_told(text: str) -> None:
    assert rules(judged(text)) == ["prose-guidance"]


def test_guidance_left_in_a_short_answer_is_told_and_a_word_with_x_in_it_is_not() -> None:
    found = [each for each in prose_findings(answers(封面={"联系人": "XX"})) if each.rule == "prose-guidance"]
    assert [each.place for each in found] == ["封面.联系人"]
    assert judged("采购XXL号工作服、4xx系列设备") == []


def test_a_section_shorter_than_the_form_asks_is_told_and_one_that_says_none_is_not() -> None:
    def short(text: str) -> list[str]:
        return rules(prose_findings(answers(正文=[{"章节": PERFORMANCE, "内容": text}])))

    assert short("任务完成。") == ["prose-short"]
    assert short("无。") == []
    assert short("任务完成。" * 10) == []


FORM = """
[sheet."文"]
kind = "fields"
field."说明" = { type = "段落" }
"""


def test_a_form_gives_a_rule_another_severity_or_switches_it_off() -> None:
    def found(rule: str) -> list[tuple[str, str]]:
        form = form_of(FORM + rule)
        return [(each.rule, each.severity) for each in judge_prose(report_of(form, {"文": {"说明": ["甲,乙"]}}), form)]

    assert found("") == [("prose-half-width", "warning")]
    assert found('[rule."prose-half-width"]\nseverity = "error"\n') == [("prose-half-width", "error")]
    assert found('[rule."prose-half-width"]\nseverity = "off"\n') == []


def test_a_rule_that_is_switched_off_tidies_nothing() -> None:
    form = form_of(FORM + '[rule."prose-half-width"]\nseverity = "off"\n')
    report = report_of(form, {"文": {"说明": ["甲,乙。。"]}})
    tidy(report, form)
    assert report["文.说明"] == ("甲,乙。",)


@pytest.mark.parametrize(
    "body", ['[rule."prose-nothing"]\nseverity = "off"\n', '[section."无此章节"]\n', '[section."说明"]\nabout = "无"\n']
)
def test_a_rule_section_or_sheet_the_form_does_not_know_is_a_fault_of_the_form(body: str) -> None:
    with pytest.raises(TemplateError) as raised:
        form_of(FORM + body)
    assert [rule for _, rule in raised.value.findings.rows()] == ["form.unknown-name"]


def text_of(document: selfeval.Document) -> list[str]:
    return paragraphs(bytes(document))


def test_tidy_puts_the_better_text_into_the_document_lists_it_and_leaves_figures_and_gaps_alone() -> None:
    rows = [
        {"章节": PERFORMANCE, "内容": ["一、甲,乙", "2、根据甲办发【2019】17号", "5、支出91.98万元。。" + "稳" * 50]}
    ]
    plain, tidied_document = selfeval.render(answers(正文=rows)), selfeval.render(answers(正文=rows), tidy=True)
    assert {"一、甲,乙", "2、根据甲办发【2019】17号"} <= set(text_of(plain))
    assert {"一、甲，乙", "二、根据甲办发〔2019〕17号"} <= set(text_of(tidied_document))
    assert any("5、支出91.98万元。稳" in line for line in text_of(tidied_document))
    (note,) = [found for found in tidied_document.findings if found.rule == "prose-tidied"]
    assert note.severity == "note"
    assert "“一、甲,乙”" in note.message()
    assert "一、甲，乙" in note.message()


def test_a_tidied_report_has_no_fault_of_form_left() -> None:
    rows = [{"章节": PERFORMANCE, "内容": ["甲,乙。。" + "稳" * 50]}]
    findings = selfeval.render(answers(正文=rows), tidy=True).findings
    assert [found.rule for found in findings if found.rule.startswith("prose-")] == ["prose-tidied"]
