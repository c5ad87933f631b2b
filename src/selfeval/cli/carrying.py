"""Whether a form takes anything over from last year."""

from __future__ import annotations


def carries_over(template: str | None) -> bool:
    """Whether any of its fields, columns or rows says what a new workbook is pre-filled with."""
    from selfeval.api.sources import form_of  # not needed for a help text

    sheets = form_of(template).sheets.values()
    return any(
        field.from_last_year is not None for sheet in sheets for field in (*sheet.fields.values(), *sheet.rows.values())
    )
