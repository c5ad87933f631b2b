"""``{% 合并 %}`` in a cell merges equal neighbours down the column, never across a change to the left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.document import fill, filling
from selfeval.document.filling import Filled
from selfeval.ooxml.tables import own_cells, own_rows
from selfeval.ooxml.text import text_of
from selfeval.ooxml.xml import W, parse_xml
from tests.support.documents import faults, report, template

HEAD = ["一级", "二级", "三级"]
ROW = ["{% 合并 %}{{ 项.一 }}", "{{ 项.二 }}{% 合并 %}", "{{ 项.三 }}"]
TABLE = [HEAD, ["{%tr for 项 in 表 %}"], ROW, ["{%tr endfor %}"]]


def cells(filled: Filled) -> Iterator[list[tuple[str, str]]]:
    """Each row: the text of each cell, and how it is merged."""
    root = parse_xml(filled.parts["word/document.xml"])
    for table in root.iter(f"{W}tbl"):
        for row in own_rows(table):
            found = []
            for cell in own_cells(row):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                found.append((text_of(cell).strip(), "" if merge is None else merge.get(f"{W}val") or ""))
            yield found


def merged(*texts: tuple[str, ...]) -> list[list[tuple[str, str]]]:
    rows: list[dict[str, Any]] = [dict(zip("一二三", row, strict=False)) for row in texts]
    return list(cells(fill(template(table=TABLE), report(表=rows))))[1:]


def test_equal_neighbours_become_one_cell_that_says_it_once() -> None:
    found = merged(("产出", "数量", "a"), ("产出", "数量", "a"), ("产出", "质量", "a"), ("效益", "质量", "a"))
    assert found == [
        [("产出", "restart"), ("数量", "restart"), ("a", "")],
        [("", "continue"), ("", "continue"), ("a", "")],
        [("", "continue"), ("质量", ""), ("a", "")],
        [("效益", ""), ("质量", ""), ("a", "")],  # never across a change to the left
    ]


def test_what_comes_again_later_is_not_merged() -> None:
    found = merged(("甲", "1", ""), ("乙", "1", ""), ("甲", "1", ""))
    assert all(merge == "" for row in found for _, merge in row)


def test_cells_that_say_nothing_stay_apart_and_do_not_part_what_stands_to_the_right() -> None:
    found = merged(("", "数量", ""), ("", "数量", ""))
    assert found == [[("", ""), ("数量", "restart"), ("", "")], [("", ""), ("", "continue"), ("", "")]]


def test_two_loops_in_one_table_are_not_merged_with_each_other() -> None:
    data = template(table=[*TABLE, ["{%tr for 项 in 表 %}"], ROW, ["{%tr endfor %}"]])
    found = list(cells(fill(data, report(表=[{"一": "甲", "二": "乙", "三": "丙"}]))))[1:]
    assert found == [[("甲", ""), ("乙", ""), ("丙", "")]] * 2


def test_a_cell_of_several_paragraphs_is_merged_whole() -> None:
    found = merged(("甲\n乙", "1", ""), ("甲\n乙", "1", ""))
    assert [row[0] for row in found] == [("甲\n乙", "restart"), ("", "continue")]


def test_the_mark_outside_a_table_is_told() -> None:
    assert [found.rule for found in faults(template("{% 合并 %}甲"))] == ["template.misplaced-tag"]


def test_every_value_is_still_proven_and_recorded() -> None:
    filled = fill(template(table=TABLE), report(表=[{"一": "甲", "二": "乙", "三": "丙"}] * 3))
    assert [value.text for value in filled.printed] == ["甲", "乙", "丙"] * 3


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("丙丁"), st.just("")), min_size=1, max_size=12))
def test_merging_hides_only_what_stands_right_above(rows: list[tuple[str, str, str]]) -> None:
    found = merged(*rows)
    for column in (0, 1):
        shown = ""
        for index, row in enumerate(found):
            text, merge = row[column]
            same = index > 0 and rows[index][: column + 1] == rows[index - 1][: column + 1]
            assert (merge == "continue") is same
            shown = shown if merge == "continue" else text
            assert shown == rows[index][column]


@pytest.mark.parametrize("mark", ["{%合并%}", "{% 合并　%}", "｛％ 合并 ％｝"])
def test_the_mark_may_be_written_as_clerks_write_signs(mark: str) -> None:
    data = template(table=[["{%tr for 项 in 表 %}"], [mark + "{{ 项.一 }}"], ["{%tr endfor %}"]])
    found = list(cells(fill(data, report(表=[{"一": "甲"}] * 2))))
    assert found == [[("甲", "restart")], [("", "continue")]]


TEXTS = st.sampled_from(["甲", "乙", "", "a<b", "甲\n乙", " "])


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_merged_in_the_text_is_as_merged_in_the_tree(rows: list[tuple[str, str, str]]) -> None:
    values = report(表=[dict(zip("一二三", row, strict=True)) for row in rows])
    data = template(table=TABLE)

    quick = fill(data, values).parts["word/document.xml"]
    with patch.object(filling, "merged_text", return_value=None):
        by_tree = fill(data, values).parts["word/document.xml"]

    assert quick == by_tree
