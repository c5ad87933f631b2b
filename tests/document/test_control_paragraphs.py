"""A paragraph of nothing but block tags leaves no empty paragraph behind."""

from __future__ import annotations

import docx
import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import (
    BODY,
    faults,
    filled_lines,
    filled_text,
    lines,
    report,
    saved,
    template,
    with_body,
)

ROWS = [{"名": "甲"}, {"名": "乙"}]


def test_blocks_in_paragraphs_of_their_own_are_read_as_with_p() -> None:
    assert lines("{% if 1 %}", "印", "{% else %}", "藏", "{% endif %}", "后") == ["印", "后"]
    assert lines("{% for 项 in 表 %}", "{{ 项.名 }}", "{% endfor %}", 表=ROWS) == ["甲", "乙"]
    assert lines("{% set x = 3 %}", "{{ x }}") == ["3"]


def test_several_tags_of_one_paragraph_go_together() -> None:
    assert lines("{% for 项 in 表 %}{% if 1 %}", "{{ 项.名 }}", "{% endif %}{% endfor %}", 表=ROWS) == ["甲", "乙"]


def test_a_block_with_a_tag_beside_text_stays_in_its_paragraph() -> None:
    assert lines("{% if 1 %}", "印{% endif %}") == ["", "印"]
    assert lines("{% if 1 %}{% for 项 in 表 %}", "{{ 项.名 }}", "{% endfor %}", "后{% endif %}", 表=ROWS) == [
        *("", "甲", "", "乙", "", "后")
    ]


def test_blocks_split_over_runs_too() -> None:
    assert lines(["{% i", "f 1 %", "}"], "印", ["{%", " endif %}"]) == ["印"]


def test_blocks_that_are_not_whole_are_told_as_before() -> None:
    assert [item.rule for item in faults(template("{% if 1 %}", "印"), report())] == ["template.unclosed-block"]
    assert [item.rule for item in faults(template("{%p if 1 %}", "x{% endif %}"), report())] == [
        "template.crossed-block"
    ]


@pytest.mark.parametrize(
    ("opening", "ending"), [("{%p if 甲.有 %}", "{% endif %}"), ("{% if 甲.有 %}", "{%p endif %}")]
)
def test_p_and_plain_tags_of_one_block_may_be_mixed(opening: str, ending: str) -> None:
    for value, printed in (("x", ["前", "印", "后"]), (None, ["前", "另", "后"])):
        assert lines("前", opening, "印", "{% else %}", "另", ending, "后", 甲={"有": value}) == printed


@pytest.mark.parametrize("tags", [("{%tr if 1 %}", "{% endif %}"), ("{% if 1 %}", "{%tr endif %}")])
def test_a_row_tag_mixed_with_a_plain_one_is_told(tags: tuple[str, str]) -> None:
    found = faults(template(table=[[tags[0]], ["印"], [tags[1]]]), report())

    assert found.rows() == [("正文表1第3行第1列", "template.crossed-block")]


def test_comments_block_sets_and_values_set_leave_no_paragraph() -> None:
    typed = ("{# 说明 #}", "{% set 句 %}共{{ 甲.数 }}人{% endset %}", "{% set 数 = 3 %}{# 又 #} ", "{{ 句 }}{{ 数 }}")

    assert lines("前", *typed, 甲={"数": 2}) == ["前", "共2人3"]


def test_a_block_set_over_runs_within_a_condition_leaves_no_paragraph() -> None:
    runs = ["{% if 1 %} {% set 句 %}甲", "乙", "{% endset %}{% set n = 1 %}"]

    assert lines(runs, "印", "{% endif %}", "{{ 句 }}{{ n }}") == ["印", "甲乙1"]


def test_a_comment_beside_text_stays_where_it_is() -> None:
    assert lines("甲{# 说明 #}乙", "{# 说明 #}{{ '' }}") == ["甲乙", ""]


def test_p_and_plain_tags_of_one_block_agree_in_paragraphs_of_their_own() -> None:
    assert lines("{%p if 1 %}", "印", "{%p endif %}", "{% if 0 %}", "藏", "{% endif %}") == ["印"]


def test_a_cell_a_header_and_a_text_box_keep_a_paragraph() -> None:
    data = template("甲", header="{% set x = 1 %}", table=[["{% set x = 1 %}", "x"]])
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r>"
        "<w:t>{% set y = 1 %}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    data = with_body(data, "<w:r><w:t>甲", box + "<w:r><w:t>甲")

    filled = fill(data, report())

    assert structure(write_zip(filled.parts)) == []
    assert filled_text(filled, "word/header1.xml") == ""
    assert filled.parts["word/header1.xml"].count(b"<w:p/>") == 1
    assert b"<w:txbxContent><w:p/></w:txbxContent>" in filled.parts[BODY]


@pytest.mark.parametrize("kept", ["<w:pPr><w:sectPr/></w:pPr>", '<w:r><w:br w:type="page"/></w:r>'])
def test_a_paragraph_with_a_break_stays(kept: str) -> None:
    data = with_body(template("{% set x = 1 %}", "后"), "<w:p><w:r><w:t>{%", f"<w:p>{kept}<w:r><w:t>{{%")

    assert len(filled_lines(fill(data, report()))) == 2


def test_tables_do_not_run_together() -> None:
    document = docx.Document()
    document.add_paragraph("{% for x in [1, 2] %}")
    document.add_table(1, 1).cell(0, 0).text = "{{ x }}"
    document.add_paragraph("{% endfor %}")
    document.add_table(1, 1).cell(0, 0).text = "末"
    filled = fill(saved(document), report())

    assert b"</w:tbl><w:tbl>" not in filled.parts[BODY]
    assert structure(write_zip(filled.parts)) == []


@pytest.mark.parametrize(("shown", "between"), [(1, "间"), (0, "")])
def test_tables_stay_apart_where_what_stood_between_has_gone(shown: int, between: str) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "首"
    for text in (f"{{%p if {shown} %}}", "间", "{%p endif %}"):
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "末"

    assert filled_lines(fill(saved(document), report())) == ["首", between, "末"]


def test_a_content_control_whose_paragraphs_all_vanish_keeps_one() -> None:
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("{%p if 0 %}", "藏", "{%p endif %}"))
    data = with_body(template("后"), "<w:body>", f"<w:body><w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>")

    assert b"<w:sdtContent><w:p/></w:sdtContent>" in fill(data, report()).parts[BODY]


def test_the_section_breaks_a_loop_repeats_stay() -> None:
    data = template("{%p for x in [1, 2] %}", "甲{{ x }}", "{%p endfor %}", "尾")
    section = '<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr>'
    parts = fill(with_body(data, "<w:p><w:r><w:t>甲", f"<w:p>{section}<w:r><w:t>甲"), report()).parts

    assert parts[BODY].count(b"landscape") == 2
    assert structure(write_zip(parts)) == []


def test_bookmarks_stay() -> None:
    data = template("{% for x in [1, 2] %}", "甲", "{% endfor %}")
    mark = '<w:bookmarkStart w:id="5" w:name="b"/><w:bookmarkEnd w:id="5"/>'
    data = with_body(data, "<w:p><w:r><w:t>{% for", f"<w:p>{mark}<w:r><w:t>{{% for")

    filled = fill(data, report())

    assert filled_lines(filled) == ["甲", "甲"]
    assert structure(write_zip(filled.parts)) == []
