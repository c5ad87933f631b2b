"""``{{r }}`` and ``{{p }}``: read as docxtpl means them, and nothing beside them is lost."""

from __future__ import annotations

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import faults, filled_lines, lines, report, template, with_body


def test_a_plain_value_is_printed_in_the_look_of_its_run() -> None:
    data = with_body(template("甲{{r 甲.文 }}乙"), "<w:r><w:t>甲", "<w:r><w:rPr><w:b/></w:rPr><w:t>甲")
    filled = fill(data, report(甲={"文": "x<y>"}))

    assert filled_lines(filled) == ["甲x<y>乙"]
    assert filled.parts["word/document.xml"].count(b"<w:b/>") == 1


def test_a_plain_value_takes_the_paragraph() -> None:
    assert lines("前", "{{p 甲.文 }}", "后", 甲={"文": ["一", "二"]}) == ["前", "一", "二", "后"]


def test_a_blank_value_takes_its_paragraph_away() -> None:
    assert lines("前", "{{p 甲.空 }}", "后", 甲={"空": None}) == ["前", "后"]


def test_a_cell_whose_only_paragraph_goes_keeps_one() -> None:
    filled = fill(template("前", table=[["{{p 甲.空 }}", "右"]]), report(甲={"空": None}))

    assert structure(write_zip(filled.parts)) == []
    assert filled_lines(filled) == ["前", "", "右"]


@pytest.mark.parametrize("text", ["留下 {{p 甲.文 }}", "{{p 甲.文 }} 留下", "{{ 甲.文 }}{{p 甲.文 }}"])
def test_text_beside_a_paragraph_tag_is_refused(text: str) -> None:
    found = faults(template("前", text), report(甲={"文": "x"}))

    assert found.rows() == [("正文第2段", "template.text-beside-tag")]
    assert found[0].details["beside"] in {"留下", "{{ 甲.文 }}"}


@pytest.mark.parametrize(
    ("tag", "rule"), [("{{tr 甲.文 }}", "template.unsupported-tag"), ("{{r 甲.无 }}", "template.unknown-name")]
)
def test_other_levels_and_unknown_names_are_refused(tag: str, rule: str) -> None:
    assert faults(template(tag), report(甲={"文": "x"})).rows() == [("正文第1段", rule)]


def test_an_unknown_name_is_marked_or_left_out_with_its_paragraph() -> None:
    def filled(undefined: str) -> list[str]:
        return filled_lines(fill(template("前", "{{p 甲.无 }}"), report(甲={"文": "x"}), undefined=undefined))  # type: ignore[arg-type]

    assert filled("mark") == ["前", "〔待填：甲.无〕"]
    assert filled("blank") == ["前"]


def test_the_tags_work_in_a_header() -> None:
    filled = fill(template("正文", header="页眉{{r 甲.文 }}"), report(甲={"文": "x"}))

    assert filled_lines(filled, "word/header1.xml") == ["页眉x"]
