"""The noun a figure belongs to."""

import pytest

from selfeval.form import builtin_form, builtin_names
from selfeval.form.model import FieldType
from selfeval.intake.marking.known import KnownWords
from selfeval.intake.marking.names import Asked, Names, sheet_of_caption, sheet_of_heading
from selfeval.intake.marking.nouns import label_of, noun_before

KNOWN = KnownWords(builtin_form(name) for name in builtin_names())


def noun(text: str) -> str:
    return noun_before(text, text.index("@"), 0, KNOWN.has)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023年年初预算数@万元", "年初预算数"),
        ("其中：项目支出@万元", "项目支出"),
        ("全年支出合计为@万元", "支出合计"),
        ("截至2023年12月底，本单位行政编制@名", "行政编制"),
        ("收入完成，上年结转@万元", "上年结转"),
        ("因公出国（境）费@万元", "因公出国境费"),
        ("1、图书购置经费@万元", "图书购置经费"),
        ("培训费：@万元", "培训费"),
        ("单位名称：@", "单位名称"),
        ("@万元", ""),
    ],
)
def test_the_noun_stands_before_the_figure_without_years_and_filling_words(text: str, said: str) -> None:
    assert noun(text) == said


def test_a_noun_ends_where_the_figure_before_it_ends() -> None:
    text = "基本支出5万元项目支出@万元"
    assert noun_before(text, text.index("@"), text.index("项目"), KNOWN.has) == "项目支出"


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("“三公”经费", "三公经费"),
        ("电子政务内网建设经费项目支出", "电子政务内网建设经费"),
        ("预算数（万元）", "预算数"),
        ("2023年决算数", "决算数"),
        ("30岁以下人员", "岁以下人员"),
    ],
)
def test_a_label_is_a_name_that_templates_can_write(said: str, label: str) -> None:
    assert label_of(said) == label
    assert label.isidentifier()


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("年初预算", "年初预算数"),
        ("单位一般公共预算财政拨款收入", "财政拨款收入"),
        ("在职人员", "实有在职人数"),
        ("政府性基金预算项目支出", "项目支出"),
    ],
)
def test_the_word_of_a_built_in_form_is_preferred(said: str, label: str) -> None:
    known = KNOWN.find(said)
    assert known is not None
    assert known.label == label


def test_a_project_that_ends_like_a_known_word_keeps_its_own_name() -> None:
    assert KNOWN.find("电子政务内网建设经费项目支出") is None


AMOUNT = Asked("", FieldType.AMOUNT, "万元")


def test_the_same_figure_said_again_is_asked_once() -> None:
    names = Names(KNOWN)
    first = names.field("概况", "图书经费", AMOUNT, "12.50")
    assert names.field("支出", "图书经费", AMOUNT, "12.5") == first == "{{ 概况.图书经费 }}"


def test_another_figure_of_the_same_name_gets_a_name_of_its_own() -> None:
    names = Names(KNOWN)
    names.field("支出", "图书经费", AMOUNT, "12.50")
    assert names.field("支出", "图书经费", AMOUNT, "9.00", "购置情况") == "{{ 支出.图书经费金额 }}"
    assert names.field("支出", "图书经费", AMOUNT, "8.00", "购置情况") == "{{ 支出.购置情况图书经费 }}"
    assert set(names.sheets["支出"].fields) == {"图书经费", "图书经费金额", "购置情况图书经费"}


def test_zeros_of_two_sheets_stay_apart() -> None:
    names = Names(KNOWN)
    names.field("甲", "图书经费", AMOUNT, "0.00")
    assert names.field("乙", "图书经费", AMOUNT, "0.00") == "{{ 乙.图书经费 }}"


def test_a_blank_of_the_same_name_in_a_section_is_asked_once() -> None:
    names = Names(KNOWN)
    assert names.field("甲", "图书经费", AMOUNT) == names.field("甲", "图书经费", AMOUNT)


def test_a_known_label_that_is_no_name_is_written_in_brackets() -> None:
    assert Names(KNOWN).field("支出", "因公出国境费", AMOUNT) == '{{ 支出["因公出国（境）费"] }}'
    assert Names(KNOWN).field("支出", "“三公”经费", AMOUNT) == '{{ 支出["“三公”经费"] }}'


def test_sheets_are_called_by_heading_or_caption() -> None:
    assert sheet_of_heading("一、一般公共预算支出情况", KNOWN) == "一般公共预算"
    assert sheet_of_heading("（二）馆藏建设情况", KNOWN) == "馆藏建设"
    assert sheet_of_caption("表1　项目支出明细表（单位：万元）") == "项目支出明细表"
    assert sheet_of_caption("附件2：2023年度馆藏情况表") == "馆藏情况表"
    assert sheet_of_caption("单位：万元") == ""
