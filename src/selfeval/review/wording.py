"""Findings and figures in the words of 汇总.xlsx and the page."""

from __future__ import annotations

import re
from decimal import Decimal

from selfeval.amounts import format_number
from selfeval.findings import Finding, Severity
from selfeval.form.model import FieldType
from selfeval.review.columns import Column

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_MOST_CHARACTERS = 32_000
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def told(found: Finding) -> str:
    """What a finding says, with the next step."""
    hint = found.hint()
    return f"{found.body()}。{hint}" if hint else found.body()


def clean(text: str) -> str:
    """The text as a cell can hold it."""
    return _UNWRITABLE.sub("\ufffd", text)[:_MOST_CHARACTERS]


def header(column: Column) -> str:
    """What stands above a column."""
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def number_format(column: Column) -> str:
    """How Excel shows its numbers."""
    places = "0" if not column.places else "0." + "0" * column.places
    if column.type is FieldType.PERCENT:
        return f"{places}%"
    if column.type is FieldType.YEAR or not column.is_number:
        return "0"
    return f"#,##{places}" if column.places is not None else "General"


def shown(column: Column, value: str, number: Decimal | None) -> str:
    """A value as people read it on the page."""
    if number is None or not column.is_number:
        return value
    if column.type is FieldType.PERCENT:
        return format_number(number.scaleb(2), column.places) + "%"
    return format_number(number, column.places)
