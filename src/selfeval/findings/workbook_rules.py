"""Rules about reading a workbook or a mapping: files, sheets, labels, cells."""

from __future__ import annotations

from selfeval.findings.rule import Rule

WORKBOOK_RULES: dict[str, Rule] = {}
