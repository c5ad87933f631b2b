"""Computes the defaults of blank answers, the derived figures and the scores of a form, each after those it reads."""

from __future__ import annotations

from decimal import Decimal

from selfeval.expressions import DivisionByZero, ExpressionError
from selfeval.figures.relate import relate
from selfeval.figures.scores import score
from selfeval.findings import Finding, finding
from selfeval.form.model import Derived, Form
from selfeval.form.optional import left_out
from selfeval.form.order import Computation, targets
from selfeval.form.scoring import Scoring
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Layout, Number, NumberStyle, Origin, Record, Report, Value
from selfeval.report.scope import Scope

_NOTHING = Layout(())
_NIL_STYLE = NumberStyle("数", None, "", "/")


def compute(report: Report, form: Form) -> list[Finding]:
    """Put every default, derived figure and score of the form into the report, and relate the rows of its tables.

    A default fills a blank answer only; a typed one stays. Values are exact: they are rounded where they are printed.
    """
    findings = relate(report, form) if form.relations else []
    out = left_out(report, form)
    for item in form.computations:
        if isinstance(item, Scoring):
            findings += score(report, form, item)
            continue
        if report.sheet(item.sheet) is None:  # a figure of the whole report, such as its score
            report.add(Record(item.sheet, _NOTHING))
        derived = isinstance(item.target, Derived)
        if out and (fold(item.sheet) in out or not out.isdisjoint(item.reads)):
            if derived:
                _leave_blank(report, item)
            continue
        for record, scope in targets(report, item):
            name = item.column or item.name
            if isinstance(item.target, Derived) or _is_untouched(record, name):
                value = evaluate(item, scope, record.name, findings)
                if not isinstance(value, Blank) or isinstance(item.target, Derived):
                    blank = isinstance(value, Blank)
                    record.set(name, value, None if blank else _origin(item, scope, record))
    return findings


def _leave_blank(report: Report, item: Computation) -> None:
    """Give the figure no value: it rests on sheets that are left out."""
    for record, _ in targets(report, item):
        record.set(item.name, BLANK, None)


def _is_untouched(record: Record, name: str) -> bool:
    """Whether nobody answered: a typed answer that could not be understood is no blank to compute over."""
    origin = record.origin(name)
    return isinstance(record.lookup(name), Blank) and not (origin and origin.typed)


def evaluate(item: Computation, scope: Scope, owner: str, findings: list[Finding]) -> Value:
    """The value of one computation, as its field or figure prints it; blank where it cannot be computed."""
    try:
        result = item.expression.evaluate(scope)
    except DivisionByZero:
        zero = item.target.zero if isinstance(item.target, Derived) else ""
        if zero == "":
            return BLANK
        findings.append(
            finding("figure.zero-division", owner, label=item.path, expected=zero, cells=_cells(item, scope))
        )
        return Number(0, _NIL_STYLE, nil=True) if zero == "/" else Number(zero, item.target.style)
    except ExpressionError as error:
        findings.append(
            finding("figure.not-computed", owner, label=item.path, found=str(error), cells=_cells(item, scope))
        )
        return BLANK
    return _typed(result, item.target.style)


def _typed(result: object, style: NumberStyle) -> Value:
    if isinstance(result, Blank):
        return BLANK
    if isinstance(result, Decimal):
        return Number(result, style)
    if isinstance(result, str | bool):
        return result
    raise TypeError(f"an expression gave {result!r}")


def _origin(item: Computation, scope: Scope, record: Record) -> Origin:
    before = record.origin(item.column or item.name)
    return Origin(before.place if before else "", "", "", item.expression.source, _cells(item, scope))


def _cells(item: Computation, scope: Scope) -> tuple[str, ...]:
    return scope.cells(item.expression.paths)
