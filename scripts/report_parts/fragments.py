"""What the sections of every report have in common: headings, the 正文 rows of a chapter, the project list."""

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


def narrative_or_nothing(chapter: str) -> str:
    """The 正文 rows of a chapter, or the line 无。."""
    return narrative(chapter) + when(f"not ({rows_of(chapter)})", text(NOTHING))


def closing_narrative_or_nothing(chapter: str) -> str:
    """The same for the last section: its last paragraph, or the line 无。, stays on the page of the signature."""
    return _closing_narrative(chapter) + when(f"not ({rows_of(chapter)})", paragraph("ReportLast", NOTHING))


def _closing_narrative(chapter: str) -> str:
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


def project_list(items: str) -> str:
    """The projects that the expression gives, a numbered paragraph each: they may be one or sixty."""
    return for_each(
        "项",
        items,
        paragraph(
            "ReportItem",
            '{{ 编号(3) }}{{ 项.项目名称 }}{{ 项.全年执行数 | 写作("：{}万元") }}{{ "。" if loop.last else "；" }}',
        ),
    )
