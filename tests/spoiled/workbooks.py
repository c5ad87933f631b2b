"""Workbooks as clerks, programs and attackers spoil them. 支出合计 stands in B6 of 一般公共预算, which is sheet4."""

from __future__ import annotations

import functools
import io
import re
import struct
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.form import builtin_form
from selfeval.workbook import new_workbook
from tests.spoiled.case import Case, case
from tests.support.answers import answers
from tests.support.workbooks import packed, parts, saved, spoiled

TOTAL = "一般公共预算!B6"
_BUDGET, _COVER, _PROJECTS = "一般公共预算", "封面", "项目支出"
_FIRST, _SHEET, _BOOK = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml", "xl/workbook.xml"
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


@functools.cache
def good() -> bytes:
    """The workbook that is then spoiled."""
    return new_workbook(builtin_form("hunan"), answers(基本情况={"行政编制": 9}))


def _edited(change: Callable[[openpyxl.Workbook], object]) -> Callable[[], bytes]:
    def build() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(good()))
        change(book)
        return saved(book)

    return build


def _typed(value: object, address: str = "B6", sheet: str = _BUDGET, number_format: str = "") -> Callable[[], bytes]:
    """The workbook with that in one cell."""

    def change(book: openpyxl.Workbook) -> None:
        cell = book[sheet][address]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return _edited(change)


def _on(sheet: str, change: Callable[[Worksheet], object]) -> Callable[[], bytes]:
    return _edited(lambda book: change(book[sheet]))


def _stored(cell: str, address: str = "B6", part: str = _SHEET) -> Callable[[], bytes]:
    """The workbook with the XML of one cell replaced, that of 支出合计 unless said."""

    def change(body: bytes) -> bytes:
        text, count = re.subn(rf'<c r="{address}"[^>]*>.*?</c>', lambda _: cell, body.decode(), count=1)
        assert count == 1
        return text.encode()

    return _in_part(part, change)


def _in_part(part: str, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    def build() -> bytes:
        data = spoiled(good(), part, change)
        assert parts(data)[part] != parts(good())[part]
        return data

    return build


def _with(added: Mapping[str, bytes]) -> Callable[[], bytes]:
    return lambda: packed({**parts(good()), **added})


def _after_declaration(body: bytes) -> bytes:
    head, mark, rest = body.rpartition(b"?>")
    return head + mark + _DOCTYPE + rest


def _strict() -> bytes:
    members = parts(good())
    for name, body in members.items():
        for old, new in _STRICT.items():
            body = body.replace(old, new)  # noqa: PLW2901
        members[name] = body
    return packed(members)


def _encrypted_member() -> bytes:
    data = bytearray(good())
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 8, 1)
    return bytes(data)


def _two_headers(sheet: Worksheet) -> None:
    """The header once more above the second project, as a page break leaves it."""
    sheet.insert_rows(6)
    for column, cell in enumerate(sheet[4], start=1):
        sheet.cell(6, column).value = cell.value


def _two_header_rows(sheet: Worksheet) -> None:
    """A merged title above the header of the table, in two rows."""
    sheet.insert_rows(4)
    sheet["A4"].value, sheet["E4"].value = "项目", "金额"
    sheet.merge_cells("A4:D4")


def _hidden_project(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True


def _filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A4:J6"
    sheet.auto_filter.add_filter_column(0, ["甲项目"])
    sheet.row_dimensions[6].hidden = True


def _counted_from_1904(book: openpyxl.Workbook) -> None:
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904


def _other_form(book: openpyxl.Workbook) -> None:
    book[_COVER]["B10"].value = "guangdong-9"


def _moved(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet.insert_cols(1)


def _copied(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(book[_BUDGET])


_LINKS = {
    "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
}
_DDE = {
    "xl/externalLinks/externalLink1.xml": (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    )
}

WORKBOOKS: tuple[Case, ...] = (
    # what clerks type
    case("text in a number", "reported", "cell.not-a-number", _typed("约258.9"), TOTAL),
    case("a range in a number", "reported", "cell.not-a-number", _typed("258-260"), TOTAL),
    case("a number stored as text", "taken", "", _typed("258.90")),
    case("a number with thousands in full width", "taken", "", _typed("２５８．９０")),
    case("a number with its unit", "taken", "cell.number-from-text", _typed("258.9万元")),
    case("a number in another unit, said so", "taken", "", _typed("2589000元")),
    case("another unit above all amounts", "reported", "unit.conflict", _typed("元", "C6"), ""),
    case("a figure in the wrong unit, not said so", "reported", "tie-out.total-expenditure plausible.unit", _typed(2589000), TOTAL),
    case("a percentage in an amount", "reported", "cell.not-a-number", _typed(2.589, number_format="0.00%"), TOTAL),
    case("a date in an amount", "reported", "cell.not-a-number", _typed(45000, number_format="yyyy-mm-dd"), TOTAL),
    case("a negative amount", "reported", "value.below-minimum", _typed(-258.9), TOTAL),
    case("a day there is not", "reported", "cell.no-such-day", _typed("2026年2月30日", "B6", _COVER), "封面!B6"),
    case("a control character", "reported", "cell.control-character", _stored('<c r="B5" t="inlineStr"><is><t>某局_x0007_</t></is></c>', "B5", _FIRST), "封面!B5"),
    # formulas
    case("an error cell", "reported", "cell.error-value", _stored('<c r="B6" t="e"><v>#REF!</v></c>'), TOTAL),
    case("a formula never calculated", "reported", "cell.not-calculated", _stored('<c r="B6"><f>B7+B10</f></c>'), TOTAL),
    case("a formula with its value", "taken", "", _stored('<c r="B6"><f>B7+B10</f><v>258.9</v></c>')),
    case("a formula that gives text", "reported", "cell.not-a-number", _stored('<c r="B6" t="str"><f>"甲"</f><v>甲</v></c>'), TOTAL),
    case("NaN", "reported", "cell.error-value", _stored('<c r="B6"><v>NaN</v></c>'), TOTAL),
    case("infinity by 1E+400", "reported", "cell.error-value", _stored('<c r="B6"><v>1E+400</v></c>'), TOTAL),
    case("a number of many digits, as Excel stores it", "taken", "", _stored('<c r="B6"><v>258.89999999999998</v></c>')),
    # shape
    case("answers merged into one", "reported", "cell.merged", _on(_BUDGET, lambda sheet: sheet.merge_cells("B6:B7")), "一般公共预算!B7"),
    case("an answer merged to the right", "taken", "", _on(_BUDGET, lambda sheet: sheet.merge_cells("B6:C6"))),
    case("a hidden row", "taken", "row.hidden", _on(_PROJECTS, _hidden_project)),
    case("a filter that hides a row", "taken", "row.hidden", _on(_PROJECTS, _filtered)),
    case("the header repeated among the rows", "taken", "row.repeated-header", _on(_PROJECTS, _two_headers)),
    case("two header rows", "taken", "", _on(_PROJECTS, _two_header_rows)),
    case("rows and a column put in before", "taken", "", _on(_BUDGET, _moved)),
    case("a total row among the projects", "taken", "row.total", _on(_PROJECTS, lambda sheet: (_put(sheet, "A7", "合计"), _put(sheet, "G7", 91.98)))),
    case("a label taken away", "reported", "label.missing row.no-label", _typed(None, "A6"), ""),
    case("a label twice", "reported", "label.twice", _typed("支出合计", "A5"), ""),
    case("the header taken away", "reported", "sheet.no-header", _on(_BUDGET, lambda sheet: sheet.delete_rows(3)), ""),
    case("a sheet taken away", "reported", "sheet.missing", _edited(lambda book: book.remove(book[_BUDGET])), ""),
    case("a copy of a sheet", "taken", "sheet.copy", _edited(_copied)),
    case("a sheet of one's own", "taken", "", _edited(lambda book: book.create_sheet("草算").append(["甲", 1]))),
    case("dates counted from 1904", "taken", "", _edited(_counted_from_1904)),
    case("the form of another province", "refused", "form.unknown", _edited(_other_form)),
    # packages
    case("one member name twice", "refused", "file.doubled-part", lambda: packed([*parts(good()).items(), (_SHEET.upper(), b"<x/>")])),
    case("a sheet in UTF-16", "taken", "", _in_part(_SHEET, lambda body: re.sub(rb"\?>", b"?>", body, count=1).decode().replace("UTF-8", "UTF-16").encode("utf-16"))),
    case("a Strict workbook", "taken", "", _strict),
    case("a bomb", "refused", "file.zip-bomb", _with({"xl/media/a.bin": bytes(40 * 2**20)})),
    case("a bomb in a sheet", "refused", "file.zip-bomb", _in_part(_SHEET, lambda body: body + b" " * (40 * 2**20))),
    case("a DOCTYPE in the workbook", "refused", "file.doctype", _in_part(_BOOK, _after_declaration)),
    case("a DOCTYPE in a sheet", "refused", "file.doctype", _in_part(_SHEET, _after_declaration)),
    case("an external link", "taken", "", _with(_LINKS)),
    case("a DDE link", "taken", "", _with(_DDE)),
    case("a DDE formula", "reported", "cell.not-calculated", _stored('<c r="B6"><f>cmd|\'/c calc\'!A0</f></c>'), TOTAL),
    case("macros", "taken", "", _with({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"})),
    case("a cell at the far corner", "refused", "cell.too-far", _in_part(_SHEET, lambda body: body.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')), "一般公共预算!XFD1048576"),
    case("a style at the far corner", "taken", "", _in_part(_SHEET, lambda body: body.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'))),
    case("a merge over a whole sheet", "taken", "", _in_part(_SHEET, lambda body: re.sub(rb"<mergeCells.*?</mergeCells>", b'<mergeCells><mergeCell ref="F1:XFD1048576"/></mergeCells>', body))),
    case("a part outside the package", "refused", "file.unsafe-part", _with({"xl/../../x": b"x"})),
    case("half the file", "refused", "file.truncated", lambda: good()[: len(good()) // 2]),
    case("an encrypted member", "refused", "file.password", _encrypted_member),
    case("no bytes", "refused", "file.empty", lambda: b""),
    case("a CSV named .xlsx", "refused", "file.foreign", lambda: "单位名称,某局\n".encode("gbk")),
)  # fmt: skip


def _put(sheet: Worksheet, address: str, value: object) -> None:
    sheet[address].value = value
