import pytest

from selfeval.checks import judge
from tests.support.reports import form_of, report_of, rows

FORM = form_of("""
[sheet."甲"]
kind = "fields"
field."名称" = { required = true }
field."人数" = { type = "整数", min = 1, max = 10, unit = "名" }
field."金额" = { type = "金额" }
field."单位" = { type = "选项", choices = ["万元", "元"], required = true, default = '"万元"' }
[sheet."表"]
kind = "table"
column."项目" = { required = true }
column."数" = { type = "金额", required = true }
""")


def found(**answers: object) -> list[tuple[str, str]]:
    return rows(judge(report_of(FORM, {"甲": {"名称": "某局", "单位": "元"} | answers}), FORM))


def test_a_complete_report_has_no_finding() -> None:
    assert found(人数=3, 金额="2.5") == []


def test_a_required_answer_left_blank_is_named_with_its_cell() -> None:
    assert rows(judge(report_of(FORM, {"甲": {"单位": "元"}}), FORM)) == [("甲!B2", "value.required")]


def test_a_required_column_is_judged_in_every_row() -> None:
    report = report_of(FORM, {"甲": {"名称": "某局", "单位": "元"}, "表": [{"项目": "子", "数": 1}, {"项目": "丑"}]})
    assert rows(judge(report, FORM)) == [("表!B3", "value.required")]


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"人数": 0}, "value.below-minimum"),
        ({"人数": 11}, "value.above-maximum"),
        ({"金额": "-0.01"}, "value.below-minimum"),
    ],
)
def test_a_value_outside_its_limits_is_found(answers: dict[str, object], rule: str) -> None:
    assert [name for _, name in found(**answers)] == [rule]


def test_nil_satisfies_required() -> None:
    report = report_of(FORM, {"甲": {"名称": "某局", "单位": "元"}, "表": [{"项目": "子", "数": "无"}]})
    assert judge(report, FORM) == []


def test_a_choice_there_is_not_is_told_with_those_there_are() -> None:
    report = report_of(FORM, {"甲": {"名称": "某局", "单位": "美元"}})
    (only,) = judge(report, FORM)
    assert (only.place, only.rule) == ("甲!B5", "value.unknown-choice")
    assert "万元、元" in only.message()


def test_a_limit_is_quoted_as_the_clerk_sees_the_cell() -> None:
    (only,) = judge(report_of(FORM, {"甲": {"名称": "某局", "单位": "元", "人数": 12}}), FORM)
    assert only.message() == "甲!B3 人数 填的是 12 名，不能大于 10 名。请核对后改正 [value.above-maximum]"
