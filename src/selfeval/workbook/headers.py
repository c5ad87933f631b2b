"""Finds the header of a fields sheet: our own words, else other words clerks write there, else none at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from selfeval.cells import Cell, Grid, Kind
from selfeval.form.model import COVER_SHEET, HELP_HEADER, LABEL_HEADER, UNIT_HEADER, VALUE_HEADER
from selfeval.names import fold
from selfeval.workbook.locate import MARKS, bare_label, label_of

_LABEL_WORDS = frozenset({LABEL_HEADER, "填报项目", "填写项目", "指标", "指标名称", "事项", "栏目", "数据项"})
_VALUE_WORDS = frozenset(
    {VALUE_HEADER, "内容", "填写内容", "填写", "填报", "填报值", "填报数", "填报数据", "数据", "数值", "值"}
)
_BESIDE_WORDS = frozenset({UNIT_HEADER, "计量单位", HELP_HEADER, "说明", "填写说明", "备注", "序号"})


class FieldsHeader(NamedTuple):
    """The header row of a fields sheet; 0 for a column it lacks."""

    row: int
    label: int
    value: int
    unit: int = 0
    help: int = 0


def fields_header(grid: Grid) -> FieldsHeader | None:
    """Where the header of a fields sheet stands: the first row with both 项目 and 填报内容; else one that says so in other words."""
    for row, cells in grid.rows():
        words: dict[str, int] = {}
        for column, cell in cells:
            if cell.kind is Kind.TEXT:
                words.setdefault(fold(label_of(cell)).strip(MARKS), column)
        if LABEL_HEADER in words and VALUE_HEADER in words:
            unit, help_ = words.get(UNIT_HEADER, 0), words.get(HELP_HEADER, 0)
            return FieldsHeader(row, words[LABEL_HEADER], words[VALUE_HEADER], unit, help_)
    return _in_other_words(grid)


def _in_other_words(grid: Grid) -> FieldsHeader | None:
    """Where a sheet asks one thing in each row under other header words than ours, or, as the cover, under none at all."""
    for row, cells in grid.rows():
        texts = {column: fold(bare_label(label_of(cell))) for column, cell in cells if cell.kind is Kind.TEXT}
        if len(texts) < 2:
            continue
        label = next((column for column, text in texts.items() if text in _LABEL_WORDS), 0)
        value = next((column for column, text in texts.items() if text in _VALUE_WORDS and column > label), 0)
        others = {text for column, text in texts.items() if column not in (label, value)}
        if label and value and others <= _BESIDE_WORDS:
            beside = {text: column for column, text in texts.items()}
            return FieldsHeader(row, label, value, beside.get(UNIT_HEADER, 0), beside.get(HELP_HEADER, 0))
        break
    return _headless(grid)


def _headless(grid: Grid) -> FieldsHeader | None:
    """Labels beside answers from the first row on: on the cover, and where a colon stands behind every label."""
    filled = [(row, [pair for pair in cells if _holds(pair[1])]) for row, cells in grid.rows()]
    pairs = [(row, cells) for row, cells in filled if len(cells) > 1]
    if not pairs:
        return None
    first, ((column, _), (value, _), *_) = pairs[0]
    labels = [cells[0][1] for _, cells in pairs]
    if any(cells[0][0] != column for _, cells in pairs) or any(label.kind is not Kind.TEXT for label in labels):
        return None
    if fold(grid.name) != fold(COVER_SHEET) and not all(label_of(label).endswith((":", "：")) for label in labels):
        return None
    return FieldsHeader(first - 1, column, value)


def width(cells: Iterable[tuple[int, Cell]]) -> int:
    """How many cells of a row hold something."""
    return sum(_holds(cell) for _, cell in cells)


def _holds(cell: Cell) -> bool:
    return cell.kind not in (Kind.BLANK, Kind.COVERED)
