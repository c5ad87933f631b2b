"""The roster: a workbook that lists the departments that were to hand in."""

from __future__ import annotations

from pathlib import Path

from selfeval.cells import Grid
from selfeval.names import fold
from selfeval.workbook import open_workbook

_HEADERS = frozenset(map(fold, ("单位名称", "单位", "部门", "部门名称", "预算单位", "名称")))


def departments(path: Path) -> list[str]:
    """The names in the column headed 单位名称 or the like of the first sheet that has one; else its first column.

    Raises:
        InvalidReport: the workbook cannot be read.
    """
    grids = open_workbook(path).grids
    for grid in grids:
        for (row, column), cell in sorted(grid.cells.items()):
            if isinstance(cell.value, str) and fold(cell.value) in _HEADERS:
                return _below(grid, row, column)
    return _below(grids[0], 0, min(column for _, column in grids[0].cells)) if grids and grids[0].cells else []


def _below(grid: Grid, row: int, column: int) -> list[str]:
    found = (
        str(cell.value).strip() for (at, where), cell in sorted(grid.cells.items()) if where == column and at > row
    )
    return list(dict.fromkeys(filter(None, found)))
