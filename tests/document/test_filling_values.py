"""Values go in whole, whatever stands in them, and nowhere but where their tag stands."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.document import fill, structure
from selfeval.document.tags import find_tags
from selfeval.ooxml.xml import illegal_character
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Blank, Date, Number, NumberStyle
from tests.support.documents import BODY, faults, filled_lines, filled_text, lines, report, template, with_body

TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: illegal_character(text) is None)


@pytest.mark.parametrize(
    "value",
    [
        "A&B <c>",
        "“引号” \"double\" 'single' ‘单’",
        "𠮷野家",
        "{{ x }} {% if %} {# c #}",
        "]]> &amp; &#10; <w:br/>",
        "  spaces  on  both  sides  ",
        "字" * 5000,
        "第①条 ㎡ e\u0301 \u200b",
    ],
)
def test_prints_a_value_whole(value: str) -> None:
    assert lines("前{{ 甲.文 }}后", 甲={"文": value}) == [f"前{value}后"]


def test_prints_hundreds_of_paragraphs_in_order() -> None:
    texts = [f"第{number}段" + "内容" * 50 for number in range(600)]

    assert lines("{%p for 段 in 甲.文 %}", "{{ 段 }}", "{%p endfor %}", 甲={"文": texts}) == texts


@given(first=TEXT, second=TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text_xml_can_hold_comes_out_whole(first: str, second: str) -> None:
    filled = fill(PAIR, report(甲={"一": first, "二": second}))

    expected = f"<{first}|{second}>".replace("\r\n", "\n").replace("\r", "\n")
    assert filled_text(filled) == expected


PAIR = template("<{{ 甲.一 }}|{{ 甲.二 }}>")


@given(value=TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_out_whole_from_an_attribute(value: str) -> None:
    data = with_body(template("x"), "<w:p>", '<w:p w:rsidR="{{ 甲.一 }}">')

    filled = fill(data, report(甲={"一": value}))

    assert [item.text for item in filled.printed] == (
        [value.replace("\r\n", "\n").replace("\r", "\n")] if value else []
    )


def test_a_line_break_prints_as_a_line_break_and_a_tab_as_a_tab() -> None:
    filled = fill(template("见{{ 甲.文 }}"), report(甲={"文": "一\n二\t三\r\n四"}))

    assert filled_lines(filled) == ["见一\n二\t三\n四"]
    assert filled.parts[BODY].count(b"<w:br/>") == 2
    assert filled.parts[BODY].count(b"<w:tab/>") == 1


@pytest.mark.parametrize("character", ["\x07", "\x0b", "\x0c", "\x00", "\ufffe", "\ud800"])
def test_a_character_xml_cannot_hold_is_an_error(character: str) -> None:
    found = faults(template("一", "{{ 甲.文 }}"), report(甲={"文": f"a{character}b"}))

    assert found.rows() == [("正文第2段", "fill.illegal-character")]
    assert found[0].details["code"] == f"U+{ord(character):04X}"
    assert found[0].details["name"] == "甲.文"


def test_values_print_themselves_by_their_type() -> None:
    rate = Number("0.98", NumberStyle("百分比", 2))
    nil = Number(0, NumberStyle("金额", 2, "万元", "无"), nil=True)
    sheet = {"额": Decimal("258.9"), "率": rate, "日": Date(2022, 4, 5), "无": nil, "空": None, "真": True}

    printed = lines("{{ 甲.额 }}|{{ 甲.率 }}|{{ 甲.日 }}|{{ 甲.无 }}|{{ 甲.空 }}|{{ 甲.真 }}", 甲=sheet)

    assert printed == ["258.90|98.00%|2022年4月5日|无||是"]


def test_a_blank_prints_the_text_the_form_gives_it() -> None:
    assert lines("{{ 甲.空 }}", 甲={"空": Blank("——")}) == ["——"]


def test_a_tag_split_over_runs_takes_the_look_of_the_run_its_name_stands_in() -> None:
    data = template(["前{", "{ 甲", ".文", " }", "}后"])
    data = with_body(data, "<w:r><w:t>{ 甲", "<w:r><w:rPr><w:b/></w:rPr><w:t>{ 甲")

    filled = fill(data, report(甲={"文": "值"}))

    assert filled_lines(filled) == ["前值后"]
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">值</w:t>' in filled.parts[BODY].decode()


def test_fills_headers_and_tables_too() -> None:
    data = template("正文", header="页眉{{ 甲.文 }}", table=[["{{ 甲.文 }}", "乙"]])

    filled = fill(data, report(甲={"文": "值"}))

    assert filled_lines(filled)[-2:] == ["值", "乙"]
    assert "页眉值" in filled_text(filled, "word/header1.xml")


def test_ampersands_in_a_literal_are_not_doubled() -> None:
    assert lines("{{ 'a & b < c' }}") == ["a & b < c"]


def test_curly_quotes_around_a_literal_are_read_as_straight_ones_and_stay_inside() -> None:
    sheet = {"“三公”经费": "好"}

    assert lines('{{ 甲["“三公”经费"] }}', "{{ 甲[““三公”经费”] }}", "{{ “a” ~ ‘b’ }}", 甲=sheet) == ["好", "好", "ab"]


def test_a_date_of_pythons_prints_like_ours() -> None:
    values = report(甲={"日": "x"})
    values.record("甲").set("日", datetime.date(2022, 4, 5), None)  # type: ignore[union-attr, arg-type]

    assert filled_lines(fill(template("{{ 甲.日|日期 }}"), values)) == ["2022年4月5日"]


def test_remembers_every_value_with_its_name() -> None:
    filled = fill(template("{{ 甲.文 }}{{ 1 + 1 }}"), report(甲={"文": "值"}))

    assert [(item.part, item.path, item.text) for item in filled.printed] == [(BODY, "甲.文", "值"), (BODY, "", "2")]


def test_the_filled_document_is_built_as_word_needs_it() -> None:
    data = template("{{ 甲.文 }}", table=[["{{ 甲.文 }}"]], header="{{ 甲.文 }}")

    assert structure(write_zip(fill(data, report(甲={"文": "值"})).parts)) == []


@given(st.text(alphabet="{}%#pr \"'“”a-", max_size=40))
@settings(max_examples=300, deadline=None)
def test_reading_tags_goes_over_every_text_once(text: str) -> None:
    position = 0
    for span in find_tags(text):
        assert position <= span.start < span.end <= len(text)
        assert span.start <= span.name <= span.end
        position = span.end
