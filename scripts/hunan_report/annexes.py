"""The annexes after the body, one function each, and the list of them below it. A blank annex is left out."""

from __future__ import annotations

from scripts.report_parts import frame
from scripts.report_parts.frame import annex
from scripts.report_parts.styles import LANDSCAPE, PORTRAIT
from scripts.report_parts.wordml import control, paragraph, part, when

from .basic_data import basic_data
from .indicators import department_form, project_forms

NUMBER = '编号("附件")'
LABEL = f"{{{{ {NUMBER} }}}}"
BASIC = "基础数据 is 有填写 or 楼堂馆所 is 有填写"
DEPARTMENT = "整体绩效指标 or 预算执行 is 有填写"
PROJECTS = "项目绩效指标"
ANNEXES = (
    ("附件1", BASIC, "部门整体支出绩效评价基础数据表"),
    ("附件2", DEPARTMENT, "部门整体支出绩效自评表"),
    ("附件3", PROJECTS, "项目支出绩效自评表"),
)


def annex_list() -> str:
    """附件：1. … below the body."""
    return frame.annex_list(ANNEXES)


def annexes() -> str:
    """The three annexes, each a section of its own."""
    return (
        annex(*ANNEXES[0], basic_data(), section=PORTRAIT, label=LABEL)
        + annex(*ANNEXES[1], department_form(), section=LANDSCAPE, label=LABEL)
        + part(
            ANNEXES[2][0],
            when(
                PROJECTS,
                control(f"set 号 = {NUMBER}"),
                project_forms(ANNEXES[2][2]),
                paragraph("SectionEnd", section=LANDSCAPE),
            ),
        )
    )
