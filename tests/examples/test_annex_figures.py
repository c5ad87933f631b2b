"""The annexes of the examples, recomputed by hand once: rates, scores, totals and grades as the pages print them."""

from __future__ import annotations

from pathlib import Path

import pytest

import selfeval
from selfeval.report import Report, Table
from tests.support.word import paragraphs

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def report(name: str) -> Report:
    return selfeval.load(EXAMPLES / f"{name}.xlsx")


def rows(of: Report, sheet: str) -> Table:
    table = of[sheet]
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(
    ("name", "path", "printed"),
    [
        # 7 + 3 posts, 11 serving: 11 / 10
        ("tongzhanbu", "基本情况.编制数", "10"),
        ("tongzhanbu", "基本情况.在职人员控制率", "110.00%"),
        # 258.9 + 0.8 of 255.45 + 0.8: 259.70 / 256.25 = 1.013463…
        ("tongzhanbu", "预算执行.年度资金总额.全年执行数", "259.70"),
        ("tongzhanbu", "预算执行.年度资金总额.全年预算数", "256.25"),
        ("tongzhanbu", "预算执行.年度资金总额.执行率", "101.35%"),
        ("tongzhanbu", "预算执行.基本支出.全年执行数", "166.92"),
        ("tongzhanbu", "预算执行.项目支出.全年执行数", "92.78"),
        ("tongzhanbu", "自评.预算执行率得分", "10"),
        # 10 × 5 + 15 + 15 × 0.8 + 10 = 87, and 10 for the execution
        ("tongzhanbu", "自评.分值", "100"),
        ("tongzhanbu", "自评.得分", "97"),
        ("tongzhanbu", "自评.等级", "优"),
        # 27.186040 + 8.6215 = 35.80754 万元
        ("shuiliju", "基础数据.三公经费.本年决算数", "35.81"),
        ("shuiliju", "基础数据.公务用车购置和运行维护费.上年决算数", "28.65"),
        ("shuiliju", "基础数据.项目支出.本年决算数", "2600.38"),
        ("shuiliju", "基础数据.公用经费.本年决算数", "291.79"),
        # 1186.5 / 1200 and 472.53 / 480
        ("shuiliju", "楼堂馆所.规模控制率", "98.88%"),
        ("shuiliju", "楼堂馆所.投资概算控制率", "98.44%"),
        # 4738.440787 + 836.399635 + 157.87456 + 27.64308 = 5760.358062 of 5842
        ("shuiliju", "预算执行.其他资金.全年执行数", "185.52"),
        ("shuiliju", "预算执行.年度资金总额.全年执行数", "5760.36"),
        ("shuiliju", "预算执行.年度资金总额.执行率", "98.60%"),
        ("shuiliju", "自评.预算执行率得分", "9.86"),
        # 49.97 + 28.91 + 10 + 9.86
        ("shuiliju", "自评.得分", "98.74"),
        ("shuiliju", "自评.等级", "优"),
        ("xiaoxue", "自评.得分", ""),
        ("xiaoxue", "预算执行.年度资金总额.全年执行数", ""),
    ],
)
def test_a_figure_is_what_the_hand_computes(name: str, path: str, printed: str) -> None:
    assert str(report(name)[path]) == printed


@pytest.mark.parametrize(
    ("name", "scores"),
    [
        ("tongzhanbu", "10 10 10 10 10 15 12 10"),
        # 6 × 97.5 / 98 = 5.969…; 5 × 98.1 / 100 = 4.905; 5 × 0.8 = 4
        ("shuiliju", "8 8 5 5 6 5.97 6 6 4 6 4.91 5 5 4 10"),
    ],
)
def test_the_scores_are_what_the_hand_computes(name: str, scores: str) -> None:
    assert " ".join(str(row["得分"]) for row in rows(report(name), "整体绩效指标")) == scores


def test_each_project_scores_by_its_own_indicators() -> None:
    projects = [row for row in rows(report("shuiliju"), "项目支出") if len(row.rows_of("指标") or ())]
    assert [[str(row[label]) for label in ("项目编号", "执行率", "执行率得分", "得分")] for row in projects] == [
        ["SL2025-02", "99.13%", "9.91", "99.66"],  # 15 × 118 / 120 = 14.75
        ["SL2025-03", "97.75%", "9.77", "99.03"],  # 10 × 10 / 10.8 = 9.26
        ["SL2025-05", "97.83%", "9.78", "98.78"],  # 10 × 54 / 60 = 9
    ]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("shuiliju", ["附件1", "附件2", "附件3-1", "附件3-2", "附件3-3"]),
        ("tongzhanbu", ["附件1"]),
        ("xiaoxue", []),
    ],
)
def test_a_blank_annex_is_left_out_and_the_numbers_close_up(name: str, labels: list[str]) -> None:
    text = paragraphs(bytes(selfeval.render(EXAMPLES / f"{name}.xlsx")))
    assert [line for line in text if line.startswith("附件") and "：" not in line] == labels
    listed = [line for line in text if line.startswith("附件：") or (line[:2] in {"2.", "3."} and line.endswith("表"))]
    assert len(listed) == {"shuiliju": 3, "tongzhanbu": 1, "xiaoxue": 0}[name]
    assert all(line.startswith("附件：1. ") for line in listed[:1])


def test_the_score_stands_in_the_text_of_the_report() -> None:
    text = paragraphs(bytes(selfeval.render(EXAMPLES / "tongzhanbu.xlsx")))
    assert "经自评，本单位2021年度部门整体支出绩效自评得分97分，等级为“优”。" in text
    without = paragraphs(bytes(selfeval.render(EXAMPLES / "xiaoxue.xlsx")))
    assert not any("自评得分" in line for line in without)


def test_no_finding_of_an_example_is_an_error() -> None:
    found = {path.stem: selfeval.check(path) for path in EXAMPLES.glob("*.xlsx")}
    assert [str(one) for findings in found.values() for one in findings.errors] == []
