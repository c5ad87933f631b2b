"""The scan of ordinary sheets and the XML parser give the same grids, and refuse the same files."""

import datetime
import io

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.cells import Grid
from selfeval.ooxml.guard import Refused
from selfeval.ooxml.package import Package
from selfeval.workbook import grid as reader
from selfeval.workbook.grid import read_grids
from selfeval.workbook.ordinary import scan_sheet, scan_strings
from tests.support.workbooks import parts, raw_workbook, saved, sheet_xml, workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
TEXTS = st.text(st.sampled_from("甲乙 \n\t\r<>&\"'_x000D_；a1=　\u200b\ufeff]"), max_size=12)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False), st.decimals(-1000, 1000, places=2)
)
DATES = st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
VALUES = st.one_of(
    st.none(), TEXTS, NUMBERS, DATES, st.booleans(), st.sampled_from(["=1+1", "#REF!", '=A1&"<b>"', "#N/A"])
)
TABLES = st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=8)
MERGED = st.sampled_from(["", "A1:B2", "B2:D2", "A3:A9"])


def outcome(members: dict[str, bytes]) -> list[Grid] | list[str]:
    try:
        return read_grids(Package(members))
    except Refused as refusal:
        return [str(found) for found in refusal.findings]


def both(members: dict[str, bytes]) -> tuple[object, object]:
    """What is read with the scan, and without."""
    quick = outcome(members)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "scan_sheet", lambda data: None)
        patch.setattr(reader, "scan_strings", lambda data: None)
        return quick, outcome(members)


def agree(members: dict[str, bytes]) -> None:
    quick, strict = both(members)
    assert quick == strict
    if quick and isinstance(quick[0], Grid):
        assert [list(one.cells) for one in quick] == [list(one.cells) for one in strict]  # in the same order too


def by_openpyxl(table: list[list[object]], merged: str) -> bytes:
    book = openpyxl.Workbook()
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            book.active.cell(number, column).value = value
    book.active.row_dimensions[2].hidden = True
    book.active.row_dimensions[3].height = 20
    if merged:
        book.active.merge_cells(merged)
    return saved(book)


def by_xlsxwriter(table: list[list[object]], merged: str) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet, bold, day = book.add_worksheet(), book.add_format({"bold": True}), book.add_format({"num_format": 14})
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                if isinstance(value, datetime.datetime):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str) and column == 3 and value:
                    sheet.write_rich_string(number, column, bold, value, "尾", bold, "<&>")
                elif value is None:
                    sheet.write_blank(number, column, None, bold)
                else:
                    sheet.write(number, column, value, bold if column else None)
        if merged:
            sheet.merge_range(merged, "合", bold)
        sheet.set_row(2, 30, None, {"hidden": True})
    return file.getvalue()


@settings(max_examples=60, deadline=None)
@given(TABLES, MERGED, st.sampled_from([by_openpyxl, by_xlsxwriter]))
def test_random_workbooks_are_read_alike(table, merged, write):
    table = [[float(cell) if type(cell).__name__ == "Decimal" else cell for cell in row] for row in table]
    members = parts(write(table, merged))
    agree(members)
    assert (
        scan_sheet(members[SHEET])
        or any("\r" in str(cell) for row in table for cell in row)
        or not any(map(any, table))
    )


CELLS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '<c r="{}" s="1"/>',
                '<c r="{}"/>',
                '<c r="{}"><v>1.5</v></c>',
                '<c r="{}" s="1" t="n"><v>44000</v></c>',
                '<c r="{}" t="s"><v>0</v></c>',
                '<c r="{}" t="s"><v>7</v></c>',
                '<c r="{}" t="s"><f>A1</f><v>0</v></c>',
                '<c r="{}" t="e"><v>#REF!</v></c>',
                '<c r="{}" t="b"><v>1</v></c>',
                '<c r="{}" t="d"><v>2021-02-03</v></c>',
                '<c r="{}" t="x"><v>1</v></c>',
                '<c r="{}"><v>NaN</v></c>',
                '<c r="{}"><v>1E+400</v></c>',
                '<c r="{}" t="str"><f>A1&amp;"&lt;"</f><v>a&amp;lt;b</v></c>',
                '<c r="{}" t="str"><f>A1</f><v></v></c>',
                '<c r="{}" t="str"><f>A1</f><v/></c>',
                '<c r="{}" t="str"><f>A1</f></c>',
                '<c r="{}"><f t="shared" ref="A1:B2" si="0">A1</f><v>2</v></c>',
                '<c r="{}"><f t="shared" si="0"/></c>',
                '<c r="{}"><v/></c>',
                '<c r="{}"><v></v></c>',
                '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> 甲&amp;_x000A_ </t></is></c>',
                '<c r="{}" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>',
                '<c r="{}" t="inlineStr"><v>3</v></c>',
                '<c r="{}" t="str"><v>&#30002;</v></c>',
                '<c r="{}" t="str"><v>&#38;lt;&amp;#60;&#13;&#10;</v></c>',
                '<c r="{}" t="str"><v>&#1;</v></c>',
                '<c r="{}" t="str"><v>&#55296;</v></c>',
                '<c r="{}" t="str"><v>&#9999999;</v></c>',
                '<c r="{}" t="str"><v>a\r\nb</v></c>',
                '<c r="{}" t="str"><v><![CDATA[x]]></v></c>',
                '<c r="{}" t="str"><v>]]&gt;</v></c>',
                '<c r="{}" t="str"><v>]]></v></c>',
                '<c r="{}" t="str"><v>\x01</v></c>',
                '<c r="{}" t="str"><v>\uffff</v></c>',
                '<c r="{}" t="str"><v>&other;</v></c>',
                '<c r="{}" t="str"><v>a</v><v>b</v></c>',
                '<c r="{}" r="A9"><v>1</v></c>',
                '<c t="str" r="{}"><v>x</v></c>',
                "<c><v>5</v></c>",
                '<c r="{}"><!-- <v>1</v> --></c>',
                '<c r="{}"><v>1</v></C>',
            ]
        ),
        st.just('<c r="{}" t="s"><v>1</v></c>'),
    ),
    max_size=6,
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                '<row r="{}">',
                '<row r="{}" hidden="1">',
                '<row r="{}" spans="1:4" ht="24" hidden="true" customHeight="1">',
                '<row r="{}" s="1" customFormat="1" ht="1" spans="1:2">',
                '<row r="{}" x14ac:dyDescent="0.2">',
                '<row r="{}" spans="1:2" spans="1:2">',
                "<row>",
            ]
        ),
        CELLS,
    ),
    max_size=4,
)
FRAMES = st.sampled_from(
    [
        ("", ""),
        ("", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'),
        ("", '<mergeCells count="1"><mergeCell ref="?"/></mergeCells>'),
        ("<!-- <sheetData> -->", ""),
        ("", "<!-- </sheetData> -->"),
        ("<?x <sheetData>?>", ""),
        ("", "<sheetData/>"),
        ("<cols>", "</cols>"),
        ("", "<broken>"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(ROWS, FRAMES, st.booleans())
def test_sheets_of_any_shape_are_read_alike(rows, frame, knows_prefix):
    lines = []
    for number, (line, cells) in enumerate(rows, start=1):
        body = "".join(cell.replace("{}", f"{'ABCDEF'[column]}{number}") for column, cell in enumerate(cells))
        lines.append(f"{line.replace('{}', str(number))}{body}</row>")
    xml = sheet_xml("".join(lines), frame[1]).replace(b"<sheetData>", frame[0].encode() + b"<sheetData>", 1)
    if knows_prefix:
        xml = xml.replace(b"<worksheet ", b'<worksheet xmlns:x14ac="urn:x" ')
    agree({**parts(workbook({"甲": [["x", "y"]]})), SHEET: xml})


PLAIN = parts(
    by_xlsxwriter([["甲", 1.5, None, "乙", "=1+1"], ["a&b", "_x000D_", datetime.datetime(2021, 1, 2)]], "B1:B2")
)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_a_spoiled_part_is_never_accepted_by_the_scan_alone(data):
    part = data.draw(st.sampled_from([SHEET, STRINGS]))
    body = PLAIN[part]
    start = data.draw(st.integers(0, len(body)))
    length = data.draw(st.integers(0, 12))
    pieces = [
        b"",
        b"<",
        b">",
        b"&",
        b'"',
        b"/",
        b"\x00",
        b"\xff",
        b"\xef\xbf\xbf",
        b"]]>",
        b"<!--",
        b"-->",
        b"<v>",
        b"</c>",
    ]
    pieces += [b"<c/>", b"<si>", b"</si>", b"</row>", b"&#0;", b"&lt;", b" ", b"x:", b"\r", "甲".encode(), b"<r>", b"1"]
    piece = data.draw(st.sampled_from(pieces))
    agree({**PLAIN, part: body[:start] + piece + body[start + length :]})


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_parts_cut_and_joined_anew_are_read_alike(data):
    part = data.draw(st.sampled_from([SHEET, STRINGS]))
    tags = PLAIN[part].replace(b"<", b"\x00<").split(b"\x00")
    for _ in range(data.draw(st.integers(1, 3))):
        here, there = data.draw(st.integers(0, len(tags) - 1)), data.draw(st.integers(0, len(tags) - 1))
        what = data.draw(st.sampled_from(["swap", "double", "drop"]))
        if what == "swap":
            tags[here], tags[there] = tags[there], tags[here]
        elif what == "double":
            tags.insert(here, tags[there])
        elif len(tags) > 1:
            del tags[here]
    agree({**PLAIN, part: b"".join(tags)})


def test_the_scan_is_taken_for_ordinary_workbooks():
    assert scan_sheet(PLAIN[SHEET])
    assert scan_strings(PLAIN[STRINGS])


def test_a_cell_without_its_address_is_left_to_the_parser():
    members = parts(raw_workbook('<row r="1"><c><v>1</v></c></row>'))
    assert scan_sheet(members[SHEET]) is None
    agree(members)


@pytest.mark.parametrize(
    "declaration",
    [b'<?xml version="1.0" encoding="us-ascii"?>', b'<?xml version="1.1"?>', b"<?xml version='1.0' standalone='x'?>"],
)
def test_a_part_declared_otherwise_is_left_to_the_parser(declaration):
    members = {**PLAIN, STRINGS: declaration + PLAIN[STRINGS].partition(b"?>")[2]}
    assert scan_strings(members[STRINGS]) is None
    agree(members)


@pytest.mark.parametrize("part", [SHEET, STRINGS])
def test_a_part_without_its_namespace_is_left_to_the_parser(part):
    agree({**PLAIN, part: PLAIN[part].replace(b" xmlns=", b" x=", 1)})


@given(st.decimals(-(10**9), 10**9, places=6).map(lambda number: f"{number:f}".rstrip("0").rstrip(".")))
def test_a_short_number_read_as_written_is_the_one_its_float_stands_for(text):
    with_float = reader._number(text)
    assert reader._number_cell(text, False, None, reader._Book([], [], False)).value == with_float
    assert str(reader._number_cell(text, False, None, reader._Book([], [], False)).value) == str(with_float)
