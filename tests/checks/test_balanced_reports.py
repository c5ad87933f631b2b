"""What ties gives no finding; one figure moved is found by exactly the equalities that rest on it."""

import copy
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import selfeval
from selfeval.form import builtin_form
from selfeval.report import Record
from selfeval.workbook import new_workbook
from tests.support.balanced import BUDGETS, balanced_answers

FORM = builtin_form("hunan")
EQUALITIES = {check.id for check in FORM.checks.values() if check.relation == "equal"}
_FIELD = 2

Spot = tuple[str, int | str, str] | tuple[str, str]
"""A figure: sheet and label, or sheet, number of the row and column."""


def resting_on(answers: dict[str, Any]) -> Iterator[tuple[Spot, set[str]]]:
    """Each figure of the answers with the equalities that read it, written down by hand."""
    funds = {"tie-out.funds"} if "预算执行" in answers else set()
    for budget, prefix in BUDGETS.items():
        if budget not in answers:
            continue
        total, listed = f"tie-out.{prefix}total-expenditure", f"tie-out.{prefix}project-list"
        rows = [number for number, row in enumerate(answers["项目支出"]) if row["资金来源"] == budget]
        basic = {"tie-out.basic-expenditure"} if budget == "一般公共预算" else set()
        yield (budget, "支出合计"), {total} | funds
        yield (budget, "基本支出"), {total} | basic | funds
        yield (budget, "项目支出"), {total} | funds | ({listed} if rows else set())
        if basic:
            yield from (((budget, label), basic) for label in ("人员经费", "公用经费"))
            yield (budget, "年初预算数"), set()
        yield from ((("项目支出", number, "全年执行数"), {listed}) for number in rows)
    for number in range(len(answers.get("整体绩效指标", ()))):
        yield ("整体绩效指标", number, "分值"), {"score.points"}


def moved(answers: dict[str, Any], spot: Spot, by: Decimal) -> dict[str, Any]:
    other = copy.deepcopy(answers)
    record = other[spot[0]] if len(spot) == _FIELD else other[spot[0]][spot[1]]
    record[spot[-1]] += by
    return other


def cell_of(report: selfeval.Report, spot: Spot) -> str:
    sheet = report.sheets[spot[0]]
    record = sheet if isinstance(sheet, Record) else sheet.rows[int(spot[1])]
    return record.cell_of(spot[-1])


@settings(max_examples=100, deadline=None)
@given(balanced_answers())
def test_a_balanced_report_gives_no_finding(answers: dict[str, Any]) -> None:
    found = selfeval.check(answers)
    assert [one for one in found if one.severity != "note"] == []
    assert {one.rule for one in found.notes} <= {"form.assumed", "sheet.missing"}


@settings(max_examples=150, deadline=None)
@given(balanced_answers(), st.data())
def test_exactly_the_equalities_that_rest_on_a_moved_figure_find_it_and_name_its_cell(
    answers: dict[str, Any], data: st.DataObject
) -> None:
    spot, expected = data.draw(st.sampled_from(sorted(resting_on(answers), key=str)))
    by = data.draw(st.integers(8, 10**6).map(lambda cents: Decimal(cents).scaleb(-2)))
    assert_found(moved(answers, spot, by), spot, expected)


@settings(max_examples=15, deadline=None)
@given(balanced_answers(), st.data())
def test_in_a_workbook_it_is_the_cell_that_is_named(answers: dict[str, Any], data: st.DataObject) -> None:
    spot, expected = data.draw(st.sampled_from(sorted(resting_on(answers), key=str)))
    book = new_workbook(FORM, moved(answers, spot, Decimal(7)))
    assert_found(book, spot, expected)
    assert re.fullmatch(rf"{spot[0]}![A-Z]+\d+", cell_of(selfeval.load(book), spot))


def assert_found(workbook: dict[str, Any] | bytes, spot: Spot, expected: set[str]) -> None:
    found = [one for one in selfeval.check(workbook) if one.rule in EQUALITIES]
    assert {one.rule for one in found} == expected
    cell = cell_of(selfeval.load(workbook), spot)
    assert all(cell in one.cells for one in found)


@settings(max_examples=100, deadline=None)
@given(balanced_answers(), st.data())
def test_a_cent_is_within_the_tolerance_of_every_equality_but_the_points(
    answers: dict[str, Any], data: st.DataObject
) -> None:
    spot, _ = data.draw(st.sampled_from(sorted(resting_on(answers), key=str)))
    assume(spot[0] != "整体绩效指标")
    found = selfeval.check(moved(answers, spot, Decimal("0.01")))
    assert [one for one in found if one.rule in EQUALITIES] == []


@settings(max_examples=100, deadline=None)
@given(balanced_answers())
def test_a_blank_total_silences_its_equalities_and_is_told_itself(answers: dict[str, Any]) -> None:
    other = copy.deepcopy(answers)
    del other["一般公共预算"]["支出合计"]
    found = selfeval.check(other)
    assert [one.rule for one in found.errors] == ["value.required"]
    assert {one.rule for one in found if one.rule in EQUALITIES} == set()
