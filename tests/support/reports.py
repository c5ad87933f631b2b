"""Builds a form from TOML in the test and a report from plain answers, each answer with a cell of its own."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from selfeval.findings import Findings
from selfeval.form import Form, parse_form
from selfeval.form.model import Field
from selfeval.report import BLANK, Date, Number, Origin, Paragraphs, Record, Report, Table, Value

HEAD = 'id = "t"\nversion = "1"\ntitle = "T"\n'


def form_of(body: str) -> Form:
    """The form whose form.toml is the usual head and this body."""
    return parse_form((HEAD + body).encode())


def report_of(form: Form, answers: Mapping[str, Any]) -> Report:
    """The report of these answers: fields sheets as mappings, tables as lists of rows, fixed rows as row → column → value.

    Fields of a fields sheet stand in B2, B3, …; the rows of a table in rows 2, 3, … with columns A, B, …
    """
    report = Report(form_id=form.id, form_version=form.version)
    for sheet in form.sheets.values():
        given = answers.get(sheet.name, {})
        fields = list(sheet.fields.values())
        if sheet.kind == "fields":
            record = Record(sheet.name, sheet.layout)
            for row, field in enumerate(fields, start=2):
                record.set(
                    field.label, _value(field, given.get(field.label)), _origin(f"{sheet.name}!B{row}", given, field)
                )
            report.add(record)
            continue
        if sheet.kind == "rows":
            rows: Sequence[Mapping[str, Any]] = [given.get(label, {}) for label in sheet.rows]
        else:
            rows = given or []
        records = []
        first = 66 if sheet.kind == "rows" else 65
        for number, row in enumerate(rows, start=2):
            record = Record(f"{sheet.name}[{number - 1}]", sheet.layout)
            for column, field in enumerate(fields):
                place = f"{sheet.name}!{chr(first + column)}{number}"
                record.set(field.label, _value(field, row.get(field.label)), _origin(place, row, field))
            records.append(record)
        report.add(Table(sheet.name, sheet.layout, records, sheet.row_layout if sheet.kind == "rows" else None))
    return report


def _value(field: Field, given: Any) -> Value:
    match given:
        case None:
            return BLANK
        case "无" if field.type.is_number:
            return Number(0, field.style, nil=True)
        case str() if field.type.is_number:
            return Number(Decimal(given), field.style)
        case int() | Decimal():
            return Number(Decimal(given), field.style)
        case datetime.date():
            return Date.of(given)
        case list():
            return Paragraphs(given)
    return str(given)


def _origin(place: str, given: Mapping[str, Any], field: Field) -> Origin:
    answer = given.get(field.label)
    return Origin(place, "" if answer is None else str(answer), field.unit)


def rows(findings: Sequence[Any]) -> list[tuple[str, str]]:
    """(place, rule) of each finding."""
    return Findings(findings).rows()
