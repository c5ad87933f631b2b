"""The department's report of Sichuan, one function for each part: cover, four sections, signature, its 自评表."""

from __future__ import annotations

from scripts.report_parts import frame
from scripts.report_parts.fragments import (
    NOTHING,
    closing_narrative_or_nothing,
    heading1,
    heading2,
    narrative,
    narrative_or_nothing,
    paragraphs,
    rows_of,
    text,
)
from scripts.report_parts.wordml import for_each, paragraph, when

from .annex import ANNEX, evaluation_form
from .money import funds_table, projects_table

TITLE = "部门整体支出绩效自评报告"
_UNIT = "封面.部门名称"
_WE = "我部门"
_YEAR = "{{ 封面.年度 }}年"


def cover() -> str:
    """The cover."""
    return frame.cover(TITLE, _UNIT)


def overview() -> str:
    """一、部门概况."""
    posts = ("行政编制", "事业编制", "年末实有人数")
    staff = (
        f"截至{_YEAR}末，{_WE}{{{{ ["
        "部门概况.编制总数 | 写作('核定编制{}名'), 部门概况.行政编制 | 写作('其中行政编制{}名'), "
        "部门概况.事业编制 | 写作('事业编制{}名'), 部门概况.年末实有人数 | 写作('实有在职人员{}人')] | 连接('，') }}。"
    )
    any_post = " or ".join(f"部门概况.{post} is not 空" for post in posts)
    goal = "部门概况.年度绩效目标"
    return (
        heading1("部门概况")
        + heading2("机构组成")
        + paragraphs("部门概况.机构组成")
        + heading2("机构职能")
        + for_each("段", "部门概况.机构职能", paragraph("ReportItem", "{{ 编号(3) }}{{ 段 }}"))
        + heading2("人员概况")
        + when(any_post, text(staff))
        + paragraphs("部门概况.人员说明")
        + when(f"not ({any_post} or 部门概况.人员说明 is not 空)", text(NOTHING))
        + heading2("年度绩效目标")
        + paragraphs(goal)
    )


def money() -> str:
    """二、部门资金收支情况."""
    budget = "一般公共预算收支"
    income = (
        f"{_YEAR}，{_WE}全年预算{{{{ 资金总额.全年预算 }}}}万元，预算收入{{{{ 资金总额.预算收入 }}}}万元，其中"
        f"一般公共预算收入{{{{ {budget}.预算收入 }}}}万元。一般公共预算年初预算{{{{ {budget}.年初预算 }}}}万元，"
        f"{{{{ {budget}.上年结转 | 写作('上年结转{{}}万元，') }}}}年末结转结余{{{{ {budget}.年末结转结余 }}}}万元。"
    )
    spent = (
        f"{_YEAR}，{_WE}预算支出{{{{ 资金总额.预算支出 }}}}万元。一般公共预算支出{{{{ {budget}.预算支出 }}}}万元，"
        f"其中基本支出{{{{ {budget}.基本支出 }}}}万元（人员支出{{{{ {budget}.人员支出 }}}}万元，"
        f"日常公用支出{{{{ {budget}.日常公用支出 }}}}万元），项目支出{{{{ {budget}.项目支出 }}}}万元。"
    )
    return (
        heading1("部门资金收支情况")
        + heading2("收入情况")
        + text(income)
        + heading2("支出情况")
        + text(spent)
        + paragraph("ReportLead", "各类资金收支如下（单位：万元）：")
        + funds_table()
        + narrative("收支说明")
    )


def analysis() -> str:
    """三、部门整体绩效分析."""
    return (
        heading1("部门整体绩效分析")
        + heading2("履职绩效分析")
        + narrative_or_nothing("履职绩效分析")
        + heading2("预算项目绩效分析")
        + projects_table()
        + for_each(
            "项",
            "预算项目",
            for_each("段", "项.绩效情况", text("{{ 项.项目名称 ~ '：' if loop.first else '' }}{{ 段 }}")),
        )
        + narrative("预算项目绩效分析")
        + when(f"not (预算项目 or ({rows_of('预算项目绩效分析')}))", text(NOTHING))
        + heading2("结果应用情况")
        + narrative_or_nothing("结果应用情况")
    )


def conclusion() -> str:
    """四、评价结论及建议."""
    score = (
        f"{_YEAR}{_WE}整体支出绩效自评总分{{{{ 自评.总分 }}}}分，其中预算执行{{{{ 自评.预算执行得分 }}}}分、"
        "绩效指标{{ 自评.指标得分 }}分，评价等级为“{{ 自评.评价等级 }}”。"
    )
    last = "改进建议"
    return (
        heading1("评价结论及建议")
        + heading2("评价结论")
        + when("自评.总分 is not 空", text(score))
        + when("自评.总分 is 空", text(NOTHING))
        + heading2("存在问题")
        + narrative_or_nothing("存在问题")
        + heading2(last)
        + closing_narrative_or_nothing(last)
    )


def annex_line() -> str:
    """附件：… below the body."""
    return frame.lone_annex(*ANNEX)


def signature() -> str:
    """落款."""
    return frame.signature(_UNIT)


PARTS = (cover, overview, money, analysis, conclusion, annex_line, signature, evaluation_form)
"""The parts of the report in the order they print."""
