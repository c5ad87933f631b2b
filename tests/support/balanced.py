"""Random reports of the form hunan in which every figure ties and nothing is implausible, for hypothesis."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.support.answers import answers

BUDGETS: Mapping[str, str] = {
    "一般公共预算": "",
    "政府性基金预算": "fund-",
    "国有资本经营预算": "capital-",
    "社会保险基金预算": "insurance-",
}
"""The budgets, with what the ids of their checks have in front."""
_POINTS = 90


def _cents(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda number: Decimal(number).scaleb(-2))


@st.composite
def balanced_answers(draw: st.DrawFn) -> dict[str, Any]:
    """The answers of one department: one to four budgets, projects, with or without the annexes."""
    projects: list[dict[str, Any]] = []
    budgets: dict[str, dict[str, Decimal]] = {}
    for budget in BUDGETS:
        if budget != "一般公共预算" and draw(st.booleans()):
            continue
        listed = draw(st.lists(_cents(1, 10**8), max_size=4))
        projects += [
            {"项目名称": f"{budget}第{number}个项目", "全年执行数": money, "资金来源": budget}
            for number, money in enumerate(listed, 1)
        ]
        staff, office = draw(_cents(1, 10**8)), draw(_cents(1, 10**8))
        basic, project = staff + office, sum(listed, Decimal(0))
        figures = {"财政拨款收入": basic + project, "支出合计": basic + project, "基本支出": basic, "项目支出": project}
        if budget == "一般公共预算":
            figures |= {"年初预算数": basic + project, "人员经费": staff, "公用经费": office}
        budgets[budget] = figures
    year = draw(st.integers(2001, 2090))
    posts = draw(st.integers(1, 500))
    serving = draw(st.integers(1, posts))
    made = answers(
        封面={"年度": year, "填报日期": datetime.date(year + 1, draw(st.integers(1, 12)), draw(st.integers(1, 28)))},
        基本情况={"行政编制": posts, "实有在职人数": serving, "在编人数": draw(st.integers(0, serving))},
        项目支出=projects,
        **budgets,
    )
    if draw(st.booleans()):
        made |= draw(_annexes(budgets))
    return made


@st.composite
def _annexes(draw: st.DrawFn, budgets: Mapping[str, Mapping[str, Decimal]]) -> dict[str, Any]:
    general = budgets["一般公共预算"]
    spent = sum((figures["支出合计"] for figures in budgets.values()), Decimal(0))
    others = spent - general["支出合计"] - budgets.get("政府性基金预算", {}).get("支出合计", Decimal(0))
    fund = spent - general["支出合计"] - others
    first = draw(st.integers(1, _POINTS - 1))
    return {
        "基础数据": {
            "公务接待费": {label: draw(_cents(100, 400)) for label in ("上年决算数", "本年预算数", "本年决算数")},
            "公务用车运行维护费": {"本年决算数": draw(_cents(0, 10**6))},
            "业务工作专项": {"本年决算数": draw(_cents(0, int(general["项目支出"] * 100)))},
            "办公经费": {"本年决算数": draw(_cents(0, int(general["公用经费"] * 100)))},
        },
        "预算执行": {
            "一般公共预算": {"全年预算数": general["支出合计"]},
            "政府性基金拨款": {"年初预算数": fund, "全年预算数": fund},
            "其他资金": {"年初预算数": others, "全年预算数": others},
        },
        "整体绩效指标": [
            _indicator("产出指标", "数量指标", draw(st.integers(1, 1000)), first),
            _indicator("效益指标", "社会效益指标", draw(st.integers(1, 1000)), _POINTS - first),
        ],
    }


def _indicator(first: str, second: str, target: int, points: int) -> dict[str, Any]:
    return {
        "一级指标": first,
        "二级指标": second,
        "三级指标": f"{second}之一",
        "指标性质": "≥",
        "年度指标值": target,
        "实际完成值": target,
        "分值": points,
        "得分": points,
    }
