"""Binds a chart to its figures: ``{{ 图表(项目支出, 类别="项目名称", 系列=["全年预算数"]) }}`` in its alternative text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from jinja2 import pass_context
from jinja2.runtime import Context

from selfeval.document.arguments import wrong
from selfeval.document.chart_data import GENERAL, Chart, Series
from selfeval.document.faults import Fault
from selfeval.document.filters_lists import items
from selfeval.document.missing import plain
from selfeval.document.printing import text_of
from selfeval.document.state import state_of
from selfeval.expressions import arithmetic as exact
from selfeval.ooxml.xml import illegal_character
from selfeval.report import Blank, Number, Record

MOST_POINTS: Final = 10_000
MOST_SERIES: Final = 100


@pass_context
def chart(
    context: Context, data: object, categories: object = None, series: object = None, title: object = ""
) -> Chart:
    """``图表(项目支出, 类别="项目名称", 系列=["全年预算数", "全年执行数"])``: a point for each row, a series for each column.

    ``data`` may also be a sheet of fields with its labels as ``categories``, or ``{"基本支出": 甲.基本, …}``. ``series`` is
    a column, several, or ``{"预算": "全年预算数"}`` where the legend calls them otherwise; ``title`` takes the place of the
    chart's own.
    """
    data, categories = plain(data), plain(categories)
    getitem = context.environment.getitem
    names = _series(plain(series))
    if isinstance(data, Mapping):
        labels = _labels(data, categories)
        if len(names) > 1:
            raise wrong("图表", "逐项填报的表只有一个系列", "a sheet of fields makes one series")
        columns = {next(iter(names), ""): [getitem(data, label) for label in labels]}
    else:
        if not isinstance(categories, str) or not names:
            raise wrong(
                "图表",
                '请写 类别="栏目"，系列=["栏目"]',
                'write categories="column", series=["column"]',
            )
        rows = items(data)
        labels = [text_of(getitem(row, categories)) for row in rows]
        columns = {name: [getitem(row, column) for row in rows] for name, column in names.items()}
    if len(labels) > MOST_POINTS or len(columns) > MOST_SERIES:
        raise Fault("fill.too-much")
    state_of(context).spend(turns=len(labels) * len(columns))
    made = tuple(Series(_held(name), *_numbers(values)) for name, values in columns.items())
    return Chart(tuple(map(_held, labels)), made, _held(text_of(title)))


def _labels(data: Mapping[object, object], wanted: object) -> list[str]:
    """The labels that make the categories: all of a mapping of the template's own, those named of a sheet."""
    if isinstance(wanted, list) and all(isinstance(label, str) for label in wanted):
        return list(wanted)
    if wanted is None and not isinstance(data, Record):
        return [text_of(label) for label in data]
    raise wrong("图表", '请写出项目，如 类别=["基本支出", "项目支出"]', 'name the labels: categories=["a", "b"]')


def _series(given: object) -> dict[str, str]:
    """The column of each series, by its name."""
    match given:
        case None:
            return {}
        case str():
            return {given: given}
        case dict() if all(isinstance(side, str) for pair in given.items() for side in pair):
            return dict(given)
        case list() | tuple() if all(isinstance(column, str) for column in given):
            return {column: column for column in given}
    raise wrong("图表", '系列请写栏目，如 系列=["全年预算数"]', 'series names columns: series=["column"]')


def _numbers(values: Sequence[object]) -> tuple[tuple[Decimal | None, ...], str]:
    """The values as numbers, and the format that most decimals of them ask for."""
    found = [exact.number(plain(value)) for value in values]
    styles = [number.style for number in found if isinstance(number, Number)]
    formats = dict.fromkeys(
        _format(style.kind == "百分比", style.places) for style in styles
    )  # of two as long the first
    return (
        tuple(None if isinstance(number, Blank) else number for number in found),
        max(formats, key=len) if formats and GENERAL not in formats else GENERAL,
    )


def _format(percent: bool, places: int | None) -> str:
    if places is None:
        return "0.00%" if percent else GENERAL
    return "0" + ("." + "0" * places if places else "") + ("%" if percent else "")


def _held(text: str) -> str:
    """The text as a part can hold it, in one line."""
    bad = illegal_character(text)
    if bad is not None:
        raise Fault("fill.illegal-character", name=text.replace(bad, "")[:40], code=f"U+{ord(bad):04X}")
    return " ".join(text.split("\n"))
