"""What a careful user's script knows about a workbook: its sheets, and which labels are amounts, dates, paragraphs.

A script would have it written down; here it is taken from the form once, before anything is timed, so that it cannot
fall behind the form.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a user's script imports nothing of selfeval
    from selfeval.form import Form


@dataclass(frozen=True)
class Shape:
    """The sheets of a workbook.

    Attributes:
        fields: the sheets with a label and an answer in each row.
        tables: the sheets with a record in each row, each with the header of its first column.
        amounts: labels whose numbers print with two decimals.
        paragraphs: labels whose answers are lists of paragraphs.
        carry: table columns in which a blank takes the value above.
    """

    fields: tuple[str, ...]
    tables: dict[str, str]
    amounts: frozenset[str]
    paragraphs: frozenset[str]
    carry: frozenset[str]

    def plain(self) -> dict[str, Any]:
        """As JSON takes it, for the scripts in JavaScript."""
        return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in asdict(self).items()}


def shape_from(data: dict[str, Any]) -> Shape:
    """The shape that ``plain`` gave."""
    return Shape(
        tuple(data["fields"]),
        data["tables"],
        *(frozenset(data[name]) for name in ("amounts", "paragraphs", "carry")),
    )


def shape_of(form: Form, *, optional: bool = False) -> Shape:
    """The shape of the workbooks of a form; its optional sheets only where they are used."""
    sheets = {name: sheet for name, sheet in form.sheets.items() if optional or not sheet.optional}
    asked = [field for sheet in sheets.values() for field in sheet.fields.values()]
    return Shape(
        fields=tuple(name for name, sheet in sheets.items() if sheet.kind == "fields"),
        tables={
            name: sheet.row_header or next(iter(sheet.fields))
            for name, sheet in sheets.items()
            if sheet.kind != "fields"
        },
        amounts=frozenset(field.label for field in asked if field.type == "金额"),
        paragraphs=frozenset(field.label for field in asked if field.type == "段落"),
        carry=frozenset(field.label for field in asked if field.carry),
    )
