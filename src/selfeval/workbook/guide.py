"""Writes 填表说明: how to fill in the workbook, its sheets, what the colours mean, and long lists of choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from selfeval.form.model import GUIDE_SHEET, SELFCHECK_SHEET, FieldType, Form, Sheet
from selfeval.numbering import chinese
from selfeval.workbook.hints import fixed_text
from selfeval.workbook.layout import Area, WorkbookLayout, quoted
from selfeval.workbook.measure import line_count, row_height
from selfeval.workbook.page import set_up_page
from selfeval.workbook.styles import NAVY, Styles
from selfeval.workbook.validation import fields_with_lists

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NUMBER, _NAME, _TEXT, _REQUIRED = range(4)  # the columns, counted from 0 as XlsxWriter does
_WIDTHS = (6, 21, 64, 12)


class GuideWriter:
    """Writes the sheet from top to bottom.

    Attributes:
        lists: where the words of long drop-downs stand: (sheet, label) → reference.
    """

    def __init__(
        self, form: Form, layout: WorkbookLayout, sheet: Worksheet, styles: Styles, *, selfcheck: bool = False
    ) -> None:
        self.lists: dict[tuple[str, str], str] = {}
        self._form, self._layout, self._sheet, self._styles = form, layout, sheet, styles
        self._selfcheck = selfcheck
        self._row = 0
        self._sections = 0

    def write(self) -> None:
        """Write the whole sheet."""
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._write_title()
        if self._form.guide:
            self._write_guide(self._form.guide)
        self._write_legend()
        self._write_sheets(self._form.sheets.values())
        self._write_lists()
        self._sheet.hide_gridlines(2)
        self._sheet.set_tab_color(NAVY)
        set_up_page(self._sheet, self._form.title)

    def _write_title(self) -> None:
        form = self._form
        self._write_across(form.title, "guide_title", 39)
        self._write_across("填 表 说 明", "guide_subtitle", 27)
        source = "；".join(
            filter(None, (form.source and f"依据：{form.source}", f"表式：{form.id}，版本：{form.version}"))
        )
        lines = line_count(source, sum(_WIDTHS), 10)
        self._write_across(source, "guide_source", row_height(lines, 10))

    def _write_guide(self, paragraphs: Iterable[str]) -> None:
        self._write_section("怎样填写")
        for number, paragraph in enumerate(paragraphs, start=1):
            self._sheet.write_string(self._row, _NUMBER, f"{number}.", self._styles.get("guide_number"))
            self._write_beside(_NAME, paragraph, "guide_text")

    def _write_sheets(self, sheets: Iterable[Sheet]) -> None:
        self._write_section("各表填什么")
        for column, header in enumerate(("序号", "工作表", "填什么", "必填")):
            self._sheet.write_string(self._row, column, header, self._styles.get("header"))
        self._next_row(24)
        for number, sheet in enumerate(sheets, start=1):
            self._sheet.write_number(self._row, _NUMBER, number, self._styles.get("guide_centred"))
            first = self._layout.sheets[sheet.name].first_row
            self._sheet.write_url(
                self._row,
                _NAME,
                f"internal:{quoted(sheet.name)}!A{first}",
                self._styles.get("guide_link"),
                sheet.name,
                f"转到“{sheet.name}”",
            )
            text = self._summary(sheet)
            self._sheet.write_string(self._row, _TEXT, text, self._styles.get("guide_cell"))
            self._sheet.write_string(self._row, _REQUIRED, self._required(sheet), self._styles.get("guide_centred"))
            lines = max(line_count(text, _WIDTHS[_TEXT] - 2), line_count(sheet.name, _WIDTHS[_NAME] - 2))
            self._next_row(max(24, row_height(lines)))

        if self._selfcheck:
            number = len(self._form.sheets) + 1
            self._sheet.write_number(self._row, _NUMBER, number, self._styles.get("guide_centred"))
            link, tip = f"internal:{quoted(SELFCHECK_SHEET)}!A1", f"转到“{SELFCHECK_SHEET}”"
            self._sheet.write_url(self._row, _NAME, link, self._styles.get("guide_link"), SELFCHECK_SHEET, tip)
            told = "填好各表后看这里：各项勾稽是相符、相差多少，还是待填。"
            self._sheet.write_string(self._row, _TEXT, told, self._styles.get("guide_cell"))
            self._sheet.write_string(self._row, _REQUIRED, "不用填写", self._styles.get("guide_centred"))
            self._next_row(24)

    def _summary(self, sheet: Sheet) -> str:
        labels = "、".join(field.label for field in sheet.fields.values() if fixed_text(self._form, field) is None)
        what = {"fields": labels, "table": f"每行一条：{labels}", "rows": f"{len(sheet.rows)} 行，各填：{labels}"}[
            sheet.kind
        ]
        return "\n".join(filter(None, (sheet.help, what)))

    def _required(self, sheet: Sheet) -> str:
        asked = [field for field in sheet.fields.values() if field.required and fixed_text(self._form, field) is None]
        asked += [row for row in sheet.rows.values() if row.required]
        if not asked:
            return "按需填写"
        return (
            f"{len(asked)} 项" if sheet.kind == "fields" else f"每行 {len(asked)} 栏" if sheet.kind == "table" else "有"
        )

    def _write_legend(self) -> None:
        self._write_section("颜色和标记")
        has_choices = any(field.type is FieldType.CHOICE for field in self._form.fields())
        for look, sample, meaning in (
            ("input", "填写内容", "浅黄色：请在这里填写。金额写成 258.90、1,234.50、258.9万元 都能识别。"),
            ("input", "点选 ▼" if has_choices else "", "选中单元格时右侧出现箭头的，请从下拉列表中选择。"),
            ("label", "项目 *", "红色星号：必须填写。确实没有的金额填“无”、“—”或 0。"),
            ("computed", "自动计算", "浅绿色：由公式或程序计算，一般不用填；与实际不符时可以直接改填。"),
            ("fixed", "固定内容", "灰色：由程序填好，请勿改动。"),
        ):
            if sample:
                self._write_sample(look, sample)
                self._write_beside(_TEXT, meaning, "guide_text", valign="vcenter", indent=1)

    def _write_sample(self, look: str, sample: str) -> None:
        cell = self._styles.get(look, align="center", indent=0)
        if sample.endswith("*"):
            words = (self._styles.get("plain"), sample[:-1], self._styles.get("star"), "*")
            self._sheet.write_rich_string(self._row, _NAME, *words, cell)
        else:
            self._sheet.write_string(self._row, _NAME, sample, cell)

    def _write_lists(self) -> None:
        """The words of drop-downs that Excel does not take into the rule itself, one a row, in plain sight."""
        fields = fields_with_lists(self._form)
        if not fields:
            return
        self._write_section("可选内容")
        for field in fields:
            first = self._row + 1
            for word in field.choices:
                label = field.path if self._row + 1 == first else ""
                self._sheet.write_string(self._row, _NAME, label, self._styles.get("label"))
                self._sheet.write_string(self._row, _TEXT, word, self._styles.get("guide_cell"))
                lines = max(line_count(word, _WIDTHS[_TEXT]), line_count(label, _WIDTHS[_NAME] - 2))
                self._next_row(max(21, row_height(lines)))
            area = Area(GUIDE_SHEET, first, _TEXT + 1, self._row, _TEXT + 1)
            self.lists[field.sheet, field.label] = area.reference()

    # ------------------------------------------------------------ lines

    def _write_section(self, title: str) -> None:
        self._sections += 1
        self._next_row(12)
        look = self._styles.get("guide_section")
        for column in range(1, len(_WIDTHS)):
            self._sheet.write_blank(self._row, column, None, look)
        self._sheet.write_string(self._row, 0, f"{chinese(self._sections)}、{title}", look)
        self._next_row(24)
        self._next_row(6)

    def _write_across(self, text: str, look: str, height: float) -> None:
        cell = self._styles.get(look)
        self._sheet.merge_range(self._row, 0, self._row, len(_WIDTHS) - 1, "", cell)
        self._sheet.write_string(self._row, 0, text, cell)
        self._next_row(height)

    def _write_beside(self, column: int, text: str, look: str, **changes: str | int) -> None:
        """Text across the columns from that one to the last."""
        cell = self._styles.get(look, **changes)
        self._sheet.merge_range(self._row, column, self._row, len(_WIDTHS) - 1, "", cell)
        self._sheet.write_string(self._row, column, text, cell)
        self._next_row(max(22, row_height(line_count(text, sum(_WIDTHS[column:])))))

    def _next_row(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._row += 1
