"""A paragraph of nothing but block tags leaves no empty paragraph behind."""

from __future__ import annotations

import docx
import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import (
    BODY,
    faults,
    filled_lines,
    filled_text,
    lines,
    report,
    saved,
    template,
    with_body,
)

ROWS = [{"名": "甲"}, {"名": "乙"}]


def test_blocks_in_paragraphs_of_their_own_are_read_as_with_p() -> None:
    assert lines("{% if 1 %}", "印", "{% else %}", "藏", "{% endif %}", "后") == ["印", "后"]
    assert lines("{% for 项 in 表 %}", "{{ 项.名 }}", "{% endfor %}", 表=ROWS) == ["甲", "乙"]
    assert lines("{% set x = 3 %}", "{{ x }}") == ["3"]


def test_several_tags_of_one_paragraph_go_together() -> None:
    assert lines("{% for 项 in 表 %}{% if 1 %}", "{{ 项.名 }}", "{% endif %}{% endfor %}", 表=ROWS) == ["甲", "乙"]


def test_a_block_with_a_tag_beside_text_stays_in_its_paragraph() -> None:
    assert lines("{% if 1 %}", "印{% endif %}") == ["", "印"]
    assert lines("{% if 1 %}{% for 项 in 表 %}", "{{ 项.名 }}", "{% endfor %}", "后{% endif %}", 表=ROWS) == [
        *("", "甲", "", "乙", "", "后")
    ]


def test_blocks_split_over_runs_too() -> None:
    assert lines(["{% i", "f 1 %", "}"], "印", ["{%", " endif %}"]) == ["印"]


def test_blocks_that_are_not_whole_are_told_as_before() -> None:
    assert [item.rule for item in faults(template("{% if 1 %}", "印"), report())] == ["template.unclosed-block"]
    assert [item.rule for item in faults(template("{%p if 1 %}", "x{% endif %}"), report())] == [
        "template.crossed-block"
    ]


def test_p_and_plain_tags_of_one_block_agree_in_paragraphs_of_their_own() -> None:
    assert lines("{%p if 1 %}", "印", "{%p endif %}", "{% if 0 %}", "藏", "{% endif %}") == ["印"]


def test_a_cell_a_header_and_a_text_box_keep_a_paragraph() -> None:
    data = template("甲", header="{% set x = 1 %}", table=[["{% set x = 1 %}", "x"]])
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r>"
        "<w:t>{% set y = 1 %}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    data = with_body(data, "<w:r><w:t>甲", box + "<w:r><w:t>甲")

    filled = fill(data, report())

    assert structure(write_zip(filled.parts)) == []
    assert filled_text(filled, "word/header1.xml") == ""
    assert filled.parts["word/header1.xml"].count(b"<w:p/>") == 1
    assert b"<w:txbxContent><w:p/></w:txbxContent>" in filled.parts[BODY]


@pytest.mark.parametrize("kept", ["<w:pPr><w:sectPr/></w:pPr>", '<w:r><w:br w:type="page"/></w:r>'])
def test_a_paragraph_with_a_break_stays(kept: str) -> None:
    data = with_body(template("{% set x = 1 %}", "后"), "<w:p><w:r><w:t>{%", f"<w:p>{kept}<w:r><w:t>{{%")

    assert len(filled_lines(fill(data, report()))) == 2


def test_tables_do_not_run_together() -> None:
    document = docx.Document()
    document.add_paragraph("{% for x in [1, 2] %}")
    document.add_table(1, 1).cell(0, 0).text = "{{ x }}"
    document.add_paragraph("{% endfor %}")
    document.add_table(1, 1).cell(0, 0).text = "末"
    filled = fill(saved(document), report())

    assert b"</w:tbl><w:tbl>" not in filled.parts[BODY]
    assert structure(write_zip(filled.parts)) == []


def test_bookmarks_stay() -> None:
    data = template("{% for x in [1, 2] %}", "甲", "{% endfor %}")
    mark = '<w:bookmarkStart w:id="5" w:name="b"/><w:bookmarkEnd w:id="5"/>'
    data = with_body(data, "<w:p><w:r><w:t>{% for", f"<w:p>{mark}<w:r><w:t>{{% for")

    filled = fill(data, report())

    assert filled_lines(filled) == ["甲", "甲"]
    assert structure(write_zip(filled.parts)) == []
