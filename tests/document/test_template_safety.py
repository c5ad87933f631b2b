"""Templates come from others: what reaches outside the document, or is no document, is refused."""

from __future__ import annotations

import pytest

from selfeval.document import fill
from selfeval.errors import TemplateError
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import faults, report, template, with_body, with_parts

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_relation(kind: str, target: str, *, external: bool = True) -> bytes:
    parts = dict(unpack(template("甲"), ".docx"))
    mode = ' TargetMode="External"' if external else ""
    new = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", new.encode())
    return write_zip(parts)


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_a_file_elsewhere_is_refused(kind: str) -> None:
    found = faults(with_relation(kind, "http://example.org/x"))

    assert found.rows() == [("正文", "template.external")]
    assert found[0].found == "http://example.org/x"


def test_an_ordinary_link_is_no_fault() -> None:
    assert not faults(with_relation("hyperlink", "http://example.org/x"))


def test_a_macro_is_refused() -> None:
    assert faults(with_parts(template("甲"), word__vbaProject_dot_bin=b"x")).rows() == [
        ("word/vbaProject.bin", "template.macro")
    ]


@pytest.mark.parametrize(
    "code", ["DDEAUTO c:\\\\x", ' includetext "c:\\\\x"', "INCLUDEPICTURE http://x", "DDE a b", "LINK Excel.Sheet"]
)
def test_a_field_that_fetches_or_runs_is_refused(code: str) -> None:
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:3]}</w:instrText></w:r><w:r><w:instrText>{code[3:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    complex_field = with_body(template("甲"), "</w:p>", runs + "</w:p>")
    quoted = code.replace('"', "&quot;")
    simple_field = with_body(template("甲"), "</w:p>", f'<w:fldSimple w:instr="{quoted}"/></w:p>')

    assert faults(complex_field).rows() == [("正文", "template.field")]
    assert faults(simple_field).rows() == [("正文", "template.field")]


def test_a_value_never_becomes_such_a_field() -> None:
    code = '<w:fldSimple w:instr="{{ 甲.文 }}"/>'
    data = with_body(template("甲"), "</w:p>", code + "</w:p>")

    assert faults(data, report(甲={"文": "DDEAUTO c:\\x"})).rows() == [("正文", "template.field")]
    assert not faults(data, report(甲={"文": "PAGE"}))


def test_a_page_number_is_no_fault() -> None:
    data = with_body(template("甲"), "</w:p>", '<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>')

    assert not faults(data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"%PDF-1.7", write_zip({"a.txt": b"x"})])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        fill(data, report())

    assert caught.value.findings.errors


def test_a_part_that_is_no_xml_is_refused() -> None:
    data = with_parts(template("甲"), word__document_dot_xml=b"<w:document><w:body>")

    assert [item.rule for item in faults(data)] == ["template.not-word"]


def test_a_doctype_is_refused() -> None:
    body = unpack(template("甲"), ".docx")["word/document.xml"].decode()
    bomb = body.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)

    assert faults(with_parts(template("甲"), word__document_dot_xml=bomb.encode())).rows() == [("正文", "file.doctype")]


def test_a_word_template_file_becomes_a_document() -> None:
    types = unpack(template("甲"), ".docx")["[Content_Types].xml"]
    dotx = write_zip(
        {
            **unpack(template("甲"), ".docx"),
            "[Content_Types].xml": types.replace(b"document.main+xml", b"template.main+xml"),
        }
    )

    assert b"document.main+xml" in fill(dotx, report()).parts["[Content_Types].xml"]


def test_tags_in_a_part_nobody_fills_are_told() -> None:
    parts = dict(unpack(template("甲"), ".docx"))
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"</w:settings>", b"<!-- {{ x }} --></w:settings>")

    assert faults(write_zip(parts)).rows() == [("文档设置", "template.part-not-filled")]


def test_a_relationship_that_leads_nowhere_is_refused() -> None:
    assert [item.rule for item in faults(with_relation("image", "media/none.png", external=False))] == [
        "fill.broken-package"
    ]


def test_template_properties_with_names_of_people_do_not_matter_to_filling() -> None:
    assert "docProps/core.xml" in fill(template("甲"), report()).parts
