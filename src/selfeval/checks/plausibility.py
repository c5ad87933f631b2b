"""What is possible but hardly meant: told as warnings, by the types and meanings a form gives its fields."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from selfeval.checks.answers import as_typed
from selfeval.checks.plausibility_rows import judge_rows
from selfeval.checks.plausibility_units import judge_units
from selfeval.findings import Finding, finding
from selfeval.form.model import Field, FieldType, Form
from selfeval.form.order import Computation, targets
from selfeval.names import fold
from selfeval.report import Date, Number, Record, Report, Table

_WHOLE: Final = Decimal(1)
_LAST_MONTH: Final = 12
_MOST_YEARS: Final = 2
"""A report is written in the year after the one it is about, or the next."""


def judge_plausibility(
    report: Report, form: Form, told: Iterable[Finding] = (), out: Collection[str] = ()
) -> list[Finding]:
    """A warning for each answer that is possible but hardly meant.

    A rule whose input is blank finds nothing: the blank itself is told elsewhere. ``told`` are the findings of the
    form's own checks: a rate of figures whose limit is passed is not told again, and an equality that fails shows which
    of its figures is in the wrong unit. Sheets left out (``out``) have no rates.
    """
    failed = list(told)
    return [
        *_judge_rates(report, form, _limited(report, form, failed), out),
        *_judge_dates(report, form),
        *judge_units(report, form, failed),
        *judge_rows(report, form),
    ]


def _limited(report: Report, form: Form, failed: Iterable[Finding]) -> list[frozenset[str]]:
    """The cells of each limit of the form that is passed, and those that the totals among them are made of: a rate of the same
    figures would say so once more."""
    checks = ((form.checks.get(found.rule), found.cells) for found in failed)
    passed = [set(cells) for check, cells in checks if check is not None and check.relation != "equal"]
    if passed:
        for item in reversed(form.computations):  # a total before the totals it is made of
            if isinstance(item, Computation):
                for record, scope in targets(report, item):
                    cell = record.cell_of(item.column or item.name)
                    for cells in passed:
                        if cell in cells:
                            cells.update(scope.cells(item.expression.paths))
    return [frozenset(cells) for cells in passed]


class _Rates(NamedTuple):
    typed: tuple[Field, ...]
    computed: tuple[Computation, ...]


@lru_cache(maxsize=16)
def _rates(form: Form) -> _Rates:
    """The percentages of a form that have no largest value of their own: typed answers, and what is computed."""
    computed = [
        item
        for item in form.computations
        if isinstance(item, Computation) and _is_rate(item.target.type, getattr(item.target, "maximum", None))
    ]
    names = {(item.sheet, item.name) for item in computed}
    typed = [
        field
        for field in form.fields()
        if _is_rate(field.type, field.maximum) and (field.sheet, field.label) not in names
    ]
    return _Rates(tuple(typed), tuple(computed))


def _is_rate(type_: FieldType, maximum: Decimal | None) -> bool:
    return type_ is FieldType.PERCENT and maximum is None


def _judge_rates(
    report: Report, form: Form, limited: Collection[frozenset[str]], out: Collection[str]
) -> Iterator[Finding]:
    rates = _rates(form)
    for field in rates.typed:
        sheet = report.sheet(field.sheet)
        for record in sheet if isinstance(sheet, Table) else [sheet] if sheet is not None else []:
            yield from _judge_rate(record, field.label, field.label, limited)
    for item in rates.computed:
        for record, _ in targets(report, item) if fold(item.sheet) not in out else ():
            yield from _judge_rate(record, item.column or item.name, _name(report, item, record), limited)


def _judge_rate(record: Record, name: str, label: str, limited: Collection[frozenset[str]]) -> Iterator[Finding]:
    value = record.lookup(name)
    if not isinstance(value, Number) or value <= _WHOLE:
        return
    cells = record.cells_of(name)
    if not any(passed.issuperset(cells) for passed in limited):
        place = record.cell_of(name) or (cells[0] if cells else label)
        yield finding(
            "plausible.rate",
            place,
            cells=cells,
            label=label,
            found=str(value),
            expected="100%",
            reads="、".join(cells) or label,
        )


def _name(report: Report, item: Computation, record: Record) -> str:
    """What the rate is called: of a row with a name by that too."""
    sheet = report.sheet(item.sheet)
    named = isinstance(sheet, Table) and sheet.row_names is not None
    return f"{record.name}.{item.name}" if named and not item.column else item.path


def _judge_dates(report: Report, form: Form) -> Iterator[Finding]:
    """The day of the report against the year it is about."""
    year_field, date_field = form.meaning("fiscal_year"), form.meaning("report_date")
    if year_field is None or date_field is None:
        return
    year_of, date_of = report.record(year_field.sheet), report.record(date_field.sheet)
    if year_of is None or date_of is None:
        return
    year, date = year_of.lookup(year_field.label), date_of.lookup(date_field.label)
    if not isinstance(year, Number) or not isinstance(date, Date) or not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return
    passed = date.year - int(year)
    if passed < 0 or (passed == 0 and date.month < _LAST_MONTH):
        reason, reason_en = "这一年还没有结束", "that year was not over yet"
    elif passed > _MOST_YEARS:
        reason, reason_en = f"相隔 {passed} 年", f"{passed} years lie between"
    else:
        return
    origin = date_of.origin(date_field.label)
    yield finding(
        "plausible.date",
        date_of.cell_of(date_field.label) or date_field.path,
        cells=(*date_of.cells_of(date_field.label), *year_of.cells_of(year_field.label)),
        label=date_field.label,
        found=as_typed(origin) if origin is not None and origin.typed else str(date),
        against=year_field.label,
        expected=str(year),
        reason=reason,
        reason_en=reason_en,
    )
