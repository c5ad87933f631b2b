"""What several sections have in common: headings, the 正文 rows of a chapter, the project list, a further budget."""

from __future__ import annotations

from .wordml import control, for_each, paragraph, run, run_control, when

NOTHING = "无。"
UNIT = "本单位"


def heading1(text: str) -> str:
    """一、 in 黑体."""
    return paragraph("Heading1", f"{{{{ 编号(1) }}}}{text}")


def heading2(text: str) -> str:
    """（一） in 楷体."""
    return paragraph("Heading2", f"{{{{ 编号(2) }}}}{text}")


def heading3(text: str) -> str:
    """A lead line in bold 仿宋 without a number, such as 主要职责."""
    return paragraph("Heading3", text)


def text(content: str) -> str:
    """A paragraph of the body."""
    return paragraph("ReportText", content)


def paragraphs(name: str) -> str:
    """Each paragraph of a paragraphs field as one of its own."""
    return for_each("段", name, text("{{ 段 }}"))


def rows_of(chapter: str) -> str:
    """The expression for the 正文 rows of a chapter."""
    return f'正文 | 筛选("章节", "{chapter}")'


def projects_of(budget: str) -> str:
    """The expression for the projects paid from a budget."""
    return f'项目支出 | 筛选("资金来源", "{budget}")'


def narrative(chapter: str) -> str:
    """The 正文 rows of a chapter; prints nothing where there are none."""
    return for_each(
        "行",
        rows_of(chapter),
        control("for 段 in 行.内容"),
        _row_paragraph("ReportText"),
        control("else"),
        _lead_alone(),
        control("endfor"),
    )


def closing_narrative(chapter: str) -> str:
    """The same for the last section: its last paragraph stays on the page of the signature."""
    return for_each(
        "行",
        rows_of(chapter),
        control("set 末行 = loop.last"),
        control("for 段 in 行.内容"),
        control("if 末行 and loop.last"),
        _row_paragraph("ReportLast"),
        control("else"),
        _row_paragraph("ReportText"),
        control("endif"),
        control("else"),
        _lead_alone(),
        control("endfor"),
    )


def narrative_or_nothing(chapter: str) -> str:
    """The 正文 rows of a chapter, or the line 无。."""
    return narrative(chapter) + when(f"not ({rows_of(chapter)})", text(NOTHING))


def _row_paragraph(style: str) -> str:
    return paragraph(
        style,
        run_control("if loop.first and 行.小标题 is not 空"),
        run("{{ 行.小标题 }}", "LeadSentence"),
        run_control("endif"),
        run("{{ 段 }}"),
    )


def _lead_alone() -> str:
    return when("行.小标题 is not 空", paragraph("LeadParagraph", "{{ 行.小标题 }}"))


def project_list(budget: str) -> str:
    """The projects of a budget, a numbered paragraph each: they may be one or sixty."""
    return for_each(
        "项",
        projects_of(budget),
        paragraph(
            "ReportItem",
            '{{ 编号(3) }}{{ 项.项目名称 }}{{ 项.全年执行数 | 写作("：{}万元") }}{{ "。" if loop.last else "；" }}',
        ),
    )


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
        + project_list(budget)
        + narrative(chapter)
        + control("else")
        + text(NOTHING)
        + control("endif")
    )
