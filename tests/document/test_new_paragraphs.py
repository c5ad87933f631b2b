"""A line break in a value begins a new paragraph where the value is all of its paragraph."""

from __future__ import annotations

from selfeval.document import fill, structure
from selfeval.ooxml.xml import W, parse_xml
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, filled_lines, lines, report, template, with_body

TEXT = {"文": "一\n二\n\n三", "空": None}
LOOK = '<w:pPr><w:spacing w:before="20"/><w:jc w:val="center"/></w:pPr>'
BOLD = "<w:rPr><w:b/></w:rPr>"


def test_a_value_alone_in_its_paragraph_makes_paragraphs_of_the_same_look() -> None:
    data = with_body(
        template("{{ 甲.文 }}"), "<w:p><w:r><w:t>{{", f"<w:p>{LOOK}<w:proofErr w:type='x'/><w:r>{BOLD}<w:t>{{{{"
    )

    filled = fill(data, report(甲=TEXT))

    assert filled_lines(filled) == ["一", "二", "", "三"]
    assert filled.parts[BODY].count(b'<w:spacing w:before="20"/><w:jc w:val="center"/>') == 4
    assert filled.parts[BODY].count(BOLD.encode()) == 4
    assert b"xmlns:w" not in filled.parts[BODY].partition(b"<w:body")[2]
    assert structure(write_zip(filled.parts)) == []


def test_beside_other_text_it_stays_a_line_break() -> None:
    filled = fill(template("前{{ 甲.文 }}", "{{ 甲.文 }}{{ 甲.文 }}"), report(甲={"文": "一\n二"}))

    assert filled_lines(filled) == ["前一\n二", "一\n二一\n二"]
    assert filled.parts[BODY].count(b"<w:br/>") == 3


def test_a_condition_around_the_value_changes_nothing() -> None:
    assert lines("{% if 甲.文 %}{{ 甲.文 }}{% endif %}", 甲={"文": "一\n二"}) == ["一", "二"]


def test_in_a_cell_it_makes_paragraphs_of_the_cell() -> None:
    filled = fill(template(table=[["{{ 甲.文 }}", "x"]]), report(甲={"文": "一\n二"}))

    cell = next(parse_xml(filled.parts[BODY]).iter(f"{W}tc"))
    assert len(cell.findall(f"{W}p")) == 2
    assert structure(write_zip(filled.parts)) == []


def test_where_more_than_text_stands_it_stays_a_line_break() -> None:
    tag = "<w:r><w:t>{{ 甲.文 }}</w:t></w:r>"
    for around in ("<w:hyperlink>{}</w:hyperlink>", "<w:r><w:tab/></w:r>{}", "{}<w:r><w:br/></w:r>"):
        filled = fill(with_body(template("{{ 甲.文 }}"), tag, around.format(tag)), report(甲={"文": "一\n二"}))

        assert len(filled_lines(filled)) == 1
        assert structure(write_zip(filled.parts)) == []


def test_a_section_break_stays_single() -> None:
    data = with_body(template("{{ 甲.文 }}", "尾"), "<w:p><w:r><w:t>{{", "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{")

    filled = fill(data, report(甲={"文": "一\n二"}))

    assert filled_lines(filled) == ["一\n二", "尾"]
    assert filled.parts[BODY].count(b"<w:sectPr") == 2


def test_a_mark_stands_alone_too() -> None:
    filled = fill(template("{{ 甲.空 }}"), report(甲=TEXT), undefined="mark", required=lambda path: True)

    assert filled_lines(filled) == ["〔待填：空〕"]
