"""The tables in the body: funds by kind, projects."""

from __future__ import annotations

from scripts.report_parts.tables import Cell, control_row, figure, head, label, row, table, words
from scripts.report_parts.wordml import paragraph, when

_FUNDS = ("全年预算", "预算收入", "预算支出", "执行率")
_FUND_WIDTHS = (2800, 1550, 1550, 1550, 1350)
_PROJECT_WIDTHS = (700, 3400, 1350, 1150, 1150, 1050)
_OTHERS = ("政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")


def funds_table() -> str:
    """Each kind of money that there is, and the total."""
    count = len(_FUND_WIDTHS)
    rows = [
        row(*map(head, ("资金", *_FUNDS)), header=True),
        row(words("一般公共预算"), *(figure(f"{{{{ 一般公共预算收支.{name} }}}}") for name in _FUNDS)),
    ]
    for kind in _OTHERS:
        rows += [
            control_row(f"if 其他资金收支.{kind} is 有填写", count),
            row(words(kind), *(figure(f"{{{{ 其他资金收支.{kind}.{name} }}}}") for name in _FUNDS)),
            control_row("endif", count),
        ]
    rows.append(
        row(Cell("合计", "TableTotal"), *(Cell(f"{{{{ 资金总额.{name} }}}}", "TableTotalFigure") for name in _FUNDS))
    )
    return table(_FUND_WIDTHS, rows) + paragraph("TableGap")


def projects_table() -> str:
    """The projects, a row each; nothing where there are none."""
    count = len(_PROJECT_WIDTHS)
    rows = [
        row(*map(head, ("序号", "项目名称", "项目类别", "预算数", "执行数", "执行率")), header=True),
        control_row("for 项 in 预算项目", count),
        row(
            label("{{ loop.index }}"),
            words("{{ 项.项目名称 }}"),
            label("{{ 项.项目类别 }}"),
            *(figure(f"{{{{ 项.{name} }}}}") for name in ("预算数", "执行数", "执行率")),
        ),
        control_row("endfor", count),
    ]
    lead = "一般公共预算项目共{{ 预算项目 | length }}个，具体如下（单位：万元）："
    return when("预算项目", paragraph("ReportLead", lead), table(_PROJECT_WIDTHS, rows), paragraph("TableGap"))
