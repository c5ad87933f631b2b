"""Judges typed figures that the form could have computed: kept as typed, and told where they differ."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from selfeval.amounts import round_half_up
from selfeval.checks.answers import as_typed
from selfeval.expressions import ExpressionError
from selfeval.findings import Finding, finding
from selfeval.form.model import Derived, Form
from selfeval.form.order import Computation, targets
from selfeval.names import fold
from selfeval.report import Number, Record, Report
from selfeval.report.scope import Scope


def judge_defaults(report: Report, form: Form, out: Collection[str] = ()) -> list[Finding]:
    """The warning ``default.differs`` for each typed figure that is not what its default computes.

    A default that is one fixed word or number is only an offer: another choice is no difference. ``out`` are the sheets
    left out.
    """
    findings = []
    for item in form.computations:
        if not isinstance(item, Computation) or isinstance(item.target, Derived) or item.expression.is_constant:
            continue
        if out and fold(item.sheet) in out:
            continue
        for record, scope in targets(report, item):
            findings += _compare(item, record, scope)
    return findings


def _compare(item: Computation, record: Record, scope: Scope) -> list[Finding]:
    name = item.column or item.name
    typed, origin = record.lookup(name), record.origin(name)
    if not isinstance(typed, Number) or origin is None or origin.expression:
        return []
    try:
        ours = item.expression.evaluate(scope)
    except ExpressionError:
        return []
    if not isinstance(ours, Decimal):
        return []
    places = typed.style.places if typed.style.places is not None else 2
    difference = abs(round_half_up(Decimal(typed) - ours, places + (2 if typed.style.kind == "百分比" else 0)))
    if not difference:
        return []
    style, unit = typed.style, typed.style.unit
    return [
        finding(
            "default.differs",
            origin.place,
            cells=(origin.place, *scope.cells(item.expression.paths)),
            label=item.path,
            found=as_typed(origin) if origin.typed else f"{typed} {unit}".strip(),
            expected=f"{Number(ours, style)} {unit}".strip(),
            difference=f"{Number(difference, style)} {unit}".strip(),
        )
    ]
