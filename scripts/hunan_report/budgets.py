"""The sections of the three budgets beside the general public one."""

from __future__ import annotations

from scripts.report_parts.fragments import NOTHING, UNIT, heading1, narrative, project_list, rows_of, text
from scripts.report_parts.wordml import control, paragraph, when


def projects_of(budget: str) -> str:
    """The expression for the projects paid from a budget."""
    return f'项目支出 | 筛选("资金来源", "{budget}")'


def further_budget(budget: str) -> str:
    """The section of one of the three other budgets: figures, projects, text, or 无。 where it has none of them."""
    chapter = f"{budget}支出情况"
    figures = [f"{budget}.{label}" for label in ("财政拨款收入", "支出合计", "基本支出", "项目支出")]
    revenue, total, basic, projects = figures
    sentence = (
        f"{{{{ 封面.年度 }}}}年度，{UNIT}{budget}{{{{ ["
        f'{revenue} | 写作("财政拨款收入{{}}万元"), '
        f'{total} | 写作("支出合计{{}}万元"), '
        f'{basic} | 写作("基本支出{{}}万元" if {total} is 空 else "其中：基本支出{{}}万元"), '
        f'{projects} | 写作("项目支出{{}}万元")'
        '] | 连接("，") }}。'
    )
    return (
        heading1(chapter)
        + control(f"if {budget} is 有数 or ({projects_of(budget)}) or ({rows_of(chapter)})")
        + when(" or ".join(f"{figure} is not 空" for figure in figures), text(sentence))
        + when(
            projects_of(budget),
            paragraph(
                "ReportLead", f"{UNIT}使用{budget}资金的项目共{{{{ {projects_of(budget)} | length }}}}个，具体如下："
            ),
        )
        + project_list(projects_of(budget))
        + narrative(chapter)
        + control("else")
        + text(NOTHING)
        + control("endif")
    )
