"""Every part of a package that holds tags is filled, or named."""

from __future__ import annotations

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.relations import with_content_type, with_relation
from selfeval.ooxml.xml import WORD
from selfeval.ooxml.zipped import CONTENT_TYPES, write_zip
from tests.support.documents import BODY, faults, filled_lines, filled_text, report, template, with_body

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DRAWINGML = "application/vnd.openxmlformats-officedocument.drawingml"
VALUES = report(甲={"文": "值"}, 表=[{"名": "一"}, {"名": "二"}])
RELS = "word/_rels/document.xml.rels"


def with_part(name: str, kind: str, relation: str, text: str, data: bytes | None = None) -> bytes:
    """The template with another part, found by a relationship of the body."""
    parts = dict(unpack(data or template("体{{ 甲.文 }}"), ".docx"))
    parts[name] = text.encode()
    parts[CONTENT_TYPES] = with_content_type(parts[CONTENT_TYPES], name, kind)
    parts[RELS] = with_relation(parts[RELS], f"{OFFICE}/{relation}", name.removeprefix("word/"))
    return write_zip(parts)


@pytest.mark.parametrize(
    ("name", "kind", "relation"),
    [
        ("word/diagrams/data1.xml", f"{DRAWINGML}.diagramData+xml", "diagramData"),
        ("word/glossary/document.xml", f"{WORDML}.document.glossary+xml", "glossaryDocument"),
        ("word/afchunk.html", "text/html", "aFChunk"),
        ("customXml/item9.xml", "application/xml", "customXml"),
        ("word/settings2.xml", f"{WORDML}.settings+xml", "settings"),
        ("word/styles2.xml", f"{WORDML}.styles+xml", "styles"),
    ],
)
@pytest.mark.parametrize("tag", ["{{ 甲.文 }}", "{<b>{ 甲</b>.文 }<i>}</i>", "｛｛ 甲.文 ｝｝", "{% if 1 %}"])
def test_a_part_that_nobody_fills_is_named(name: str, kind: str, relation: str, tag: str) -> None:
    found = faults(with_part(name, kind, relation, f"<a>{tag}</a>"), VALUES)

    assert [(item.rule, item.found) for item in found] == [("template.part-not-filled", name)]
    assert faults(with_part(name, kind, relation, "<a>{ 集合 }</a>"), VALUES).rows() == []


@pytest.mark.parametrize(
    ("kind", "inner"),
    [("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")],
)
def test_notes_and_comments_are_filled(kind: str, inner: str) -> None:
    texts = ("{%p for 项 in 表 %}", "{{ 项.名 }}{{ 甲.文 }}", "{%p endfor %}")
    content = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    xml = f'<w:{kind} xmlns:w="{WORD}"><w:{inner} w:id="1">{content}</w:{inner}></w:{kind}>'
    filled = fill(with_part(f"word/{kind}.xml", f"{WORDML}.{kind}+xml", kind, xml), VALUES)

    assert filled_lines(filled, f"word/{kind}.xml") == ["一值", "二值"]
    assert structure(write_zip(filled.parts)) == []


def test_a_note_whose_paragraphs_all_vanish_keeps_one() -> None:
    content = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("{% if 0 %}", "{{ 甲.文 }}", "{% endif %}")
    )
    xml = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="1">{content}</w:footnote></w:footnotes>'
    filled = fill(with_part("word/footnotes.xml", f"{WORDML}.footnotes+xml", "footnotes", xml), VALUES)

    assert filled_lines(filled, "word/footnotes.xml") == [""]


def test_headers_and_footers_are_filled() -> None:
    footer = f'<w:ftr xmlns:w="{WORD}"><w:p><w:r><w:t>脚{{{{ 甲.文 }}}}</w:t></w:r></w:p></w:ftr>'
    data = template("体", header="眉{{ 甲.文 }}")
    filled = fill(with_part("word/footer9.xml", f"{WORDML}.footer+xml", "footer", footer, data), VALUES)

    assert filled_text(filled, "word/header1.xml") == "眉值"
    assert filled_text(filled, "word/footer9.xml") == "脚值"


def test_a_text_box_and_its_older_form_are_filled_alike() -> None:
    texts = ("{%p for 项 in 表 %}", "{{ 项.名 }}{{ 甲.文 }}", "{%p endfor %}")
    content = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    xml = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape">{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox '
        f'xmlns:v="urn:schemas-microsoft-com:vml">{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )
    filled = fill(with_body(template("外"), "<w:r><w:t>外", xml + "<w:r><w:t>外"), VALUES)

    assert filled_lines(filled) == ["外", "一值", "二值", "一值", "二值"]
    assert structure(write_zip(filled.parts)) == []
    assert b"{{" not in filled.parts[BODY]
