"""Rules about a form.toml: keys, types, expressions, and which form a workbook belongs to."""

from __future__ import annotations

from selfeval.findings.rule import Rule

FORM_RULES: dict[str, Rule] = {}
