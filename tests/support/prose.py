"""Runs the rules over running text on text written in the test."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import selfeval
from selfeval.findings import Finding
from tests.support.answers import answers

PERFORMANCE = "部门整体支出绩效情况"


def prose_findings(data: dict[str, Any]) -> list[Finding]:
    """The findings about running text in plain data."""
    return [found for found in selfeval.check(data) if found.rule.startswith("prose-")]


def judged(text: str, section: str = PERFORMANCE, title: str = "", **changes: Any) -> list[Finding]:
    """The findings about one text, a line of it a paragraph, in a balanced report; too short it may be."""
    rows = [{"章节": section, "小标题": title, "内容": text.split("\n")}]
    return [found for found in prose_findings(answers(正文=rows, **changes)) if found.rule != "prose-short"]


def rules(found: Sequence[Finding]) -> list[str]:
    """The rule of each."""
    return [each.rule for each in found]


def data_of(path: Path) -> dict[str, Any]:
    """The answers in a TOML file, numbers as Decimal."""
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
