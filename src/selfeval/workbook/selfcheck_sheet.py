"""Writes the sheet 自查 and the colours of answer cells that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval.amounts import convert, is_money_unit
from selfeval.cells import address
from selfeval.expressions import ExpressionError, NoExcelFormula
from selfeval.form.comparison import compare_sides
from selfeval.form.model import AMOUNT_UNIT, SELFCHECK_SHEET, Check, Form
from selfeval.report import Blank, Number, Report
from selfeval.report.scope import Scope
from selfeval.workbook.layout import Area, WorkbookLayout, quoted
from selfeval.workbook.measure import line_count, row_height
from selfeval.workbook.page import set_up_page
from selfeval.workbook.prefilled import answered_report
from selfeval.workbook.selfcheck import (
    BROKEN,
    FACTOR_COLUMN,
    FACTOR_ROW,
    FAILS,
    HOLDS,
    LEFT,
    NOT_A_NUMBER,
    NOT_MEANT,
    NOT_WHOLE,
    OPEN,
    RESULT,
    RIGHT,
    LiveCheck,
    SelfCheck,
    group_of,
    is_count,
    words_for,
)
from selfeval.workbook.styles import GREY, NAVY, RED, Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEADERS = ("检查事项", "左边", "右边", "结果")
_WIDTHS = (52, 16, 16, 16)
_HEADER_ROW = 4
_FORMAT = {"金额": "#,##0.00", "百分比": "0.00%", "整数": "0"}
_FAILED = {"bg_color": "#FFC7C3", "font_color": RED}
_COLOURS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    ((HOLDS,), {"bg_color": "#E4F1DC", "font_color": "#2F6B1F"}),
    (tuple(FAILS.values()), _FAILED),
    ((NOT_A_NUMBER, NOT_WHOLE, BROKEN), {"bg_color": "#FFE8A3", "font_color": "#7A4B00"}),
    ((OPEN, NOT_MEANT), {"font_color": GREY}),
)


class Planned(NamedTuple):
    """Where each check stands: a line of the sheet, a heading, or among those without a formula."""

    live: tuple[LiveCheck, ...]
    headings: Mapping[int, str]
    others: tuple[Check, ...]
    next_row: int


def plan(form: Form, layout: WorkbookLayout) -> Planned:
    """The checks of the form in the rows of the sheet, under the names of the sheets they are about."""
    maker = SelfCheck(form, layout)
    live: list[LiveCheck] = []
    headings: dict[int, str] = {}
    others: list[Check] = []
    groups: dict[str, list[Check]] = {}
    for check in form.checks.values():
        groups.setdefault(group_of(form, check), []).append(check)
    row = _HEADER_ROW + 1
    for group, checks in groups.items():
        heading, row = row, row + 1
        for check in checks:
            try:
                live.append(maker.live(check, row))
            except NoExcelFormula:
                others.append(check)
            else:
                headings[heading] = group
                row += 1
        if heading not in headings:
            row = heading
    return Planned(tuple(live), headings, tuple(others), row)


class SelfCheckWriter:
    """Writes the sheet from top to bottom."""

    def __init__(
        self, form: Form, layout: WorkbookLayout, planned: Planned, sheet: Worksheet, *, styles: Styles, answers: Any
    ) -> None:
        self._form, self._planned, self._sheet, self._styles = form, planned, sheet, styles
        self._factor = SelfCheck(form, layout).factor
        self._report = answered_report(form, answers)

    def write(self) -> None:
        """Write the whole sheet."""
        sheet = self._sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        self._across(1, "自查", "title", 33)
        told = "不用填写。各表填好后看“结果”：相差的，请核对标红的单元格；待填的，请先填好。"
        self._across(2, told, "help", 22, align="center")
        self._write_unit()
        for column, header in enumerate(_HEADERS):
            sheet.write_string(_HEADER_ROW - 1, column, header, self._styles.get("header"))
        sheet.set_row(_HEADER_ROW - 1, 26)
        for row, group in self._planned.headings.items():
            self._across(row, group, "label", 22)
        for live in self._planned.live:
            self._write_check(live)
        self._write_others()
        self._colour_results()
        sheet.freeze_panes(_HEADER_ROW, 0)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(NAVY)
        set_up_page(sheet, self._form.title, header_row=_HEADER_ROW)

    def _write_unit(self) -> None:
        row, look = FACTOR_ROW - 1, self._styles.get("unit_line")
        self._sheet.set_row(row, 18)
        if self._factor is None:
            self._sheet.write_string(row, RESULT - 1, f"金额单位：{self._form.unit}", look)
            return
        told = f"金额以{self._form.unit}计，填报的金额除以"
        self._sheet.merge_range(row, 0, row, FACTOR_COLUMN - 2, told, look)
        factor = convert(Decimal(1), self._form.unit, self._unit())
        look = self._styles.get("unit_line")
        self._sheet.write_formula(row, FACTOR_COLUMN - 1, f"={self._factor}", look, float(factor))

    def _unit(self) -> str:
        """The unit the amounts are typed in, as far as that is filled in already."""
        field = self._form.meaning(AMOUNT_UNIT)
        said = "" if field is None else str(self._report.get(field.path, ""))
        return said if is_money_unit(said) else self._form.unit

    def _write_check(self, live: LiveCheck) -> None:
        row, text = live.row - 1, words_for(self._form, live.check)
        self._sheet.set_row(row, max(22, row_height(line_count(text, _WIDTHS[0] - 2))))
        self._sheet.write_string(row, 0, text, self._styles.get("guide_cell"))
        number = self._styles.get(
            "unit", align="right", num_format="0" if is_count(live.check) else _FORMAT.get(live.style.kind, "General")
        )
        left, right, result = _shown(live, self._report)
        self._sheet.write_formula(row, LEFT - 1, f"={live.left}", number, left)
        self._sheet.write_formula(row, RIGHT - 1, f"={live.right}", number, right)
        self._sheet.write_formula(row, RESULT - 1, f"={live.result}", self._styles.get("unit"), result)

    def _write_others(self) -> None:
        row = self._planned.next_row + 1
        if not self._planned.others:
            return
        self._across(row, "以下各项这里不能自动核对，交表前请运行 selfeval check：", "help", 22, align="left")
        for check in self._planned.others:
            row += 1
            text = f"· {group_of(self._form, check)}：{words_for(self._form, check)}"
            self._across(row, text, "help", row_height(line_count(text, sum(_WIDTHS), 10), 10), align="left")

    def _colour_results(self) -> None:
        rows = [live.row for live in self._planned.live]
        for words, look in _COLOURS:
            condition = _starts(f"$D{rows[0]}", words)
            self._sheet.conditional_format(
                rows[0] - 1,
                RESULT - 1,
                rows[-1] - 1,
                RESULT - 1,
                {"type": "formula", "criteria": f"={condition}", "format": self._styles.highlight(**look)},
            )

    def _across(self, row: int, text: str, look: str, height: float, **changes: Any) -> None:
        cell = self._styles.get(look, **changes)
        self._sheet.merge_range(row - 1, 0, row - 1, len(_HEADERS) - 1, "", cell)
        self._sheet.write_string(row - 1, 0, text, cell)
        self._sheet.set_row(row - 1, height)


def colour_answers(workbook: Workbook, planned: Planned, styles: Styles) -> None:
    """Make the answer cells that a failing check reads red while it fails."""
    readers: dict[Area, list[int]] = {}
    for live in planned.live:
        for area in dict.fromkeys(live.areas):
            readers.setdefault(area, []).append(live.row)
    for area, rows in readers.items():
        sheet = workbook.sheetnames[area.sheet]
        results = (f"{quoted(SELFCHECK_SHEET)}!$D${row}" for row in rows)
        failing = ",".join(_starts(result, tuple(FAILS.values())) for result in results)
        first = address(area.row, area.column)
        sheet.conditional_format(
            area.row - 1,
            area.column - 1,
            area.last_row - 1,
            area.last_column - 1,
            {
                "type": "formula",
                "criteria": f'=AND({first}<>"",OR({failing}))',
                "format": styles.highlight(**_FAILED),
            },
        )


def _starts(cell: str, words: tuple[str, ...]) -> str:
    """Whether the cell's text starts with one of the words; array constants are not allowed in such a condition."""
    tests = [f'LEFT({cell},{len(word)})="{word}"' for word in words]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _shown(live: LiveCheck, report: Report) -> tuple[float | str, float | str, str]:
    """What the three formulas show for a report, for programs that show a workbook without computing it."""
    check, scope = live.check, Scope(report)
    sides: list[object] = []
    for side in (check.left, check.right):
        try:
            sides.append(side.evaluate(scope))
        except (ExpressionError, KeyError):
            sides.append("")
    left, right = sides
    shown = tuple(float(side) if isinstance(side, Decimal) else "" for side in sides)
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return shown[0], shown[1], OPEN
    holds = True if check.when is None else check.when.evaluate(scope)
    if holds is not True:
        return shown[0], shown[1], OPEN if isinstance(holds, Blank) else NOT_MEANT
    compared = compare_sides(check, left, right, lambda: check.right.addends(scope))
    apart = abs(compared.apart)
    told = f"{FAILS[check.relation]} {f'{apart:.0f}' if is_count(check) else Number(apart, compared.style)}"
    return shown[0], shown[1], HOLDS if compared.holds else told
