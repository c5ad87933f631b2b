"""Writes tables: a row a record, or fixed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from selfeval.form.model import Field, FieldType
from selfeval.workbook.formulas import live_formula
from selfeval.workbook.hints import hint
from selfeval.workbook.measure import line_count, row_height, text_width
from selfeval.workbook.page import PORTRAIT_WIDTH
from selfeval.workbook.prefilled import shown
from selfeval.workbook.sheet_writer import LEAST_HEIGHT, LINE_HEIGHT, Prefilled, SheetWriter, is_computed

_WIDTHS = {
    FieldType.PARAGRAPHS: 68,
    FieldType.TEXT: 26,
    FieldType.NUMBER_OR_TEXT: 16,
    FieldType.NUMBER: 10,
    FieldType.AMOUNT: 17,
    FieldType.PERCENT: 12,
    FieldType.INTEGER: 12,
    FieldType.YEAR: 10,
    FieldType.DATE: 18,
}
_STRETCHED = frozenset({FieldType.PARAGRAPHS, FieldType.TEXT})


class TableWriter(SheetWriter):
    """Writes a table whose rows the clerk adds."""

    def widths(self) -> list[float]:
        """By type; a narrow table is stretched to the width of the page."""
        fields = list(self.asked.fields.values())
        widths = [_width(field) for field in fields]
        spare = PORTRAIT_WIDTH - sum(widths)
        stretched = [index for index, field in enumerate(fields) if field.type in _STRETCHED] or range(len(fields))
        for index in stretched if spare > 0 else ():
            widths[index] += spare / len(stretched)
        return widths

    def write_answers(self, widths: Sequence[float]) -> None:
        """Empty rows; what is computed for each row has no formula, as it would count as an answer."""
        rows, fields = range(self.where.first_row, self.where.last_row + 1), list(self.asked.fields.values())
        for field in fields:
            column = self.where.columns[field.label]
            for row, given in zip_longest(rows, self.answers):
                answer = (given or {}).get(field.label)
                if answer is None:
                    self.write_answer(row, column, field, Prefilled(computed=is_computed(field)))
                else:
                    self.write_given(row, column, field, answer)
            self.validate(field, rows[0], column, last_row=rows[-1], message=hint(field))
        for row, given in zip_longest(rows, self.answers):
            needed = (
                self.given_height((given or {}).get(field.label), width)
                for field, width in zip(fields, widths, strict=True)
            )
            self.set_height(row, max(LINE_HEIGHT, *needed), fields)

    def first_answer(self) -> tuple[int, int]:
        """The first cell of the first row."""
        return self.where.first_row, 1


class RowsWriter(SheetWriter):
    """Writes a table with fixed rows, named in its first column."""

    label_columns = 1

    def widths(self) -> list[float]:
        """The label by its longest, the columns by type."""
        label = min(max((text_width(label) + 6 for label in self.asked.rows), default=0), 36)
        widths = [max(label, 18), *map(_width, self.asked.fields.values())]
        spare = PORTRAIT_WIDTH - sum(widths)
        return [width + max(spare, 0) / len(widths) for width in widths]

    def write_answers(self, widths: Sequence[float]) -> None:
        """One row a label; its default, or else the column's, is what a cell shows."""
        fields = list(self.asked.fields.values())
        for line in self.asked.rows.values():
            row = self.where.rows[line.label]
            self.write_marked(row, 1, line.label, "label", required=line.required)
            for field in fields:
                self._write_cell(row, line, field)
            lines = line_count(f"{line.label} *", widths[0] - 2)
            self.set_height(row, max(row_height(lines), LEAST_HEIGHT), fields)

    def _write_cell(self, row: int, line: Field, field: Field) -> None:
        column = self.where.columns[field.label]
        source = self.asked.cells[line.label, field.label]
        formula = live_formula(self.layout, source, field.label)
        value = shown(self.blank, source, line.label, field.label)
        given = self.answers.get(line.label, {}).get(field.label)
        if given is None:
            self.write_answer(row, column, field, Prefilled(formula, value, is_computed(source)))
        else:
            self.write_given(row, column, field, given)
        message = "。".join(
            filter(
                None,
                (hint(replace(line, default=source.default), formula=formula is not None), field.help.rstrip("。")),
            )
        )
        self.validate(field, row, column, message=message)

    def first_answer(self) -> tuple[int, int]:
        """The first cell beside the first label."""
        return self.where.first_row, 2


def _width(field: Field) -> float:
    header = min(text_width(field.label) + 4, 20)
    if field.type is FieldType.CHOICE:
        return max(header, min(max(map(text_width, field.choices), default=0) + 5, 34))
    return max(header, _WIDTHS[field.type])
