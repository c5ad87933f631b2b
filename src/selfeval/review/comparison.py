"""What moved from last year to this, as live formulas with their values: a workbook of its own, or sheets of 汇总.xlsx."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from selfeval.amounts import format_number
from selfeval.figures.movements import LARGE, Movement
from selfeval.files import written_beside
from selfeval.review.columns import Column
from selfeval.review.wording import clean, header, number_format

_HEADS = (("单位", 30), ("项目", 34), ("上年", 16), ("本年", 16), ("增减", 16), ("增减率", 12), ("幅度", 10))
_MOST_ROWS = 1_000_000
_CREATED = datetime.datetime(2020, 1, 1)


@dataclass(frozen=True)
class Comparison:
    """Two years side by side.

    Attributes:
        movements: every figure that both know, large movements first, as often as it is iterated over.
        columns: the figures, by their ids.
        only_this, only_last: departments of one year alone.
        unread: workbooks that could not be read, each with the reason.
        twice: departments with several workbooks in one year; the last of them counts.
        count: how many movements there are.
        large: how many of them are large.
        over: from which part of last year's figure a movement is large.
        years: the years that the workbooks of either side say, where they were looked at.
    """

    movements: Iterable[Movement]
    columns: Sequence[Column]
    only_this: Sequence[str] = ()
    only_last: Sequence[str] = ()
    unread: Sequence[str] = ()
    twice: Sequence[str] = ()
    count: int = 0
    large: int = 0
    over: Decimal = LARGE
    years: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def is_out_of_order(self) -> bool:
        """Whether last year's side is not the earlier one."""
        this, last = self.years
        return bool(this and last) and max(last) >= min(this)

    @property
    def lists(self) -> Sequence[tuple[str, Sequence[str]]]:
        """What could not be compared, each under its heading."""
        return (
            ("只有本年", self.only_this),
            ("只有上年", self.only_last),
            ("没有读取", self.unread),
            ("交了多份", self.twice),
        )


def write_comparison(path: Path, found: Comparison) -> None:
    """Write it as a workbook.

    Raises:
        OutputError: it cannot be written there.
    """
    with written_beside(path) as target:
        options = {"constant_memory": True, "tmpdir": str(target.parent), "strings_to_formulas": False}
        with xlsxwriter.Workbook(str(target), options) as book:
            book.set_properties({"title": "年度对比", "author": "selfeval", "created": _CREATED})
            write_movements(book, found)


def write_movements(book: Any, found: Comparison, *, only_large: bool = False) -> None:
    """Write its sheets into a workbook of XlsxWriter, row by row; of the movements all, or the large ones."""
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center"})
    share = book.add_format({"num_format": "0.00%"})
    large = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    formats = {one.id: book.add_format({"num_format": number_format(one)}) for one in found.columns}
    labels = {one.id: clean(header(one)) for one in found.columns}
    sheet = book.add_worksheet("年度对比")
    for number, (text, width) in enumerate(_HEADS):
        sheet.write_string(0, number, text, head)
        sheet.set_column(number, number, width)
    row, most = 0, min(found.large if only_large else found.count, _MOST_ROWS)
    for row, one in enumerate(islice(found.movements, most), start=1):  # large ones come first
        style, at = formats[one.figure], row + 1
        sheet.write_string(row, 0, clean(one.department))
        sheet.write_string(row, 1, labels[one.figure])
        sheet.write_number(row, 2, one.last, style)
        sheet.write_number(row, 3, one.this, style)
        sheet.write_formula(row, 4, f"=D{at}-C{at}", style, one.difference)
        rate = "" if one.change is None else one.change
        sheet.write_formula(row, 5, f'=IF(C{at}=0,"",(D{at}-C{at})/ABS(C{at}))', share, rate)
        if one.large:
            sheet.write_string(row, 6, "大", large)
    if found.count > most:
        over = format_number(found.over.scaleb(2), None)
        rest = (
            f"另有 {found.count - most} 个数没有列出"
            if most == _MOST_ROWS
            else f"其余 {found.count - most} 个数增减不超过 {over}%"
        )
        sheet.write_string(row + 2, 0, f"{rest}；要逐个看，请运行 selfeval compare。")
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(row, 1), len(_HEADS) - 1)
    for name, texts in found.lists:
        if texts:
            listed = book.add_worksheet(name)
            listed.set_column(0, 0, 60)
            for number, text in enumerate(texts):
                listed.write_string(number, 0, clean(text))
