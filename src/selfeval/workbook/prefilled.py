"""What the cells of a blank workbook show: constants, and what the live formulas give while nothing is filled in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from selfeval.expressions import ExpressionError
from selfeval.form.model import Derived, Field, Form
from selfeval.form.order import Computation
from selfeval.report import BLANK, Blank, Number, Record, Report, Table, Value
from selfeval.report.scope import Scope

Shown = str | float | bool


def blank_report(form: Form) -> Report:
    """The report of a workbook in which nothing is filled in: its constants, and the defaults that follow from them."""
    report = Report(form_id=form.id, form_version=form.version)
    for sheet in form.sheets.values():
        if sheet.kind == "fields":
            report.add(Record(sheet.name, sheet.layout))
        else:
            rows = [Record(label, sheet.layout) for label in sheet.rows]
            report.add(Table(sheet.name, sheet.layout, rows, sheet.row_layout if rows else None))
    for item in form.computations:
        if not isinstance(item, Computation):
            continue
        record = _record(report, item.sheet, item.name if item.column else "")
        if record is not None and not isinstance(item.target, Derived):
            value = _value(partial(item.expression.evaluate, Scope(report, column=item.column)))
            record.set(item.column or item.name, value, None)
    return report


def shown(report: Report, field: Field, row: str = "", column: str = "") -> Shown:
    """What a cell with a default shows: text, or a number as a workbook stores it; ``""`` for nothing.

    ``row`` and ``column`` say which cell, on a sheet with fixed rows. Nothing shows while an answer that the default
    reads is blank.
    """
    record = _record(report, field.sheet, row)
    if field.default is None or record is None:
        return ""
    scope = Scope(report, column=column)
    if any(isinstance(_value(partial(scope, path)), Blank) for path in field.default.paths):
        return ""
    value = record.lookup(column or field.label)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, str | bool) else ""


def _record(report: Report, sheet: str, row: str) -> Record | None:
    found = report.sheet(sheet)
    if isinstance(found, Table):
        return found.row(row) if row else None
    return found


def _value(get: Callable[[], object]) -> Value:
    """The value, blank where it cannot be had or is a whole table."""
    try:
        result = get()
    except (ExpressionError, KeyError):
        return BLANK
    if isinstance(result, Decimal):
        return Number(result)
    return result if isinstance(result, str | bool) else BLANK
