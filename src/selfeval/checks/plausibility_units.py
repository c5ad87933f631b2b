"""Amounts in the wrong unit, 元 for 万元: ten thousand times what an equality, the same row or all neighbours say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, TypeGuard

from selfeval.checks.answers import as_typed
from selfeval.checks.relations import scopes
from selfeval.expressions import Expression, ExpressionError
from selfeval.findings import Finding, finding
from selfeval.form.comparison import compare_sides, tolerance
from selfeval.form.model import Check, FieldType, Form, SheetKind
from selfeval.report import Number, Record, Report
from selfeval.report.scope import Scope

_TEN_THOUSAND: Final = 4  # places
_LEAST, _MOST = Decimal(5_000), Decimal(20_000)
"""How many times the other figure one typed in the wrong unit is, where the two are about the same."""
_ENOUGH: Final = {"fields": 3, "table": 2}
"""How many other amounts a sheet or column has to hold before one of them can stand out."""
_CERTAIN: Final = 10
"""How many times what an equality may miss by the figure has to be, so that leaving it out is no explanation as well."""


class _Amount(NamedTuple):
    record: Record
    label: str
    value: Number

    @property
    def is_typed(self) -> bool:
        origin = self.record.origin(self.label)
        return origin is not None and not origin.expression

    @property
    def place(self) -> str:
        return self.record.cell_of(self.label) or f"{self.record.name}.{self.label}"


def judge_units(report: Report, form: Form, failed: Iterable[Finding]) -> list[Finding]:
    """A warning for each typed amount that is about ten thousand times what it should be, each told once.

    An amount that an equality confirms is right, however large it is beside others.

    Args:
        report: the values.
        form: whose amounts and equalities these are.
        failed: the findings of the form's checks; only an equality that fails is looked into.
    """
    found: dict[str, Finding] = {}
    broken = {one.rule for one in failed}
    for check in form.checks.values():
        if check.id in broken and check.relation == "equal":
            for scope in scopes(report, check):
                for amount in _explaining(check, scope):
                    _tell(found, amount, "这样才与相关的合计数相符", "and with that the totals tie")
    for amount, reason, reason_en in _standing_out(report, form):
        if amount.place not in found and not _is_confirmed(report, form, broken, amount):
            _tell(found, amount, reason, reason_en)
    return list(found.values())


def _standing_out(report: Report, form: Form) -> Iterator[tuple[_Amount, str, str]]:
    """Each typed amount that its row or its neighbours make look too large, with why in two languages."""
    for name, kind, labels in _amount_labels(form):
        records = _records(report, name)
        figures = [value for record in records for value in map(record.lookup, labels) if _is_above_zero(value)]
        if not figures or max(figures) < _LEAST * min(figures):
            continue
        amounts = [list(_amounts(record, labels)) for record in records]
        for row in amounts if kind != "fields" else ():
            for amount, other in _pairs(row):
                if _LEAST <= amount.value / other.value <= _MOST:
                    shown = _shown(other.value)
                    yield amount, f"与同一行的 {other.label} {shown} 相近", f"close to {other.label} {shown}"
        for group in _neighbours(amounts, kind):
            largest, second = sorted(group, key=lambda one: one.value)[:-3:-1]
            if largest.is_typed and largest.value >= _LEAST * second.value:
                yield largest, "与相邻的金额相近", "close to its neighbours"


@lru_cache(maxsize=16)
def _amount_labels(form: Form) -> tuple[tuple[str, SheetKind, tuple[str, ...]], ...]:
    """The sheets that ask for amounts in the form's unit, with the labels of these."""
    found = []
    for sheet in form.sheets.values():
        labels = [one.label for one in sheet.fields.values() if one.type is FieldType.AMOUNT and one.unit == form.unit]
        if labels:
            found.append((sheet.name, sheet.kind, tuple(labels)))
    return tuple(found)


def _records(report: Report, name: str) -> Sequence[Record]:
    sheet = report.sheet(name)
    return (sheet,) if isinstance(sheet, Record) else () if sheet is None else sheet.rows


def _is_above_zero(value: object) -> TypeGuard[Number]:
    """Whether it is an amount above zero; a row of another type among amounts (人数) is none."""
    return type(value) is Number and value.style.kind == "金额" and value > 0


def _is_confirmed(report: Report, form: Form, broken: Collection[str], amount: _Amount) -> bool:
    """Whether an equality that holds reads the amount."""
    for check in form.checks.values():
        if check.relation == "equal" and check.id not in broken:
            for scope in scopes(report, check):
                if amount.place in scope.cells((*check.left.paths, *check.right.paths)) and _is_judged(check, scope):
                    return True
    return False


def _is_judged(check: Check, scope: Scope) -> bool:
    try:
        if check.when is not None and check.when.evaluate(scope) is not True:
            return False
        sides = check.left.evaluate(scope), check.right.evaluate(scope)
    except ExpressionError:
        return False
    return all(isinstance(side, Decimal) for side in sides)


def _explaining(check: Check, scope: Scope) -> Sequence[_Amount]:
    """The one amount of an equality that holds when it is divided by ten thousand; none where there are several."""
    try:
        left, right = check.left.evaluate(scope), check.right.evaluate(scope)
        if not isinstance(left, Decimal) or not isinstance(right, Decimal):
            return ()
        if compare_sides(check, left, right, lambda: check.right.addends(scope)).holds:
            return ()
        allowed = tolerance(check, lambda: check.right.addends(scope))
    except ExpressionError:
        return ()
    signed = [(1, amount) for amount in _read(check.left, scope)] + [
        (-1, amount) for amount in _read(check.right, scope)
    ]
    fitting = [
        amount
        for sign, amount in signed
        if amount.is_typed
        and (reduced := amount.value.scaleb(-_TEN_THOUSAND)) > _CERTAIN * allowed
        and abs(left - right - sign * (amount.value - reduced)) <= allowed
    ]
    return fitting if len(fitting) == 1 else ()


def _read(side: Expression, scope: Scope) -> Iterator[_Amount]:
    for path in side.paths:
        for record, label in scope.places(path):
            value = record.lookup(label)
            if isinstance(value, Number) and value.style.kind == "金额":
                yield _Amount(record, label, value)


def _amounts(record: Record, labels: Iterable[str]) -> Iterator[_Amount]:
    for label in labels:
        value = record.lookup(label)
        if _is_above_zero(value):
            yield _Amount(record, label, value)


def _pairs(row: Sequence[_Amount]) -> Iterator[tuple[_Amount, _Amount]]:
    """Each typed amount of a row with each smaller one beside it."""
    for amount in row:
        for other in row:
            if other.value < amount.value and amount.is_typed:
                yield amount, other


def _neighbours(rows: Sequence[Sequence[_Amount]], kind: str) -> Iterator[Sequence[_Amount]]:
    """The amounts that are of one kind: all of a fields sheet, those of one column of a table."""
    groups: dict[str, list[_Amount]] = {}
    for row in rows:
        for amount in row:
            groups.setdefault("" if kind == "fields" else amount.label, []).append(amount)
    for group in groups.values():
        if len(group) > _ENOUGH.get(kind, len(group)):
            yield group


def _tell(found: dict[str, Finding], amount: _Amount, reason: str, reason_en: str) -> None:
    origin = amount.record.origin(amount.label)
    found[amount.place] = finding(
        "plausible.unit",
        amount.place,
        cells=amount.record.cells_of(amount.label),
        label=amount.label,
        found=as_typed(origin) if origin is not None and origin.typed else _shown(amount.value),
        expected=_shown(Number(amount.value.scaleb(-_TEN_THOUSAND), amount.value.style)),
        reason=reason,
        reason_en=reason_en,
    )


def _shown(value: Number) -> str:
    return f"{value} {value.style.unit}".strip()
