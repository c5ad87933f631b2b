"""What the 自评表 of every form has: targets beside what was reached, and the table of scored indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .tables import MERGED, Cell, Row, control_row, figure, head, label, row, table, words


class Column(NamedTuple):
    """A column of the table of indicators: its head, its width in twentieths of a point, its cell in each row."""

    head: str
    width: int
    cell: Cell


LEVELS = (
    Column("序号", 600, label("{{ loop.index }}")),
    Column("一级指标", 1150, label(MERGED + "{{ 指标.一级指标 }}")),
    Column("二级指标", 1300, label(MERGED + "{{ 指标.二级指标 }}")),
    Column("三级指标", 2700, words("{{ 指标.三级指标 }}")),
)
"""The number of the row and the three levels; equal neighbours of the first two become one."""
POINTS = Column("分值", 750, figure("{{ 指标.分值 }}"))
SCORE = Column("得分", 800, figure("{{ 指标.得分 }}"))
NOTE = Column("偏差原因分析及改进措施", 2556, words("{{ 指标.偏差原因分析及改进措施 }}"))


def goals(expected: str, reached: str) -> str:
    """年度总体目标: what was expected beside what was reached."""
    rows = [
        row(label("年度总体目标", merge="restart"), head("预期目标"), head("实际完成情况")),
        row(label("", merge="continue"), words(expected), words(reached)),
    ]
    return table((1750, 5503, 5503), rows)


def indicators(columns: Sequence[Column], lines: str, points: str, score: str, header: Sequence[Row] = ()) -> str:
    """The scored indicators and their total.

    Args:
        columns: the columns; 分值 and 得分 are found by their heads.
        lines: the expression for the rows.
        points, score: what the last row prints below 分值 and 得分.
        header: rows in place of the one with the heads.
    """
    total = {"分值": Cell(points, "TableTotalFigure"), "得分": Cell(score, "TableTotalFigure")}
    named = next(index for index, column in enumerate(columns) if column.head in total)
    rows = [
        *(header or [row(*(head(column.head) for column in columns), header=True)]),
        control_row(f"for 指标 in {lines}", len(columns)),
        row(*(column.cell for column in columns)),
        control_row("endfor", len(columns)),
        row(
            Cell("总分（含预算执行率）", "TableTotal", named),
            *(total.get(column.head, Cell("", "TableTotal")) for column in columns[named:]),
        ),
    ]
    return table([column.width for column in columns], rows)
