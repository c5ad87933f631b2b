"""What all sheets that are filled in have in common: lines above the header, header row, answer cells, page."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval.form.model import AMOUNT_UNIT, Field, FieldType, Form, Sheet
from selfeval.report import Report
from selfeval.workbook.layout import SheetLayout, WorkbookLayout, help_lines
from selfeval.workbook.measure import line_count, row_height
from selfeval.workbook.page import PORTRAIT_WIDTH, set_up_page
from selfeval.workbook.prefilled import Shown, shown
from selfeval.workbook.styles import Styles
from selfeval.workbook.validation import ChoiceLists, validation

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from selfeval.workbook.growing import GrowingSheet

HELP_SIZE = 10
LEAST_HEIGHT, LINE_HEIGHT = 24.0, 21.0
_TITLE_HEIGHT, _UNIT_HEIGHT = 33.0, 18.0
_GROWING = frozenset({FieldType.TEXT, FieldType.PARAGRAPHS, FieldType.NUMBER_OR_TEXT})


class Prefilled(NamedTuple):
    """What an answer cell holds before it is filled in.

    Attributes:
        formula: a live formula, None where there is none.
        value: what it shows, or a constant; ``""`` for nothing.
        computed: whether selfeval computes a blank answer.
    """

    formula: str | None = None
    value: Shown = ""
    computed: bool = False


@dataclass
class SheetWriter(ABC):
    """Writes one sheet, with what all sheets of the workbook share."""

    form: Form
    layout: WorkbookLayout
    blank: Report
    styles: Styles
    lists: ChoiceLists
    sheet: GrowingSheet
    where: SheetLayout
    answers: Any
    """What is filled in already: a mapping, for a table its rows."""
    heights: dict[int, float] = attribute(default_factory=dict, init=False)
    """The height of each row written so far, in points."""

    def write(self) -> None:
        """Write the whole sheet."""
        widths = self.widths()
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self._write_lines_above(widths)
        self._write_header(widths)
        self.write_answers(widths)
        self.sheet.freeze_panes(self.where.header_row, self.label_columns)
        self.sheet.hide_gridlines(2)
        row, column = self.first_answer()
        self.sheet.set_selection(row - 1, column - 1, row - 1, column - 1)
        landscape = self.may_turn and sum(widths) > PORTRAIT_WIDTH * 1.3
        set_up_page(self.sheet, self.form.title, header_row=self.where.header_row, landscape=landscape)

    label_columns = 0
    """Columns of row labels that stay in view."""
    may_turn = True
    """Whether the page is turned where the columns are wide."""

    @abstractmethod
    def widths(self) -> list[float]:
        """The widths of the columns, in characters."""

    @abstractmethod
    def write_answers(self, widths: Sequence[float]) -> None:
        """Write the rows below the header."""

    @abstractmethod
    def first_answer(self) -> tuple[int, int]:
        """Row and column of the cell in which the clerk starts."""

    @property
    def asked(self) -> Sheet:
        """The sheet as the form describes it."""
        return self.where.sheet

    # ------------------------------------------------------------ above the answers

    def _write_lines_above(self, widths: Sequence[float]) -> None:
        where = self.where
        self._write_across(where.title_row, self.asked.title or self.asked.name, self.styles.get("title"))
        self._set_row(where.title_row, _TITLE_HEIGHT)
        if where.help_row:
            text = "\n".join(help_lines(self.asked))
            lines = line_count(text, sum(widths), HELP_SIZE)
            self._write_across(where.help_row, text, self.styles.get("help", align="center" if lines == 1 else "left"))
            self._set_row(where.help_row, row_height(lines, HELP_SIZE, padding=10))
        if where.unit_row:
            look, unit = self.styles.get("unit_line"), self.unit_source()
            self._write_across(where.unit_row, "" if unit else f"金额单位：{self.form.unit}", look)
            if unit:
                formula, value = unit
                self.sheet.write_formula(where.unit_row - 1, 0, f'="金额单位："&{formula}', look, f"金额单位：{value}")
            self._set_row(where.unit_row, _UNIT_HEIGHT)

    def _write_header(self, widths: Sequence[float]) -> None:
        required = {column for label, column in self.where.columns.items() if self.asked.fields[label].required}
        for column, header in enumerate(self.where.headers, start=1):
            self.write_marked(self.where.header_row, column, header, "header", required=column in required)
        lines = max(line_count(f"{text} *", width) for text, width in zip(self.where.headers, widths, strict=True))
        self.set_height(self.where.header_row, row_height(lines))

    def _write_across(self, row: int, text: str, look: Format) -> None:
        if self.where.width > 1:
            self.sheet.merge_range(row - 1, 0, row - 1, self.where.width - 1, "", look)
        self.sheet.write_string(row - 1, 0, text, look)

    def unit_source(self) -> tuple[str, str] | None:
        """The formula, without its sign, of the unit the clerk chose on the cover, and what it shows before that."""
        field = self.form.meaning(AMOUNT_UNIT)
        address = self.layout.address((field.sheet, field.label), self.asked.name) if field else None
        if field is None or address is None:
            return None
        return f'IF({address}="","{self.form.unit}",{address})', str(shown(self.blank, field) or self.form.unit)

    # ------------------------------------------------------------ cells

    def write_marked(self, row: int, column: int, text: str, look: str, *, required: bool, **changes: Any) -> None:
        """A label or header, with a red star behind it where an answer is required; the reader ignores the star."""
        cell = self.styles.get(look, **changes)
        if not required:
            self.sheet.write_string(row - 1, column - 1, text, cell)
            return
        words = self.styles.get("header_text" if look == "header" else "plain")
        self.sheet.write_rich_string(row - 1, column - 1, words, f"{text} ", self.styles.get("star"), "*", cell)

    def write_answer(self, row: int, column: int, field: Field, holds: Prefilled, **changes: Any) -> None:
        """An answer cell as a blank workbook shows it: a live formula with its value, a constant, or nothing."""
        look = self.styles.answer(field, "computed" if holds.computed else "input", **changes)
        if holds.formula is not None:
            self.sheet.write_formula(row - 1, column - 1, holds.formula, look, holds.value)
        elif holds.value == "":
            self.sheet.write_blank(row - 1, column - 1, None, look)
        elif isinstance(holds.value, str):
            self.sheet.write_string(row - 1, column - 1, holds.value, look)
        else:
            self.sheet.write(row - 1, column - 1, holds.value, look)

    def write_given(self, row: int, column: int, field: Field, given: Any, **changes: Any) -> None:
        """An answer that is filled in already, as a clerk would have typed it; several paragraphs in lines of a cell."""
        look = self.styles.answer(field, "input", **changes)
        match given:
            case bool() | str():
                self.sheet.write_string(row - 1, column - 1, str(given), look)
            case datetime.date():
                day = datetime.datetime(given.year, given.month, given.day)
                self.sheet.write_datetime(row - 1, column - 1, day, look)
            case int() | float() | Decimal():
                self.sheet.write_number(row - 1, column - 1, float(given), look)
            case _:
                self.sheet.write_string(row - 1, column - 1, "\n".join(given), look)

    @staticmethod
    def given_height(given: Any, width: float) -> float:
        """How high a row must be for an answer that is filled in already, in a cell so wide; 0 for none."""
        if given is None or isinstance(given, int | float | Decimal | datetime.date):
            return 0
        return row_height(line_count(given if isinstance(given, str) else "\n".join(given), width - 1))

    def validate(self, field: Field, row: int, column: int, *, last_row: int = 0, message: str = "") -> None:
        """Give the cells of the column, from that row to the last, their drop-down, limits and message."""
        rule = validation(self.form, field, (row, column), self.lists, message)
        if rule is not None:
            self.sheet.data_validation(row - 1, column - 1, (last_row or row) - 1, column - 1, rule)

    def set_height(self, row: int, height: float, fields: Sequence[Field] = ()) -> None:
        """Set the height of a row; where longer text may be typed, it still grows with it."""
        self._set_row(row, max(height, LINE_HEIGHT if fields else LEAST_HEIGHT))
        if any(field.type in _GROWING for field in fields):
            self.sheet.growing.add(row)

    def _set_row(self, row: int, height: float) -> None:
        self.sheet.set_row(row - 1, height)
        self.heights[row] = height


def is_computed(field: Field) -> bool:
    """Whether a blank answer is computed from other answers."""
    return field.default is not None and not field.default.is_constant
