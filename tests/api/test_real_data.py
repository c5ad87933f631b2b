"""Figures that real reports hold are taken without an error, from a workbook as clerks fill it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import selfeval
from selfeval.form import builtin_form
from selfeval.report import Table
from selfeval.workbook import new_workbook
from tests.support.answers import answers

INDICATOR = {"一级指标": "产出指标", "二级指标": "成本指标", "三级指标": "项目总成本", "分值": 8}


def loaded(**sheets: Any) -> tuple[selfeval.Report, list[str]]:
    """The report of a workbook with these answers, and the rules of all findings but notes."""
    workbook = new_workbook(builtin_form("hunan"), answers(**sheets))
    found = selfeval.check(workbook)
    assert [str(one) for one in found.errors] == []
    bytes(selfeval.render(workbook))
    return selfeval.load(workbook), [one.rule for one in found.warnings]


def test_eleven_of_ten_posts_warn_and_print_a_rate_over_a_hundred() -> None:
    report, warnings = loaded(基本情况={"实有在职人数": 11})
    assert (str(report["基本情况.在职人员控制率"]), warnings) == ("110.00%", ["limit.staffing"])


def test_an_execution_over_the_budget_warns_and_scores_in_full() -> None:
    report, warnings = loaded(预算执行={"一般公共预算": {"全年预算数": Decimal("255.45")}})
    assert str(report["预算执行.年度资金总额.执行率"]) == "101.35%"
    assert (str(report["自评.预算执行率得分"]), warnings) == ("10", ["limit.execution"])


def test_nothing_of_nothing_is_a_stroke_and_no_point() -> None:
    report, warnings = loaded(预算执行={"一般公共预算": {"全年预算数": 0, "全年执行数": 0}})
    assert [str(report[path]) for path in ("预算执行.年度资金总额.执行率", "自评.预算执行率得分")] == ["/", "0"]
    assert "limit.execution" not in warnings


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ({"指标性质": "≤", "年度指标值": 90, "度量单位": "万元", "实际完成值": 89.974}, "8"),
        ({"指标性质": "≤", "年度指标值": "≤90万元", "度量单位": "万元", "实际完成值": "899740元"}, "8"),
        ({"指标性质": "≥", "年度指标值": "≥50个", "实际完成值": 50}, "8"),
        ({"年度指标值": "≥100百分比", "度量单位": "百分比", "实际完成值": 100}, "8"),
        ({"指标性质": "=", "年度指标值": 0.0900000762939453, "实际完成值": 0.0900000762939453}, "8"),
        ({"指标性质": "定性", "年度指标值": "严格执行相关制度规定", "实际完成值": "达成预期指标"}, "8"),
    ],
)
def test_indicators_as_clerks_write_them_score(row: dict[str, Any], score: str) -> None:
    report, _ = loaded(整体绩效指标=[INDICATOR | row])
    table = report["整体绩效指标"]
    assert isinstance(table, Table)
    assert str(table[0]["得分"]) == score


def test_six_decimals_of_a_wan_yuan_are_kept_and_printed_with_two() -> None:
    report, warnings = loaded(基础数据={"公务接待费": {"本年决算数": Decimal("1.234567")}})
    assert report["基础数据.三公经费.本年决算数"] == Decimal("1.234567")
    assert (str(report["基础数据.三公经费.本年决算数"]), warnings) == ("1.23", [])


def test_parts_that_miss_their_total_by_rounding_alone_are_no_fault() -> None:
    parts = {"业务工作专项": {"本年决算数": Decimal("1.006")}, "运行维护专项": {"本年决算数": Decimal("1.006")}}
    _, warnings = loaded(基础数据={**parts, "项目支出": {"本年决算数": Decimal("2.00")}})
    assert not any(rule.startswith("limit.basic") for rule in warnings)
