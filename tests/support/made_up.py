"""Made-up answers for what a template needs: every one different, so that each can be found again in the document."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from selfeval.form import Form
from selfeval.form.model import FieldType
from selfeval.intake.differences import data_of_form
from selfeval.intake.fields import NeededLabel, NeededSheet

_ROWS = 2


def made_up(sheets: Mapping[str, NeededSheet]) -> dict[str, Any]:
    """An answer for every label, two rows for every table."""
    numbers = itertools.count(1)
    return {
        sheet.name: _sheet(sheet, numbers) for sheet in sheets.values() if any(map(_is_asked, sheet.labels.values()))
    }


def made_up_for(form: Form) -> dict[str, Any]:
    """The same for all that a form asks; rows that belong to those of another table say to which."""
    data = made_up(data_of_form(form))
    for relation in form.relations.values():
        for row, outer in zip(data[relation.table], data[relation.parent], strict=True):
            row.update({label: outer[label] for label in relation.by})
    return data


def _sheet(sheet: NeededSheet, numbers: Iterator[int]) -> Any:
    if sheet.kind == "fields":
        return _record(sheet, numbers)
    if sheet.kind == "rows":
        return {row: _record(sheet, numbers) for row in sheet.rows}
    return [_record(sheet, numbers) for _ in range(_ROWS)]


def _record(sheet: NeededSheet, numbers: Iterator[int]) -> dict[str, Any]:
    return {one.label: made_up_answer(one, next(numbers)) for one in sheet.labels.values() if _is_asked(one)}


def _is_asked(one: NeededLabel) -> bool:
    return not one.computed and (one.field is None or one.field.default is None)


def made_up_answer(one: NeededLabel, number: int) -> Any:
    """An answer of the label's type that no other number gives, but for choices and years."""
    match one.type:
        case FieldType.INTEGER:
            return 1000 + number
        case FieldType.NUMBER:
            return Decimal(number) + Decimal("0.5")
        case FieldType.AMOUNT:
            return Decimal(5000 + number) + Decimal("0.37")
        case FieldType.PERCENT:
            return Decimal(number) / 1000
        case FieldType.DATE:
            return datetime.date(2025, 1, 1) + datetime.timedelta(days=number)
        case FieldType.YEAR:
            return 2025
        case FieldType.CHOICE:
            return one.choices[number % len(one.choices)]
        case FieldType.PARAGRAPHS:
            return [f"{one.label}第{number}段", f"{one.label}又第{number}段"]
    return f"{one.label}{number}号"
