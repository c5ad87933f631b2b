"""Every example of ``docs/template-syntax.md`` is filled."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.document import fill
from selfeval.ooxml.zipped import write_zip
from tests.corpus.builder import document, table
from tests.corpus.entry import DATA
from tests.corpus.seen import seen
from tests.support.documents import report

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "template-syntax.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
INLINE = [
    code.replace("\\|", "|")
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"^```\n.*?^```", "", PAGE, flags=re.DOTALL | re.MULTILINE))
    if re.search(r"[{｛][{｛%#]", code) and re.search(r"\w[.\[(]|不印", code)
]
VALUES = report(**{**DATA, "甲": {**DATA["甲"], "因公出国（境）费": Decimal(5)}})  # type: ignore[dict-item]


def lines(*blocks: str) -> list[str]:
    return seen(write_zip(fill(document(*blocks), VALUES).parts))


def test_the_page_holds_the_examples_that_are_looked_for() -> None:
    assert (len(BLOCKS), len(INLINE)) == (5, 34)


@pytest.mark.parametrize("example", INLINE)
def test_an_example_within_a_paragraph_is_filled(example: str) -> None:
    found = lines(example)

    assert len(found) == (0 if example.startswith("{#") else 1)  # a remark leaves no paragraph
    assert not any(re.search(r"[{｛][{｛%#]", line) for line in found)


@pytest.mark.parametrize(
    ("example", "filled"),
    [
        *zip(
            BLOCKS,
            [
                ["堤防", "省级项目", "泵站", "省级项目", "水库"],
                ["本单位有项目。"],
                ["| 名称 | 数 |", "| 堤防 | 1.50 |", "| 泵站 | 2.00 |", "| 水库 | 40.00 |", ""],
                ["| 名称 | 堤防 | 泵站 | 水库 |", ""],
                [
                    "| ‹gridSpan 2›项目 |",
                    "| ‹vMerge restart›项目 | ‹shd FFFFFF›堤防 |",
                    "| ‹vMerge continue› | ‹shd FFFFFF›泵站 |",
                    "| ‹vMerge continue› | ‹shd FFFF00›水库 |",
                    "",
                ],
            ],
            strict=True,
        )
    ],
)
def test_an_example_over_paragraphs_or_rows_is_filled(example: str, filled: list[str]) -> None:
    typed = example.splitlines()
    if typed[0].startswith("|"):
        rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in typed]
        rows = [row[:1] if "colspan" in row[0] else row for row in rows]  # the cell takes the place of both
        assert lines(table(*rows), "") == filled
    else:
        assert lines(*typed) == filled
