"""A part that is proven whole when compiled gives, unparsed, just what parsing and mending would have given."""

from __future__ import annotations

import io
from unittest.mock import patch

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from selfeval.document import fill, filling
from selfeval.document.template import compiled
from selfeval.ooxml.text import text_of, written_text
from selfeval.ooxml.xml import parse_xml
from tests.support.documents import report, saved, template

BODY = "word/document.xml"
_LEAVES = """文字¦一&二<三>¦{{ 甲.文 }}¦前{{ 甲.段 }}¦{{ 甲.段 }}¦{{ 甲.数 }}万元¦{% if 甲.数 %}有{% else %}无{% endif %}¦{{ 甲.空 }}¦
¦{% set x = 甲.文 %}{{ x }}¦甲\t{{ 甲.文 }}¦{% for 行 in 表 %}{{ 行.名 }}；{% endfor %}"""
LEAVES = st.sampled_from(_LEAVES.replace("\n", "").split("¦"))
TEXTS = st.text(st.sampled_from("甲乙 &<>\"'\n\t{}%"), max_size=8)


def nested(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    heads = st.sampled_from(
        [
            ("{%p if 甲.数 %}", "{%p endif %}"),
            ("{%p for 行 in 表 %}", "{%p endfor %}"),
            ("{%p if 甲.空 %}", "{%p endif %}"),
        ]
    )
    return st.tuples(heads, inner).map(lambda pair: [pair[0][0], *pair[1], pair[0][1]])


def sum_of(lists: tuple[list[str], list[str]]) -> list[str]:
    return [*lists[0], *lists[1]]


BLOCKS = st.recursive(
    st.lists(LEAVES, min_size=1, max_size=3),
    lambda inner: st.one_of(nested(inner), st.tuples(inner, inner).map(sum_of)),
)
TABLES = st.lists(
    st.sampled_from(["{{ 甲.文 }}", "{%tr for 行 in 表 %}", "{%tr endfor %}", "{{ 甲.段 }}", "名"]), max_size=4
)


@given(BLOCKS, TABLES, TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_unparsed_is_as_parsed_and_mended(paragraphs: list[str], cells: list[str], text: str, many: str) -> None:
    data = template(*paragraphs, table=[[cell] for cell in cells])
    values = report(甲={"文": text, "段": many.split("\n"), "数": 1, "空": None}, 表=[{"名": "甲"}, {"名": "乙\n丙"}])
    if compiled(data, "error").faults:
        return

    quick = fill(data, values)
    with patch.object(filling, "is_settled", return_value=False):
        parsed = fill(data, values)

    assert canonical(quick.parts[BODY]) == canonical(parsed.parts[BODY])
    assert quick.printed == parsed.printed
    assert written_text(quick.parts[BODY].decode()) == text_of(parse_xml(quick.parts[BODY]))


def canonical(part: bytes) -> bytes:
    return etree.tostring(parse_xml(part), method="c14n")


def whole(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bool:
    return next(part.is_whole for part in compiled(template(*paragraphs, table=table), "error").filled)


def test_ordinary_blocks_are_whole() -> None:
    assert whole(
        "{%p for 行 in 表 %}",
        "{{ 行.名 }}",
        "{%p endfor %}",
        table=(("名",), ("{%tr for 行 in 表 %}",), ("{{ 行.名 }}",), ("{%tr endfor %}",)),
    )


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([["{%p if 甲.数 %}", "{{ 甲.文 }}", "{%p endif %}"]], id="a cell whose paragraphs all vanish"),
        pytest.param(
            [["{%tr for 行 in 表 %}"], ["{{ 行.名 }}"], ["{%tr endfor %}"]], id="a table whose rows all vanish"
        ),
    ],
)
def test_what_mending_may_have_to_look_at_is_not_whole(cells: list[list[str]]) -> None:
    assert not next(part.is_whole for part in compiled(in_table(cells), "error").filled)


def test_tables_that_may_come_to_stand_side_by_side_are_not_whole() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ 甲.文 }}"
    for text in ("{%p if 甲.数 %}", "之间", "{%p endif %}"):
        document.add_paragraph(text)
    document.add_table(1, 1)

    assert not next(part.is_whole for part in compiled(saved(document), "error").filled)


def in_table(cells: list[list[str]]) -> bytes:
    """A table with a row for each list, its texts the paragraphs of the row's only cell."""
    document = Document(io.BytesIO(template("文字")))
    table = document.add_table(0, 1)
    for texts in cells:
        cell = table.add_row().cells[0]
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)
    return saved(document)
