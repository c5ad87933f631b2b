"""Drop-downs, limits and messages beside the cell. None blocks what the reader understands: 无, 258.9万元."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from selfeval.amounts import format_number
from selfeval.cells import address
from selfeval.form.model import AMOUNT_UNIT, Field, FieldType, Form

_MOST_LIST = 255
"""Characters Excel takes for the words of a drop-down inside the rule itself."""
_MOST_TITLE, _MOST_MESSAGE = 32, 255
_MOST_NAMED = 4
"""Choices named in the message about a wrong one: the drop-down itself shows a longer list better."""

ChoiceLists = Mapping[tuple[str, str], str]
"""Where the words of a long drop-down stand: (sheet, label) → reference."""


def fields_with_lists(form: Form) -> list[Field]:
    """The choices whose words do not fit into a rule, so that they have to stand in cells."""
    return [field for field in form.fields() if field.type is FieldType.CHOICE and _needs_list(field)]


def _needs_list(field: Field) -> bool:
    joined = ",".join(field.choices)
    return _length(joined) > _MOST_LIST or joined.startswith("=") or any("," in word for word in field.choices)


def validation(
    form: Form, field: Field, first_cell: tuple[int, int], lists: ChoiceLists, message: str = ""
) -> dict[str, Any] | None:
    """The rule of the field's answer cells, in XlsxWriter's words; None where there is nothing to say.

    ``first_cell`` is (row, column) of the first of them, ``message`` what shows beside the cell when it is chosen.
    """
    if field.type is FieldType.CHOICE:
        rule = _choice_rule(field, lists.get((field.sheet, field.label)))
    else:
        rule = _limit_rule(form, field, address(*first_cell))
    if message:
        rule = (
            {"validate": "any"} | rule | {"input_title": _cut(field.label, _MOST_TITLE), "input_message": _cut(message)}
        )
    return rule or None


def _choice_rule(field: Field, reference: str | None) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": f"={reference}" if reference else list(field.choices),
        # Other spellings of a choice are read too, so they must not be blocked.
        "error_type": "warning" if field.choice_aliases else "stop",
        "error_title": "请从下拉列表中选择",
        "error_message": _cut(_choice_error(field)),
    }


def _choice_error(field: Field) -> str:
    if len(field.choices) <= _MOST_NAMED:
        return f"“{field.label}”应填下列之一：{'、'.join(field.choices)}。"
    return f"“{field.label}”请点单元格右侧的箭头，从 {len(field.choices)} 个选项中选择。"


def _limit_rule(form: Form, field: Field, cell: str) -> dict[str, Any]:
    least, most = _limits(form, field)
    sides = [f"{cell}>={least:f}"] if least is not None else []
    sides += [f"{cell}<={most:f}"] if most is not None else []
    if not sides:
        return {}
    words = [f"不小于 {_number(field, least)}"] if least is not None else []
    words += [f"不大于 {_number(field, most)}"] if most is not None else []
    return {
        "validate": "custom",
        "value": f"=OR(ISTEXT({cell}),AND({','.join(sides)}))",
        "error_type": "information",
        "error_title": "请核对",
        "error_message": _cut(f"“{field.label}”一般{'、'.join(words)}，请核对。"),
    }


def _limits(form: Form, field: Field) -> tuple[Decimal | None, Decimal | None]:
    """The limits a formula in the sheet can judge: of amounts only zero, where their unit is the clerk's to choose."""
    if not field.type.is_number:
        return None, None
    least, most = field.minimum, field.maximum
    if field.type is FieldType.AMOUNT and form.meaning(AMOUNT_UNIT) is not None:
        return least if least == 0 else None, most if most == 0 else None
    return least, most


def _number(field: Field, value: Decimal) -> str:
    if field.type is FieldType.PERCENT:
        return format_number(value.scaleb(2), None) + "%"
    return format_number(value, None)


def _cut(text: str, most: int = _MOST_MESSAGE) -> str:
    """The text within Excel's limit, by whole characters."""
    while _length(text) > most:
        text = text.removesuffix("…")[:-1] + "…"
    return text


def _length(text: str) -> int:
    """As Excel counts: 𠮷 is two."""
    return len(text.encode("utf-16-le")) // 2
