"""InlineImage in a document: a part of its own, related, typed, measured; no file that is no picture goes in."""

from __future__ import annotations

import re

import pytest

from selfeval.document import Filled, fill, structure
from selfeval.document.pictures import measured, size
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.relations import content_types
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Live
from tests.support.documents import BODY, faults, report, template, with_body
from tests.support.live import EMU, bmp, gif, jpeg, png


def picture(data: bytes, width: int | None = None, height: int | None = None, link: str = "") -> Live:
    return Live("InlineImage", data, width, height, link)


def filled(*paragraphs: str, header: str = "", **values: Live) -> Filled:
    made = fill(template(*paragraphs, header=header), report(甲=values))
    assert structure(write_zip(made.parts)) == []
    return made


def media(made: Filled) -> list[str]:
    return [name for name in sorted(made.parts) if "media/" in name]


def test_the_picture_is_a_part_with_relationship_and_content_type() -> None:
    made = filled("前{{ 甲.图 }}后", 图=picture(png()))

    assert media(made) == ["word/media/image1.png"]
    assert made.parts["word/media/image1.png"] == png()
    assert content_types(made.parts)["word/media/image1.png"] == "image/png"
    number = re.search('embed="(.*?)"', made.parts[BODY].decode())
    assert number is not None
    assert f'Id="{number[1]}"'.encode() in made.parts["word/_rels/document.xml.rels"]
    assert {"word/media/image1.png", "word/_rels/document.xml.rels", "[Content_Types].xml", BODY} <= made.fresh


def test_a_header_has_relationships_of_its_own_and_ids_apart() -> None:
    made = filled("{{ 甲.图 }}", header="{{ 甲.图 }}", 图=picture(png()))

    assert b'Target="media/image1.png"' in made.parts["word/_rels/header1.xml.rels"]
    assert len(media(made)) == 1


def test_each_turn_of_a_loop_has_an_id_of_its_own_and_one_part() -> None:
    made = filled(
        "{% for x in [1, 2, 3] %}{{ 甲.图 }}{% endfor %}", "{{ 甲.别 }}", 图=picture(png()), 别=picture(gif(5, 5))
    )

    ids = re.findall('docPr id="(.*?)"', made.parts[BODY].decode())
    assert len(ids) == len(set(ids)) == 4
    assert media(made) == ["word/media/image1.gif", "word/media/image1.png"]


def test_relationships_that_are_filled_themselves_keep_both() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    item = f'<Relationship Id="rId50" Type="{kind}" Target="https://x.cn/{{{{ 甲.文 }}}}" TargetMode="External"/>'
    name = "word/_rels/document.xml.rels"
    parts = dict(unpack(template("{{ 甲.图 }}"), ".docx"))
    parts[name] = parts[name].replace(b"</Relationships>", f"{item}</Relationships>".encode())
    made = fill(write_zip(parts), report(甲={"图": picture(png()), "文": "页"}))

    assert "https://x.cn/页".encode() in made.parts[name]
    assert b"media/image1.png" in made.parts[name]


@pytest.mark.parametrize("tag", ["", "{{ 甲.文 }}"])
def test_a_drawing_of_another_part_keeps_its_id(tag: str) -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="图"/></wp:inline></w:drawing></w:r>'
    )
    data = with_body(template("甲" + tag, header="{{ 甲.图 }}"), "<w:r><w:t>甲", drawing + "<w:r><w:t>甲")
    made = fill(data, report(甲={"图": picture(png()), "文": "x"}))

    assert structure(write_zip(made.parts)) == []
    assert b'docPr id="1"' in made.parts[BODY]


def test_it_leads_to_an_address() -> None:
    made = filled("{{ 甲.图 }}", 图=picture(png(), link="https://a.cn/x y"))

    assert b'Target="https://a.cn/x%20y" TargetMode="External"' in made.parts["word/_rels/document.xml.rels"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(72, 36), (EMU, EMU // 2)),
        (png(72, 36, dots_a_metre=3937), (72 * EMU // 100, 36 * EMU // 100)),
        (jpeg(300, 600), (EMU, 2 * EMU)),
        (gif(72, 144), (EMU, 2 * EMU)),
        (bmp(96, 48), (EMU, EMU // 2)),
    ],
)
def test_its_own_size_goes_where_none_is_asked(data: bytes, expected: tuple[int, int]) -> None:
    assert size(measured(data), None, None) == expected


def test_one_side_follows_the_other() -> None:
    found = measured(png(20, 10))

    assert size(found, 1000, None) == (1000, 500)
    assert size(found, None, 1000) == (2000, 1000)
    assert size(found, 7, 9) == (7, 9)


def test_a_photo_wider_than_word_shows_is_made_smaller() -> None:
    assert size(measured(jpeg(30_000, 3_000)), None, None) == (22 * EMU, 22 * EMU // 10)


@pytest.mark.parametrize(
    "wrong",
    [
        picture(b""),
        picture(b"<svg/>"),
        picture(b"%PDF-1.4"),
        picture(b"MZ\x90\0" + png()),
        picture(png()[:20]),
        picture(jpeg(10, 10)[:22]),
        picture(gif(0, 5)),
        picture(gif(60_000, 60_000)),
        picture(png(), width=-1),
        picture(png(), width=100 * EMU),
        picture(png(), width=0),
    ],
)
def test_what_is_no_picture_of_a_usual_size_is_refused(wrong: Live) -> None:
    found = faults(template("前", "{{ 甲.图 }}"), report(甲={"图": wrong}))

    assert found.rows() == [("正文第2段", "fill.picture")]
    assert found[0].details["name"] == "甲.图"


def test_the_link_of_a_picture_may_not_run_anything() -> None:
    found = faults(template("{{ 甲.图 }}"), report(甲={"图": picture(png(), link="javascript:x")}))

    assert found.rows() == [("正文第1段", "fill.picture")]
