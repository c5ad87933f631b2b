"""The form sichuan: random answers and what it must compute from them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tests.by_fractions.common import (
    Answers,
    Columns,
    Expected,
    Figure,
    counts,
    execution_score,
    fraction,
    fractions,
    grade,
    indicators,
    maybe,
    plus,
    ratio,
    score,
    total,
)

GENERAL = "一般公共预算收支"
FUNDS = ("全年预算", "预算收入", "预算支出")
OTHERS = ("政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")
GRADES = {"优秀": 90, "良好": 75, "合格": 60, "不合格": 0}
COLUMNS = Columns(
    target="目标值",
    actual="完成值",
    unit="单位",
    score="自评得分",
    levels={"完成": Fraction(1), "部分完成": Fraction(4, 5), "未完成": Fraction(1, 2)},
    at_most=lambda target, actual: max(Fraction(0), 1 - (actual - target) / target) if target else Fraction(0),
    places=1,
)
EXECUTED: Answers = {"一般公共预算收支": {"全年预算": 1, "预算支出": 1}}
"""Answers that give the full 10 points for the execution of the budget."""
SCORED, GRADE = "绩效指标", "自评.评价等级"
"""The table of the indicators, and the path of the grade."""


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Random answers to all that figures rest on."""
    return {
        "部门概况": {label: draw(counts) for label in ("行政编制", "事业编制", "年末实有人数")},
        GENERAL: {label: draw(maybe) for label in ("上年结转", *FUNDS)},
        "其他资金收支": {row: {column: draw(maybe) for column in FUNDS} for row in OTHERS},
        "预算项目": [
            {"项目名称": f"项目{number}", "预算数": draw(maybe), "执行数": draw(maybe)}
            for number in range(draw(st.integers(0, 3)))
        ],
        "绩效指标": draw(st.lists(indicators(COLUMNS), max_size=5)),
    }


def expected(given: Answers) -> Expected:
    """What the form must compute from the answers."""
    staff, general = fractions(given["部门概况"]), fractions(given[GENERAL])
    posts = total(staff["行政编制"], staff["事业编制"])
    others = [fractions(given["其他资金收支"][row]) for row in OTHERS]
    sums = {column: total(general[column], *(row[column] for row in others)) for column in FUNDS}
    income = total(general["上年结转"], general["预算收入"])
    spent = general["预算支出"]
    execution = execution_score(sums["预算支出"], sums["全年预算"], places=1)
    scores = [score(row, COLUMNS) for row in given["绩效指标"]]
    scored = plus(total(*scores), execution)
    figures: dict[str, Figure] = {
        "部门概况.编制总数": posts,
        "部门概况.人员控制率": ratio(staff["年末实有人数"], posts, "/"),
        f"{GENERAL}.年末结转结余": None if income is None or spent is None else income - spent,
        f"{GENERAL}.执行率": ratio(spent, general["全年预算"], "/"),
        **{f"资金总额.{column}": sums[column] for column in FUNDS},
        "资金总额.执行率": ratio(sums["预算支出"], sums["全年预算"], "/"),
        "自评.预算执行得分": execution,
        "自评.指标得分": total(*scores),
        "自评.总分值": plus(total(*(Fraction(row["分值"]) for row in given["绩效指标"])), Fraction(10)),
        "自评.总分": scored,
        "自评.评价等级": grade(scored, GRADES),
    }
    return Expected(
        figures,
        {
            "其他资金收支": [{"执行率": ratio(row["预算支出"], row["全年预算"], "/")} for row in others],
            "预算项目": [
                {"执行率": ratio(fraction(row["执行数"]), fraction(row["预算数"]))} for row in given["预算项目"]
            ],
            "绩效指标": [{"自评得分": points} for points in scores],
        },
    )
