"""What the blank workbook says beside an answer."""

from __future__ import annotations

from functools import lru_cache

from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL, Field, FieldType, Form
from selfeval.names import fold

_BY_TYPE = {
    FieldType.DATE: "如 2026年4月15日",
    FieldType.YEAR: "如 2025",
    FieldType.PERCENT: "如 98.5%",
    FieldType.NUMBER: "填数字",
    FieldType.INTEGER: "填整数",
    FieldType.CHOICE: "从下拉列表中选择",
    FieldType.PARAGRAPHS: "每段一行",
}


def hint(field: Field, *, formula: bool = False, fixed: bool = False) -> str:
    """The help of a field: required or not, what the form says, and else what its type asks.

    ``formula`` says that its cell holds a live formula, ``fixed`` that the program has filled it in for good.
    """
    if fixed:
        return "由程序填好，请勿改动"
    computed = field.default is not None and not field.default.is_constant
    says_when = field.carry and field.help  # blank but in the first row: the form says it in its own words
    must = field.required and not computed and not says_when
    return _hint(field.type, field.help, must, computed, formula)


@lru_cache(maxsize=1024)
def _hint(kind: FieldType, help_text: str, must: bool, computed: bool, formula: bool) -> str:
    parts = ["必填"] if must else []
    parts.append(help_text.rstrip("。") or ("" if computed else _BY_TYPE.get(kind, "")))
    if computed:
        parts.append("自动计算，数字不符时可以改填" if formula else "留空自动计算")
    return "。".join(filter(None, parts))


def message(field: Field, help_text: str) -> str:
    """What shows over the chosen cell of a field whose help stands beside it: only how a date may be written."""
    return f"{help_text}。也可以写成 2026-4-15 或 2026.4.15" if field.type is FieldType.DATE else ""


def fixed_text(form: Form, field: Field) -> str | None:
    """The form's id or version for the two cells of the cover that say so; None for any other field."""
    if fold(field.sheet) != fold(COVER_SHEET):
        return None
    return {fold(FORM_ID_LABEL): form.id, fold(FORM_VERSION_LABEL): form.version}.get(fold(field.label))
