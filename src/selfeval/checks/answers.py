"""Judges each answer by itself: required, least and largest value, choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from selfeval.findings import Finding, finding
from selfeval.form.model import Field, FieldType, Form, Sheet
from selfeval.names import fold
from selfeval.report import Blank, Number, Origin, Report, Table, Value, printed

_WHAT = {
    FieldType.NUMBER: "数字",
    FieldType.INTEGER: "整数",
    FieldType.AMOUNT: "金额",
    FieldType.PERCENT: "百分比",
    FieldType.DATE: "日期，如 2026年4月15日",
    FieldType.YEAR: "年度，如 2025",
    FieldType.CHOICE: "其中之一：",
    FieldType.NUMBER_OR_TEXT: "数字或文字",
}


def judge_answers(report: Report, form: Form, out: Collection[str] = ()) -> list[Finding]:
    """A finding for each required answer that is blank, and each value outside its limits or choices.

    A value that could not be understood has its finding from the reader and is not called blank here.
    Sheets left out (``out``) are asked nothing.
    """
    asked = [sheet for sheet in form.sheets.values() if not (out and fold(sheet.name) in out)]
    return [found for sheet in asked for answer in _asked(report, sheet) for found in _judge(*answer)]


def _asked(report: Report, sheet: Sheet) -> Iterator[tuple[str, str, Value, Origin | None, Field]]:
    """Each answer the sheet asks for: its record and label, value and origin, and what is asked."""
    there = report.sheet(sheet.name)
    if sheet.kind == "rows" and isinstance(there, Table):
        for (row, column), cell in sheet.cells.items():
            record = there.row(row)
            if record is not None:
                yield record.name, column, record[column], record.origin(column), cell
        return
    for record in there.rows if isinstance(there, Table) else [there] if there else []:
        for field, (label, value, origin) in zip(sheet.fields.values(), record.entries(), strict=False):
            yield record.name, label, value, origin, field


def _judge(owner: str, label: str, value: Value, origin: Origin | None, field: Field) -> Iterator[Finding]:
    if origin is None:  # no such cell or name: the reader has told of the missing label or sheet
        return
    place = origin.place or f"{owner}.{label}"
    if isinstance(value, Blank):
        if field.required and not origin.typed:
            yield finding("value.required", place, label=field.label, expected=_wanted(field))
    elif isinstance(value, Number):
        yield from _limits(field, value, origin, place)
    elif field.choices and isinstance(value, str) and fold(value) not in map(fold, field.choices):
        choices = "、".join(field.choices)
        yield finding("value.unknown-choice", place, label=field.label, found=value, expected=choices)


def _limits(field: Field, value: Number, origin: Origin, place: str) -> Iterator[Finding]:
    if field.minimum is not None and value < field.minimum:
        rule, limit = "value.below-minimum", field.minimum
    elif field.maximum is not None and value > field.maximum:
        rule, limit = "value.above-maximum", field.maximum
    else:
        return
    found = as_typed(origin) if origin.typed else f"{value} {field.unit}".strip()
    yield finding(rule, place, label=field.label, found=found, expected=_with_unit(limit, field))


def as_typed(origin: Origin) -> str:
    """The figure as the clerk sees it in the cell, with the unit that holds there where the text names none."""
    names_unit = not origin.typed[-1:].isdigit()
    return origin.typed if names_unit or not origin.unit else f"{origin.typed} {origin.unit}"


def _with_unit(limit: Decimal, field: Field) -> str:
    return f"{printed(Number(limit, field.style._replace(places=None, nil=None)))} {field.unit}".strip()


def _wanted(field: Field) -> str:
    if field.type is not FieldType.CHOICE:
        return _WHAT.get(field.type, "内容")
    most = 6
    more = "等" if len(field.choices) > most else ""
    return f"{_WHAT[field.type]}{'、'.join(field.choices[:most])}{more}。请点单元格右侧的箭头选择"
