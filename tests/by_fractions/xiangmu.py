"""The form xiangmu: random answers and what it must compute from them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tests.by_fractions.common import (
    Answers,
    Columns,
    Expected,
    Figure,
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

FUNDS = ("年初预算数", "全年预算数", "全年执行数")
SOURCES = ("当年财政拨款", "上年结转资金", "其他资金")
GROUPS = {"产出指标": "自评.产出得分", "效益指标": "自评.效益得分", "满意度指标": "自评.满意度得分"}
GRADES = {"优": 90, "良": 80, "中": 60, "差": 0}
COLUMNS = Columns(
    target="指标值",
    actual="实际完成值",
    unit="度量单位",
    score="得分",
    levels={"达成年度指标": Fraction(1), "部分达成": Fraction(4, 5), "未达成年度指标且效果较差": Fraction(3, 5)},
    at_most=lambda target, actual: target / actual,
)
EXECUTED: Answers = {"项目资金": {"当年财政拨款": {"全年预算数": 1, "全年执行数": 1}}}
"""Answers that give the full 10 points for the execution of the budget."""
SCORED, GRADE = "绩效指标", "自评.等级"
"""The table of the indicators, and the path of the grade."""


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Random answers to all that figures rest on."""
    return {
        "项目资金": {row: {column: draw(maybe) for column in FUNDS} for row in SOURCES},
        "资金使用": [
            {"用途": f"用途{number}", "预算数": draw(maybe), "支出数": draw(maybe)}
            for number in range(draw(st.integers(0, 3)))
        ],
        "绩效指标": draw(st.lists(indicators(COLUMNS, list(GROUPS)), max_size=6)),
    }


def expected(given: Answers) -> Expected:
    """What the form must compute from the answers."""
    cells = [fractions(given["项目资金"][row]) for row in SOURCES]
    sums = {column: total(*(row[column] for row in cells)) for column in FUNDS}
    execution = execution_score(sums["全年执行数"], sums["全年预算数"])
    scores = [score(row, COLUMNS) for row in given["绩效指标"]]
    scored = plus(total(*scores), execution)
    figures: dict[str, Figure] = {f"项目资金.年度资金总额.{column}": sums[column] for column in FUNDS}
    for level, path in GROUPS.items():
        own = zip(given["绩效指标"], scores, strict=True)
        figures[path] = total(*(points for row, points in own if row["一级指标"] == level))
    figures |= {
        "自评.预算执行率得分": execution,
        "自评.分值": plus(total(*(Fraction(row["分值"]) for row in given["绩效指标"])), Fraction(10)),
        "自评.得分": scored,
        "自评.等级": grade(scored, GRADES),
    }
    spent = [fraction(row["支出数"]) for row in given["资金使用"]]
    return Expected(
        figures,
        {
            "项目资金": [{"执行率": ratio(row["全年执行数"], row["全年预算数"], "/")} for row in (sums, *cells)],
            "资金使用": [{"占比": ratio(amount, total(*spent))} for amount in spent],
            "绩效指标": [{"得分": points} for points in scores],
        },
    )
