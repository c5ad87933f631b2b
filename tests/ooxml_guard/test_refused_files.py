import io
import struct
import zipfile
import zlib

import pytest

from selfeval.errors import InvalidReport
from selfeval.ooxml.guard import MAX_MEMBERS, Refused, unpack
from selfeval.workbook import open_workbook
from tests.support.reading import refusal
from tests.support.workbooks import fields_rows, packed, parts, raw_workbook, spoiled, workbook

GOOD = workbook({"封面": [["项目", "填报内容"], ["单位名称", "某局"]]})
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'


def with_doctype(body: bytes) -> bytes:
    declaration, mark, rest = body.rpartition(b"?>")
    return declaration + mark + DOCTYPE + rest


def with_far_cell(where: str) -> bytes:
    row = "".join(c for c in where if c.isdigit())
    return raw_workbook(f'<row r="{row}"><c r="{where}"><v>1</v></c></row>')


def encrypted() -> bytes:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    return bytes(data)


def bomb() -> bytes:
    return packed({**parts(GOOD), "xl/media/a.bin": bytes(20 * 2**20)})


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", "file.empty", id="empty file"),
        pytest.param(OLE2 + bytes(600), "file.old-format", id="old .xls"),
        pytest.param(OLE2 + "EncryptedPackage".encode("utf-16-le"), "file.password", id="password"),
        pytest.param(GOOD[: len(GOOD) // 2], "file.truncated", id="truncated"),
        pytest.param("年度,2021\n单位名称,某局\n".encode("gbk"), "file.foreign", id="CSV"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table>", "file.foreign", id="HTML saved as .xls"),
        pytest.param(b"%PDF-1.7\n", "file.foreign", id="PDF"),
        pytest.param(bytes(range(256)), "file.foreign", id="anything else"),
        pytest.param(packed({"readme.txt": b"x"}), "file.foreign", id="a zip"),
        pytest.param(packed([]), "file.foreign", id="an empty zip"),
        pytest.param(
            packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "file.foreign", id=".ods"
        ),
        pytest.param(workbook({"甲": [], "乙": []}), "file.no-content", id="empty workbook"),
        pytest.param(workbook({"甲": [["  ", "　"]]}), "file.no-content", id="workbook of spaces"),
        pytest.param(bomb(), "file.zip-bomb", id="zip bomb"),
        pytest.param(encrypted(), "file.password", id="encrypted member"),
        pytest.param(packed([*parts(GOOD).items(), (SHEET.upper(), b"<x/>")]), "file.doubled-part", id="doubled name"),
        pytest.param(packed({**parts(GOOD), "/etc/x": b"x"}), "file.unsafe-part", id="absolute name"),
        pytest.param(packed({**parts(GOOD), "xl/../../x": b"x"}), "file.unsafe-part", id="name outside"),
        pytest.param(packed({**parts(GOOD), "C:\\x": b"x"}), "file.unsafe-part", id="name on a drive"),
        pytest.param(spoiled(GOOD, "xl/workbook.xml", with_doctype), "file.doctype", id="DOCTYPE in the workbook"),
        pytest.param(spoiled(GOOD, SHEET, with_doctype), "file.doctype", id="DOCTYPE in a sheet"),
        pytest.param(
            spoiled(GOOD, SHEET, lambda body: with_doctype(body).decode().encode("utf-16")),
            "file.doctype",
            id="DOCTYPE in UTF-16",
        ),
        pytest.param(
            spoiled(GOOD, SHEET, lambda body: with_doctype(body).decode().encode("utf-16-be")),
            "file.doctype",
            id="DOCTYPE in UTF-16 without a mark",
        ),
        pytest.param(packed({**parts(GOOD), "xl/a.dat": DOCTYPE + b"<x/>"}), "file.doctype", id="DOCTYPE in a .dat"),
        pytest.param(
            spoiled(GOOD, SHEET, lambda body: b'<?xml version="1.0" encoding="utf-7"?><x/>'),
            "file.unreadable",
            id="an encoding that hides things",
        ),
        pytest.param(spoiled(GOOD, SHEET, lambda body: body[:-20]), "file.unreadable", id="broken XML"),
        pytest.param(spoiled(GOOD, SHEET, lambda body: body.decode().encode("cp037")), "file.unreadable", id="EBCDIC"),
        pytest.param(raw_workbook('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "file.unreadable", id="lost text"),
        pytest.param(raw_workbook('<row r="1"><c r="1A"><v>1</v></c></row>'), "file.unreadable", id="odd address"),
        pytest.param(raw_workbook('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>'), "file.unreadable", id="odd type"),
    ],
)
def test_refuses_a_file_and_names_it(data: bytes, rule: str) -> None:
    assert refusal(data) == [("甲.xlsx", rule)]


@pytest.mark.parametrize("where", ["XFD1048576", "A100001", "ALM5"])
def test_names_the_cell_that_stands_too_far_away(where: str) -> None:
    assert refusal(with_far_cell(where)) == [(f"一般公共预算!{where}", "cell.too-far")]


def test_names_the_cell_that_spans_too_large_a_table() -> None:
    rows = '<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>'
    assert refusal(raw_workbook(rows)) == [("一般公共预算!A90000", "cell.too-far")]


def test_a_far_cell_with_a_style_only_does_no_harm() -> None:
    rows = fields_rows() + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert refusal(raw_workbook(rows)) == []


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    after = '<mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    assert refusal(raw_workbook(fields_rows(), after)) == []


def test_merges_that_cover_too_much_are_refused() -> None:
    rows = '<row r="1"><c r="ALL1"><v>1</v></c></row><row r="3000"><c r="A3000"><v>1</v></c></row>'
    after = '<mergeCells><mergeCell ref="A1:ALL3000"/></mergeCells>'
    assert refusal(raw_workbook(rows, after)) == [("甲.xlsx", "file.too-many-cells")]


def test_refuses_more_members_than_any_workbook_has() -> None:
    many = packed({f"{number}.txt": b"" for number in range(MAX_MEMBERS + 1)})
    assert refusal(many) == [("甲.xlsx", "file.too-many-parts")]


def test_a_repetitive_honest_report_is_no_bomb() -> None:
    row = "".join(f"<row r='{n}'><c r='A{n}' s='1'/><c r='B{n}' s='1'/></row>" for n in range(3, 30_000))
    assert refusal(raw_workbook(fields_rows() + row)) == []


def test_never_trusts_the_size_a_member_declares() -> None:
    data = bytearray(packed({"a.bin": zlib.compress(b"x") + bytes(500_000)}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.find(signature) + offset, 10)
    with pytest.raises(Refused) as refused:
        unpack(bytes(data))
    assert refused.value.findings[0].rule == "file.truncated"


def test_a_lying_comment_cannot_hide_a_cell() -> None:
    rows = '<!--<c x=\'--><row r="9"><c r="XFD9"><v>1</v></c></row><!--\'/>-->'
    assert refusal(raw_workbook(rows)) == [("一般公共预算!XFD9", "cell.too-far")]


def test_reads_a_sheet_in_utf_16() -> None:
    data = spoiled(GOOD, SHEET, lambda body: b"".join([body.decode().encode("utf-16")]))
    assert [len(grid.cells) for grid in open_workbook(data).grids] == [4]


def test_reads_a_strict_workbook() -> None:
    old, new = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    ids = (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    strict = {name: body.replace(old, new).replace(*ids) for name, body in parts(GOOD).items()}
    assert [grid.name for grid in open_workbook(packed(strict)).grids] == ["封面"]


def test_macros_are_left_alone() -> None:
    assert refusal(packed({**parts(GOOD), "xl/vbaProject.bin": OLE2})) == []


def test_a_workbook_of_another_kind_says_which(tmp_path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", "<w:document xmlns:w='x'/>")
    with pytest.raises(InvalidReport) as refused:
        open_workbook(file.getvalue(), "甲.xlsx")
    assert "（内容看来是 .docx）" in str(refused.value)


@pytest.mark.parametrize(("name", "rule"), [("没有.xlsx", "file.not-found"), (".", "file.not-readable")])
def test_a_path_that_cannot_be_read_is_a_finding(tmp_path, name: str, rule: str) -> None:
    with pytest.raises(InvalidReport) as refused:
        open_workbook(tmp_path / name)
    assert [finding.rule for finding in refused.value.findings] == [rule]


def test_the_message_names_the_file_and_the_next_step(tmp_path) -> None:
    path = tmp_path / "统战部.xlsx"
    path.write_bytes(OLE2)
    with pytest.raises(InvalidReport) as refused:
        open_workbook(path)
    assert refused.value.findings[0].message() == (
        "统战部.xlsx 这是旧格式的文件（如 .xls），不是 .xlsx。"
        "请用 Excel 或 WPS 打开后另存为 .xlsx；只改扩展名没有用 [file.old-format]"
    )


def test_opens_a_path_bytes_and_a_file(tmp_path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(GOOD)
    with path.open("rb") as file:
        opened = [open_workbook(path), open_workbook(GOOD), open_workbook(file, "乙.xlsx")]
    assert [book.name for book in opened] == ["甲.xlsx", "工作簿", "乙.xlsx"]
    assert all(book.grids == opened[0].grids for book in opened)
