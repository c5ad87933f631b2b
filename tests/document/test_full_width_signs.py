"""What a Chinese keyboard or Word's autocorrect makes of a tag is read as meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, lines, report, template, with_body

SHEETS = {
    "甲": {"文": "好", "空": None, "“三公”经费": "省", "a，b｜c　d": "怪"},
    "表": [{"名": "一", "数": Decimal("1")}, {"名": "二", "数": Decimal("2")}],
}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("｛｛ 甲.文 ｝｝", "好"),
        ("{｛　甲.文　｝}", "好"),
        ("｛％ if 甲.文 ％｝有｛％ else ％｝无｛％ endif ％｝", "有"),
        ("｛%　for 项 in 表　%｝｛｛ 项.名 ｝｝、｛% endfor %｝", "一、二、"),
        ("前｛＃ 说明 ＃｝后", "前后"),
        ("{{ 甲.空 ｜ default（‘无’，true） }}", "无"),
        ("{{ 合计（表.数，名 ＝＝ “一”） }}", "1.00"),
        ("{{ 合计（表.数） ＋ 1 }}", "4.00"),
        ("{{ （1 ＋ 2） ＊ 3 }}", "9"),
        ("{{ 甲［“a，b｜c　d”］ }}", "怪"),
        ("{{ ［“，”， “｜”］ ｜ join（“｛｛”） }}", "，｛｛｜"),
        ("｛｛ 甲［“三公”经费”］ ｝｝".replace("［“", "［““"), "省"),
        ("{{ '｝｝' }}", "｝｝"),
    ],
)
def test_is_read_as_meant(typed: str, printed: str) -> None:
    assert lines(typed, **SHEETS) == [printed]


def test_split_over_runs_and_with_levels() -> None:
    assert lines(["｛％p　i", "f 1 ％", "｝"], "印", "｛％p endif ％｝") == ["印"]
    assert lines("甲", "｛％- if 1 -％｝", "乙{% endif %}") == ["甲乙"]


def test_in_attributes_too() -> None:
    data = with_body(template("甲"), "<w:p>", '<w:p w:rsidR="｛｛ 甲.文 ｝｝">')
    filled = fill(data, report(**SHEETS))

    assert 'w:rsidR="好"' in filled.parts[BODY].decode()
    assert structure(write_zip(filled.parts)) == []


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("｛｛ 甲.没有 ｝｝", "template.unknown-name"),
        ("｛｛ 甲.文", "template.unclosed-tag"),
        ("{{ 甲.因公出国（境）费 }}", "template.syntax"),
        ("{{ 名称（元） }}", "template.syntax"),
    ],
)
def test_what_cannot_be_told_apart_is_told(typed: str, rule: str) -> None:
    found = faults(template(typed), report(**SHEETS))

    assert [item.rule for item in found] == [rule]
    assert found[0].found == typed


def test_a_value_with_full_width_braces_is_printed_as_it_is() -> None:
    assert lines("{{ 甲.文 }}{{ 甲.空 }}", 甲={"文": "｛｛ 甲.空 ｝｝｛％", "空": "｛"}) == ["｛｛ 甲.空 ｝｝｛％｛"]


def test_a_single_full_width_brace_is_text() -> None:
    assert lines("集合｛甲，乙｝") == ["集合｛甲，乙｝"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{{ 甲.因公出国（境）费 }}", '甲["因公出国（境）费"]'),
        ("｛｛ 甲.因公出国（境）费｜default（“无”） ｝｝", '甲["因公出国（境）费"]'),
        ("{{ 甲.“三公”经费 }}", '甲["“三公”经费"]'),
        ("{{ 甲.2020年决算数 }}", '甲["2020年决算数"]'),
        ("{{ 甲.名称(元) + 1 }}", '甲["名称(元)"]'),
        ("{% if 甲.费用（元） > 3 %}{% endif %}", '甲["费用（元）"]'),
    ],
)
def test_a_label_that_no_name_can_be_is_shown_in_brackets(typed: str, meant: str) -> None:
    found = faults(template("好", typed), report(**SHEETS))

    assert [item.place for item in found] == ["正文第2段"] * len(found)
    assert meant in found[0].message()
    assert meant in found[0].message("en")
