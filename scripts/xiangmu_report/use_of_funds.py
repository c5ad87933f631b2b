"""The table 资金使用明细 in the body of the report."""

from __future__ import annotations

from scripts.report_parts.tables import Cell, control_row, figure, head, label, row, table, words
from scripts.report_parts.wordml import paragraph, when

_WIDTHS = (800, 3600, 1500, 1500, 1400)


def use_of_funds() -> str:
    """What the money was spent on, a row each, and the total; nothing where the sheet is blank."""
    count = len(_WIDTHS)
    rows = [
        row(*map(head, ("序号", "用途", "预算数", "支出数", "占比")), header=True),
        control_row("for 行 in 资金使用", count),
        row(
            label("{{ loop.index }}"),
            words("{{ 行.用途 }}"),
            figure("{{ 行.预算数 }}"),
            figure("{{ 行.支出数 }}"),
            figure("{{ 行.占比 }}"),
        ),
        control_row("endfor", count),
        row(
            Cell("合计", "TableTotal", 2),
            *(Cell(f"{{{{ 合计(资金使用.{name}) }}}}", "TableTotalFigure") for name in ("预算数", "支出数")),
            Cell("", "TableTotalFigure"),
        ),
    ]
    lead = "资金使用明细如下（单位：万元）："
    return when("资金使用", paragraph("ReportLead", lead), table(_WIDTHS, rows), paragraph("TableGap"))
