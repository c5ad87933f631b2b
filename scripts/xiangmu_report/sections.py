"""The report of one project, one function for each part: cover, sections, signature, its 自评表."""

from __future__ import annotations

from scripts.report_parts import frame
from scripts.report_parts.fragments import (
    NOTHING,
    closing_narrative_or_nothing,
    heading1,
    heading2,
    heading3,
    narrative,
    narrative_or_nothing,
    paragraphs,
    rows_of,
    text,
)
from scripts.report_parts.wordml import when

from .annex import ANNEX, evaluation_form
from .use_of_funds import use_of_funds

TITLE = "项目支出绩效自评报告"
_PROJECT = "{{ 封面.项目名称 }}"
_TOTAL = "项目资金.年度资金总额"


def cover() -> str:
    """The cover."""
    return frame.cover(TITLE, subject=f"项目名称：{_PROJECT}")


def overview() -> str:
    """一、项目概况."""
    who = (
        f"{_PROJECT}{{{{ 项目概况.项目编号 | 写作('（项目编号：{{}}）') }}}}由{{{{ 项目概况.主管部门 }}}}主管，"
        "{{ 封面.单位名称 }}组织实施{{ 项目概况.开始日期 | 写作('，自{}起') }}{{ 项目概况.结束日期 | 写作('，至{}止') }}。"
    )
    return (
        heading1("项目概况")
        + heading2("项目基本情况")
        + text(who)
        + heading3("立项依据")
        + paragraphs("项目概况.立项依据")
        + heading3("主要内容")
        + paragraphs("项目概况.主要内容")
        + heading2("项目绩效目标")
        + paragraphs("项目概况.预期目标")
    )


def funds() -> str:
    """二、资金使用及管理情况."""
    total = (
        "{{ 封面.年度 }}年度，项目{{ ["
        f"{_TOTAL}.年初预算数 | 写作('年初预算数{{}}万元'), {_TOTAL}.全年预算数 | 写作('全年预算数{{}}万元'), "
        f"{_TOTAL}.全年执行数 | 写作('全年执行数{{}}万元')] | 连接('，') }}}}"
        f"{{{{ '，预算执行率' ~ {_TOTAL}.执行率 if {_TOTAL}.执行率 > 0 else '' }}}}。"
    )
    sources = (
        "全年执行数中，{{ ["
        "项目资金.当年财政拨款.全年执行数 | 写作('当年财政拨款{}万元'), "
        "项目资金.上年结转资金.全年执行数 | 写作('上年结转资金{}万元'), "
        "项目资金.其他资金.全年执行数 | 写作('其他资金{}万元')] | 连接('，') }}。"
    )
    chapters = ("资金使用情况", "资金管理情况")
    any_figure = f"{_TOTAL}.年初预算数 is not 空 or {_TOTAL}.全年预算数 is not 空 or {_TOTAL}.全年执行数 is not 空"
    return (
        heading1("资金使用及管理情况")
        + heading2("资金安排和使用情况")
        + when(any_figure, text(total))
        + when(f"{_TOTAL}.全年执行数 is not 空", text(sources))
        + use_of_funds()
        + narrative(chapters[0])
        + when(f"not ({any_figure} or 资金使用 or ({rows_of(chapters[0])}))", text(NOTHING))
        + heading2(chapters[1])
        + narrative_or_nothing(chapters[1])
    )


def implementation() -> str:
    """三、组织实施情况."""
    return (
        heading1("组织实施情况")
        + heading2("项目组织实施情况")
        + narrative_or_nothing("组织实施情况")
        + heading2("自评工作开展情况")
        + narrative_or_nothing("自评工作开展情况")
    )


def performance() -> str:
    """四、绩效情况."""
    score = (
        "经自评，项目得分{{ 自评.得分 }}分，等级为“{{ 自评.等级 }}”。其中：预算执行率{{ 自评.预算执行率得分 }}分，"
        "{{ [自评.产出得分 | 写作('产出指标{}分'), 自评.效益得分 | 写作('效益指标{}分'), "
        "自评.满意度得分 | 写作('满意度指标{}分')] | 连接('，') }}。"
    )
    return (
        heading1("绩效情况")
        + heading2("绩效目标完成情况")
        + when("自评.得分 is not 空", text(score))
        + paragraphs("项目概况.实际完成情况")
        + heading2("产出情况")
        + narrative_or_nothing("产出情况")
        + heading2("效益情况")
        + narrative_or_nothing("效益情况")
        + heading2("满意度情况")
        + narrative_or_nothing("满意度情况")
    )


def problems() -> str:
    """五、存在的问题及原因分析."""
    return heading1("存在的问题及原因分析") + narrative_or_nothing("存在的问题及原因分析")


def measures() -> str:
    """六、改进措施."""
    return heading1("改进措施") + narrative_or_nothing("改进措施")


def other_matters() -> str:
    """七、其他需要说明的情况."""
    return heading1("其他需要说明的情况") + closing_narrative_or_nothing("其他需要说明的情况")


def annex_line() -> str:
    """附件：… below the body."""
    return frame.lone_annex(*ANNEX)


PARTS = (
    cover,
    overview,
    funds,
    implementation,
    performance,
    problems,
    measures,
    other_matters,
    annex_line,
    frame.signature,
    evaluation_form,
)
"""The parts of the report in the order they print."""
