"""Writes a fields sheet: one row a field, and further rows for answers of several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selfeval.form.model import Field, FieldType
from selfeval.workbook.formulas import live_formula
from selfeval.workbook.hints import fixed_text, hint, message
from selfeval.workbook.layout import HELP_COLUMN, LABEL_COLUMN, UNIT_COLUMN, VALUE_COLUMN
from selfeval.workbook.measure import line_count, row_height, text_width
from selfeval.workbook.page import break_before
from selfeval.workbook.prefilled import shown
from selfeval.workbook.sheet_writer import HELP_SIZE, LEAST_HEIGHT, LINE_HEIGHT, Prefilled, SheetWriter, is_computed

_DOTTED = 4  # the line between the rows of one answer
_INDENT = 2  # what an indented cell has less room for, in characters


class FieldsWriter(SheetWriter):
    """Writes the rows 项目 | 填报内容 | 单位 | 填报说明."""

    may_turn = False

    def widths(self) -> list[float]:
        """Label, answer, unit, help; the answer is wide where paragraphs are asked for."""
        fields = self.asked.fields.values()
        label = min(max((text_width(field.label) + 6 for field in fields), default=0), 28)
        paragraphs = any(field.type is FieldType.PARAGRAPHS for field in fields)
        return [max(label, 18), 42, 7, 24] if paragraphs else [max(label, 18), 34, 8, 33]

    def write_answers(self, widths: Sequence[float]) -> None:
        """One row a field; in print, the rows of a field stay on one page."""
        for field in self.asked.fields.values():
            self._write_field(field, widths)
        rows = self.where.rows.values()
        if self.where.last_row > self.where.header_row + len(rows):
            breaks = break_before(list(rows), self.heights, widths, header_row=self.where.header_row)
            self.sheet.set_h_pagebreaks([row - 1 for row in breaks])

    def first_answer(self) -> tuple[int, int]:
        """The first field that is the clerk's to fill in."""
        for field in self.asked.fields.values():
            if fixed_text(self.form, field) is None:
                return self.where.rows[field.label], VALUE_COLUMN
        return self.where.first_row, VALUE_COLUMN

    def _write_field(self, field: Field, widths: Sequence[float]) -> None:
        row, further = self.where.rows[field.label], self.where.continuation(field.label)
        given = self._given(field, len(further) + 1)
        fixed = fixed_text(self.form, field)
        formula = live_formula(self.layout, field) if fixed is None else None
        help_text = hint(field, formula=formula is not None, fixed=fixed is not None)
        open_below: dict[str, Any] = {"bottom": 0, "valign": "top"} if further else {}
        required = field.required and fixed is None
        self.write_marked(row, LABEL_COLUMN, field.label, "label", required=required, **open_below)
        if fixed is None:
            holds = Prefilled(formula, shown(self.blank, field), is_computed(field))
            ruled = {"bottom": _DOTTED} if further else {}
            if given:
                self.write_given(row, VALUE_COLUMN, field, given[0], **ruled)
            else:
                self.write_answer(row, VALUE_COLUMN, field, holds, **ruled)
            self.validate(field, row, VALUE_COLUMN, message=message(field, help_text))
        else:
            self.sheet.write_string(row - 1, VALUE_COLUMN - 1, fixed, self.styles.answer(field, "fixed"))
        self._write_unit(row, field, open_below)
        self._write_help(row, help_text, further)
        label_lines = line_count(f"{field.label} *", widths[LABEL_COLUMN - 1] - _INDENT)
        help_lines = line_count(help_text, widths[HELP_COLUMN - 1] - _INDENT, HELP_SIZE)
        help_height = row_height(help_lines, HELP_SIZE)
        # Below a field with further rows the help has their height too.
        help_height -= min(len(further) * LINE_HEIGHT, help_height)
        height = max(row_height(label_lines), help_height, LEAST_HEIGHT)
        height = max(height, self.given_height(given[0] if given else None, widths[VALUE_COLUMN - 1]))
        self.set_height(row, height, [field])
        for index, further_row in enumerate(further, start=1):
            text = given[index] if index < len(given) else None
            self._write_further_row(further_row, field, text, last=further_row == further[-1])
            text_height = self.given_height(text, widths[VALUE_COLUMN - 1])
            self.set_height(further_row, max(LINE_HEIGHT, text_height), [field])

    def _given(self, field: Field, rows: int) -> list[Any]:
        """What is filled in, one item for each row of the answer; what goes beyond them shares the last."""
        answer = self.answers.get(field.label)
        if not isinstance(answer, list):
            return [] if answer is None else [answer]
        return answer if len(answer) <= rows else [*answer[: rows - 1], answer[rows - 1 :]]

    def _write_unit(self, row: int, field: Field, changes: dict[str, Any]) -> None:
        look = self.styles.get("unit", **changes)
        unit = self.unit_source() if field.type is FieldType.AMOUNT and field.unit == self.form.unit else None
        if unit is None:
            self.sheet.write_string(row - 1, UNIT_COLUMN - 1, field.unit, look)
        else:
            formula, value = unit
            self.sheet.write_formula(row - 1, UNIT_COLUMN - 1, f"={formula}", look, value)

    def _write_help(self, row: int, text: str, further: range) -> None:
        if not further:
            self.sheet.write_string(row - 1, HELP_COLUMN - 1, text, self.styles.get("hint"))
            return
        look, column = self.styles.get("hint", valign="top"), HELP_COLUMN - 1
        self.sheet.merge_range(row - 1, column, further[-1] - 1, column, "", look)
        self.sheet.write_string(row - 1, column, text, look)

    def _write_further_row(self, row: int, field: Field, given: Any, *, last: bool) -> None:
        inner = {"top": 0} if last else {"top": 0, "bottom": 0}
        for column, look in ((LABEL_COLUMN, "label"), (UNIT_COLUMN, "unit")):
            self.sheet.write_blank(row - 1, column - 1, None, self.styles.get(look, **inner))
        ruled = {"top": _DOTTED} if last else {"top": _DOTTED, "bottom": _DOTTED}
        if given is None:
            self.write_answer(row, VALUE_COLUMN, field, Prefilled(), **ruled)
        else:
            self.write_given(row, VALUE_COLUMN, field, given, **ruled)
