"""What unknown names and required blanks become: an error, a red mark, or nothing."""

from __future__ import annotations

import pytest

from selfeval.document import fill, structure
from selfeval.findings import Severity
from selfeval.ooxml.xml import W, parse_xml
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, filled_lines, report, template

VALUES = {"甲": {"文": "x", "空": None}, "表": [{"名": "乙", "空": None}]}


def test_an_unknown_name_prints_a_red_mark() -> None:
    filled = fill(template("前{{ 甲.没有 }}后{{ 乙.丙 }}"), report(**VALUES), undefined="mark")

    assert filled_lines(filled) == ["前〔待填：甲.没有〕后〔待填：乙.丙〕"]
    assert red_texts(filled.parts[BODY]) == ["〔待填：甲.没有〕", "〔待填：乙.丙〕"]
    assert [(item.place, item.rule, item.severity) for item in filled.findings] == [
        ("正文第1段", "template.unknown-name", Severity.WARNING),
        ("正文第1段", "template.unknown-name", Severity.WARNING),
    ]
    assert structure(write_zip(filled.parts)) == []


def test_an_unknown_name_prints_nothing_where_blank_is_asked_for() -> None:
    filled = fill(template("前{{ 甲.没有 }}后"), report(**VALUES), undefined="blank")

    assert filled_lines(filled) == ["前后"]


@pytest.mark.parametrize("mode", ["mark", "blank"])
def test_an_unknown_name_is_a_blank_in_conditions_loops_and_sums(mode: str) -> None:
    paragraphs = [
        "{% if 甲.无 %}有{% else %}没有{% endif %}{{ 甲.无 + 1 }}{{ 合计(甲.无) if 0 }}",
        "{{ [甲.无] | 连接 }}。",
    ]

    filled = fill(template(*paragraphs), report(**VALUES), undefined=mode)  # type: ignore[arg-type]

    assert filled_lines(filled) == ["没有", "。"]


def test_a_required_blank_prints_a_red_mark_in_every_mode() -> None:
    data = template("{{ 甲.空 }}{{ 甲.空 | 写作('共{}人') }}", "{%p for 项 in 表 %}", "{{ 项.空 }}", "{%p endfor %}")

    filled = fill(data, report(**VALUES), required=lambda path: path in {"甲.空", "表.空"})

    assert filled_lines(filled) == ["〔待填：空〕〔待填：空〕", "〔待填：空〕"]
    assert red_texts(filled.parts[BODY]) == ["〔待填：空〕", "〔待填：空〕", "〔待填：空〕"]


def test_a_loop_over_a_required_blank_is_one_mark() -> None:
    data = template("{%p for 段 in 甲.空 %}", "{{ loop.index }}.{{ 段 }}", "{%p endfor %}")

    filled = fill(data, report(**VALUES), required=lambda path: True)

    assert filled_lines(filled) == ["1.〔待填：空〕"]


def test_a_mark_keeps_the_look_of_its_run() -> None:
    data = template(["前", "{{ 甲.没有 }}"])

    filled = fill(data, report(**VALUES), undefined="mark")

    assert "<w:color" in filled.parts[BODY].decode()
    assert filled.parts[BODY].count(b"selfeval-mark") == 0


def test_faults_stay_errors_where_unknown_names_are_allowed() -> None:
    assert faults(template("{{ 甲.无 }}{{ 甲.文 | 无 }}"), report(**VALUES), undefined="blank").rows() == [
        ("正文第1段", "template.unknown-filter"),
        ("正文第1段", "template.unknown-name"),
    ]


def red_texts(part: bytes) -> list[str]:
    found = []
    for run in parse_xml(part).iter(f"{W}r"):
        colour = run.find(f"{W}rPr/{W}color")
        if colour is not None and colour.get(f"{W}val") == "FF0000":
            found.append("".join(piece.text or "" for piece in run.iter(f"{W}t")))
    return found
