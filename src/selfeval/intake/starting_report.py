"""A plain report.docx that prints everything a form asks, to be rearranged in Word: a section a sheet, a table a table.

Page, fonts and sizes follow GB/T 9704-2012, headings carry Word's heading styles, their numbers are literal text (编号).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from selfeval.form.model import COVER_SHEET, FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.intake.written import literal, path_of
from selfeval.names import fold

_BODY, _TITLE, _HEADING1, _HEADING2, _LATIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "Times New Roman"
_LINE = Pt(28)
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_ROW = "行"
_MOST_UPRIGHT, _MOST_LARGE = 7, 5
"""Columns a table may have on an upright page, and in large letters."""
_WEIGHTS = {FieldType.PARAGRAPHS: 6, FieldType.TEXT: 3, FieldType.NUMBER_OR_TEXT: 3}
"""How wide a column is beside the others; 2 where nothing is said."""


def starting_report(sheets: Iterable[NeededSheet], title: str) -> bytes:
    """The template: the title, then each sheet under a heading of its own, 封面 first; a .docx."""
    document = _page(title)
    for sheet in sheets:
        _turn(document, wide=sheet.kind != "fields" and len(sheet.labels) > _MOST_UPRIGHT)
        if fold(sheet.name) == COVER_SHEET:
            for one in sheet.labels.values():
                _paragraph(document, f"{literal(one.label)}：{{{{ {path_of(sheet.name, one.label)} }}}}")
            continue
        document.add_paragraph(f"{{{{ 编号(1) }}}}{sheet.name}", style="Heading 1")
        if sheet.kind == "fields":
            for one in sheet.labels.values():
                _field(document, sheet, one)
        else:
            _table(document, sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _field(document: Any, sheet: NeededSheet, one: NeededLabel) -> None:
    tag = f"{{{{ {path_of(sheet.name, one.label)} }}}}"
    if one.type is FieldType.PARAGRAPHS:
        document.add_paragraph(f"{{{{ 编号(2) }}}}{literal(one.label)}", style="Heading 2")
        _paragraph(document, tag)
    else:
        _paragraph(document, f"{literal(one.label)}：{tag}{one.unit if one.type is not FieldType.PERCENT else ''}")


def _table(document: Any, sheet: NeededSheet) -> None:
    columns = list(sheet.labels.values())
    if sheet.kind == "rows":
        body = [
            [literal(row), *(f"{{{{ {path_of(sheet.name, row, one.label)} }}}}" for one in columns)]
            for row in sheet.rows
        ]
        head = ["项目", *map(_headed, columns)]
    else:
        body = [
            [f"{{%tr for {_ROW} in {sheet.name} %}}"],
            [f"{{{{ {path_of(_ROW, one.label)} }}}}" for one in columns],
            ["{%tr endfor %}"],
        ]
        head = list(map(_headed, columns))
    if not columns:
        return
    made = document.add_table(len(body) + 1, len(head), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    weights = [_WEIGHTS.get(one.type, 2) for one in columns]
    weights = weights if sheet.kind == "table" else [4, *weights]
    section = document.sections[-1]
    across = section.page_width - section.left_margin - section.right_margin
    size = Pt(12 if len(head) <= _MOST_LARGE else 10.5)
    for row, texts in zip(made.rows, [head, *body], strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, weight in zip(row.cells, [*texts, *[""] * (len(head) - len(texts))], weights, strict=True):
            cell.width = across * weight // sum(weights)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            paragraph.add_run(text).font.size = size
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _turn(document: Any, *, wide: bool) -> None:
    """Go on with a page that lies on its side, or stands upright again."""
    section = document.sections[-1]
    if wide == (section.orientation == WD_ORIENT.LANDSCAPE):
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width


def _headed(one: NeededLabel) -> str:
    return literal(f"{one.label}（{one.unit}）" if one.unit else one.label)


def _page(title: str) -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in _MARGINS.items():
        setattr(section, name, Mm(width))
    normal = document.styles["Normal"]
    _look(normal, _BODY, 16)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = _LINE
    normal.paragraph_format.space_after = Pt(0)
    for level, font in ((1, _HEADING1), (2, _HEADING2)):
        style = document.styles[f"Heading {level}"]
        _look(style, font, 16)
        style.font.bold = False
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.first_line_indent = Pt(32)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(literal(title))
    run.font.size = Pt(22)
    _fonts(run._r.get_or_add_rPr(), _TITLE)
    return document


def _look(style: Any, font: str, size: int) -> None:
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    _fonts(style.element.get_or_add_rPr(), font)


def _fonts(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for attribute in tuple(fonts.attrib):  # a theme's font would go before ours
        del fonts.attrib[attribute]
    for script, name in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), name)


def _paragraph(document: Any, text: str) -> None:
    document.add_paragraph(text).paragraph_format.first_line_indent = Pt(32)
