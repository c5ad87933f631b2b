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
        # 120 + 15, 118 + 15 and 116.345 + 15 万元, typed in 元: 131.345 / 133 = 0.987556…; 10 × that = 9.8756
        ("yinshui", "项目资金.年度资金总额.年初预算数", "135.00"),
        ("yinshui", "项目资金.年度资金总额.全年预算数", "133.00"),
        ("yinshui", "项目资金.年度资金总额.全年执行数", "131.35"),
        ("yinshui", "项目资金.年度资金总额.执行率", "98.76%"),
        ("yinshui", "项目资金.当年财政拨款.执行率", "98.60%"),
        ("yinshui", "项目资金.其他资金.执行率", ""),
        ("yinshui", "自评.预算执行率得分", "9.88"),
        # 10 + 10 + 9.96 + 10 + 10; 10 + 5 + 5 + 8; 9.8
        ("yinshui", "自评.产出得分", "49.96"),
        ("yinshui", "自评.效益得分", "28"),
        ("yinshui", "自评.满意度得分", "9.8"),
        ("yinshui", "自评.分值", "100"),
        ("yinshui", "自评.得分", "97.64"),
        ("yinshui", "自评.等级", "优"),
        # 14 + 36 posts, 48 serving
        ("wenlvju", "部门概况.编制总数", "50"),
        ("wenlvju", "部门概况.人员控制率", "96.00%"),
        # 32.18 + 1380.57 - 1398.62
        ("wenlvju", "一般公共预算收支.年末结转结余", "14.13"),
        # 1398.62 / 1412.75 = 0.989998…
        ("wenlvju", "一般公共预算收支.执行率", "99.00%"),
        # 1412.75 + 60 + 25; 1380.57 + 60 + 26.3; 1398.62 + 57.5 + 24.8; 1480.92 / 1497.75 = 0.988763…
        ("wenlvju", "资金总额.全年预算", "1497.75"),
        ("wenlvju", "资金总额.预算收入", "1466.87"),
        ("wenlvju", "资金总额.预算支出", "1480.92"),
        ("wenlvju", "资金总额.执行率", "98.88%"),
        ("wenlvju", "其他资金收支.政府性基金预算.执行率", "95.83%"),
        ("wenlvju", "自评.预算执行得分", "9.9"),
        # six of nine indicators in full, and 9.8 + 9.5 + 8
        ("wenlvju", "自评.指标得分", "87.3"),
        ("wenlvju", "自评.总分值", "100"),
        ("wenlvju", "自评.总分", "97.2"),
        ("wenlvju", "自评.评价等级", "优秀"),
        ("xiaoxue", "自评.得分", ""),
        ("xiaoxue", "预算执行.年度资金总额.全年执行数", ""),
    ],
)
def test_a_figure_is_what_the_hand_computes(name: str, path: str, printed: str) -> None:
    assert str(report(name)[path]) == printed


@pytest.mark.parametrize(
    ("name", "column", "figures"),
    [
        ("tongzhanbu", "整体绩效指标.得分", "10 10 10 10 10 15 12 10"),
        # 6 × 97.5 / 98 = 5.969…; 5 × 98.1 / 100 = 4.905; 5 × 0.8 = 4
        ("shuiliju", "整体绩效指标.得分", "8 8 5 5 6 5.97 6 6 4 6 4.91 5 5 4 10"),
        # 10 × 97.6 / 98 = 9.959…; 10 × 0.8; 10 × 88.2 / 90 = 9.8
        ("yinshui", "绩效指标.得分", "10 10 9.96 10 10 10 5 5 8 9.8"),
        # 612380.5, 374569.5, 178500 and 148000 of 1313450 元
        ("yinshui", "资金使用.占比", "46.62% 28.52% 13.59% 11.27%"),
        # 10 × 93.1 / 95 = 9.8; 14.7 is 5 % over 14: 10 × 0.95; 10 × 0.8
        ("wenlvju", "绩效指标.自评得分", "10 10 10 9.8 10 9.5 10 8 10"),
        # 176.4 / 180; 221.86 / 226.5 = 0.97951…
        ("wenlvju", "预算项目.执行率", "98.00% 97.95% 100.00% 100.00%"),
    ],
)
def test_the_figures_of_the_rows_are_what_the_hand_computes(name: str, column: str, figures: str) -> None:
    sheet, label = column.split(".")
    assert " ".join(str(row[label]) for row in rows(report(name), sheet)) == figures


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
        ("yinshui", ["附件"]),
        ("wenlvju", ["附件"]),
    ],
)
def test_a_blank_annex_is_left_out_and_the_numbers_close_up(name: str, labels: list[str]) -> None:
    text = paragraphs(bytes(selfeval.render(EXAMPLES / f"{name}.xlsx")))
    assert [line for line in text if line.startswith("附件") and "：" not in line] == labels
    listed = [line for line in text if line.startswith("附件：") or (line[:2] in {"2.", "3."} and line.endswith("表"))]
    assert len(listed) == {"shuiliju": 3, "xiaoxue": 0}.get(name, 1)
    assert all(line.startswith("附件：1. " if labels != ["附件"] else "附件：") for line in listed[:1])


def test_the_score_stands_in_the_text_of_the_report() -> None:
    text = paragraphs(bytes(selfeval.render(EXAMPLES / "tongzhanbu.xlsx")))
    assert "经自评，本单位2021年度部门整体支出绩效自评得分97分，等级为“优”。" in text
    project = paragraphs(bytes(selfeval.render(EXAMPLES / "yinshui.xlsx")))
    assert any(
        line.startswith("经自评，项目得分97.64分，等级为“优”。其中：预算执行率9.88分，产出指标49.96分")
        for line in project
    )
    without = paragraphs(bytes(selfeval.render(EXAMPLES / "xiaoxue.xlsx")))
    assert not any("自评得分" in line for line in without)


def test_no_finding_of_an_example_is_an_error() -> None:
    found = {path.stem: selfeval.check(path) for path in EXAMPLES.glob("*.xlsx")}
    assert [str(one) for findings in found.values() for one in findings.errors] == []
