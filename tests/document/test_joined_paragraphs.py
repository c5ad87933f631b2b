"""``{%- … -%}`` joins paragraphs and loses no text."""

from __future__ import annotations

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, filled_lines, lines, report, template, with_body

HOUSE = ("房子在", "{%- if 甲.城 -%}", "城里", "{%- else -%}", "乡下", "{%- endif -%}", "，我喜欢。")


@pytest.mark.parametrize(("town", "text"), [("x", "房子在城里，我喜欢。"), (None, "房子在乡下，我喜欢。")])
def test_the_paragraphs_around_become_one(town: str | None, text: str) -> None:
    assert lines("先", *HOUSE, "后", 甲={"城": town}) == ["先", text, "后"]


def test_one_side_only() -> None:
    assert lines("甲", "{%- if 1 %}乙{% endif %}", "丙") == ["甲乙", "丙"]
    assert lines("甲", "{% if 1 %}乙{% endif -%}", "丙") == ["甲", "乙丙"]


def test_text_beside_the_tag_is_kept() -> None:
    assert lines("甲", "留下 {%- if 1 %}乙{% endif -%} 也留", "丙") == ["甲留下 乙 也留丙"]


def test_the_look_of_the_first_paragraph_stays_and_bookmarks_stay_paired() -> None:
    data = template("甲", "{%- if 1 -%}", "乙{% endif %}")
    mark = '<w:bookmarkStart w:id="3" w:name="书签"/>'
    data = with_body(data, "<w:p><w:r><w:t>甲", '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>甲')
    data = with_body(data, "<w:p><w:r><w:t>{%-", f"<w:p>{mark}<w:r><w:t>{{%-")
    data = with_body(data, "{% endif %}</w:t></w:r>", '{% endif %}</w:t></w:r><w:bookmarkEnd w:id="3"/>')

    filled = fill(data, report())

    assert filled_lines(filled) == ["甲乙"]
    assert filled.parts[BODY].count(b"<w:pPr>") == 1
    assert structure(write_zip(filled.parts)) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{%- if 1 %}甲{% endif %}"],
        ["{%p if 1 %}", "{%- if 1 %}甲{% endif %}", "{%p endif %}"],
    ],
)
def test_where_no_paragraph_stands_beside_it_is_told(paragraphs: list[str]) -> None:
    found = faults(template(*paragraphs), report())

    assert [item.rule for item in found] == ["template.nothing-to-join"]
    assert found[0].place


def test_a_section_is_not_joined_away() -> None:
    data = template("甲", "{%- if 1 %}乙{% endif %}")
    data = with_body(data, "<w:p><w:r><w:t>甲", "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>甲")

    assert [item.rule for item in faults(data, report())] == ["template.nothing-to-join"]


def test_the_last_paragraph_has_none_behind_it() -> None:
    assert [item.rule for item in faults(template("{% if 1 %}甲{% endif -%}"), report())] == [
        "template.nothing-to-join"
    ]


def test_a_minus_sign_where_it_means_nothing_is_refused() -> None:
    for typed in ("{{+ 甲.城 }}", "{{-p 甲.城 }}", "{%-p if 1 %}", "{%+ if 1 %}"):
        rules = [item.rule for item in faults(template("甲", typed), report(甲={"城": "x"}))]
        assert "template.unsupported-tag" in rules


def test_a_minus_sign_of_a_value_takes_away_the_spaces_beside_it() -> None:
    assert lines(" 甲 {{- 甲.城 -}}  乙 ", ["丙 ", "{{- 甲.城 -}}", " 丁"], 甲={"城": "x"}) == [" 甲x乙 ", "丙 x 丁"]
    assert [item.place for item in faults(template("甲", " {{- 甲.无 -}}\n"), report(甲={"城": "x"}))] == ["正文第2段"]


def test_a_value_joined_to_text_breaks_lines_not_paragraphs() -> None:
    assert lines("甲", "{%- if 1 -%}", "{{ 甲.文 }}", "{%- endif %}", 甲={"文": "一\n二"}) == ["甲一\n二"]
