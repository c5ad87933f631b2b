"""The roster: a workbook that lists the departments, and what is known of each beside its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selfeval.cells import CellValue, Grid, Kind
from selfeval.names import fold
from selfeval.workbook import open_workbook

_HEADERS = frozenset(map(fold, ("单位名称", "单位", "部门", "部门名称", "预算单位", "名称")))
_NO_UNIT = re.compile(r"[\d.,]+$|(?:合计|总计|小计|共计|附注|备注|说明|注)(?:[:：\s（(]|$)")
"""Rows below the list that are none of it."""
_VALUES = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE})


@dataclass(frozen=True)
class Listed:
    """One department of the roster: its name, and the other cells of its row by their header."""

    name: str
    more: Mapping[str, CellValue]


def listed(path: Path) -> list[Listed]:
    """The departments, once each: those below the header 单位名称 or the like, else those of the first column.

    Raises:
        InvalidReport: the workbook cannot be read.
    """
    grids = open_workbook(path).grids
    for grid in grids:
        for (row, column), cell in sorted(grid.cells.items()):
            if isinstance(cell.value, str) and fold(cell.value) in _HEADERS:
                return _below(grid, row, column)
    first = next((grid for grid in grids if grid.cells), None)
    return [] if first is None else _below(first, 0, min(column for _, column in first.cells))


def departments(path: Path) -> list[str]:
    """Their names alone."""
    return [one.name for one in listed(path)]


def _below(grid: Grid, head: int, name: int) -> list[Listed]:
    heads = {
        column: str(cell.value).strip()
        for (row, column), cell in grid.cells.items()
        if row == head and column != name and cell.kind is Kind.TEXT
    }
    found: dict[str, Listed] = {}
    for row, cells in grid.rows():
        known = {column: cell for column, cell in cells if cell.kind in _VALUES}
        unit = str(known[name].value).strip() if row > head and name in known else ""
        if unit and not _NO_UNIT.match(unit):
            more = {heads[column]: cell.value for column, cell in known.items() if column in heads}
            found.setdefault(fold(unit), Listed(unit, more))
    return list(found.values())
