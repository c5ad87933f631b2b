"""The usual way: openpyxl reads, a dict is built, docxtpl fills. What a careful user writes, no slower than need be.

openpyxl reads only the sheets it needs, read-only and values only, which is its fastest way. docxtpl gets one jinja
environment for all documents; it opens, patches and compiles its template for each document, and nothing in its API
avoids that. No figure is checked and nothing is proven: the peer does less than selfeval.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[attr-defined]
from jinja2 import Environment
from openpyxl import load_workbook

from bench.shapes import Shape

Row = dict[str, Any]

_CENT = Decimal("0.01")
_NIL = ("无", "—", "/")


class Amount(Decimal):
    """Prints with two decimals."""

    def __str__(self) -> str:
        return format(self, ".2f")


class Rate(Decimal):
    """Prints as a percentage with two decimals."""

    def __str__(self) -> str:
        return f"{format((self * 100).quantize(_CENT, ROUND_HALF_UP), 'f')}%"


class Numbers:
    """The template's ``编号``: 一、 and （一） and 1., each restarting under a higher one."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]
        self.words: dict[str, int] = {}

    def __call__(self, level: int | str) -> str:
        """The next number of a level, or of a word such as 附件."""
        if isinstance(level, str):
            self.words[level] = self.words.get(level, 0) + 1
            return f"{level}{self.words[level]}"
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (3 - level)
        number = self.counts[level - 1]
        return (f"{_chinese(number)}、", f"（{_chinese(number)}）", f"{number}.")[level - 1]


def read(path: Path, shape: Shape) -> Row:
    """The context: every sheet as a dict or a list of dicts."""
    book = load_workbook(path, read_only=True, data_only=True)
    context: Row = {name: _fields(book[name].iter_rows(max_col=2, values_only=True), shape) for name in shape.fields}
    for name, first in shape.tables.items():
        context[name] = _table(book[name].iter_rows(values_only=True), first, shape)
    book.close()
    return context


def _fields(rows: Iterable[Sequence[Any]], shape: Shape) -> Row:
    record: Row = {}
    label, begun = "", False
    for head, value in rows:
        if not begun:
            begun = head == "项目"
            continue
        if head:
            label = head.removesuffix(" *")
            record[label] = _value(label, value, shape)
        elif value is not None and label in shape.paragraphs:
            record[label] += value.splitlines()
    return record


def _table(rows: Iterable[Sequence[Any]], first: str, shape: Shape) -> list[Row]:
    records: list[Row] = []
    labels: list[str] = []
    for cells in rows:
        if not labels:
            if str(cells[0]).removesuffix(" *") == first:
                labels = [str(cell).removesuffix(" *") for cell in cells]
            continue
        if any(cell is not None for cell in cells):
            record = {label: _value(label, cell, shape) for label, cell in zip(labels, cells, strict=True)}
            for label in shape.carry:
                if record.get(label) == "" and records:
                    record[label] = records[-1][label]
            records.append(record)
    return records


def _value(label: str, value: Any, shape: Shape) -> Any:
    if label in shape.amounts:
        if value in _NIL:
            return Amount(0)
        return "" if value is None else Amount(repr(value))
    if label in shape.paragraphs:
        return [] if value is None else value.splitlines()
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if value is None else value


def add_rates(context: Row) -> None:
    """The derived figures of the wide tables."""
    projects = context["项目明细"]
    for row in projects:
        row["执行率"] = Rate(row["全年执行数"] / row["全年预算数"])
    whole = sum(row["全年预算数"] for row in projects)
    context["封面"]["总执行率"] = Rate(context["封面"]["全年执行合计"] / whole)


def has_number(value: Any) -> bool:
    """The template's test ``有数``."""
    return any(isinstance(item, int | Decimal) and item != 0 for item in value.values())


def is_blank(value: Any) -> bool:
    """The template's test ``空``."""
    return not value and not isinstance(value, int | Decimal)


def environment() -> Environment:
    """The filters and tests that the templates use."""
    jinja = Environment(autoescape=True)
    jinja.filters["筛选"] = lambda rows, column, value: [row for row in rows if row[column] == value]
    jinja.filters["写作"] = lambda value, text: "" if is_blank(value) else text.replace("{}", str(value))
    jinja.filters["连接"] = lambda texts, between: between.join(text for text in texts if text)
    jinja.filters["附单位"] = _with_unit
    jinja.tests["空"] = is_blank
    jinja.tests["有填写"] = bool
    jinja.tests["有数"] = has_number
    return jinja


def _with_unit(value: Any, unit: Any) -> str:
    """The template's filter ``附单位``."""
    text = str(value)
    return text if is_blank(unit) or not isinstance(value, int | Decimal) or text.endswith("%") else f"{text}{unit}"


def docxtpl_filler(
    template: Path, shape: Shape, derive: Callable[[Row], object] | None = None
) -> Callable[[Path], bytes]:
    """A function from a workbook's path to the document's bytes; ``derive`` adds the derived figures."""
    jinja = environment()

    def fill(path: Path) -> bytes:
        context = read(path, shape)
        if derive:
            derive(context)
        context["编号"] = Numbers()
        document = DocxTemplate(template)
        document.render(context, jinja, autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return fill


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
