"""Numbered lists, bookmarks and the ids of paragraphs in what a loop repeats."""

from __future__ import annotations

import re

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Live
from tests.support.documents import BODY, report, template, with_body, with_parts
from tests.support.live import guest_bytes

NUMBERING = "word/numbering.xml"
LOOP, END = "{%p for x in [1, 2, 3] %}", "{%p endfor %}"
INNER = "{%p for y in [1, 2] %}"


def listed(*paragraphs: str, kind: str = "decimal") -> bytes:
    """A template whose paragraphs 「N#text」 are items of list 90, on level N."""
    data = template(*(text.partition("#")[2] or text for text in paragraphs))
    for text in dict.fromkeys(paragraphs):
        level, _, shown = text.partition("#")
        if shown:
            item = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
            data = with_body(data, f"<w:p><w:r><w:t>{shown}", f"<w:p>{item}<w:r><w:t>{shown}")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{level + 1}"/><w:numFmt w:val="{kind}"/></w:lvl>' for level in (0, 1)
    )
    old = unpack(data, ".docx")[NUMBERING].decode()
    shape = f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'
    new = re.sub(r"<w:num ", shape + "<w:num ", old, count=1)
    new = new.replace("</w:numbering>", '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num></w:numbering>')
    return with_parts(data, word__numbering_dot_xml=new.encode())


def lists(data: bytes) -> list[str]:
    """The list of each numbered paragraph, in order."""
    parts = fill(data, report(甲={"文": "一\n二"})).parts
    assert structure(write_zip(parts)) == []
    return re.findall(r'<w:numId w:val="(\d+)"/>', parts[BODY].decode())


def test_a_list_within_a_loop_starts_anew_in_each_turn() -> None:
    assert lists(listed(LOOP, "题", "0#甲", "0#乙", END)) == ["90", "90", "91", "91", "92", "92"]


def test_the_one_item_a_loop_repeats_counts_on() -> None:
    assert lists(listed(LOOP, "0#甲", END)) == ["90"] * 3


def test_the_items_of_an_inner_loop_start_anew_with_the_outer_one() -> None:
    assert lists(listed(LOOP, "题", INNER, "0#甲", END, END)) == ["90", "90", "91", "91", "92", "92"]


def test_a_list_that_goes_on_outside_the_loop_counts_on() -> None:
    assert lists(listed("0#首", LOOP, "0#甲", "0#乙", END)) == ["90"] * 7


def test_levels_below_start_anew_by_themselves() -> None:
    assert lists(listed(LOOP, "0#题", INNER, "1#甲", END, END)) == ["90"] * 9


def test_items_of_branches_are_one_item() -> None:
    assert lists(listed(LOOP, "{%p if x == 1 %}", "0#甲", "{%p else %}", "0#乙", "{%p endif %}", END)) == ["90"] * 3


def test_bullets_are_left_alone() -> None:
    assert lists(listed(LOOP, "0#甲", "0#乙", END, kind="bullet")) == ["90"] * 6


def test_a_new_paragraph_of_a_value_stays_in_the_list_of_its_turn() -> None:
    data = listed(LOOP, "题", "0#{{ 甲.文 }}", "0#乙", END)

    assert lists(data) == ["90"] * 3 + ["91"] * 3 + ["92"] * 3


def test_a_list_begun_anew_is_a_copy_that_starts_where_the_list_starts() -> None:
    filled = fill(listed(LOOP, "0#甲", "0#乙", END), report())
    made = re.findall(r'<w:num w:numId="9[1-9]">.*?</w:num>', filled.parts[NUMBERING].decode())

    assert len(made) == 2
    assert '<w:abstractNumId w:val="90"/>' in made[0]
    assert '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' in made[0]
    assert '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="2"/></w:lvlOverride>' in made[0]
    assert NUMBERING in filled.fresh


def test_lists_of_documents_carried_over_have_other_numbers() -> None:
    data = listed("{{p 甲.附 }}", LOOP, "0#甲", "0#乙", END, "{{p 甲.附 }}")
    filled = fill(data, report(甲={"附": Live("Subdoc", guest_bytes())}))
    known = re.findall(r'<w:num [^>]*?w:numId="(\d+)"', filled.parts[NUMBERING].decode())
    used = re.findall(r'<w:numId w:val="(\d+)"/>', filled.parts[BODY].decode())

    assert len(set(known)) == len(known)
    assert set(used) <= set(known)
    assert used.count("90") == used.count("91") == used.count("92") == 2


def test_the_lists_of_a_template_without_such_loops_stay_as_they_are() -> None:
    data = listed("0#甲", "{{ 1 }}")

    assert fill(data, report()).parts[NUMBERING] == unpack(data, ".docx")[NUMBERING]


MARK = '<w:bookmarkStart w:id="4" w:name="书签"/>{}<w:bookmarkEnd w:id="4"/>'
RUN = "<w:r><w:t>甲{{ x }}</w:t></w:r>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF 书签 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    "reference",
    [
        '<w:hyperlink w:anchor="书签"><w:r><w:t>见</w:t></w:r></w:hyperlink>',
        FIELD,
        '<w:fldSimple w:instr="PAGEREF 书签"/>',
    ],
)
def test_a_reference_leads_to_the_bookmark_of_its_turn(reference: str) -> None:
    data = template(LOOP, "先", "甲{{ x }}", END, "后")
    data = with_body(data, RUN, MARK.format(RUN))
    for word in ("先", "后"):
        data = with_body(data, f"<w:r><w:t>{word}", f"{reference}<w:r><w:t>{word}")

    parts = fill(data, report()).parts
    text = parts[BODY].decode()

    assert structure(write_zip(parts)) == []
    assert re.findall(r'w:name="([^"]*)"', text) == ["书签", "书签_2", "书签_3"]
    assert re.findall(r'(?:REF |anchor=")(书签\w*)', text) == ["书签", "书签_2", "书签_3", "书签"]


def test_a_reference_from_an_inner_loop_leads_to_the_turn_of_the_outer_one() -> None:
    link = '<w:hyperlink w:anchor="书签"><w:r><w:t>见</w:t></w:r></w:hyperlink>'
    data = with_body(template(LOOP, "甲{{ x }}", INNER, "内", END, END), RUN, MARK.format(RUN))
    data = with_body(data, "<w:r><w:t>内", link + "<w:r><w:t>内")

    text = fill(data, report()).parts[BODY].decode()

    assert re.findall(r'anchor="(书签\w*)', text) == ["书签"] * 2 + ["书签_2"] * 2 + ["书签_3"] * 2


def test_a_name_that_stands_already_is_not_given_again() -> None:
    link = '<w:hyperlink w:anchor="书签"/>'
    data = with_body(template(LOOP, "甲{{ x }}", END, "尾"), RUN, link + MARK.format(RUN))
    other = '<w:bookmarkStart w:id="9" w:name="书签_2"/><w:bookmarkEnd w:id="9"/>'
    parts = fill(with_body(data, "<w:r><w:t>尾", other + "<w:r><w:t>尾"), report()).parts
    text = parts[BODY].decode()

    assert structure(write_zip(parts)) == []
    anchors = re.findall(r'anchor="([^"]*)"', text)
    assert anchors == re.findall(r'w:name="([^"]*)"', text)[:3]
    assert len(set(anchors)) == 3


def test_ids_of_paragraphs_stay_only_where_nothing_repeats_them() -> None:
    data = template("头", LOOP, "甲{{ x }}", END)
    named = (
        '<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="{}" w14:textId="77777777">'
    )
    data = with_body(data, "<w:p><w:r><w:t>头", named.format("1A") + "<w:r><w:t>头")
    data = with_body(data, f"<w:p>{RUN}", named.format("1B") + RUN)

    assert re.findall(r'w14:paraId="(\w+)"', fill(data, report()).parts[BODY].decode()) == ["1A"]


def test_properties_out_of_order_are_put_right() -> None:
    look = '<w:rPr><w:sz w:val="32"/><w:b/><w:rFonts w:ascii="Arial"/></w:rPr>'
    data = with_body(template("{{ 1 }}"), "<w:r><w:t>{{", f"<w:r>{look}<w:t>{{{{")
    assert [item.rule for item in structure(data)] == ["structure.order"]

    parts = fill(data, report()).parts

    assert structure(write_zip(parts)) == []
    assert re.findall(r"<w:(\w+)", re.findall(r"<w:rPr>(.*?)</w:rPr>", parts[BODY].decode())[0]) == [
        "rFonts",
        "b",
        "sz",
    ]
