"""附件 部门整体支出绩效自评表: 10 points for the execution of the budget, 90 for the indicators, on upright pages."""

from __future__ import annotations

from scripts.report_parts.frame import annex, signed
from scripts.report_parts.indicators import LEVELS, POINTS, Column, indicators
from scripts.report_parts.styles import PORTRAIT
from scripts.report_parts.tables import Row, figure, head, label, row, table, words
from scripts.report_parts.wordml import paragraph

ANNEX = ("绩效指标", "部门整体支出绩效自评表")
"""When it is printed, and its title."""

_LEVELS = tuple(column._replace(width=width) for column, width in zip(LEVELS[1:], (950, 1050, 1800), strict=True))
_COLUMNS = (
    *_LEVELS,
    POINTS._replace(width=620),
    Column(
        "目标值",
        1300,
        label('{{ 指标.指标性质 if 指标.指标性质 != "定性" else "" }}{{ 指标.目标值 | 附单位(指标.单位) }}'),
    ),
    Column("完成值", 1300, label("{{ 指标.完成值 | 附单位(指标.单位) }}")),
    Column("得分", 680, figure("{{ 指标.自评得分 }}")),
    Column("未完成原因及改进措施", 1140, words("{{ 指标.未完成原因及改进措施 }}")),
)
_WIDTH = sum(column.width for column in _COLUMNS)


def evaluation_form() -> str:
    """The annex; left out where there are no indicators."""
    content = (
        table((1700, _WIDTH - 1700), [*_department()])
        + paragraph("TableGap")
        + _execution()
        + paragraph("TableGap")
        + indicators(_COLUMNS, "绩效指标", "{{ 自评.总分值 }}", "{{ 自评.总分 }}")
        + paragraph("AnnexSigned", signed(1))
    )
    return annex("附件", *ANNEX, content, section=PORTRAIT, label="附件")


def _department() -> tuple[Row, ...]:
    return (
        row(label("部门名称"), words("{{ 封面.部门名称 }}")),
        row(label("年度绩效目标"), words("{{ 部门概况.年度绩效目标 }}")),
        row(label("目标完成情况"), words("{{ 部门概况.目标完成情况 }}")),
        row(label("评价等级"), words("{{ 自评.评价等级 }}")),
    )


def _execution() -> str:
    widths = (2000, 1600, 1600, 1300, 1000, _WIDTH - 7500)
    return table(
        widths,
        [
            row(*map(head, ("预算执行（万元）", "全年预算", "预算支出", "执行率", "分值", "得分"))),
            row(
                label("资金总额"),
                figure("{{ 资金总额.全年预算 }}"),
                figure("{{ 资金总额.预算支出 }}"),
                label("{{ 资金总额.执行率 }}"),
                label("10"),
                label("{{ 自评.预算执行得分 }}"),
            ),
        ],
    )
