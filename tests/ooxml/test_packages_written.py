"""Packages are written the same each time; relationships and content types are read and added to."""

from __future__ import annotations

import io
import zipfile

import pytest

from selfeval.ooxml.relations import content_types, relations, with_content_type, with_relation
from selfeval.ooxml.text import own_text, text_of
from selfeval.ooxml.xml import WORD, parse_xml
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import paragraph_texts

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="rels"/><Override PartName="/word/a.xml" ContentType="word"/></Types>'
)
RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://x/image" Target="media/a%20b.png"/>'
    b'<Relationship Id="rId2" Type="http://x/hyperlink" Target="http://y" TargetMode="External"/>'
    b'<Relationship Id="rId3" Type="http://x/up" Target="../docProps/core.xml"/>'
    b'<Relationship Id="rId4" Type="http://x/root" Target="/word/b.xml"/></Relationships>'
)


def test_order_and_time_of_what_is_given_do_not_matter() -> None:
    parts = {"word/b.xml": b"b", "a.xml": b"a", "[Content_Types].xml": b"t", "_rels/.rels": b"r"}

    data = write_zip(parts)

    assert data == write_zip(dict(reversed(parts.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "a.xml", "word/b.xml"]
        assert {name: archive.read(name) for name in parts} == parts
        assert {entry.create_system for entry in archive.infolist()} == {0}


def test_relationships_are_resolved_from_where_they_stand() -> None:
    found = list(relations({"word/_rels/document.xml.rels": RELS, "word/document.xml": b""}))

    assert [(link.id, link.kind, link.target, link.external) for link in found] == [
        ("rId1", "image", "word/media/a b.png", False),
        ("rId2", "hyperlink", "http://y", True),
        ("rId3", "up", "docProps/core.xml", False),
        ("rId4", "root", "word/b.xml", False),
    ]


def test_content_types_go_by_name_then_extension() -> None:
    parts = {"[Content_Types].xml": TYPES, "word/a.xml": b"", "word/B.XML": b"", "x.bin": b""}

    assert content_types(parts) == {"word/a.xml": "word", "word/B.XML": "application/xml"}


def test_a_package_without_content_types_is_told() -> None:
    with pytest.raises(KeyError):
        content_types({})


def test_a_content_type_is_added_once() -> None:
    once = with_content_type(TYPES, "word/new.xml", "new")

    assert content_types({"[Content_Types].xml": once, "word/new.xml": b""})["word/new.xml"] == "new"
    assert with_content_type(once, "word/new.xml", "new") == once
    assert content_types({"[Content_Types].xml": with_content_type(once, "word/a.xml", "w2"), "word/a.xml": b""}) == {
        "word/a.xml": "w2"
    }


def test_a_relationship_gets_an_id_that_is_free() -> None:
    new = with_relation(RELS, "http://x/custom", "docProps/custom.xml")

    found = [link for link in relations({"_rels/.rels": new}) if link.kind == "custom"]
    assert [(link.id, link.target) for link in found] == [("rId5", "docProps/custom.xml")]
    assert with_relation(new, "http://x/custom", "docProps/custom.xml") == new


def test_the_text_of_a_part_has_its_breaks_and_tabs() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/></w:r>"
        "<w:r><w:pict><w:p><w:r><w:t>框</w:t></w:r></w:p></w:pict></w:r><w:r><w:t>三</w:t></w:r></w:p>"
    )
    root = parse_xml(f'<w:body xmlns:w="{WORD}">{body}</w:body>')

    assert text_of(root) == "\n一\n二\t\n框三"
    assert paragraph_texts(root) == ["一\n二\t三", "框"]
    assert own_text(root[0]) == "一\n二\t三"


def test_kept_and_fresh_parts_give_the_same_bytes_and_any_zip_reader_reads_them() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "word/\u6587.xml": b"x" * 5000, "empty.bin": b""}
    package = write_zip(parts)

    assert write_zip(parts, {"empty.bin"}) == write_zip(parts, set()) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts
        assert archive.namelist()[0] == "[Content_Types].xml"
