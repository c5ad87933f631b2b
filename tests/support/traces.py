"""A small report whose every value stands in a cell, and the trace of a template filled with it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from selfeval.document import Filled, Trace, fill, traced
from selfeval.figures import compute
from selfeval.report import Report
from tests.support.documents import template
from tests.support.reports import form_of, report_of

FORM = form_of(
    """
[sheet."甲"]
kind = "fields"
field."名" = {}
field."数" = { type = "金额" }
field."率" = { type = "百分比" }
field."日" = { type = "日期" }
field."段" = { type = "段落" }
field."空" = {}
field."默" = { type = "金额", default = '甲.数 + 甲.率' }
[sheet."表"]
kind = "table"
column."名" = {}
column."类" = {}
column."额" = { type = "金额" }
[sheet."行"]
kind = "rows"
row."一" = {}
row."二" = {}
column."数" = { type = "金额" }
[derived."甲.比"]
value = '甲.数 / 合计(表.额)'
type = "百分比"
"""
)


def answers() -> dict[str, Any]:
    """甲!B2 to B8; 表!A2 to C4; 行!B2 and B3."""
    return {
        "甲": {
            "名": "某局", "数": Decimal("12.5"), "率": Decimal("0.98"), "日": datetime.date(2022, 4, 15),
            "段": ["第一段", "第二段"],
        },
        "表": [
            {"名": "子", "类": "公", "额": Decimal(1)},
            {"名": "丑", "类": "私", "额": Decimal(2)},
            {"名": "寅", "类": "公", "额": None},
        ],
        "行": {"一": {"数": Decimal(3)}, "二": {"数": Decimal(4)}},
    }  # fmt: skip


def values(given: Mapping[str, Any] | None = None) -> Report:
    """The report of the answers, defaults and derived figures computed."""
    report = report_of(FORM, answers() if given is None else given)
    compute(report, FORM)
    return report


def trace_of(data: bytes, report: Report | None = None) -> Trace:
    """The trace of the template; it gives the plainly filled parts, or the test fails."""
    report = values() if report is None else report
    again: list[Filled] = []
    found = traced(lambda tracer: again.append(fill(data, report, undefined="mark", tracer=tracer)))
    assert again[-1].parts == fill(data, report, undefined="mark").parts
    return found


def cells_of(*paragraphs: str) -> list[tuple[str, list[str]]]:
    """(text, cells) of each value that a template of these paragraphs prints."""
    return [(value.text, list(value.cells)) for value in trace_of(template(*paragraphs))]
