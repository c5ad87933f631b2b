"""The form hunan: random answers and what it must compute from them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tests.by_fractions.common import (
    Answers,
    Columns,
    Expected,
    Figure,
    amounts,
    any_typed,
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

FUNDS = ("年初预算数", "全年预算数", "全年执行数")
SOURCES = ("一般公共预算", "政府性基金拨款", "纳入专户管理的非税收入拨款", "其他资金")
USES = ("基本支出", "项目支出")
BUDGETS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算")
BASIC = ("上年决算数", "本年预算数", "本年决算数")
PARTS = ("公务用车购置费", "公务用车运行维护费", "因公出国（境）费", "公务接待费")
BUILDINGS = ("批复规模", "实际规模", "预算投资", "实际投资")
GRADES = {"优": 90, "良": 80, "中": 60, "差": 0}
COLUMNS = Columns(
    target="年度指标值",
    actual="实际完成值",
    unit="度量单位",
    score="得分",
    levels={"达成年度指标": Fraction(1), "部分达成年度指标并具有一定效果": Fraction(4, 5), "未达成": Fraction(3, 5)},
    at_most=lambda target, actual: target / actual,
)
EXECUTED: Answers = {"一般公共预算": {"支出合计": 1}, "预算执行": {"一般公共预算": {"全年预算数": 1}}}
"""Answers that give the full 10 points for the execution of the budget."""
SCORED, GRADE = "整体绩效指标", "自评.等级"
"""The table of the indicators, and the path of the grade."""


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Random answers to all that figures rest on; what repeats another figure is left to the form."""
    fixed = {row: {column: draw(maybe) for column in BASIC} for row in (*PARTS, "政府采购金额")}
    execution = {row: {column: draw(maybe) for column in FUNDS} for row in SOURCES}
    execution["一般公共预算"] = {"全年预算数": draw(maybe)}
    for source in ("政府性基金拨款", "其他资金"):
        del execution[source]["全年执行数"]
    names = draw(st.lists(st.sampled_from(["甲", "乙", "丙"]), unique=True, max_size=3))
    asked = ("年初预算数", "支出合计", "基本支出", "公用经费", "项目支出")
    return {
        "基本情况": {label: draw(counts) for label in ("行政编制", "事业编制", "实有在职人数")},
        BUDGETS[0]: {label: draw(maybe) for label in asked},
        **{budget: {label: draw(maybe) for label in ("支出合计", *USES)} for budget in BUDGETS[1:]},
        "基础数据": draw(st.sampled_from([fixed, {}])),
        "楼堂馆所": {label: draw(st.none() if draw(st.booleans()) else amounts) for label in BUILDINGS},
        "预算执行": draw(st.sampled_from([execution, {}])),
        "整体绩效指标": draw(st.lists(indicators(COLUMNS), max_size=4)),
        "项目支出": [{"项目名称": name} | {column: draw(maybe) for column in FUNDS} for name in names],
        "项目绩效指标": [
            {"项目名称": name} | row for name in names for row in draw(st.lists(indicators(COLUMNS), max_size=3))
        ],
    }


def expected(given: Answers) -> Expected:
    """What the form must compute from the answers."""
    staff = fractions(given["基本情况"])
    posts = total(staff["行政编制"], staff["事业编制"])
    budgets = {name: fractions(given[name]) for name in BUDGETS}
    figures: dict[str, Figure] = {
        "基本情况.编制数": posts,
        "基本情况.在职人员控制率": ratio(staff["实有在职人数"], posts, "/"),
        **_basic_data(given, budgets),
    }
    rows, overall = _execution(given, budgets, figures)
    indicators_rows = {
        sheet: [{"得分": score(row, COLUMNS)} for row in given[sheet]] for sheet in ("整体绩效指标", "项目绩效指标")
    }
    points = total(*(Fraction(row["分值"]) for row in given["整体绩效指标"]))
    scored = plus(total(*(score(row, COLUMNS) for row in given["整体绩效指标"])), overall)
    figures |= {
        "自评.预算执行率得分": overall,
        "自评.分值": plus(points, Fraction(10)),
        "自评.得分": scored,
        "自评.等级": grade(scored, GRADES),
    }
    return Expected(figures, {"预算执行": rows, **indicators_rows, "项目支出": _projects(given)})


def _basic_data(given: Answers, budgets: dict[str, dict[str, Fraction | None]]) -> dict[str, Figure]:
    building = fractions(given["楼堂馆所"])
    there = any_typed(building, *given["基础数据"].values())
    general = budgets["一般公共预算"]
    found: dict[str, Figure] = {}
    for column in BASIC:
        typed = {row: fraction(cells[column]) for row, cells in given["基础数据"].items()}
        part = [typed.get(row) for row in PARTS]
        found[f"基础数据.公务用车购置和运行维护费.{column}"] = total(*part[:2])
        found[f"基础数据.“三公”经费.{column}"] = total(*part)
    found["基础数据.项目支出.本年决算数"] = general["项目支出"]
    found["基础数据.公用经费.本年决算数"] = general["公用经费"]
    found["楼堂馆所.规模控制率"] = ratio(building["实际规模"], building["批复规模"])
    found["楼堂馆所.投资概算控制率"] = ratio(building["实际投资"], building["预算投资"])
    return found if there else dict.fromkeys(found)


def _execution(
    given: Answers, budgets: dict[str, dict[str, Fraction | None]], figures: dict[str, Figure]
) -> tuple[list[dict[str, Figure]], Fraction | None]:
    """The rate of each row and the score; the cells that repeat the budgets are put among the figures."""
    cells = {row: dict.fromkeys(FUNDS, None) | fractions(given["预算执行"].get(row, {})) for row in (*SOURCES, *USES)}
    there = bool(given["整体绩效指标"]) or any_typed(*given["预算执行"].values())
    cells["一般公共预算"]["年初预算数"] = budgets["一般公共预算"]["年初预算数"]
    cells["一般公共预算"]["全年执行数"] = budgets["一般公共预算"]["支出合计"]
    cells["政府性基金拨款"]["全年执行数"] = budgets["政府性基金预算"]["支出合计"]
    cells["其他资金"]["全年执行数"] = total(*(budgets[name]["支出合计"] for name in BUDGETS[2:]))
    for use in USES:
        cells[use]["全年执行数"] = total(*(budgets[name][use] for name in BUDGETS))
    sums = {column: total(*(cells[source][column] for source in SOURCES)) for column in FUNDS}
    computed = {
        **{("年度资金总额", column): sums[column] for column in FUNDS},
        ("一般公共预算", "年初预算数"): cells["一般公共预算"]["年初预算数"],
        **{
            (row, "全年执行数"): cells[row]["全年执行数"]
            for row in ("一般公共预算", "政府性基金拨款", "其他资金", *USES)
        },
    }
    figures |= {f"预算执行.{row}.{column}": value if there else None for (row, column), value in computed.items()}
    rates = [ratio(row["全年执行数"], row["全年预算数"], "/") for row in (sums, *cells.values())]
    points = execution_score(sums["全年执行数"], sums["全年预算数"]) if there else None
    return [{"执行率": rate if there else None} for rate in rates], points


def _projects(given: Answers) -> list[dict[str, Figure]]:
    found: list[dict[str, Figure]] = []
    for project in given["项目支出"]:
        own = [row for row in given["项目绩效指标"] if row["项目名称"] == project["项目名称"]]
        executed, budget = fraction(project["全年执行数"]), fraction(project["全年预算数"])
        points = execution_score(executed, budget)
        found.append(
            {
                "执行率": ratio(executed, budget, "/"),
                "执行率得分": points,
                "分值": plus(total(*(Fraction(row["分值"]) for row in own)), Fraction(10)),
                "得分": plus(total(*(score(row, COLUMNS) for row in own)), points),
            }
        )
    return found
