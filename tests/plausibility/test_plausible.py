import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selfeval
from selfeval.checks import judge
from selfeval.figures import compute
from selfeval.findings import Findings
from tests.support.reports import form_of, report_of

FORM = form_of("""
[sheet."首页"]
kind = "fields"
field."哪一年" = { type = "年度", means = "fiscal_year" }
field."哪一天" = { type = "日期", means = "report_date" }
field."完成率" = { type = "百分比" }
field."增长率" = { type = "百分比", max = 10 }

[sheet."账"]
kind = "fields"
field."总数" = { type = "金额" }
field."甲" = { type = "金额" }
field."乙" = { type = "金额" }
field."丙" = { type = "金额" }
field."单价" = { type = "金额", unit = "元" }

[sheet."项目"]
kind = "table"
column."名" = { means = "project_name" }
column."号" = { means = "project_code" }
column."钱" = { type = "金额" }
column."批" = { type = "金额" }
column."源" = { means = "fund_source", default = '"一般"' }

[sheet."指标"]
kind = "table"
column."名" = { means = "project_name", carry = true }
column."要求" = { type = "数或文", means = "target_value" }
column."做到" = { type = "数或文", means = "actual_value" }
column."满分" = { type = "数", means = "points" }
column."得了" = { type = "数", means = "score" }
column."为何" = { means = "deviation_note" }

[sheet."两年"]
kind = "rows"
column."上年" = { type = "金额" }
column."今年" = { type = "金额" }
row."招待" = {}
row."房产" = {}
row."会务" = {}

[derived."账.占比"]
value = '账.甲 / 账.总数'
type = "百分比"

[check."tie-out.total"]
left = '账.总数'
equal = '账.甲 + 账.乙'

[check."tie-out.list"]
left = '账.乙'
equal = '合计(项目.钱, 源 == "一般")'

[check."limit.part"]
left = '账.甲'
at_most = '账.总数'
severity = "warning"
""")


def judged(**answers: Any) -> Findings:
    """What is hardly meant, beside what the other rules say."""
    report = report_of(FORM, answers)
    compute(report, FORM)
    return Findings(found for found in judge(report, FORM) if found.rule.startswith("plausible"))


def rows(**answers: Any) -> list[tuple[str, str]]:
    return judged(**answers).rows()


# ------------------------------------------------------------ rates


def test_a_rate_over_a_hundred_percent_is_told_with_its_value() -> None:
    (found,) = judged(首页={"完成率": "1.012"})
    assert found.severity == "warning"
    assert found.message().startswith("首页!B4 完成率 是 101.20%，超过 100%")


@pytest.mark.parametrize("answer", ["1", "0.9999", "0", "-2", None])
def test_a_rate_up_to_a_hundred_percent_is_no_finding(answer: str | None) -> None:
    assert rows(首页={"完成率": answer}) == []


def test_a_rate_with_a_largest_value_of_its_own_is_judged_by_that_alone() -> None:
    assert rows(首页={"增长率": "3"}) == []


def test_a_computed_rate_names_the_cells_it_rests_on() -> None:
    answers = {"账": {"甲": "12", "总数": "10"}}
    report = report_of(FORM, answers)
    compute(report, FORM)
    found = [one for one in judge(report, FORM) if one.rule == "plausible.rate"]
    assert found == []  # the limit of the same two figures is told already
    unlimited = form_of("""
[sheet."账"]
kind = "fields"
field."总数" = { type = "金额" }
field."甲" = { type = "金额" }

[derived."账.占比"]
value = '账.甲 / 账.总数'
type = "百分比"
""")
    report = report_of(unlimited, answers)
    compute(report, unlimited)
    (rate,) = judge(report, unlimited)
    assert (rate.rule, rate.cells) == ("plausible.rate", ("账!B3", "账!B2"))


# ------------------------------------------------------------ year and date


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        (datetime.date(2024, 12, 31), True),
        (datetime.date(2025, 11, 30), True),
        (datetime.date(2025, 12, 1), False),
        (datetime.date(2026, 4, 15), False),
        (datetime.date(2027, 12, 31), False),
        (datetime.date(2028, 1, 1), True),
    ],
)
def test_a_report_is_written_when_its_year_is_over_and_not_years_later(day: datetime.date, is_told: bool) -> None:
    found = rows(首页={"哪一年": 2025, "哪一天": day})
    assert found == ([("首页!B3", "plausible.date")] if is_told else [])


@pytest.mark.parametrize("answers", [{"哪一年": 2025}, {"哪一天": datetime.date(2020, 1, 1)}])
def test_a_year_or_a_day_alone_contradicts_nothing(answers: dict[str, Any]) -> None:
    assert rows(首页=answers) == []


# ------------------------------------------------------------ yuan for ten thousand yuan


@pytest.mark.parametrize("wrong", ["总数", "甲", "乙"])
def test_an_amount_typed_in_yuan_is_found_by_the_equality_it_breaks(wrong: str) -> None:
    right = {"总数": Decimal("258.90"), "甲": Decimal("166.92"), "乙": Decimal("91.98")}
    (found,) = judged(账=right | {wrong: right[wrong] * 10_000})
    assert found.place == f"账!B{['总数', '甲', '乙'].index(wrong) + 2}"
    assert found.expected == f"{right[wrong]} 万元"


def test_one_project_of_a_list_typed_in_yuan_is_named() -> None:
    answers = {"账": {"乙": "91.98"}, "项目": [{"名": "一", "钱": "519800"}, {"名": "二", "钱": "40"}]}
    assert rows(**answers) == [("项目!C2", "plausible.unit")]


@given(
    st.lists(st.integers(1, 10**7).map(lambda cents: Decimal(cents).scaleb(-2)), min_size=2, max_size=2),
    st.integers(0, 2),
)
def test_leaving_a_figure_out_is_not_taken_for_a_wrong_unit(parts: list[Decimal], which: int) -> None:
    figures = [sum(parts), *parts]
    answers = dict(zip(["总数", "甲", "乙"], figures, strict=True))
    answers["总数"] = figures[0] - figures[which]  # one part forgotten, or all
    assert rows(账=answers) == []


def test_ten_thousand_times_the_figure_beside_it_is_the_wrong_unit() -> None:
    assert rows(两年={"招待": {"上年": "1.20", "今年": "11000"}}) == [("两年!C2", "plausible.unit")]
    assert rows(两年={"招待": {"上年": "11000", "今年": "1.20"}}) == [("两年!B2", "plausible.unit")]
    assert rows(项目=[{"名": "一", "钱": "519800", "批": "50"}]) == [("项目!C2", "plausible.unit")]


@pytest.mark.parametrize(("before", "now"), [("1", "4999"), ("1", "20001"), ("0", "11000"), (None, "11000")])
def test_growing_less_or_more_than_that_is_growing(before: str | None, now: str) -> None:
    assert rows(两年={"招待": {"上年": before, "今年": now}}) == []


def test_different_things_on_one_sheet_may_be_of_different_size() -> None:
    assert rows(两年={"招待": {"今年": "0.5"}, "会务": {"今年": "0.3"}, "房产": {"今年": "9000"}}) == []


def test_one_amount_thousands_of_times_all_others_of_its_sheet_is_the_wrong_unit() -> None:
    most = {"甲": "200", "乙": "300", "丙": "2554500", "总数": "500"}
    assert rows(账=most) == [("账!B5", "plausible.unit")]


def test_an_amount_kept_in_another_unit_is_not_compared() -> None:
    assert rows(账={"甲": "2", "乙": "3", "总数": "5", "丙": "4", "单价": "50000"}) == []


def test_an_amount_that_an_equality_confirms_is_right_however_large() -> None:
    listed = [{"名": "一", "钱": "0.01"}, {"名": "二", "钱": "0.02"}, {"名": "三", "钱": "900"}]
    assert rows(项目=listed) == [("项目!C4", "plausible.unit")]
    assert rows(项目=listed, 账={"乙": "900.03"}) == []


def test_large_projects_beside_small_ones_are_no_finding() -> None:
    assert (
        rows(
            项目=[{"名": name, "钱": money} for name, money in zip("一二三四", ["0.8", "12", "3", "3900"], strict=True)]
        )
        == []
    )


# ------------------------------------------------------------ rows


def test_the_same_project_twice_is_told_at_the_second_with_the_cell_of_the_first() -> None:
    (found,) = judged(项目=[{"名": "道路维护"}, {"名": "绿化"}, {"名": "道路　维护"}])
    assert (found.place, found.rule) == ("项目!A4", "plausible.same-project")
    assert "A2" in found.body()


@pytest.mark.parametrize("column", ["号", "源"])
def test_two_codes_or_two_sources_make_two_projects(column: str) -> None:
    assert rows(项目=[{"名": "维护", column: "甲"}, {"名": "维护", column: "乙"}]) == []


def test_a_project_has_several_indicators() -> None:
    assert rows(指标=[{"名": "维护"}, {"名": "维护"}]) == []


def test_a_target_without_an_actual_value_is_told() -> None:
    (found,) = judged(指标=[{"名": "维护", "要求": "98"}, {"要求": "5", "做到": "5"}, {"名": "空"}])
    assert (found.place, found.rule) == ("指标!C2", "plausible.no-actual")
    assert "要求 填的是“98”" in found.body()


@pytest.mark.parametrize(("reason", "is_told"), [(None, True), ("无", True), ("人手不足", False)])
def test_points_lost_want_a_reason(reason: str | None, is_told: bool) -> None:
    found = rows(指标=[{"满分": "10", "得了": "8", "为何": reason}])
    assert found == ([("指标!F2", "plausible.no-reason")] if is_told else [])


@pytest.mark.parametrize(("full", "given"), [("10", "10"), (None, "8"), ("10", None), ("10", "11")])
def test_full_points_and_blank_ones_want_none(full: str | None, given: str | None) -> None:
    assert rows(指标=[{"满分": full, "得了": given}]) == []


# ------------------------------------------------------------ no false alarm


@pytest.mark.parametrize("name", ["shuiliju", "xiaoxue"])
def test_the_examples_give_none(name: str) -> None:
    found = selfeval.check(Path(__file__).parents[2] / "examples" / f"{name}.xlsx")
    assert [one for one in found if one.rule.startswith("plausible")] == []


def test_the_example_that_spent_more_than_its_budget_is_told_so_once() -> None:
    found = selfeval.check(Path(__file__).parents[2] / "examples" / "tongzhanbu.xlsx")
    assert [one for one in found if one.rule.startswith("plausible")] == []


def test_a_blank_report_gives_none() -> None:
    assert rows() == []
