"""The hunan form filled with random valid values: every figure and score against a computation in fractions."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval.figures import compute
from selfeval.findings import Severity
from selfeval.form import builtin_form
from selfeval.report import Blank, Number, Report, Table
from selfeval.workbook import new_workbook, open_workbook, read_report

FORM = builtin_form("hunan")
FUNDS = ("年初预算数", "全年预算数", "全年执行数")
SOURCES = ("一般公共预算", "政府性基金拨款", "纳入专户管理的非税收入拨款", "其他资金")
BUDGETS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算")
LEVELS = {"达成年度指标": Fraction(1), "部分达成年度指标并具有一定效果": Fraction(4, 5), "未达成": Fraction(3, 5)}

amounts = st.decimals(0, 10**6, places=6, allow_nan=False).map(lambda value: value.normalize() + 0)
maybe = st.none() | amounts
counts = st.integers(0, 400)


@st.composite
def indicators(draw: st.DrawFn) -> dict[str, Any]:
    nature = draw(st.sampled_from(["≥", "≤", "=", "定性"]))
    points = draw(st.decimals(0, 30, places=1))
    row = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "某", "指标性质": nature, "分值": points}
    if nature == "定性":
        return row | {"年度指标值": "好", "实际完成值": draw(st.sampled_from(list(LEVELS)))}
    places = draw(st.sampled_from([0, 3]))
    target, actual = (draw(st.decimals(0, 200, places=places)) for _ in range(2))
    return row | {"年度指标值": target, "实际完成值": actual, "度量单位": draw(st.sampled_from(["%", "个", None]))}


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    fixed = {
        row: {column: draw(maybe) for column in FORM.sheets["基础数据"].fields} for row in FORM.sheets["基础数据"].rows
    }
    for total in ("“三公”经费", "公务用车购置和运行维护费", "项目支出", "公用经费"):
        fixed[total] = {}
    execution = {row: {column: draw(maybe) for column in FUNDS} for row in SOURCES}
    for source, columns in (("一般公共预算", ("年初预算数", "全年执行数")), ("政府性基金拨款", ("全年执行数",))):
        for column in columns:
            execution[source][column] = None
    execution["其他资金"]["全年执行数"] = None
    names = draw(st.lists(st.sampled_from(["甲", "乙", "丙"]), unique=True, max_size=3))
    return {
        "基本情况": {label: draw(st.none() | counts) for label in ("行政编制", "事业编制", "实有在职人数")},
        **{budget: {label: draw(maybe) for label in ("支出合计", "基本支出", "项目支出")} for budget in BUDGETS},
        "基础数据": fixed,
        "楼堂馆所": {label: draw(maybe) for label in ("批复规模", "实际规模", "预算投资", "实际投资")},
        "预算执行": execution,
        "整体绩效指标": draw(st.lists(indicators(), max_size=4)),
        "项目支出": [{"项目名称": name} | {column: draw(maybe) for column in FUNDS} for name in names],
        "项目绩效指标": [
            {"项目名称": name} | row for name in names for row in draw(st.lists(indicators(), max_size=3))
        ],
    }


def total(*values: Fraction | None) -> Fraction | None:
    filled = [value for value in values if value is not None]
    return sum(filled, Fraction(0)) if filled else None


def ratio(one: Fraction | None, other: Fraction | None, zero: str | None = None) -> Any:
    if one is None or other is None:
        return None
    return one / other if other else zero


def half_up(value: Fraction, places: int = 2) -> Fraction:
    shifted = abs(value) * 10**places
    rounded = Fraction(math.floor(shifted + Fraction(1, 2)), 10**places)
    return -rounded if value < 0 else rounded


def execution_score(executed: Fraction | None, budget: Fraction | None) -> Any:
    if executed is None or budget is None:
        return None
    return Fraction(10) if executed > budget else half_up(10 * executed / budget) if budget else Fraction(0)


def score(row: dict[str, Any]) -> Fraction:
    points = Fraction(row["分值"])
    if row["指标性质"] == "定性":
        return half_up(points * LEVELS[row["实际完成值"]])
    target, actual = Fraction(row["年度指标值"]), Fraction(row["实际完成值"])
    reached = {"≥": actual >= target, "≤": actual <= target or actual == 0, "=": actual == target}[row["指标性质"]]
    if reached or row["指标性质"] == "=":
        return half_up(points) if reached else Fraction(0)
    return half_up(points * (actual / target if row["指标性质"] == "≥" else target / actual))


def fraction(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)


def value(report: Report, path: str) -> Any:
    """The value at the path as a fraction; the text of a nil, None for a blank."""
    found = report[path]
    if isinstance(found, Blank):
        return None
    if isinstance(found, Number):
        return "/" if found.nil else Fraction(Decimal(found))
    return found


def same(found: Any, expected: Any) -> bool:
    """Equal; a quotient of ours has 50 digits."""
    if isinstance(found, Fraction) and isinstance(expected, Fraction):
        return abs(found - expected) <= abs(expected) / 10**45
    return bool(found == expected)


def expectations(given: dict[str, Any]) -> dict[str, Any]:
    staff = {label: fraction(number) for label, number in given["基本情况"].items()}
    posts = total(staff["行政编制"], staff["事业编制"])
    expected: dict[str, Any] = {"基本情况.编制数": posts}
    expected["基本情况.在职人员控制率"] = ratio(staff["实有在职人数"], posts, "/")
    budget = {name: {label: fraction(number) for label, number in given[name].items()} for name in BUDGETS}
    if any(number is not None for row in given["基础数据"].values() for number in row.values()) or any(
        number is not None for number in given["楼堂馆所"].values()
    ):
        for column in FORM.sheets["基础数据"].fields:
            part = {row: fraction(cells.get(column)) for row, cells in given["基础数据"].items()}
            vehicles = total(part["公务用车购置费"], part["公务用车运行维护费"])
            expected[f"基础数据.公务用车购置和运行维护费.{column}"] = vehicles
            expected[f"基础数据.三公经费.{column}"] = total(vehicles, part["因公出国（境）费"], part["公务接待费"])
        expected["基础数据.项目支出.本年决算数"] = budget["一般公共预算"]["项目支出"]
        building = {label: fraction(number) for label, number in given["楼堂馆所"].items()}
        expected["楼堂馆所.规模控制率"] = ratio(building["实际规模"], building["批复规模"])
        expected["楼堂馆所.投资概算控制率"] = ratio(building["实际投资"], building["预算投资"])
    if given["整体绩效指标"] or any(
        number is not None for row in given["预算执行"].values() for number in row.values()
    ):
        cells = {
            row: {column: fraction(number) for column, number in columns.items()}
            for row, columns in given["预算执行"].items()
        }
        cells["一般公共预算"]["全年执行数"] = budget["一般公共预算"]["支出合计"]
        cells["政府性基金拨款"]["全年执行数"] = budget["政府性基金预算"]["支出合计"]
        cells["其他资金"]["全年执行数"] = total(*(budget[name]["支出合计"] for name in BUDGETS[2:]))
        sums = {column: total(*(cells[source][column] for source in SOURCES)) for column in FUNDS}
        for column in FUNDS:
            expected[f"预算执行.年度资金总额.{column}"] = sums[column]
        for label in ("基本支出", "项目支出"):
            expected[f"预算执行.{label}.全年执行数"] = total(*(budget[name][label] for name in BUDGETS))
        expected["预算执行.年度资金总额.执行率"] = ratio(sums["全年执行数"], sums["全年预算数"], "/")
        scores = [score(row) for row in given["整体绩效指标"]]
        execution = expected["自评.预算执行率得分"] = execution_score(sums["全年执行数"], sums["全年预算数"])
        overall = total(*scores)
        expected["自评.得分"] = None if overall is None or execution is None else overall + execution
    return expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(answers())
def test_every_figure_and_score_is_the_exact_one(given_answers: dict[str, Any]) -> None:
    kept = {
        name: content
        if isinstance(content, list)
        else {
            label: {column: cell for column, cell in answer.items() if cell is not None}
            if isinstance(answer, dict)
            else answer
            for label, answer in content.items()
            if answer is not None
        }
        for name, content in given_answers.items()
    }
    workbook = new_workbook(FORM, {**kept, "封面": {"年度": 2025, "单位名称": "某"}})
    report, found = read_report(open_workbook(workbook), FORM)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    found = compute(report, FORM)
    assert [one for one in found if one.severity is not Severity.NOTE] == []
    expected = expectations(given_answers)
    assert {path: value(report, path) for path in expected if not same(value(report, path), expected[path])} == {}
    for sheet in ("整体绩效指标", "项目绩效指标"):
        table = report[sheet]
        assert isinstance(table, Table)
        assert [Fraction(Decimal(str(row["得分"]))) for row in table] == [score(row) for row in given_answers[sheet]]
    projects = report["项目支出"]
    assert isinstance(projects, Table)
    for row, project in zip(given_answers["项目支出"], projects, strict=True):
        own = [score(one) for one in given_answers["项目绩效指标"] if one["项目名称"] == row["项目名称"]]
        executed, budget = fraction(row["全年执行数"]), fraction(row["全年预算数"])
        execution = execution_score(executed, budget)
        one = Report([project])
        assert same(value(one, f"{project.name}.执行率"), ratio(executed, budget, "/"))
        assert value(one, f"{project.name}.执行率得分") == execution
        wanted = sum(own, execution) if own and execution is not None else None
        assert value(one, f"{project.name}.得分") == wanted
