"""The data a template needs as a JSON Schema: of the plain data ``selfeval.render`` takes instead of a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from selfeval.form.model import FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet

_NUMBER: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "description": '数字写成文字，如 "258.90"；没有的写“无”'}]
}
_TYPES: dict[FieldType, dict[str, Any]] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.PARAGRAPHS: {"type": "string", "description": "换行即另起一段"},
    FieldType.INTEGER: _NUMBER,
    FieldType.NUMBER: _NUMBER,
    FieldType.AMOUNT: _NUMBER,
    FieldType.PERCENT: {**_NUMBER, "description": '98% 写 0.98 或 "98%"'},
    FieldType.DATE: {"type": "string", "description": "如 2026-04-15"},
    FieldType.YEAR: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}"}]},
    FieldType.CHOICE: {"type": "string"},
    FieldType.NUMBER_OR_TEXT: {"type": ["number", "string"]},
}


def fields_schema(sheets: Iterable[NeededSheet], title: str) -> dict[str, Any]:
    """The schema (JSON Schema, draft 2020-12): an object of sheets; a table is an array of objects, fixed rows are objects by row.

    What the form computes is not asked for, and what it does not require may be left out.
    """
    wanted = [(sheet, _labels(sheet)) for sheet in sheets]
    properties = {sheet.name: _sheet(sheet, labels) for sheet, labels in wanted if labels}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "required": [name for name, one in properties.items() if one.get("required")],
    }


def _labels(sheet: NeededSheet) -> list[NeededLabel]:
    return [one for one in sheet.labels.values() if not one.computed]


def _sheet(sheet: NeededSheet, labels: Iterable[NeededLabel]) -> dict[str, Any]:
    record: dict[str, Any] = {"type": "object", "properties": {one.label: _label(one) for one in labels}}
    required = [
        one.label for one in labels if one.field is not None and one.field.required and one.field.default is None
    ]
    if sheet.kind == "rows":
        return {"type": "object", "properties": dict.fromkeys(sheet.rows, record)}
    if required:
        record["required"] = required
    return {"type": "array", "items": record} if sheet.kind == "table" else record


def _label(one: NeededLabel) -> dict[str, Any]:
    schema = dict(_TYPES[one.type])
    if one.choices:
        schema["enum"] = list(one.choices)
    if one.unit:
        schema["description"] = "；".join(filter(None, (f"单位：{one.unit}", schema.get("description", ""))))
    return schema
