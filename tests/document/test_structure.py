"""The structural check finds what Word refuses or repairs."""

from __future__ import annotations

import re

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import report, template, with_body, with_parts

CELL = "<w:tc><w:p/></w:tc>"
GRID = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r></w:p>'
)


CONTROL = '<w:sdt><w:sdtPr><w:id w:val="-5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (f"<w:tbl>{GRID}<w:tr>{CELL}{CELL}</w:tr></w:tbl>", []),
        (f"<w:tbl>{GRID}<w:tr>{WIDE}</w:tr></w:tbl>", []),
        (f"<w:tbl>{GRID}<w:tr>{CELL}<w:tc/></w:tr></w:tbl>", ["structure.cell-without-paragraph"]),
        (f"<w:tbl>{GRID}</w:tbl>", ["structure.table-without-rows"]),
        (f"<w:tbl>{GRID}<w:tr/></w:tbl>", ["structure.row-without-cells"]),
        (f"<w:tbl>{GRID}<w:tr>{WIDE}{CELL}</w:tr></w:tbl>", ["structure.grid-span"]),
        (CONTROL, []),
        (CONTROL + CONTROL, ["structure.doubled-id"]),
        ("<w:p><w:r><w:pict><w:txbxContent/></w:pict></w:r></w:p>", ["structure.nothing-in"]),
        (DRAWING, []),
        (DRAWING + DRAWING, ["structure.doubled-id"]),
        ('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>', []),
        ('<w:bookmarkStart w:id="1" w:name="a"/>', ["structure.unpaired-range"]),
        ('<w:commentRangeEnd w:id="1"/>', ["structure.unpaired-range"]),
        (
            '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
            '<w:bookmarkStart w:id="2" w:name="a"/><w:bookmarkEnd w:id="2"/>',
            ["structure.doubled-id"],
        ),
    ],
)
def test_finds_what_is_not_built_right(body: str, rules: list[str]) -> None:
    data = with_body(template(), "<w:sectPr", body + "<w:p/><w:sectPr")

    assert [item.rule for item in structure(data)] == rules


def test_an_empty_header_is_told_and_none_is_made() -> None:
    data = template("正文", header="{{ 甲.名 }}")
    header = unpack(data, ".docx")["word/header1.xml"]
    emptied = re.sub(rb"<w:p>.*</w:p>|<w:p .*</w:p>", b"", header, flags=re.DOTALL)

    found = structure(with_parts(data, word__header1_dot_xml=emptied))

    assert [(item.place, item.rule) for item in found] == [("页眉1", "structure.nothing-in")]
    gone = template("正文", header="{%p if 0 %}")
    filled = fill(with_parts(gone, word__header1_dot_xml=_three_paragraphs(gone)), report())
    assert structure(write_zip(filled.parts)) == []


def _three_paragraphs(data: bytes) -> bytes:
    run = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    header = unpack(data, ".docx")["word/header1.xml"]
    return re.sub(
        rb"<w:p>.*</w:p>|<w:p .*</w:p>",
        "".join(run.format(text) for text in ("{%p if 0 %}", "藏", "{%p endif %}")).encode(),
        header,
        flags=re.DOTALL,
    )


def test_the_same_control_in_body_and_header_is_told() -> None:
    data = with_body(template("正文", header="页眉"), "<w:sectPr", CONTROL + "<w:sectPr")
    header = unpack(data, ".docx")["word/header1.xml"].replace(b"</w:hdr>", CONTROL.encode() + b"</w:hdr>")

    assert [item.rule for item in structure(with_parts(data, word__header1_dot_xml=header))] == ["structure.doubled-id"]


def test_what_is_no_document_is_told() -> None:
    assert [item.rule for item in structure(b"hello")] == ["file.foreign"]
    assert [item.rule for item in structure(write_zip({"a.xml": b"<a/>"}))] == ["structure.unreadable"]


def test_a_cell_whose_paragraphs_all_vanish_keeps_an_empty_one() -> None:
    data = template(table=[["{%p if 0 %}"], ["x"]])
    cell = "<w:p><w:r><w:t>{%p if 0 %}</w:t></w:r></w:p>"
    data = with_body(data, cell, cell + "<w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>")

    assert structure(write_zip(fill(data, report()).parts)) == []


def test_a_table_whose_rows_all_vanish_is_left_out() -> None:
    data = template("前", table=[["{%tr for x in [] %}"], ["{{ x }}"], ["{%tr endfor %}"]])

    parts = fill(data, report()).parts

    assert structure(write_zip(parts)) == []
    assert b"<w:tbl>" not in parts["word/document.xml"]


def test_a_loop_over_cells_widens_the_grid() -> None:
    data = template(table=[["{%tc for x in [1, 2, 3, 4] %}", "{{ x }}", "{%tc endfor %}"]])

    parts = fill(data, report()).parts

    assert structure(write_zip(parts)) == []
    assert parts["word/document.xml"].count(b"<w:gridCol ") == 4


def test_the_bookmark_of_words_last_edit_is_not_doubled_by_a_loop() -> None:
    mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    data = template("{%p for x in [1, 2] %}", "甲", "{%p endfor %}")
    data = with_body(data, "<w:r><w:t>甲", mark + "<w:r><w:t>甲")

    assert structure(write_zip(fill(data, report()).parts)) == []
