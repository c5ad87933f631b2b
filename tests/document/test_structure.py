"""The structural check finds what Word refuses or repairs."""

from __future__ import annotations

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import report, template, with_body

CELL = "<w:tc><w:p/></w:tc>"
GRID = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (f"<w:tbl>{GRID}<w:tr>{CELL}{CELL}</w:tr></w:tbl>", []),
        (f"<w:tbl>{GRID}<w:tr>{WIDE}</w:tr></w:tbl>", []),
        (f"<w:tbl>{GRID}<w:tr>{CELL}<w:tc/></w:tr></w:tbl>", ["structure.cell-without-paragraph"]),
        (f"<w:tbl>{GRID}</w:tbl>", ["structure.table-without-rows"]),
        (f"<w:tbl>{GRID}<w:tr/></w:tbl>", ["structure.row-without-cells"]),
        (f"<w:tbl>{GRID}<w:tr>{WIDE}{CELL}</w:tr></w:tbl>", ["structure.grid-span"]),
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
