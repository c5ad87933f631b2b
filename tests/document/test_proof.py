"""The proof finds what was lost or left; it is tried on output spoiled by hand."""

from __future__ import annotations

from selfeval.document.proof import package_findings, part_findings
from selfeval.document.state import Printed
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.xml import WORD, parse_xml
from tests.support.documents import template


def found(body: str, *texts: str, plain: bool = False) -> list[str]:
    root = parse_xml(f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    printed = [Printed("word/document.xml", "甲.文", text, plain) for text in texts]
    return [item.rule for item in part_findings("word/document.xml", root, printed)]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_every_value_in_order_is_no_finding() -> None:
    assert found(paragraph("前甲中乙后") + paragraph("丙"), "甲", "乙", "丙") == []


def test_a_value_cut_short_is_found() -> None:
    assert found(paragraph("前甲"), "甲乙") == ["fill.value-lost"]


def test_a_value_in_the_wrong_order_is_found() -> None:
    assert found(paragraph("乙甲"), "甲", "乙") == ["fill.value-lost"]


def test_a_value_printed_twice_has_to_be_there_twice() -> None:
    assert found(paragraph("甲"), "甲", "甲") == ["fill.value-lost"]


def test_a_tag_that_was_left_is_found() -> None:
    assert found(paragraph("前{{ 乙 }}甲"), "甲") == ["fill.tag-left"]


def test_a_tag_inside_a_value_is_none() -> None:
    assert found(paragraph("前{{ 乙 }}甲"), "{{ 乙 }}", "甲") == []


def test_a_value_of_an_attribute_is_looked_for_there() -> None:
    body = '<w:p><w:hyperlink w:anchor="甲"/></w:p>'

    assert found(body, "甲", plain=True) == []
    assert found(body, "乙", plain=True) == ["fill.value-lost"]


def test_a_part_without_content_type_or_target_is_found() -> None:
    parts = dict(unpack(template("甲"), ".docx"))
    assert list(package_findings(parts)) == []

    parts["word/new.strange"] = b"x"
    del parts["word/styles.xml"]

    assert sorted(item.found for item in package_findings(parts)) == [
        "word/_rels/document.xml.rels → word/styles.xml",
        "word/new.strange",
    ]
