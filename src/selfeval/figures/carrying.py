"""What last year's report says for this year's workbook, as the form's ``from_last_year`` has it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from selfeval.amounts import convert, is_money_unit
from selfeval.expressions import Expression, ExpressionError, Path
from selfeval.form import Form
from selfeval.form.meanings import amount_unit_of, path_in
from selfeval.form.model import Field, FieldType
from selfeval.report import Blank, Number, Paragraphs, Report
from selfeval.report.scope import Scope


@dataclass(frozen=True)
class Carried:
    """One answer to be pre-filled.

    Attributes:
        path: ``表.项目``, or ``表.行.栏``.
        field: what is asked there.
        value: the answer, an amount in the unit the form keeps it in.
        form_unit: the unit of the form's amounts.
    """

    path: Path
    field: Field
    value: str | Decimal | datetime.date | Paragraphs
    form_unit: str

    def typed_in(self, unit: str) -> object:
        """What stands in the cell of a workbook whose amounts are typed in the unit."""
        is_amount = self.field.type is FieldType.AMOUNT and self.field.unit == self.form_unit
        if is_amount and isinstance(self.value, Decimal):
            return convert(self.value, self.form_unit, unit)
        return list(self.value) if isinstance(self.value, Paragraphs) else self.value


_TYPES: dict[FieldType, tuple[type, ...]] = {
    FieldType.DATE: (datetime.date,),
    FieldType.NUMBER_OR_TEXT: (Decimal, str),
    FieldType.PARAGRAPHS: (Paragraphs, str),
}


def carried(form: Form, last: Report, last_form: Form | None) -> Iterator[Carried]:
    """Each answer to be pre-filled.

    Args:
        form: what is asked this year.
        last: last year's report, computed.
        last_form: the form it was read by. Where that is another one, names are joined by ``means``, and amounts
            brought to the unit of this year's form.
    """
    for path, field in _asked(form):
        if field.from_last_year is not None:
            row = path[:-1] if len(path) > 2 else ()
            value = _value(field.from_last_year, _reader(form, last, last_form, row))
            if isinstance(value, Number) and value.nil:
                value = "无"
            elif isinstance(value, Blank) or not isinstance(value, _taken(field)):
                continue
            yield Carried(path, field, value, form.unit)


def _asked(form: Form) -> Iterator[tuple[Path, Field]]:
    for sheet in form.sheets.values():
        if sheet.kind == "fields":
            yield from (((sheet.name, field.label), field) for field in sheet.fields.values())
        elif sheet.kind == "rows":
            yield from (((sheet.name, row, column), field) for (row, column), field in sheet.cells.items())


def _taken(field: Field) -> tuple[type, ...]:
    return (Decimal,) if field.type.is_number else _TYPES.get(field.type, (str,))


def _value(expression: Expression, read: Callable[[Path], object]) -> Any:
    try:
        return expression.evaluate(read)
    except ExpressionError:  # last year's form did not ask for it, or it was no number
        return None


def _reader(form: Form, last: Report, last_form: Form | None, row: Path) -> Callable[[Path], object]:
    """Reads this year's names in last year's report; a bare name is a column of the row."""
    scope = Scope(last)
    same = last_form is None or last_form.id == form.id

    def read(path: Path) -> object:
        whole = (*row, *path) if row and len(path) == 1 else path
        if same or last_form is None:
            return scope(whole)
        there = path_in(last_form, form, whole)
        value = scope(there)
        unit, wanted = amount_unit_of(last_form, there), amount_unit_of(form, whole)
        if isinstance(value, Number) and unit != wanted and is_money_unit(unit) and is_money_unit(wanted):
            return Number(convert(value, unit, wanted), value.style, value.nil)
        return value

    return read
