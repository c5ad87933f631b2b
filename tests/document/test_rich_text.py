"""RichText and Listing in a document: the runs docxtpl wrote, made valid; what they may not bring is refused."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from docxtpl import Listing, RichText, RichTextParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.document import Filled, fill, structure
from selfeval.findings import Findings
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Live
from selfeval.workbook.live import live_value
from tests.support.documents import BODY, faults, filled_lines, report, template, with_body
from tests.support.live import docxtpl_lines

TEXT = st.text(st.sampled_from("甲乙<&>\"' \n\t\a\f{}%"), max_size=12)


def live(value: object) -> Live:
    found = live_value(value)
    assert found is not None
    return found


def filled(value: object, *paragraphs: str, **options: Any) -> Filled:
    made = fill(template(*paragraphs or ("前{{r 甲.富 }}后",), **options), report(甲={"富": live(value)}))
    assert structure(write_zip(made.parts)) == []
    return made


def body(made: Filled) -> str:
    return made.parts[BODY].decode()


def refused(value: object, *paragraphs: str) -> Findings:
    return faults(template(*paragraphs or ("前{{r 甲.富 }}后",)), report(甲={"富": live(value)}))


def test_properties_come_out_in_the_order_of_the_schema() -> None:
    text = RichText(
        "字", lang="zh-CN", rtl=True, strike=True, underline=True, italic=True, bold=True, superscript=True,
        size=32, highlight="#FFFF00", color="#FF0000", style="Strong",
    )  # fmt: skip
    run = re.search("<w:rPr>.*?</w:rPr>", body(filled(text)))

    assert run is not None
    assert re.findall(r"<w:(\w+)[ /]", run[0]) == [
        "rStyle", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs", "u", "shd", "vertAlign", "rtl", "lang",
    ]  # fmt: skip
    assert '<w:shd w:fill="FFFF00" w:val="clear" w:color="auto"/>' in run[0]


@pytest.mark.parametrize(("font", "east_asia"), [("仿宋_GB2312", "仿宋_GB2312"), ("eastAsia:楷体", "楷体")])
def test_a_font_is_one_for_chinese_too(font: str, east_asia: str) -> None:
    assert f'w:eastAsia="{east_asia}"' in body(filled(RichText("字", font=font)))


def test_a_run_tag_and_a_plain_tag_print_rich_text_alike() -> None:
    text = RichText("粗", bold=True)

    assert body(filled(text, "前{{r 甲.富 }}后")) == body(filled(text, "前{{ 甲.富 }}后"))


def test_the_runs_around_keep_their_look_and_rich_text_its_own() -> None:
    data = with_body(template("前{{r 甲.富 }}后"), "<w:r><w:t>", "<w:r><w:rPr><w:i/></w:rPr><w:t>")
    text = fill(data, report(甲={"富": live(RichText("粗", bold=True))})).parts[BODY].decode()

    assert re.findall(r"<w:r><w:rPr><w:(\w)/></w:rPr><w:t [^>]*>(.)</w:t>", text) == [
        ("i", "前"),
        ("b", "粗"),
        ("i", "后"),
    ]


def test_a_paragraph_tag_keeps_rich_text_in_its_paragraph() -> None:
    assert filled_lines(filled(RichText("文"), "前", "{{p 甲.富 }}")) == ["前", "文"]


def test_paragraphs_of_rich_text_take_their_style_by_id_or_name() -> None:
    value = RichTextParagraph("一", parastyle="Heading1")
    value.add(RichText("二\a三", bold=True), parastyle="heading 2")
    made = filled(value, "前", "{{p 甲.富 }}", "后")

    assert filled_lines(made) == ["前", "一", "二", "三", "后"]
    assert re.findall('pStyle w:val="(.*?)"', body(made)) == ["Heading1", "Heading2", "Heading2"]


@pytest.mark.parametrize("tag", ["{{ 甲.富 }}", "{{r 甲.富 }}"])
def test_paragraphs_of_rich_text_need_a_paragraph_tag(tag: str) -> None:
    found = refused(RichTextParagraph("一"), "前", tag)

    assert found.rows() == [("正文第2段", "fill.live-paragraph")]
    assert "{{p" in found[0].hint("zh")


@given(text=TEXT, beside=st.sampled_from(["", "前"]))
@settings(max_examples=50, deadline=None)
def test_a_listing_reads_as_docxtpl_prints_it(text: str, beside: str) -> None:
    data = template(f"{beside}{{{{ 富 }}}}后", "末")

    ours = filled_lines(filled(Listing(text), f"{beside}{{{{ 甲.富 }}}}后", "末"))

    assert ours == docxtpl_lines(data, lambda engine: {"富": Listing(text)})


@given(texts=st.lists(TEXT, min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_rich_text_reads_as_docxtpl_prints_it(texts: list[str]) -> None:
    value = RichText()
    for text in texts:
        value.add(text, bold=True)

    ours = filled_lines(filled(value, "前{{r 甲.富 }}后"))

    assert ours == docxtpl_lines(template("前{{r 富 }}后"), lambda engine: {"富": value})


def test_a_listing_has_the_look_of_its_run_and_paragraph() -> None:
    data = with_body(
        template("{{ 甲.列 }}"), "<w:p><w:r>", "<w:p><w:pPr><w:jc w:val='right'/></w:pPr><w:r><w:rPr><w:b/></w:rPr>"
    )
    made = fill(data, report(甲={"列": live(Listing("一\n二\a三"))}))

    assert filled_lines(made) == ["一\n二", "三"]
    assert body(made).count('<w:jc w:val="right"/>') == body(made).count("<w:b/>") == 2


def test_a_section_ends_once_behind_the_last_paragraph_of_a_listing() -> None:
    section = "<w:pPr><w:sectPr><w:pgSz w:w='100' w:h='100'/></w:sectPr></w:pPr>"
    data = with_body(template("{{ 甲.列 }}", "后"), "<w:p><w:r><w:t>{{", f"<w:p>{section}<w:r><w:t>{{{{")
    text = body(fill(data, report(甲={"列": live(Listing("一\a二"))})))

    assert text.count('<w:pgSz w:w="100"') == 1
    assert text.index("一") < text.index('w:w="100"') < text.index("二")


def test_an_address_becomes_a_link_of_its_part() -> None:
    value = RichText("看")
    value.add("网址", url_id="https://例.cn/?a=1&b={2}")
    made = filled(value, "前{{r 甲.富 }}", header="{{r 甲.富 }}")

    assert (
        b'Target="https://\xe4\xbe\x8b.cn/?a=1&amp;b=%7B2%7D" TargetMode="External"'
        in made.parts["word/_rels/document.xml.rels"]
    )
    assert b'TargetMode="External"' in made.parts["word/_rels/header1.xml.rels"]
    assert filled_lines(made) == ["前看网址"]


@pytest.mark.parametrize("address", ["rId7", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_link_of_another_document_or_to_run_something_is_refused(address: str) -> None:
    found = refused(RichText("网址", url_id=address))

    assert found.rows() == [("正文第1段", "fill.rich-text-link")]
    assert "url_id" in found[0].hint("zh")


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (RichText("x", color="red"), "fill.rich-text"),
        (RichText("x", size=152400), "fill.rich-text"),
        (RichText("x", style="没有的样式"), "fill.no-such-style"),
        (RichText("x", font='宋"><w:evil/>'), "fill.rich-text"),
        (RichText("x", font="foo:宋体"), "fill.rich-text"),
        (RichText("x\x00y"), "fill.illegal-character"),
        (RichText("x\U0010fff0"), "fill.illegal-character"),
        (Listing("x\x0by"), "fill.illegal-character"),
    ],
)
def test_what_is_no_valid_look_or_text_is_refused(wrong: object, rule: str) -> None:
    assert refused(wrong).rows() == [("正文第1段", rule)]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p/>",
        "文字",
        "<w:r><w:instrText>DDE</w:instrText></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
        "<w:r><w:t>x</w:t>",
        '<!DOCTYPE x [<!ENTITY y "z">]><w:r><w:t>&y;</w:t></w:r>',
        "<w:r><w:t><w:t>x</w:t></w:t></w:r>",
        '<w:r><w:drawing r:embed="rId1"/></w:r>',
        "</w:p></w:body>",
        '<w:r><w:br w:type="evil"/></w:r>',
        "<w:r><w:rPr><w:color/></w:rPr><w:t>x</w:t></w:r>",
    ],
)
def test_xml_that_rich_text_does_not_write_is_refused(xml: str) -> None:
    value = RichText()
    value.xml = xml

    assert refused(value).rows() == [("正文第1段", "fill.rich-text")]


@pytest.mark.parametrize(
    ("tag", "rule"),
    [
        ("{{ 甲.富 | upper }}", "fill.live-as-text"),
        ("{{ 甲.富 ~ '文' }}", "fill.live-as-text"),
        ("{{ 甲.富 + 1 }}", "fill.cannot-compute"),
        ("{% if 甲.富 == '文' %}{% endif %}x", "fill.cannot-compute"),
        ("{{ 甲.富.xml }}", "fill.no-such-item"),
        ("{{ 甲.富.__class__ }}", "fill.no-such-item"),
        ("{% for x in 甲.富 %}{{ x }}{% endfor %}", "fill.live-as-text"),
        ("{% set x %}{{ 甲.富 }}{% endset %}{{ x }}", "fill.live-as-text"),
    ],
)
def test_a_template_can_only_print_it(tag: str, rule: str) -> None:
    assert refused(RichText("文"), tag).rows() == [("正文第1段", rule)]


def test_it_can_be_asked_for_chosen_and_kept() -> None:
    text = "{% if 甲.富 %}{{r 甲.富 | default('无') }}{% endif %}{% set 留 = 甲.富 %}{{ 留 }}{{ 甲.富 if 1 else '无' }}"

    assert filled_lines(filled(RichText("文"), text)) == ["文文文"]


def test_it_stands_in_no_attribute() -> None:
    data = with_body(template("甲"), "<w:r>", '<w:r><w:rPr><w:lang w:val="{{ 甲.富 }}"/></w:rPr>')

    assert [item.rule for item in faults(data, report(甲={"富": live(RichText("文"))}))] == ["fill.live-as-text"]


def test_a_new_paragraph_within_a_link_of_the_template_is_refused() -> None:
    data = with_body(
        template("{{ 甲.列 }}"),
        "<w:r><w:t>{{ 甲.列 }}</w:t></w:r>",
        '<w:hyperlink w:anchor="a"><w:r><w:t>{{ 甲.列 }}</w:t></w:r></w:hyperlink>',
    )

    assert faults(data, report(甲={"列": live(Listing("一\a二"))})).rows() == [("正文第1段", "fill.live-place")]
    assert faults(data, report(甲={"列": live(Listing("一\n二"))})) == Findings()


def test_the_printed_values_tell_its_text_and_name() -> None:
    made = filled(RichText("一\n二\t三"), "前{{r 甲.富 }}{{ 甲.富 }}")

    assert [(value.path, value.text) for value in made.printed] == [("甲.富", "一\n二\t三")] * 2


def test_braces_in_rich_text_are_text() -> None:
    assert filled_lines(filled(RichText("{{ 甲.无 }}{% if %}"))) == ["前{{ 甲.无 }}{% if %}后"]


def test_too_much_of_it_is_refused() -> None:
    many = "{% for a in range(10000) %}{% for b in range(10) %}{{r 甲.富 }}{% endfor %}{% endfor %}"

    assert refused(RichText(html.escape("字" * 1000)), many).rows() == [("正文第1段", "fill.too-much")]
