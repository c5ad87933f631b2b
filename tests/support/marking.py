"""Workbooks that hold what libraries lose, findings to mark in them, and what is seen in them afterwards."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

import openpyxl
from lxml import etree
from xlsxwriter import Workbook

from selfeval.findings import Finding, Findings, Severity
from selfeval.findings.finding import cells_of
from tests.support.workbooks import packed, parts

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SHEET = "一般公共预算"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def found(place: str, severity: Severity = ERROR, text: str = "数字不对", hint: str = "请核对") -> Finding:
    """A finding at that place, with a sentence of its own."""
    return Finding("tie-out.test", severity, place, {}, cells_of(place), text=text, advice=hint)


def findings(*places: str) -> Findings:
    """An error at each of these places."""
    return Findings(map(found, places))


def full_workbook() -> bytes:
    """A workbook with a person's notes, picture, chart, validation, conditional format, name, formula, link and macro."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet, other = book.add_worksheet(SHEET), book.add_worksheet("图表")
        amount = book.add_format({"num_format": "#,##0.00", "bg_color": "#FFFBE0", "border": 1, "locked": False})
        sheet.write_row(0, 0, ["项目", "填报内容"])
        for row, (label, value) in enumerate({"支出合计": 258.9, "基本支出": 166.92, "项目支出": 91.98}.items(), 1):
            sheet.write(row, 0, label)
            sheet.write(row, 1, value, amount)
        sheet.write_formula("B5", "=SUM(B3:B4)", amount, 258.9)
        sheet.write_comment("B3", "王科长：这里再核一下", {"author": "王科长"})
        sheet.write_comment("A1", "表头不要改", {"author": "王科长"})
        sheet.insert_image("D2", "像.png", {"image_data": io.BytesIO(_PIXEL)})
        sheet.data_validation("B2:B4", {"validate": "decimal", "criteria": ">=", "value": 0})
        red = book.add_format({"font_color": "#C00000"})
        sheet.conditional_format("B2:B4", {"type": "cell", "criteria": ">", "value": 1000, "format": red})
        sheet.merge_range("A7:B8", "合并", amount)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{SHEET}'!$B$2:$B$4"})
        other.insert_chart("A1", chart)
        other.write_url("A20", "https://example.com/")
        book.define_name("支出", f"='{SHEET}'!$B$2")
        other.repeat_rows(0)
    members = parts(file.getvalue())
    members["xl/vbaProject.bin"] = b"\xd0\xcf macro"
    members["xl/externalLinks/externalLink1.xml"] = f'<externalLink xmlns="{_SPREADSHEET}"/>'.encode()
    members["customXml/item1.xml"] = b"<a:mine xmlns:a='urn:a'/>"
    return packed(members)


def with_conversation(data: bytes, address: str = "B3") -> bytes:
    """The workbook with a person's note turned into a conversation, as new versions of Excel write it."""
    members = parts(data)
    members["xl/comments1.xml"] = members["xl/comments1.xml"].replace(
        "<author>王科长</author>".encode(), b"<author>tc={0001}</author>"
    )
    members["xl/threadedComments/threadedComment1.xml"] = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="{address}" id="{{0001}}"><text>再核一下</text></threadedComment></ThreadedComments>'
    ).encode()
    return packed(members)


def opened(data: bytes | Any) -> openpyxl.Workbook:
    """The workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(bytes(data)))


def notes(data: bytes | Any) -> dict[str, str]:
    """The text of each note by ``表!B7``."""
    book = opened(data)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {f"{cell.parent.title}!{cell.coordinate}": cell.comment.text for cell in cells if cell.comment}


def fill(data: bytes | Any, address: str, sheet: str = SHEET) -> str:
    """The colour of a cell's fill as RRGGBB, ``""`` where it has none."""
    colour = opened(data)[sheet][address].fill
    return str(colour.fgColor.rgb)[-6:] if colour.patternType == "solid" else ""


def meaning(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts, XML as what it says: quotes, empty tags and rows without anything do not count."""
    return {name: _said(body) if name.endswith((".xml", ".rels")) else body for name, body in members.items()}


def _said(body: bytes) -> bytes:
    root = etree.fromstring(body)
    for row in root.findall("{*}sheetData/{*}row"):
        if not len(row) and set(row.attrib) == {"r"}:
            row.getparent().remove(row)
    return etree.tostring(root, method="c14n")
