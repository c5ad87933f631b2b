"""汇总.xlsx: every workbook of a batch with its figures, totals as live formulas, its findings, and who is missing.

Written row by row: memory does not grow with the number of workbooks.
"""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from selfeval.cells import column_letters
from selfeval.files import written_beside
from selfeval.findings import Finding, Severity
from selfeval.review.columns import BUDGET, EXECUTED, RATE, SCORE, Column
from selfeval.review.comparison import write_movements
from selfeval.review.entry import STATUS_WORDS, Entry, Review
from selfeval.review.wording import SEVERITY_WORDS, clean, header, number_format, told

_MOST_LINKS = 30_000
"""Rows with links; Excel takes 65,530 links in a sheet."""
_MOST_FINDINGS = 1_000_000
_BEFORE = ("排名", "单位", "年度", "状态", "错误", "提醒")
_BAD = frozenset({"failed", "draft", "faulty"})
_WIDTHS = (6, 30, 8, 11, 6, 6)
_CREATED = datetime.datetime(2020, 1, 1)
"""A fixed day: the same batch gives the same bytes."""


def write_summary(path: Path, review: Review) -> None:
    """Write the workbook.

    Raises:
        OutputError: it cannot be written there, perhaps because it is open in Excel.
    """
    packed = io.BytesIO()  # a zip half-written to a full disk could not even be closed
    with written_beside(path) as target:
        options = {"constant_memory": True, "tmpdir": str(target.parent), "strings_to_formulas": False}
        book = xlsxwriter.Workbook(packed, options)
        book.set_properties({"title": "汇总", "author": "selfeval", "created": _CREATED})
        _Summary(book, review).write()
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        target.write_bytes(packed.getbuffer())


class _Summary:
    def __init__(self, book: Any, review: Review) -> None:
        self._book = book
        self._review = review
        self._columns = tuple(review.columns)
        line = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
        self._plain = book.add_format(line)
        self._whole = book.add_format({**line, "num_format": "0"})
        self._link = book.add_format({**line, "font_color": "#0563C1", "underline": 1})
        self._bad = book.add_format({**line, "font_color": "#9C0006", "bg_color": "#FFC7CE"})
        self._wrapped = book.add_format({**line, "text_wrap": True, "valign": "top"})
        self._head = book.add_format(
            {**line, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"}
        )
        total = {**line, "bold": True, "bg_color": "#F2F2F2", "top": 2}
        self._total = book.add_format(total)
        self._formats = [book.add_format({**line, "num_format": number_format(one)}) for one in self._columns]
        self._totals = [book.add_format({**total, "num_format": _total_format(one)}) for one in self._columns]

    def write(self) -> None:
        """All sheets."""
        self._departments()
        if self._review.comparison is not None:
            write_movements(self._book, self._review.comparison, only_large=True)
        self._findings()
        if self._review.missing is not None:
            self._list("缺报单位", "名单里有、没有交工作簿的单位", self._review.missing)
        if self._review.passed_over:
            self._list("跳过的文件", "没有当作工作簿处理的文件", self._review.passed_over)

    def _departments(self) -> None:
        sheet, review = self._book.add_worksheet("汇总"), self._review
        heads = [
            *_BEFORE,
            *map(header, self._columns),
            review.document_label,
            *(["PDF"] if review.printed else []),
            "工作簿",
        ]
        sheet.set_row(0, 33)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self._head)
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width)
        last = len(_BEFORE) + len(self._columns)
        sheet.set_column(len(_BEFORE), last - 1, 14)
        sheet.set_column(last, len(heads) - 1, 24)
        ranks = _ranks(review)
        sums: dict[str, Decimal] = {}
        counts: Counter[str] = Counter()
        for row, entry in enumerate(review.entries(), start=1):
            self._department(sheet, row, entry, ranks)
            for column in self._columns:
                number = entry.number(column.id) if column.is_number else None
                if number is not None:
                    sums[column.id] = sums.get(column.id, Decimal(0)) + number
                    counts[column.id] += 1
        self._total_row(sheet, sums, counts)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(review.count, 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _department(self, sheet: Any, row: int, entry: Entry, ranks: dict[Decimal, int]) -> None:
        ranked = _ranked(self._review)
        number = None if ranked is None else entry.number(ranked.id)
        if ranked is not None and number is not None:
            letters = column_letters(len(_BEFORE) + self._columns.index(ranked) + 1)
            formula = f"=RANK({letters}{row + 1},{letters}$2:{letters}${self._review.count + 1})"
            sheet.write_formula(row, 0, formula, self._whole, ranks[number])
        else:
            sheet.write_blank(row, 0, None, self._plain)
        sheet.write_string(row, 1, clean(entry.department), self._plain)
        sheet.write_string(row, 2, clean(entry.year), self._plain)
        sheet.write_string(row, 3, STATUS_WORDS[entry.status], self._bad if entry.status in _BAD else self._plain)
        sheet.write_number(row, 4, len(entry.findings.errors), self._whole)
        sheet.write_number(row, 5, len(entry.findings.warnings), self._whole)
        for number_, column in enumerate(self._columns):
            at = len(_BEFORE) + number_
            value = entry.number(column.id) if column.is_number else None
            if value is not None:
                sheet.write_number(row, at, value, self._formats[number_])
            elif column.id in entry.values:
                sheet.write_string(row, at, clean(entry.values[column.id]), self._plain)
            else:
                sheet.write_blank(row, at, None, self._plain)
        last = len(_BEFORE) + len(self._columns)
        links = [(entry.document, unquote(entry.document)), (entry.workbook, entry.key)]
        if self._review.printed:
            links.insert(1, (entry.pdf, unquote(entry.pdf)))
        for at, (link, text) in enumerate(links, start=last):
            self._linked(sheet, row, at, link, text)

    def _linked(self, sheet: Any, row: int, column: int, link: str, text: str) -> None:
        if link and row <= _MOST_LINKS and len(link) < 2000:
            address = link if link.startswith("file:") else f"external:{link}"
            sheet.write_url(row, column, address, self._link, clean(text)[:255])
        else:
            sheet.write_string(row, column, clean(text), self._plain)

    def _total_row(self, sheet: Any, sums: dict[str, Decimal], counts: Counter[str]) -> None:
        row = self._review.count + 1
        first, last = 2, self._review.count + 1
        sheet.write_blank(row, 0, None, self._total)
        sheet.write_string(row, 1, "合计（随筛选变化）", self._total)
        for number in range(2, len(_BEFORE)):
            sheet.write_blank(row, number, None, self._total)
        places = {column.id: column_letters(len(_BEFORE) + at + 1) for at, column in enumerate(self._columns)}
        for number, column in enumerate(self._columns):
            at, letters = len(_BEFORE) + number, places[column.id]
            cells, style = f"{letters}{first}:{letters}{last}", self._totals[number]
            if column.adds_up and self._review.count:
                sheet.write_formula(row, at, f"=SUBTOTAL(109,{cells})", style, sums.get(column.id, Decimal(0)))
            elif column.id == SCORE and counts[column.id]:
                mean = sums[column.id] / counts[column.id]
                sheet.write_formula(row, at, f"=SUBTOTAL(101,{cells})", style, mean)
            elif column.id == RATE and self._rate(places) is not None:
                upper, lower = self._rate(places) or ("", "")
                value: Any = ""
                if sums.get(lower):
                    value = sums.get(upper, Decimal(0)) / sums[lower]
                formula = f'=IF({places[lower]}{row + 1}=0,"",{places[upper]}{row + 1}/{places[lower]}{row + 1})'
                sheet.write_formula(row, at, formula, style, value)
            else:
                sheet.write_blank(row, at, None, style)

    def _rate(self, places: dict[str, str]) -> tuple[str, str] | None:
        """What the rate of all is: executed and budget, where both are columns."""
        upper, lower = self._review.column(*EXECUTED), self._review.column(*BUDGET)
        return (upper.id, lower.id) if upper and lower and {upper.id, lower.id} <= places.keys() else None

    def _findings(self) -> None:
        sheet = self._book.add_worksheet("问题")
        for number, (head, width) in enumerate(
            (("单位", 28), ("文件", 30), ("单元格", 22), ("程度", 8), ("规则", 26), ("内容", 90))
        ):
            sheet.write_string(0, number, head, self._head)
            sheet.set_column(number, number, width)
        row = 0
        for row, (department, key, found) in enumerate(_found(self._review), start=1):
            texts = (department, key, found.place, SEVERITY_WORDS[found.severity], found.rule, told(found))
            for number, text in enumerate(texts):
                is_error = number == 3 and found.severity is Severity.ERROR
                sheet.write_string(row, number, clean(text), self._bad if is_error else self._wrapped)
            if row == _MOST_FINDINGS:
                sheet.write_string(row + 1, 0, "还有更多，表里写不下了，请看各工作簿的 selfeval check。")
                break
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(row, 1), 5)

    def _list(self, name: str, head: str, texts: Sequence[str]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 60)
        sheet.write_string(0, 0, f"{head}（{len(texts)}）", self._head)
        for row, text in enumerate(texts, start=1):
            sheet.write_string(row, 0, clean(text), self._plain)
        sheet.freeze_panes(1, 0)


def _found(review: Review) -> Iterator[tuple[str, str, Finding]]:
    for note in review.notes:
        yield note.details.get("department", ""), note.found, note
    for entry in review.entries():
        for found in entry.findings:
            yield entry.department, entry.key, found


def _ranked(review: Review) -> Column | None:
    """What departments are ranked by: their score, else their rate."""
    return review.column(SCORE, RATE)


def _ranks(review: Review) -> dict[Decimal, int]:
    """The rank of each number: one more than there are greater ones."""
    ranked = _ranked(review)
    if ranked is None:
        return {}
    numbers = sorted((n for entry in review.entries() if (n := entry.number(ranked.id)) is not None), reverse=True)
    ranks: dict[Decimal, int] = {}
    for position, number in enumerate(numbers, start=1):
        ranks.setdefault(number, position)
    return ranks


def _total_format(column: Column) -> str:
    if column.id != SCORE:
        return number_format(column)
    return (
        f'"平均 "{"0.00" if column.places is None else number_format(column)}'  # a mean is never as short as its scores
    )
