from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.checks import judge
from selfeval.figures import compute
from tests.support.reports import form_of, report_of, rows

TOTALS = """
[sheet."预算"]
kind = "fields"
field."支出合计" = { type = "金额" }
field."基本支出" = { type = "金额" }
field."项目支出" = { type = "金额" }

[sheet."项目"]
kind = "table"
column."金额" = { type = "金额" }
column."来源" = { default = '"一般"' }

[check."tie-out.total"]
left = '预算.支出合计'
equal = '预算.基本支出 + 预算.项目支出'

[check."tie-out.list"]
left = '预算.项目支出'
equal = '合计(项目.金额, 来源 == "一般")'
"""
FORM = form_of(TOTALS)
cents = st.integers(0, 10**9).map(lambda number: Decimal(number).scaleb(-2))


def judged(total: object, basic: object, project: object, *listed: object) -> list[tuple[str, str]]:
    answers = {
        "预算": {"支出合计": total, "基本支出": basic, "项目支出": project},
        "项目": [{"金额": one} for one in listed],
    }
    report = report_of(FORM, answers)
    compute(report, FORM)
    return rows(judge(report, FORM))


def test_a_total_that_does_not_add_up_names_the_cell_both_figures_and_the_difference() -> None:
    report = report_of(FORM, {"预算": {"支出合计": "258.90", "基本支出": "166.92", "项目支出": "89.98"}})
    (found,) = judge(report, FORM)
    assert found.message() == (
        "预算!B2 支出合计 258.90 万元，基本支出与项目支出之和 256.90 万元，相差 2.00 万元。请核对 B2、B3、B4 [tie-out.total]"
    )
    assert found.cells == ("预算!B2", "预算!B3", "预算!B4")


def test_rows_of_another_source_do_not_count() -> None:
    answers = {"预算": {"项目支出": "5"}, "项目": [{"金额": "5"}, {"金额": "7", "来源": "别的"}]}
    report = report_of(FORM, answers)
    compute(report, FORM)
    assert judge(report, FORM) == []


def test_a_blank_side_silences_the_check() -> None:
    assert judged("258.90", None, "89.98") == []


def test_nil_counts_as_zero() -> None:
    assert judged("5", "5", "无") == []
    assert judged("5", "4", "无") == [("预算!B2", "tie-out.total")]


@given(cents, cents)
def test_balanced_figures_give_no_finding(basic: Decimal, project: Decimal) -> None:
    assert judged(basic + project, basic, project, project) == []


@given(cents, cents, st.integers(2, 10**6))
def test_a_total_moved_by_more_than_the_tolerance_is_found_and_nothing_else(
    basic: Decimal, project: Decimal, off: int
) -> None:
    assert judged(basic + project + Decimal(off).scaleb(-2), basic, project, project) == [("预算!B2", "tie-out.total")]


def test_parts_that_were_rounded_before_may_be_apart_by_half_a_cent_each() -> None:
    assert judged("30.00", "15.01", "14.99", "5.00", "5.00", "4.97") == []  # three addends and the total: 0.02
    assert judged("30.00", "15.01", "14.99", "5.00", "5.00", "4.96") == [("预算!B4", "tie-out.list")]


def test_noise_of_floats_is_no_difference() -> None:
    assert judged(Decimal("0.3"), Decimal("0.1"), Decimal("0.2000000000000001")) == []


@pytest.mark.parametrize(
    ("relation", "left", "right", "fires"),
    [("at_most", 11, 10, True), ("at_most", 10, 10, False), ("at_least", 9, 10, True), ("at_least", 10, 10, False)],
)
def test_at_most_and_at_least_are_exact(relation: str, left: int, right: int, fires: bool) -> None:
    form = form_of(
        '[sheet."甲"]\nkind = "fields"\nfield."子" = { type = "整数" }\nfield."丑" = { type = "整数" }\n'
        f"[check.\"r\"]\nleft = '甲.子'\n{relation} = '甲.丑'\nseverity = \"warning\"\n"
    )
    found = judge(report_of(form, {"甲": {"子": left, "丑": right}}), form)
    assert rows(found) == ([("甲!B2", "r")] if fires else [])


def test_a_check_of_each_row_names_the_row_that_breaks_it() -> None:
    form = form_of(
        '[sheet."表"]\nkind = "table"\ncolumn."得分" = { type = "金额" }\ncolumn."分值" = { type = "金额" }\n'
        "[check.\"score\"]\neach = \"表\"\nleft = '得分'\nat_most = '分值'\n"
    )
    report = report_of(form, {"表": [{"得分": 5, "分值": 5}, {"得分": 6, "分值": 5}]})
    assert rows(judge(report, form)) == [("表!A3", "score")]


def test_a_check_is_judged_only_when_its_condition_holds() -> None:
    form = form_of(
        '[sheet."甲"]\nkind = "fields"\nfield."子" = { type = "金额" }\nfield."丑" = { type = "金额" }\n'
        "[check.\"r\"]\nleft = '甲.子'\nequal = '甲.丑'\nwhen = '甲.丑 > 0'\n"
    )
    assert judge(report_of(form, {"甲": {"子": 1, "丑": 0}}), form) == []
    assert rows(judge(report_of(form, {"甲": {"子": 1, "丑": 2}}), form)) == [("甲!B2", "r")]


def test_a_text_in_arithmetic_is_a_finding_and_no_crash() -> None:
    form = form_of(
        '[sheet."甲"]\nkind = "fields"\nfield."子" = {}\nfield."丑" = { type = "金额" }\n'
        "[check.\"r\"]\nleft = '甲.丑'\nequal = '甲.子 + 1'\n"
    )
    (found,) = judge(report_of(form, {"甲": {"子": "好", "丑": 1}}), form)
    assert found.rule == "r"
    assert "无法核对" in found.message()


def test_the_forms_own_message_and_hint_take_the_place_of_the_general_ones() -> None:
    form = form_of(
        '[sheet."甲"]\nkind = "fields"\nfield."子" = { type = "金额" }\n'
        '[check."r"]\nleft = \'甲.子\'\nat_least = \'1\'\nmessage = "太少了"\nhint = "请再填"\nseverity = "note"\n'
    )
    (found,) = judge(report_of(form, {"甲": {"子": 0}}), form)
    assert found.message() == "甲!B2 太少了。请再填 [r]"


def test_a_typed_figure_that_differs_from_its_default_is_one_warning_and_no_tie_out_repeats_it() -> None:
    form = form_of(
        '[sheet."甲"]\nkind = "fields"\nfield."子" = { type = "金额" }\n'
        'field."总" = { type = "金额", default = \'甲.子 * 2\' }\n'
        "[check.\"r\"]\nleft = '甲.总'\nequal = '甲.子 * 2'\n"
    )
    report = report_of(form, {"甲": {"子": "2", "总": "5"}})
    compute(report, form)
    (found,) = judge(report, form)
    assert (found.place, found.rule) == ("甲!B3", "default.differs")
    assert "5 万元" in found.message()
    assert "4.00 万元" in found.message()
    assert "1.00 万元" in found.message()


def test_rows_the_sum_does_not_take_widen_no_tolerance() -> None:
    rows_of_another = [{"金额": "0", "来源": "别的"}] * 99
    answers = {"预算": {"项目支出": "40.40"}, "项目": [{"金额": "40"}, *rows_of_another]}
    report = report_of(FORM, answers)
    compute(report, FORM)
    assert rows(judge(report, FORM)) == [("预算!B4", "tie-out.list")]


def test_a_count_of_rows_is_told_of_the_sheet_and_not_of_some_other_row() -> None:
    form = form_of(
        '[sheet."文"]\nkind = "table"\ncolumn."章" = {}\n'
        '[check."section"]\nleft = \'计数(文.章, 章 == "乙")\'\nat_least = \'1\'\nmessage = "没有乙"\n'
    )
    assert rows(judge(report_of(form, {"文": [{"章": "甲"}]}), form)) == [("文", "section")]
