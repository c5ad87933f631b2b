"""Tags outside the running text: targets of links, alt text, properties, text boxes, content controls."""

from __future__ import annotations

import io

import docx
import pytest

from selfeval.document import Stamp, fill, stamp, structure
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.relations import relations
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, filled_lines, report, saved, template, with_body, with_parts

VALUES = report(甲={"址": "https://x.cn/?a=1&b=2", "名": "水利局 <本级>", "一": "x y"})
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
RELS = "word/_rels/document.xml.rels"


def linked(target: str, *, kind: str = LINK) -> bytes:
    document = docx.Document()
    document.add_paragraph("甲")
    document.part.relate_to(target, kind, is_external=True)
    return saved(document)


def target(data: bytes) -> str:
    parts = fill(data, VALUES).parts
    assert structure(write_zip(parts)) == []
    return next(link.target for link in relations(parts) if link.kind == "hyperlink")


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ("{{ 甲.址 }}", "https://x.cn/?a=1&b=2"),
        ("%7B%7B%20%E7%94%B2.%E5%9D%80%20%7D%7D", "https://x.cn/?a=1&b=2"),
        ("http://y.cn/%20/%7b%7b甲.一%7d%7d#a", "http://y.cn/%20/x%20y#a"),
        ("{% if 甲.一 %}http://a.cn{% else %}http://b.cn{% endif %}", "http://a.cn"),
        ("%7B%25%20if%200%20%25%7Dhttp://a.cn%7B%25%20endif%20%25%7Dmailto:a@b.cn", "mailto:a@b.cn"),
    ],
)
def test_targets_of_links_are_filled(typed: str, filled: str) -> None:
    assert target(linked(typed)) == filled


def test_an_unknown_name_in_a_target_has_its_place() -> None:
    found = faults(linked("{{ 甲.没有 }}"), VALUES)

    assert found.rows() == [("正文的超链接", "template.unknown-name")]


def test_no_value_decides_what_is_linked() -> None:
    parts = dict(unpack(linked("http://a.cn"), ".docx"))
    parts[RELS] = parts[RELS].replace(b'relationships/hyperlink"', b'relationships/{{ x }}"')

    assert faults(write_zip(parts), VALUES)


def test_a_target_without_tags_stays_as_it_is() -> None:
    data = linked("http://a.cn/%7B单%7D")

    assert fill(data, VALUES).parts[RELS] == unpack(data, ".docx")[RELS]


def test_alt_text_and_other_attributes_are_filled() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="n" descr="{{ 甲.名 }}的图" title="{% if 0 %}藏{% endif %}印"/></wp:inline></w:drawing></w:r>'
    )
    filled = fill(with_body(template("甲"), "<w:r><w:t>甲", drawing + "<w:r><w:t>甲"), VALUES)

    assert 'descr="水利局 &lt;本级&gt;的图" title="印"' in filled.parts[BODY].decode()
    assert structure(write_zip(filled.parts)) == []


def test_properties_are_filled_and_kept_by_the_stamp() -> None:
    document = docx.Document()
    document.core_properties.title = "{{ 甲.名 }}自评报告"
    document.core_properties.subject = "{{ 甲.一 }}"
    document.core_properties.author = "张三"
    document.core_properties.comments = "旧"
    data = saved(document)
    app = unpack(data, ".docx")["docProps/app.xml"]
    assert b"</Properties>" in app
    data = with_parts(
        data,
        docProps__app_dot_xml=app.replace(b"</Properties>", "<Manager>{{ 甲.名 }}</Manager></Properties>".encode()),
    )

    filled = fill(data, VALUES)
    parts = stamp(filled.parts, Stamp("1"), "形式", filled.fresh)

    made = docx.Document(_file(write_zip(parts))).core_properties
    assert (made.title, made.subject, made.author, made.comments) == ("水利局 <本级>自评报告", "x y", "selfeval", "")
    assert "<Manager>水利局 &lt;本级&gt;</Manager>" in parts["docProps/app.xml"].decode()
    assert structure(write_zip(parts)) == []


def test_custom_properties_are_filled() -> None:
    first = stamp(fill(template("甲"), VALUES).parts, Stamp("1"))
    custom = first["docProps/custom.xml"].replace(
        b"</Properties>",
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="90" name="单位"><vt:lpwstr>{{ 甲.名 }}</vt:lpwstr>'
        "</property></Properties>".encode(),
    )

    filled = fill(write_zip({**first, "docProps/custom.xml": custom}), VALUES)
    parts = stamp(filled.parts, Stamp("1"), "", filled.fresh)

    assert "水利局 &lt;本级&gt;" in parts["docProps/custom.xml"].decode()


def test_an_unknown_name_in_a_property_has_its_place() -> None:
    document = docx.Document()
    document.core_properties.title = "{{ 甲.没有 }}"

    assert faults(saved(document), VALUES).rows() == [("文档属性", "template.unknown-name")]


def test_text_boxes_are_filled_with_paragraphs_of_their_own() -> None:
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>{}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    inner = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in ("{% for x in [1, 2] %}", "{{ x }}{{ 甲.名 }}", "{% endfor %}")
    )
    filled = fill(with_body(template("外"), "<w:r><w:t>外", box.format(inner) + "<w:r><w:t>外"), VALUES)

    assert filled_lines(filled) == ["外", "1水利局 <本级>", "2水利局 <本级>"]
    assert structure(write_zip(filled.parts)) == []


def test_content_controls_are_filled_and_freed() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="{{ 甲.一 }}"/><w:showingPlcHdr/>'
        '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>{{ 甲.名 }}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    body = with_body(template("外"), "<w:r><w:t>外", control + "<w:r><w:t>外")

    filled = fill(body, VALUES)

    assert filled_lines(filled) == ["水利局 <本级>外"]
    assert b"dataBinding" not in filled.parts[BODY]
    assert b"showingPlcHdr" not in filled.parts[BODY]
    assert 'w:val="x y"' in filled.parts[BODY].decode()
    assert structure(write_zip(filled.parts)) == []


def _file(data: bytes) -> io.BytesIO:

    return io.BytesIO(data)
