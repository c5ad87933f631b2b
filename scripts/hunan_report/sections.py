"""The report, one function for each part: cover, the ten sections, signature. Each can stand in a file of its own."""

from __future__ import annotations

from scripts.report_parts import frame
from scripts.report_parts.fragments import (
    NOTHING,
    UNIT,
    closing_narrative_or_nothing,
    heading1,
    heading2,
    heading3,
    narrative,
    narrative_or_nothing,
    paragraphs,
    project_list,
    text,
)
from scripts.report_parts.wordml import along_with, control, for_each, paragraph, when

from .annexes import annex_list, annexes
from .budgets import further_budget, projects_of

TITLE = "部门整体支出绩效自评报告"


def cover() -> str:
    """The cover."""
    return frame.cover(TITLE)


def basics() -> str:
    """一、基本情况."""
    return heading1("基本情况") + _unit() + _target()


def _unit() -> str:
    posts = ("行政编制", "事业编制", "实有在职人数", "在编人数")
    any_post = " or ".join(f"基本情况.{label} is not 空" for label in posts)
    staff = (
        f"截至{{{{ 封面.年度 }}}}年底，{UNIT}{{{{ ["
        '基本情况.行政编制 | 写作("行政编制{}名"), '
        '基本情况.事业编制 | 写作("事业编制{}名"), '
        '基本情况.实有在职人数 | 写作("实有在职人员{}人"), '
        '基本情况.在编人数 | 写作("在编人员{}人" if 基本情况.实有在职人数 is 空 else "其中在编人员{}人")'
        '] | 连接("，") }}。'
    )
    return (
        heading2("单位基本情况")
        + paragraphs("基本情况.机构概况")
        + when("基本情况.主要职责 is not 空", heading3("主要职责"))
        + for_each("段", "基本情况.主要职责", paragraph("ReportItem", "{{ 编号(3) }}{{ 段 }}"))
        + when("基本情况.机构设置 is not 空", heading3("机构设置"))
        + paragraphs("基本情况.机构设置")
        + when(f"{any_post} or 基本情况.人员说明 is not 空", heading3("人员情况"))
        + when(any_post, text(staff))
        + paragraphs("基本情况.人员说明")
        + narrative("单位基本情况")
    )


def _target() -> str:
    name = "基本情况.整体支出绩效目标"
    return heading2("整体支出绩效目标") + paragraphs(name) + when(f"{name} is 空", text(NOTHING))


def general_public_budget() -> str:
    """二、一般公共预算支出情况."""
    return heading1("一般公共预算支出情况") + _basic_expenditure() + _project_expenditure()


def _basic_expenditure() -> str:
    return (
        heading2("基本支出情况")
        + text(
            f"{{{{ 封面.年度 }}}}年度，{UNIT}一般公共预算年初预算数{{{{ 一般公共预算.年初预算数 }}}}万元，"
            "财政拨款收入{{ 一般公共预算.财政拨款收入 }}万元，支出合计{{ 一般公共预算.支出合计 }}万元。"
        )
        + text(
            "支出合计中，基本支出{{ 一般公共预算.基本支出 }}万元，其中：人员经费{{ 一般公共预算.人员经费 }}万元，"
            "公用经费{{ 一般公共预算.公用经费 }}万元。"
        )
        + narrative("基本支出情况")
    )


def _project_expenditure() -> str:
    budget = "一般公共预算"
    total = f"{{{{ 封面.年度 }}}}年度，{UNIT}一般公共预算项目支出{{{{ 一般公共预算.项目支出 }}}}万元"
    return (
        heading2("项目支出情况")
        + control(f"if {projects_of(budget)}")
        + paragraph("ReportLead", f"{total}，涉及项目{{{{ {projects_of(budget)} | length }}}}个，具体如下：")
        + project_list(projects_of(budget))
        + control("else")
        + text(f"{total}。")
        + control("endif")
        + narrative("项目支出情况")
    )


def government_fund_budget() -> str:
    """三、政府性基金预算支出情况."""
    return further_budget("政府性基金预算")


def state_capital_budget() -> str:
    """四、国有资本经营预算支出情况."""
    return further_budget("国有资本经营预算")


def social_insurance_budget() -> str:
    """五、社会保险基金预算支出情况."""
    return further_budget("社会保险基金预算")


def performance() -> str:
    """六、部门整体支出绩效情况."""
    return (
        heading1("部门整体支出绩效情况")
        + heading2("部门整体支出绩效情况")
        + along_with("附件2", score_sentence())
        + narrative_or_nothing("部门整体支出绩效情况")
        + heading2("专项资金支出绩效情况")
        + narrative_or_nothing("专项资金支出绩效情况")
    )


def score_sentence() -> str:
    """The score and grade, where there are any."""
    sentence = f"经自评，{UNIT}{{{{ 封面.年度 }}}}年度部门整体支出绩效自评得分{{{{ 自评.得分 }}}}分，等级为“{{{{ 自评.等级 }}}}”。"
    return when("自评.得分 is not 空", text(sentence))


def problems() -> str:
    """七、存在的问题及原因分析."""
    return heading1("存在的问题及原因分析") + narrative_or_nothing("存在的问题及原因分析")


def improvements() -> str:
    """八、下一步改进措施."""
    return heading1("下一步改进措施") + narrative_or_nothing("下一步改进措施")


def publication() -> str:
    """九、绩效自评结果拟应用和公开情况."""
    return heading1("绩效自评结果拟应用和公开情况") + narrative_or_nothing("绩效自评结果拟应用和公开情况")


def other_matters() -> str:
    """十、其他需要说明的情况."""
    return heading1("其他需要说明的情况") + closing_narrative_or_nothing("其他需要说明的情况")


PARTS = (
    cover,
    basics,
    general_public_budget,
    government_fund_budget,
    state_capital_budget,
    social_insurance_budget,
    performance,
    problems,
    improvements,
    publication,
    other_matters,
    annex_list,
    frame.signature,
    annexes,
)
"""The parts of the report in the order they print."""
