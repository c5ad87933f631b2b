"""A document carried over into another: its content whole, nothing of it clashing with what is there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.section import WD_SECTION

from selfeval.document import Filled, fill, structure
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Live
from tests.support.documents import BODY, faults, filled_lines, report, saved, template, with_body, with_parts
from tests.support.live import guest, guest_bytes, png

GUEST_LINES = ["附件标题", "自己的样式", "第一项", "第二项", "", "格", ""]


def placed(data: bytes, host: bytes | None = None) -> Filled:
    made = fill(host or template("前", "{{p 甲.附 }}", "后"), report(甲={"附": Live("Subdoc", data)}))
    assert structure(write_zip(made.parts)) == []
    return made


def text_in(made: Filled, part: str = BODY) -> str:
    return made.parts[part].decode()


def test_the_content_stands_in_the_place_of_the_paragraph() -> None:
    assert filled_lines(placed(guest_bytes())) == ["前", *GUEST_LINES, "后"]


def test_a_style_of_the_same_name_is_that_of_the_document_and_others_come_along() -> None:
    made = placed(guest_bytes())

    assert text_in(made, "word/styles.xml").count('w:val="我的样式"') == 1
    assert text_in(made, "word/styles.xml").count('w:val="heading 1"') == 1
    styles = re.findall('pStyle w:val="(.*?)"', text_in(made))
    assert styles[0] == "Heading1"


def test_an_id_taken_by_another_style_is_given_anew() -> None:
    document = docx.Document()
    document.add_paragraph("文", style=document.styles.add_style("客", 1))
    with_id = saved(document).replace(b"", b"")
    parts = {
        name: data.replace('w:styleId="客"'.encode(), b'w:styleId="Heading1"').replace(
            'w:val="客"/></w:pPr>'.encode(), b'w:val="Heading1"/></w:pPr>'
        )
        for name, data in unpack(with_id, ".docx").items()
    }
    parts["word/styles.xml"] = re.sub(
        rb'<w:style [^>]*w:styleId="Heading1">\s*<w:name w:val="heading 1"/>.*?</w:style>',
        b"",
        parts["word/styles.xml"],
        flags=re.DOTALL,
    )
    made = placed(write_zip(parts))

    assert re.findall('pStyle w:val="(.*?)"', text_in(made)) == ["Heading12"]
    assert re.search('w:styleId="Heading12"[^>]*>\\s*<w:name w:val="客"/>', text_in(made, "word/styles.xml"))


def test_lists_count_by_themselves_each_time() -> None:
    host = template("{%p for x in [1, 2] %}", "{{p 甲.附 }}", "{%p endfor %}")
    made = placed(guest_bytes(), host)

    numbers = re.findall('numId w:val="(.*?)"', text_in(made))
    assert len(numbers) == 4
    assert len(set(numbers)) == 2
    known = re.findall('<w:num [^>]*w:numId="(.*?)"', text_in(made, "word/numbering.xml"))
    assert set(numbers) <= set(known)
    assert len(known) == len(set(known))


def test_a_document_without_lists_gets_them() -> None:
    host = template("{{p 甲.附 }}")
    parts = unpack(host, ".docx")
    relations = re.sub(rb'<Relationship [^>]*numbering.xml"/>', b"", parts["word/_rels/document.xml.rels"])
    types = re.sub(rb"<Override [^>]*numbering[^>]*/>", b"", parts["[Content_Types].xml"])
    left = {**parts, "word/_rels/document.xml.rels": relations, "[Content_Types].xml": types}
    del left["word/numbering.xml"]
    made = placed(guest_bytes(), write_zip(left))

    assert b"numbering.xml" in made.parts["word/_rels/document.xml.rels"]
    assert "abstractNum" in text_in(made, "word/numbering.xml")


def test_pictures_come_along_once() -> None:
    made = placed(guest_bytes(), template("{{p 甲.附 }}", "{{p 甲.附 }}"))

    assert [name for name in made.parts if "media/" in name] == ["word/media/image1.png"]
    assert text_in(made, "word/_rels/document.xml.rels").count("media/image1.png") == 1


def test_bookmarks_stay_paired_where_one_of_the_document_stands_around() -> None:
    document = docx.Document()
    document.add_paragraph("甲")
    inside = with_body(saved(document), "<w:r>", '<w:bookmarkStart w:id="0" w:name="乙"/><w:r>')
    inside = with_body(inside, "</w:r>", '</w:r><w:bookmarkEnd w:id="0"/>')
    host = with_body(
        template("前", "{{p 甲.附 }}", "后"), "<w:r><w:t>前", '<w:bookmarkStart w:id="0" w:name="甲"/><w:r><w:t>前'
    )
    host = with_body(host, "后</w:t></w:r>", '后</w:t></w:r><w:bookmarkEnd w:id="0"/>')
    text = text_in(placed(inside, host))

    assert re.findall(r'bookmark(Start|End) w:id="(\d+)"', text) == [
        ("Start", "0"),
        ("Start", "1"),
        ("End", "1"),
        ("End", "0"),
    ]


def test_two_tables_stay_two() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "客"
    host = template("{{p 甲.附 }}", table=[["主"]])

    assert "</w:tbl><w:tbl>" not in text_in(placed(saved(document), host))


def test_it_stands_in_a_cell_and_in_a_header() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "客"
    made = placed(saved(document), template("前", table=[["{{p 甲.附 }}"]], header="{{p 甲.附 }}"))

    assert filled_lines(made, "word/header1.xml")[:1] == ["客"]


def test_a_chart_comes_with_its_workbook() -> None:
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    parts = dict(unpack(guest_bytes(), ".docx"))
    drawing = f'<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="3" name="图"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="{chart}"><c:chart xmlns:c="{chart}" xmlns:r="{rels}" r:id="rId77"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    parts[BODY] = parts[BODY].replace(b"<w:t>\xe9\x99\x84", drawing.encode() + b"<w:t>\xe9\x99\x84", 1)
    item = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", (item.format("rId77", rels, "chart", "charts/chart1.xml") + "</Relationships>").encode()
    )
    parts["word/charts/chart1.xml"] = (
        f'<c:chartSpace xmlns:c="{chart}" xmlns:r="{rels}"><c:externalData r:id="rId9"/></c:chartSpace>'.encode()
    )
    parts["word/charts/_rels/chart1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + item.format("rId9", rels, "package", "../embeddings/book1.xlsx")
        + "</Relationships>"
    ).encode()
    parts["word/embeddings/book1.xlsx"] = b"PK"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
        b'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>',
    )
    made = placed(write_zip(parts))

    assert made.parts["word/embeddings/book1.xlsx"] == b"PK"
    assert b'Target="../embeddings/book1.xlsx"' in made.parts["word/charts/_rels/chart1.xml.rels"]
    assert b"charts/chart1.xml" in made.parts["word/_rels/document.xml.rels"]


def with_section(document: Any) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("后一节")


def changed(change: Callable[[Any], object]) -> bytes:
    document = guest()
    change(document)
    return saved(document)


def in_body(xml: str) -> bytes:
    return with_body(guest_bytes(), "<w:t>附件标题</w:t>", xml + "<w:t>附件标题</w:t>")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed(with_section), "分节符"),
        (in_body('<w:footnoteReference w:id="2"/>'), "脚注"),
        (in_body('<w:commentReference w:id="2"/>'), "批注"),
        (in_body("<w:object/>"), "嵌入的对象"),
        (in_body('<w:instrText>INCLUDETEXT "c:\\x"</w:instrText>'), "INCLUDETEXT"),
        (with_parts(guest_bytes(), word__vbaProject_dot_bin=b"x"), "宏"),
        (
            in_body(
                '<w:drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId99"/>'
            ),
            "rId99",
        ),
        (b"no zip", ".docx"),
        (b"", ".docx"),
    ],
)
def test_what_cannot_be_carried_whole_and_safe_is_refused(data: bytes, reason: str) -> None:
    found = faults(template("前", "{{p 甲.附 }}"), report(甲={"附": Live("Subdoc", data)}))

    assert found.rows() == [("正文第2段", "fill.carried")]
    assert reason in found[0].message("zh") or reason == ".docx"


def test_a_picture_from_elsewhere_is_refused() -> None:
    parts = dict(unpack(guest_bytes(), ".docx"))
    name = "word/_rels/document.xml.rels"
    parts[name] = re.sub(
        rb'Target="media/image1.png"', b'Target="https://x.cn/a.png" TargetMode="External"', parts[name]
    )

    found = faults(template("{{p 甲.附 }}"), report(甲={"附": Live("Subdoc", write_zip(parts))}))

    assert found.rows() == [("正文第1段", "fill.carried")]


def test_it_needs_a_paragraph_of_its_own() -> None:
    found = faults(template("前{{ 甲.附 }}"), report(甲={"附": Live("Subdoc", guest_bytes())}))

    assert found.rows() == [("正文第1段", "fill.live-paragraph")]


def test_its_braces_are_text() -> None:
    document = docx.Document()
    document.add_paragraph("{{ 甲.无 }}")

    assert filled_lines(placed(saved(document))) == ["前", "{{ 甲.无 }}", "后"]


def test_a_text_box_keeps_the_prefix_it_requires() -> None:
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback/></mc:AlternateContent>'
    )
    data = in_body(box)
    body = unpack(data, ".docx")[BODY].decode()
    space = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    host = template("{{p 甲.附 }}")
    host_body = unpack(host, ".docx")[BODY].decode().replace(f' xmlns:wps="{space}"', "").replace("wps", "")
    assert space in body

    made = placed(data, with_parts(host, word__document_dot_xml=host_body.encode()))

    assert re.search(f'<w:p [^>]*xmlns:wps="{space}".*Requires="wps"', text_in(made))


def test_the_same_document_gives_the_same_parts() -> None:
    assert placed(guest_bytes()).parts == placed(guest_bytes()).parts


def test_a_picture_beside_it_has_an_id_of_its_own() -> None:
    host = template("{{ 甲.图 }}", "{{p 甲.附 }}", "{{ 甲.图 }}")
    image = Live("InlineImage", png())
    made = fill(host, report(甲={"附": Live("Subdoc", guest_bytes()), "图": image}))

    assert structure(write_zip(made.parts)) == []
    assert len([name for name in made.parts if "media/" in name]) == 2
    assert io.BytesIO(made.parts["word/media/image1.png"]).read(4) == b"\x89PNG"


def test_what_an_older_program_may_ignore_is_named_by_the_prefix_in_force() -> None:
    space, other = "http://schemas.microsoft.com/office/word/2023/wordml/word16du", "http://x.cn/other"
    data = in_body("")
    body = unpack(data, ".docx")[BODY].decode()
    body = body.replace('mc:Ignorable="w14 wp14"', f'mc:Ignorable="w14 wp14 du" xmlns:du="{space}"')
    body = body.replace("<w:r><w:t>附件标题", '<w:r du:dateUtc="x"><w:t>附件标题')
    host = with_body(template("{{p 甲.附 }}"), "<w:body>", f'<w:body xmlns:du="{other}" xmlns:neu="{space}">')

    text = text_in(placed(with_parts(data, word__document_dot_xml=body.encode()), host))

    assert re.search(
        '<w:p [^>]*mc:Ignorable="neu"><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r neu:dateUtc="x">', text
    )
    assert text.count("Ignorable") == 2


def test_text_that_is_joined_to_its_paragraph_is_not_lost() -> None:
    data = template("{{p 甲.附 }}", "{%- if 1 %}后文{% endif %}")

    found = faults(data, report(甲={"附": Live("Subdoc", guest_bytes())}))

    assert found.rows() == [("正文第1段", "fill.live-paragraph")]
