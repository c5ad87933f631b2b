"""The annexes after the body, one function each, and the list of them below it. A blank annex is left out."""

from __future__ import annotations

from .basic_data import basic_data
from .indicators import department_form, project_forms
from .styles import LANDSCAPE, PORTRAIT
from .wordml import control, paragraph, when

BASIC = "基础数据 is 有填写 or 楼堂馆所 is 有填写"
DEPARTMENT = "整体绩效指标 or 预算执行 is 有填写"
PROJECTS = "项目绩效指标"
TITLES = (
    (BASIC, "部门整体支出绩效评价基础数据表"),
    (DEPARTMENT, "部门整体支出绩效自评表"),
    (PROJECTS, "项目支出绩效自评表"),
)


def annex_list() -> str:
    """附件：1. … below the body, before the signature; the numbers close up."""
    count = control("set 计 = namespace(数=0)")
    lines = ""
    for condition, title in TITLES:
        lines += when(
            condition,
            control("set 计.数 = 计.数 + 1"),
            when("计.数 == 1", paragraph("AnnexFirst", f"附件：{{{{ 计.数 }}}}. {title}")),
            when("计.数 > 1", paragraph("AnnexNext", f"{{{{ 计.数 }}}}. {title}")),
        )
    return count + lines


def annexes() -> str:
    """The three annexes, each a section of its own."""
    return (
        _annex(BASIC, 0, basic_data(), PORTRAIT)
        + _annex(DEPARTMENT, 1, department_form(), LANDSCAPE)
        + when(
            PROJECTS,
            control('set 号 = 编号("附件")'),
            project_forms(TITLES[2][1]),
            paragraph("SectionEnd", section=LANDSCAPE),
        )
    )


def _annex(condition: str, number: int, content: str, section: str) -> str:
    return when(
        condition,
        paragraph("AnnexLabel", '{{ 编号("附件") }}'),
        paragraph("AnnexTitle", TITLES[number][1]),
        content,
        paragraph("SectionEnd", section=section),
    )
