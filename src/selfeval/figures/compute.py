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
_BINARY = Decimal("1e-12")
"""How far, in parts of itself, a figure may be off for having been counted in binary."""
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
        if out and (fold(item.sheet) in out or not out.isdisjoint(item.reads)):
            if isinstance(item.target, Derived):
                _leave_blank(report, item)
            continue
        _fill_in(report, item, findings)
    return findings


def _fill_in(report: Report, item: Computation, findings: list[Finding]) -> None:
    """Give the computation its value, in each row where it has one. What divides by zero is one note for all rows."""
    divided: list[tuple[str, tuple[str, ...]]] = []  # whose figure, and the cells it rests on
    derived = isinstance(item.target, Derived)
    name = item.column or item.name
    for record, scope in targets(report, item):
        if not derived and not _is_untouched(record, name):
            _trace_back(item, record, name, scope)
            continue
        try:
            value = evaluate(item, scope, record.name, findings)
        except DivisionByZero as error:
            value = _zero(item)
            if not (isinstance(value, Blank) and error.zero_dividend):  # of nothing by nothing a blank says it all
                divided.append((record.name, _cells(item, scope)))
        blank = isinstance(value, Blank)
        if derived or not blank:
            record.set(name, value, None if blank else _origin(item, scope, record))
    if divided:
        cells = tuple(dict.fromkeys(cell for _, read in divided for cell in read))
        details = {"label": item.path, "expected": _zero_of(item) or "空白"}
        findings.append(finding("figure.zero-division", divided[0][0], cells=cells, **details))


def _trace_back(item: Computation, record: Record, name: str, scope: Scope) -> None:
    """A live formula's cell that shows what we compute holds the exact figure, and rests on what the formula reads: nobody typed it."""
    shown, origin = record.lookup(name), record.origin(name)
    if origin is None or not origin.live:
        return
    try:
        ours = item.expression.evaluate(scope)
    except ExpressionError:
        return
    if isinstance(shown, Decimal) and isinstance(ours, Decimal) and _is_same(shown, ours):
        reads = _cells(item, scope)
        exact = _typed(ours, item.target.style)
        record.set(name, exact, origin._replace(expression=item.expression.source, reads=reads))


def _is_same(shown: Decimal, ours: Decimal) -> bool:
    """Whether a program that counts in binary shows the exact figure."""
    return abs(shown - ours) <= abs(ours) * _BINARY


def _zero_of(item: Computation) -> str:
    """What a division by zero gives, as the form writes it."""
    return item.target.zero if isinstance(item.target, Derived) else ""


def _zero(item: Computation) -> Value:
    zero = _zero_of(item)
    if not zero:
        return BLANK
    return Number(0, _NIL_STYLE, nil=True) if zero == "/" else Number(zero, item.target.style)


def _leave_blank(report: Report, item: Computation) -> None:
    """Give the figure no value: it rests on sheets that are left out."""
    for record, _ in targets(report, item):
        record.set(item.name, BLANK, None)


def _is_untouched(record: Record, name: str) -> bool:
    """Whether nobody answered: a typed answer that could not be understood is no blank to compute over."""
    origin = record.origin(name)
    return isinstance(record.lookup(name), Blank) and not (origin and origin.typed)


def evaluate(item: Computation, scope: Scope, owner: str, findings: list[Finding]) -> Value:
    """The value of one computation, as its field or figure prints it; blank where it cannot be computed.

    Raises:
        DivisionByZero: what that gives is for the form to say.
    """
    try:
        result = item.expression.evaluate(scope)
    except DivisionByZero:
        raise
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
