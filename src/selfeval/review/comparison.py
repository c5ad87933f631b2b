"""The workbook of a comparison: what moved from last year to this, as live formulas with their values."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from selfeval.figures.movements import Movement
from selfeval.files import written_beside
from selfeval.review.columns import Column
from selfeval.review.summary import clean, header, number_format

_HEADS = (("单位", 30), ("项目", 34), ("上年", 16), ("本年", 16), ("增减", 16), ("增减率", 12), ("幅度", 10))
_CREATED = datetime.datetime(2020, 1, 1)


@dataclass(frozen=True)
class Comparison:
    """Two years side by side.

    Attributes:
        movements: every figure that both know, large movements first.
        columns: the figures, by their ids.
        only_this, only_last: departments of one year alone.
        unread: workbooks that could not be read, each with the reason.
        twice: departments with several workbooks in one year; the last of them counts.
    """

    movements: Sequence[Movement]
    columns: Sequence[Column]
    only_this: Sequence[str]
    only_last: Sequence[str]
    unread: Sequence[str]
    twice: Sequence[str]


def write_comparison(path: Path, found: Comparison) -> None:
    """Write it.

    Raises:
        OutputError: it cannot be written there.
    """
    columns = {column.id: column for column in found.columns}
    with written_beside(path) as target, xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "年度对比", "author": "selfeval", "created": _CREATED})
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center"})
        share = book.add_format({"num_format": "0.00%"})
        large = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
        formats = {one.id: book.add_format({"num_format": number_format(one)}) for one in found.columns}
        sheet = book.add_worksheet("年度对比")
        for number, (text, width) in enumerate(_HEADS):
            sheet.write_string(0, number, text, head)
            sheet.set_column(number, number, width)
        for row, one in enumerate(found.movements, start=1):
            style, at = formats[one.figure], row + 1
            sheet.write_string(row, 0, clean(one.department))
            sheet.write_string(row, 1, clean(header(columns[one.figure])))
            sheet.write_number(row, 2, one.last, style)
            sheet.write_number(row, 3, one.this, style)
            sheet.write_formula(row, 4, f"=D{at}-C{at}", style, one.difference)
            rate = "" if one.change is None else one.change
            sheet.write_formula(row, 5, f'=IF(C{at}=0,"",(D{at}-C{at})/ABS(C{at}))', share, rate)
            sheet.write_string(row, 6, "大" if one.large else "", large if one.large else None)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(found.movements), 1), len(_HEADS) - 1)
        for name, texts in (
            ("只有本年", found.only_this),
            ("只有上年", found.only_last),
            ("没有读取", found.unread),
            ("交了多份", found.twice),
        ):
            if texts:
                listed = book.add_worksheet(name)
                listed.set_column(0, 0, 60)
                for row, text in enumerate(texts):
                    listed.write_string(row, 0, clean(text))
