"""附件 项目支出绩效自评表: the project, its funds, its targets, its indicators in twelve columns."""

from __future__ import annotations

from scripts.report_parts.frame import annex, signed
from scripts.report_parts.indicators import LEVELS, POINTS, SCORE, Column, goals, indicators
from scripts.report_parts.styles import LANDSCAPE
from scripts.report_parts.tables import Row, figure, head, label, row, table, words
from scripts.report_parts.wordml import paragraph

ANNEX = ("绩效指标", "项目支出绩效自评表")
"""When it is printed, and its title."""

_FUNDS = ("年初预算数", "全年预算数", "全年执行数")
_SOURCES = (("其中：当年财政拨款", "当年财政拨款"), ("上年结转资金", "上年结转资金"), ("其他资金", "其他资金"))
_LEVELS = tuple(column._replace(width=width) for column, width in zip(LEVELS, (560, 950, 1100, 1790), strict=True))
_COLUMNS = (
    *_LEVELS,
    Column("指标性质", 700, label("{{ 指标.指标性质 }}")),
    Column("指标值", 1100, label("{{ 指标.指标值 | 去单位(指标.度量单位) }}")),
    Column("度量单位", 960, label("{{ 指标.度量单位 }}")),
    Column("实际完成值", 1200, label("{{ 指标.实际完成值 | 去单位(指标.度量单位) }}")),
    POINTS._replace(width=700),
    SCORE._replace(width=700),
    Column("偏差原因分析", 1500, words("{{ 指标.偏差原因分析 }}")),
    Column("改进措施", 1496, words("{{ 指标.改进措施 }}")),
)
_GROUPS = {"一级指标": ("绩效指标", 3), "指标性质": ("年度指标值", 3)}
"""Heads that stand over several columns, by the first of them."""


def evaluation_form() -> str:
    """The annex; left out where there are no indicators."""
    content = (
        _funds()
        + paragraph("TableGap")
        + goals("{{ 项目概况.预期目标 }}", "{{ 项目概况.实际完成情况 }}")
        + paragraph("TableGap")
        + indicators(_COLUMNS, "绩效指标", "{{ 自评.分值 }}", "{{ 自评.得分 }}", _header())
        + paragraph("AnnexSigned", signed(4))
    )
    return annex("附件", *ANNEX, content, section=LANDSCAPE, label="附件")


def _funds() -> str:
    widths = (2300, 1900, 1900, 1900, 1400, 1600, 1756)
    rows = [
        row(label("项目名称"), words("{{ 封面.项目名称 }}", 3), label("项目编号"), words("{{ 项目概况.项目编号 }}", 2)),
        row(label("主管部门"), words("{{ 项目概况.主管部门 }}", 3), label("实施单位"), words("{{ 封面.单位名称 }}", 2)),
        row(head("项目资金（万元）"), *map(head, (*_FUNDS, "分值", "执行率", "得分"))),
        row(
            words("年度资金总额"),
            *(figure(f"{{{{ 项目资金.年度资金总额.{name} }}}}") for name in _FUNDS),
            label("10"),
            label("{{ 项目资金.年度资金总额.执行率 }}"),
            label("{{ 自评.预算执行率得分 }}"),
        ),
        *(
            row(
                words(text),
                *(figure(f"{{{{ 项目资金.{source}.{name} }}}}") for name in _FUNDS),
                label("—"),
                label(f"{{{{ 项目资金.{source}.执行率 }}}}"),
                label("—"),
            )
            for text, source in _SOURCES
        ),
    ]
    return table(widths, rows)


def _header() -> tuple[Row, Row]:
    """Two rows: groups of columns above, the columns below; a column in no group stands in both."""
    above, below, grouped = [], [], 0
    for column in _COLUMNS:
        title, span = _GROUPS.get(column.head, ("", 0))
        if span:
            above.append(head(title, span))
            grouped = span
        if grouped:
            below.append(head(column.head))
            grouped -= 1
        else:
            above.append(head(column.head, merge="restart"))
            below.append(head("", merge="continue"))
    return row(*above, header=True), row(*below, header=True)
