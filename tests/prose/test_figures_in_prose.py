"""The report behind these: 年初预算数 255.45, 支出合计 258.90, 基本支出 166.92 (人员 140.52, 公用 26.40), 项目支出 91.98
(甲项目 51.98, 乙项目 40), 行政编制 7, 实有在职人数 9, of 某市甲局 in 2025."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selfeval
from tests.support.answers import answers, workbook
from tests.support.prose import PERFORMANCE, judged, rules

CONTRADICTING = """
项目支出91.89万元。
2025年，项目支出91.89万元。
本年度项目支出91.89万元，主要用于培训。
二〇二五年项目支出91.89万元。
项目支出为91.89万元。
全年支出合计259.8万元，其中基本支出166.92万元，项目支出91.98万元。
我局全年基本支出1669.2万元。
坚持过紧日子，厉行节约。全年项目支出91.89万元，完成年度任务。
基本支出一百六十七万九千二百元。
基本支出１６９．９２万元。
基本支出0.0176亿元。
基本支出1,669,300元。
2025年预算资金254.55万元。
年初预算数254.55万元，实际支出258.9万元。
1、甲项目51.89万元；2、乙项目40万元。
甲项目支出51.89万元，用于培训。
其中：甲项目51.98万元，乙项目45万元。
共2个项目，具体如下：甲项目51.98万元、乙项目45万元。
某市甲局2025年支出合计285.9万元。
我局实有在职人员10人。
一般公共预算项目支出91.89万元。
2025年一般公共预算财政拨款支出258.9万元，其中：项目支出91.89万元，占35.5%；基本支出166.92万元，占64.5%。
2025年人员经费支出共计140.25万元，公用经费支出26.4万元。
人员经费140.52万元、公用经费26.14万元。
截至2025年12月，项目支出91.89万元。
""".strip().split("\n")

UNCERTAIN = r"""
项目支出91.98万元。
项目支出92万元。
项目支出0.92亿元的十分之一。
2024年项目支出80.12万元。
2024年，支出合计240万元，项目支出80万元。
上年基本支出160万元，本年基本支出166.92万元。
某市乙中心基本支出30万元。
乙中心运转正常。基本支出30万元。
乙中心2025年基本支出30万元。
项目支出预算95万元，实际支出91.98万元。
基本支出170万元，实际执行166.92万元。
预算安排情况：基本支出170万元，项目支出95万元。
人均公用经费2.93万元。
公用经费支出比上年减少2.1万元。
项目支出比上年增加12.3万元，增长15%。
项目支出完成率98%。
项目支出约95万元。
项目支出近100万元。
项目支出100余万元。
项目支出80万元以上。
项目支出90万元左右。
其中中央资金项目支出20万元。
甲项目预算60万元，支出51.98万元。
甲项目推进顺利。项目支出51.98万元。
甲项目推进顺利。2025年项目支出51.98万元。
该工程于5月完工。2025年项目支出30万元。
A线改造完成，项目支出30万元。
上半年项目支出40万元，下半年项目支出51.98万元。
截至6月底，项目支出40万元。
2025年9月末，基本支出120万元。
1-6月项目支出40万元。
12月，公用经费5万元。
一季度基本支出41.7万元。
2026年，基本支出170万元，项目支出95万元。
明年计划如下：\n基本支出170万元，项目支出95万元。
（一）局机关\n基本支出100万元，项目支出50万元。
（二）乙中心\n基本支出66.92万元，项目支出41.98万元。
一、下属单位情况\n（一）收支\n基本支出66.92万元。
2024年决算情况\n1、基本支出160万元。\n2、项目支出80万元。
2024年支出240万元。\n其中：基本支出160万元，项目支出80万元。
2024年支出240万元。其中：基本支出160万元，项目支出80万元。
年初预算数255.45万元，其中基本支出160万元，项目支出95.45万元。
2025年年初预算数255.45万元：基本支出160万元，项目支出95.45万元。
年初预算数255.45万元。基本支出160万元，项目支出95.45万元。
预算资金255.45万元。\n其中：基本支出160万元，项目支出95.45万元。
扣除结转后项目支出88万元。
基本支出和项目支出共258.9万元。
人员经费、公用经费合计166.92万元。
项目支出91.98万元，其中人员经费3万元，公用经费5万元。
项目支出91.98万元：人员经费3万元，公用经费5万元。
甲项目51.98万元，其中人员经费3万元，公用经费5万元。
甲项目51.98万元。其中：人员经费3万元，公用经费5万元。
按功能分类，项目支出80万元列教育支出。
“十四五”期间项目支出400万元。
在职人员5人参加培训。
党员在职人员5人。
在职人员5人，退休人员3人，由乙中心代管。
市直机关在职人员120人。
乙项目共3个批次，乙项目12万元为首批。
对丙镇补助项目支出10万元。
项目支出30万元用于设备，61.98万元用于培训。
我局代管的丁协会基本支出12万元。
全市财政拨款收入3.2亿元。
预算资金50万元。
统筹预算资金50万元。
追加人员经费5万元。
部门项目支出91.98万元，单位项目支出50万元。
A股室\n2025年项目支出30万元。
政府性基金项目支出0.8万元。
""".strip().split("\n")


@pytest.mark.parametrize("text", CONTRADICTING)
def test_a_figure_that_contradicts_the_value_it_names_is_found(text: str) -> None:
    assert rules(judged(text)) in (["prose-figure"], ["prose-figure", "prose-sum"])


@pytest.mark.parametrize("text", UNCERTAIN)
def test_a_figure_that_agrees_or_may_be_of_something_else_is_not(text: str) -> None:
    found = judged(text.replace(r"\n", "\n"))
    assert [str(each) for each in found if each.rule == "prose-figure"] == []


@pytest.mark.parametrize("title", ["乙中心。", "甲项目。", "2024年情况。", "设备购置专项"])
def test_a_title_about_a_part_a_project_or_another_year_holds_for_what_follows(title: str) -> None:
    assert judged("项目支出30万元。", title=title) == []
    assert rules(judged("项目支出30万元。", title="支出情况。")) == ["prose-figure"]


def test_a_plan_is_not_compared() -> None:
    assert judged("项目支出30万元。", section="下一步改进措施") == []


def test_the_finding_quotes_both_figures_both_cells_and_the_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = [
        {"章节": PERFORMANCE, "内容": "坚持厉行节约。全年项目支出91.89万元，保障了重点工作。" + "工作有序推进。" * 6}
    ]
    path = workbook(tmp_path / "a.xlsx", 正文=rows)
    (found,) = [each for each in selfeval.check(path) if each.rule == "prose-figure"]
    report = selfeval.load(path)
    there = report.cell_of("一般公共预算.项目支出")
    here = report["正文"][0].cell_of("内容")  # type: ignore[index, union-attr]
    assert found.cells == (here, there)
    assert found.message() == (
        f"{here} 文中“项目支出91.89万元”与工作簿不符：一般公共预算.项目支出 是 91.98 万元（{there}）。"
        "原句：“全年项目支出91.89万元，保障了重点工作。”。请改正其中一处 [prose-figure]"
    )
    assert found.severity == "warning"
    assert "but 一般公共预算.项目支出 is 91.98 万元" in found.message("en")


def test_the_budget_of_the_section_is_looked_up_first() -> None:
    fund = {"财政拨款收入": Decimal("8"), "支出合计": Decimal("8"), "项目支出": Decimal("8"), "基本支出": Decimal(0)}
    projects = [
        {"项目名称": "甲项目", "全年执行数": Decimal("91.98")},
        {"项目名称": "丙项目", "全年执行数": Decimal("8"), "资金来源": "政府性基金预算"},
    ]
    given = {"政府性基金预算": fund, "项目支出": projects}
    assert rules(judged("2025年项目支出9万元。", "政府性基金预算支出情况", **given)) == ["prose-figure"]
    assert judged("2025年项目支出8万元。", "政府性基金预算支出情况", **given) == []
    assert rules(judged("2025年项目支出91.89万元。", "项目支出情况", **given)) == ["prose-figure"]
    assert rules(judged("政府性基金项目支出91.98万元。", **given)) == ["prose-figure"]
    assert judged("2025年项目支出95万元。", **given) == []  # of which budget nobody knows
    assert judged("2025年项目支出99.98万元。", "项目支出情况", **given) == []  # the total over both


def test_without_prose_no_rule_reads_it() -> None:
    given = answers(正文=[{"章节": PERFORMANCE, "内容": "项目支出91.89万元,等。。"}])
    assert [found for found in selfeval.check(given, prose=False) if found.rule.startswith("prose-")] == []
    assert [found for found in selfeval.render(given, prose=False).findings if found.rule.startswith("prose-")] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**7).map(lambda cents: Decimal(cents).scaleb(-2)), st.integers(1, 9), st.integers(0, 9))
def test_any_amount_agrees_with_itself_and_not_with_one_digit_changed(spent: Decimal, step: int, which: int) -> None:
    given = {
        "一般公共预算": {"项目支出": spent, "支出合计": Decimal("166.92") + spent},
        "项目支出": [{"项目名称": "甲项目", "全年执行数": spent}],
    }
    said = f"{spent:.2f}"
    assert judged(f"2025年项目支出{said}万元。", **given) == []
    digits = [index for index, mark in enumerate(said) if mark.isdecimal()]
    place = digits[which % len(digits)]
    wrong = said[:place] + str((int(said[place]) + step) % 10) + said[place + 1 :]
    assert rules(judged(f"2025年项目支出{wrong}万元。", **given)) == ["prose-figure"]
