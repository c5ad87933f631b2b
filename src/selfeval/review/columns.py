"""The figures a form marks with ``summary``: the columns they make, across forms by ``means``, and their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from selfeval.amounts import convert, format_number, is_money_unit
from selfeval.form import Form
from selfeval.form.model import Derived, Field, FieldType
from selfeval.report import Blank, Number, Record, Report, Table, Value, printed

UNIT_NAME, FISCAL_YEAR = "unit_name", "fiscal_year"
RATE, SCORE, GRADE = "execution_rate", "self_score", "grade"
BUDGET, EXECUTED = ("full_year_budget", "initial_budget"), ("executed", "total_expenditure")
"""What the page draws, by ``means``; of several the first that a form marks."""


@dataclass(frozen=True)
class Column:
    """One column of the summary.

    Attributes:
        id: the ``means`` of its figure, or its path where it has none or another figure of the form has it already.
        label: its header.
        path: the name of its figure in the form that brought it.
        type: what its values are.
    """

    id: str
    label: str
    path: tuple[str, ...]
    type: FieldType
    unit: str = ""
    places: int | None = None

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.type.is_number or self.type is FieldType.NUMBER_OR_TEXT

    @property
    def adds_up(self) -> bool:
        """Whether a total of it means anything: not of rates, years or scores."""
        return self.type in {FieldType.AMOUNT, FieldType.INTEGER} and self.id != SCORE


@lru_cache(maxsize=16)
def columns_of(form: Form) -> tuple[Column, ...]:
    """The columns of one form, in its order."""
    found: dict[str, Column] = {}
    for path, figure in _marked(form):
        identifier = figure.means if figure.means and figure.means not in found else ".".join(path)
        label = "·".join(path[1:])
        found[identifier] = Column(identifier, label, path, figure.type, figure.unit, figure.places)
    return tuple(found.values())


def columns(forms: Iterable[Form]) -> tuple[Column, ...]:
    """The columns of several forms, no two with one header."""
    found: dict[str, Column] = {}
    for form in forms:
        for column in columns_of(form):
            found.setdefault(column.id, column)
    labels = [column.label for column in found.values()]
    return tuple(
        replace(column, label="·".join(column.path)) if labels.count(column.label) > 1 else column
        for column in found.values()
    )


def values_of(report: Report, form: Form | None, units: Mapping[str, str] | None = None) -> dict[str, str]:
    """The values of the marked figures by the id of their column: exact numbers, or texts. Blanks are left out.

    ``units``: the unit of money in which a column's amounts are wanted, by its id; the form's own otherwise.
    """
    if form is None:
        return {}
    found = {}
    for column in columns_of(form):
        value = _value(report, column.path)
        wanted = (units or {}).get(column.id, column.unit)
        if (
            isinstance(value, Decimal)
            and wanted != column.unit
            and is_money_unit(wanted)
            and is_money_unit(column.unit)
        ):
            value = Number(convert(value, column.unit, wanted))
        if value is not None and not isinstance(value, Blank):
            found[column.id] = format_number(value, None) if isinstance(value, Decimal) else printed(value)
    return found


def meaning_of(report: Report, form: Form | None, means: str) -> str:
    """What the report answers where the form asks for this, as printed; ``""`` where it does not."""
    field = None if form is None else form.meaning(means)
    record = None if field is None else report.record(field.sheet)
    value = None if field is None or record is None else record.lookup(field.label)
    return "" if value is None else printed(value)


def _marked(form: Form) -> Iterator[tuple[tuple[str, ...], Field | Derived]]:
    for sheet in form.sheets.values():
        if sheet.kind == "fields":
            yield from (((sheet.name, field.label), field) for field in sheet.fields.values() if field.summary)
        elif sheet.kind == "rows":
            for (row, column), field in sheet.cells.items():
                if field.summary:
                    yield (sheet.name, row, column), field
    for figure in form.derived.values():
        owner = form.sheets.get(figure.sheet)
        if not figure.summary or (owner is not None and owner.kind == "table"):
            continue
        if owner is not None and owner.kind == "rows":
            yield from (((owner.name, row.label, figure.name), figure) for row in owner.rows.values() if row.summary)
        else:
            yield (figure.sheet, figure.name), figure


def _value(report: Report, path: tuple[str, ...]) -> Value | None:
    sheet = report.sheet(path[0])
    record = sheet.row(path[1]) if isinstance(sheet, Table) and len(path) > 2 else sheet
    return record.lookup(path[-1]) if isinstance(record, Record) else None
