"""What the cells of a blank workbook show: constants, and what the live formulas give while nothing is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from selfeval.expressions import ExpressionError, Path
from selfeval.expressions.tree import Aggregate, Function, Node, children, paths_of
from selfeval.form.model import AMOUNT_UNIT, Derived, Field, Form
from selfeval.form.optional import left_out
from selfeval.form.order import Computation
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Number, Record, Report, Table, Value
from selfeval.report.scope import Scope
from selfeval.workbook.mapping import from_mapping

Shown = str | float | bool


def answered_report(form: Form, answers: Mapping[str, Any]) -> Report:
    """The report of the answers that are filled in already, constants of blank table cells with them."""
    report, _ = from_mapping(answers, form)
    for sheet in form.sheets.values():
        table = report.sheet(sheet.name) if sheet.kind == "table" else None
        for row in table if isinstance(table, Table) else ():
            for field in sheet.fields.values():
                if field.default is not None and field.default.is_constant and isinstance(row[field.label], Blank):
                    row.set(field.label, _value(partial(field.default.evaluate, Scope(report))), None)
    return report


def blank_report(form: Form, answers: Mapping[str, Any]) -> Report:
    """The report as the cells of the workbook show it: these answers, constants, and the defaults that follow from them.

    Amounts stand in it as they are typed. In optional sheets that nobody filled in nothing follows.
    """
    unit = form.meaning(AMOUNT_UNIT)
    cover = answers.get(unit.sheet, {}) if unit is not None else {}
    said = cover.get(unit.label) if unit is not None else None
    if unit is not None and said is not None:
        answers = {**answers, unit.sheet: {label: given for label, given in cover.items() if label != unit.label}}
    report = answered_report(form, answers)
    if unit is not None and isinstance(said, str) and (record := report.record(unit.sheet)) is not None:
        record.set(unit.label, said, None)
    out = left_out(report, form)
    for item in form.computations:
        if not isinstance(item, Computation) or isinstance(item.target, Derived) or fold(item.sheet) in out:
            continue
        record, name = _record(report, item.sheet, item.name if item.column else ""), item.column or item.name
        if record is not None and isinstance(record.lookup(name), Blank):
            record.set(name, _value(partial(item.expression.evaluate, Scope(report, column=item.column))), None)
    return report


def shown(report: Report, field: Field, row: str = "", column: str = "") -> Shown:
    """What a cell with a default shows: text, or a number as a workbook stores it; ``""`` for nothing.

    ``row`` and ``column`` say which cell, on a sheet with fixed rows. Nothing shows while an answer that the default
    reads is blank; 合计 passes over blank ones.
    """
    record = _record(report, field.sheet, row)
    if field.default is None or record is None:
        return ""
    scope = Scope(report, column=column)
    if any(isinstance(_value(partial(scope, path)), Blank) for path in _needed(field.default.tree)):
        return ""
    value = record.lookup(column or field.label)
    if isinstance(value, Number):
        return "无" if value.nil else float(value)
    return value if isinstance(value, str | bool) else ""


def _needed(node: Node) -> Iterator[Path]:
    """The answers without which it shows nothing, as ``formulas.live_formula`` has it."""
    if isinstance(node, Function) and node.name == "合计":
        return
    parts = children(node)
    if not parts or isinstance(node, Aggregate):
        yield from paths_of(node)
    for part in () if isinstance(node, Aggregate) else parts:
        yield from _needed(part)


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
        return result if isinstance(result, Number) else Number(result)
    return result if isinstance(result, str | bool) else BLANK
