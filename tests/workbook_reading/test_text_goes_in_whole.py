"""Text comes out of a workbook as it was typed, or there is a finding: nothing is dropped in silence."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selfeval.cells import Cell, Kind
from selfeval.report import Paragraphs
from selfeval.workbook import from_mapping
from selfeval.workbook.convert import convert_cell
from selfeval.workbook.reading import Reading
from selfeval.workbook.strings import decode
from selfeval.workbook.text import forbidden, plain_breaks, trim
from tests.support.reading import FORM, answers, read, read_sheets
from tests.support.workbooks import fields_rows, inline, packed, parts, raw_workbook, workbook

OUTLINE = FORM.sheets["基本情况"].fields["概况"]
STRUCTURE = FORM.sheets["基本情况"].fields["机构设置"]
TOTAL = FORM.sheets["一般公共预算"].fields["支出合计"]


@pytest.mark.parametrize(
    "text",
    [
        "A&B <c> </c>",
        "“引号”和‘引号’ \"'",
        "𠮷野家 𨭎 ①㎡ﷺ",
        "{{ 模板 }} {% if %} ${x}",
        "a\tb",
        "字" * 32_767,
        "👨‍👩‍👧 é",
        "_x41_ _xZZZZ_ x005F",
    ],
)
def test_text_comes_out_as_typed(text: str) -> None:
    report, found = read_sheets(answers("基本情况", ["概况", text]))
    assert (report["基本情况.概况"], found) == (text, [])


def test_hundreds_of_long_paragraphs_come_out() -> None:
    paragraphs = [f"第{number}段" + "绩" * 5_000 for number in range(300)]
    rows = [["机构设置", paragraphs[0]], *([None, text] for text in paragraphs[1:])]
    report, found = read_sheets(answers("基本情况", *rows))
    assert (report["基本情况.机构设置"], found) == (Paragraphs(paragraphs), [])


def test_rich_text_is_joined_and_phonetic_guides_are_left_out() -> None:
    rich = "<si><r><t>某</t></r><r><rPr><b/></rPr><t xml:space='preserve'>局 </t></r><rPh sb='0' eb='1'><t>mou</t></rPh><r><t>甲</t></r></si>"
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rich}</sst>'.encode()
    rows = fields_rows(inline("A2", "概况") + '<c r="B2" t="s"><v>0</v></c>')
    data = packed(with_strings(parts(raw_workbook(rows, name="基本情况")), strings))
    assert read(data)[0]["基本情况.概况"] == "某局 甲"


def with_strings(members: dict[str, bytes], strings: bytes) -> dict[str, bytes]:
    relationships = "xl/_rels/workbook.xml.rels"
    entry = b'<Relationship Id="rS" Type="http://x/sharedStrings" Target="strings.xml"/></Relationships>'
    changed = members[relationships].replace(b"</Relationships>", entry)
    return {**members, relationships: changed, "xl/strings.xml": strings}


@pytest.mark.parametrize(
    ("stored", "text"),
    [("_x005F_x0041_", "_x0041_"), ("甲_x000D_\n乙", "甲\n乙"), ("甲_x000B_乙", "甲\n乙"), ("_xD842__xDFB7_", "𠮷")],
)
def test_escapes_are_decoded(stored: str, text: str) -> None:
    rows = fields_rows(inline("A2", "概况") + inline("B2", stored))
    report, found = read(raw_workbook(rows, name="基本情况"))
    assert report["基本情况.概况"] == text
    assert "基本情况!B2" not in [f.place for f in found]


@pytest.mark.parametrize(
    ("stored", "code"),
    [("_x0007_", "U+0007"), ("_x0000_", "U+0000"), ("_xD842_", "U+D842"), ("_xFFFE_", "U+FFFE"), ("_x001B_", "U+001B")],
)
def test_what_no_document_can_hold_is_named(stored: str, code: str) -> None:
    rows = fields_rows(inline("A2", "概况") + inline("B2", f"甲{stored}乙"))
    report, found = read(raw_workbook(rows, name="基本情况"))
    assert [(f.place, f.found) for f in found if f.rule == "cell.control-character"] == [("基本情况!B2", code)]
    assert report["基本情况.概况"] == "甲乙"


ANY_TEXT = st.text(st.characters())  # surrogates and control characters too


@given(ANY_TEXT)
@example("\ud842")
@example("　\x00 ")
def test_any_text_comes_out_whole_or_is_a_finding(text: str) -> None:
    reading = Reading()
    kind = Kind.TEXT if trim(text) else Kind.BLANK
    value, _ = convert_cell(reading, Cell(text if trim(text) else None, kind), OUTLINE, "基本情况!B2")
    if forbidden(text):
        assert "cell.control-character" in [f.rule for f in reading.findings]
    else:
        assert str(value) == trim(plain_breaks(text))
        assert not reading.findings
    str(value).encode()


@given(st.lists(ANY_TEXT, max_size=5))
def test_any_paragraphs_lose_nothing_but_spaces_and_breaks(texts: list[str]) -> None:
    report, found = from_mapping({"基本情况": {"机构设置": texts}}, FORM)
    if not found:
        kept = "".join(report["基本情况.机构设置"])
        squeezed = [line for text in texts for line in plain_breaks(text).split("\n")]
        assert kept == "".join(map(trim, squeezed))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_amounts_round_trip_as_exact_decimals(amount: Decimal) -> None:
    report, found = from_mapping({"一般公共预算": {"支出合计": amount}}, FORM)
    assert Decimal(report["一般公共预算.支出合计"]) == amount
    assert found == []


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_round_trip_as_the_decimal_a_person_typed(amount: float) -> None:
    report, _ = from_mapping({"一般公共预算": {"支出合计": amount}}, FORM)
    assert float(report["一般公共预算.支出合计"]) == amount


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_the_escape_of_a_workbook_hides_no_text(text: str) -> None:
    escaped = text.replace("_x", "_x005F_x")
    assert decode(escaped) == text


def test_a_message_quotes_nothing_a_terminal_could_take_for_a_command() -> None:
    _, found = from_mapping({"一般公共预算": {"支出合计": "\x1b[31m" + "九" * 500}}, FORM)
    said = next(str(f) for f in found if f.rule == "cell.not-a-number")
    assert said.isprintable()
    assert len(said) < 200


def test_the_workbook_gives_the_same_text(tmp_path) -> None:
    text = "甲\n乙　丙"
    data = workbook(answers("基本情况", ["概况", text]))
    assert read(data)[0]["基本情况.概况"] == text
