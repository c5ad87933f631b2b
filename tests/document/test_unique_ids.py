"""What a loop repeats has ids and names of its own, and ranges stay paired."""

from __future__ import annotations

import re

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, filled_lines, report, template, with_body

WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
DRAWING = f'<w:r><w:drawing><wp:inline {WP}><wp:docPr id="7" name="图"/></wp:inline></w:drawing></w:r>'
LOOP = ("{%p for x in [1, 2, 3] %}", "甲{{ x }}", "{%p endfor %}")
COMMENT = ('<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')


def start(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def body(data: bytes) -> str:
    parts = fill(data, report()).parts
    assert structure(write_zip(parts)) == []
    return parts[BODY].decode()


def around(before: str, after: str, *, paragraphs: tuple[str, ...] = LOOP) -> bytes:
    """The template with this before and behind the run that the loop repeats."""
    run = "<w:r><w:t>甲{{ x }}</w:t></w:r>"
    return with_body(template(*paragraphs, "尾"), run, before + run + after)


def names(text: str) -> list[str]:
    return re.findall(r'bookmarkStart w:id="\d+" w:name="([^"]*)"', text)


def test_drawings_in_a_loop_have_ids_of_their_own() -> None:
    text = body(with_body(around(DRAWING, ""), "<w:r><w:t>尾", DRAWING.replace('"7"', '"9"') + "<w:r><w:t>尾"))

    assert re.findall(r'docPr id="(\d+)"', text) == ["7", "10", "11", "9"]


def test_drawings_of_other_parts_are_not_repeated() -> None:
    base = dict(
        unpack(with_body(template(*LOOP, header="页眉"), "<w:r><w:t>甲{{", DRAWING + "<w:r><w:t>甲{{"), ".docx")
    )
    part = base["word/header1.xml"].replace(b"<w:r>", DRAWING.encode() + b"<w:r>", 1)
    parts = fill(write_zip({**base, "word/header1.xml": part}), report()).parts

    assert structure(write_zip(parts)) == []


def test_bookmarks_are_paired_anew_in_each_turn() -> None:
    text = body(around(start(4, "书签"), end(4)))

    assert re.findall(r'bookmark(?:Start|End) w:id="(\d+)"', text) == ["4", "4", "5", "5", "6", "6"]
    assert names(text) == ["书签", "书签_2", "书签_3"]


def test_names_stay_within_forty_characters_and_apart() -> None:
    long = "名" * 40
    text = body(
        with_body(around(start(1, long), end(1)), "<w:r><w:t>尾", start(2, "名" * 38 + "_2") + end(2) + "<w:r><w:t>尾")
    )

    found = names(text)
    assert len(set(found)) == len(found) == 4
    assert all(len(name) <= 40 for name in found)
    assert found[0] == long


def test_nested_bookmarks_and_loops() -> None:
    data = around(
        start(1, "外") + start(2, "内"), end(2) + end(1), paragraphs=("{%p for y in [1, 2] %}", *LOOP, "{%p endfor %}")
    )

    assert len(set(names(body(data)))) == 12


@pytest.mark.parametrize(
    ("before", "after"), [(start(1, "a"), ""), ("", end(1))], ids=["begins in the loop", "ends in the loop"]
)
def test_a_bookmark_over_the_edge_of_a_loop_stays_one(before: str, after: str) -> None:
    data = around(before, after)
    data = (
        with_body(data, "<w:r><w:t>尾", "<w:r><w:t>尾</w:t></w:r>" + end(1) + "<w:r><w:t>")
        if before
        else with_body(data, "<w:body>", "<w:body><w:p>" + start(1, "a") + "</w:p>")
    )

    assert names(body(data)) == ["a"]


def test_a_bookmark_of_which_a_condition_took_one_end_is_closed() -> None:
    data = with_body(
        template("头", "{%p if 0 %}", "藏", "{%p endif %}"), "<w:r><w:t>头", start(1, "a") + "<w:r><w:t>头"
    )
    data = with_body(data, "<w:r><w:t>藏</w:t></w:r>", "<w:r><w:t>藏</w:t></w:r>" + end(1))

    assert names(body(data)) == ["a"]
    assert "bookmarkEnd" in body(data)


def test_a_comment_stays_at_its_first_place() -> None:
    text = body(around(*COMMENT))

    assert text.count("commentReference") == text.count("commentRangeStart") == text.count("commentRangeEnd") == 1


def test_content_controls_have_no_id_twice() -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    run = "<w:r><w:t>甲{{ x }}</w:t></w:r>"
    data = with_body(template(*LOOP), run, control.format(run))

    assert body(data).count('<w:id w:val="5"/>') == 1
    assert filled_lines(fill(data, report())) == ["甲1", "甲2", "甲3"]


def test_a_value_of_many_paragraphs_does_not_double_the_bookmark_around_it() -> None:
    run = "<w:r><w:t>{{ 甲.文 }}</w:t></w:r>"
    data = with_body(template("{{ 甲.文 }}"), run, start(1, "a") + run + end(1))
    parts = fill(data, report(甲={"文": "一\n二"})).parts

    assert structure(write_zip(parts)) == []


def test_a_value_in_a_name_that_is_repeated_is_no_fault() -> None:
    assert names(body(around(start(1, "{{ '书签' }}"), end(1)))) == ["书签", "书签_2", "书签_3"]


def test_text_boxes_of_the_older_kind_have_ids_of_their_own_and_one_definition() -> None:
    vml = "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"
    box = (
        f"<w:r><w:object {vml}><v:shapetype id='t202'/><v:shape id='s1' type='#t202'/>"
        "<o:OLEObject ShapeID='s1'/></w:object></w:r>"
    )
    text = body(around(box, ""))

    assert re.findall(r'shape id="(\w+)" type="#t202"', text) == ["s1", "s1_2", "s1_3"]
    assert re.findall(r'ShapeID="(\w+)"', text) == ["s1", "s1_2", "s1_3"]
    assert text.count("<v:shapetype ") == 1


def test_tracked_changes_have_ids_of_their_own() -> None:
    text = body(around('<w:ins w:id="4" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>', ""))

    assert re.findall(r'w:ins w:id="(\d+)"', text) == ["4", "5", "6"]
