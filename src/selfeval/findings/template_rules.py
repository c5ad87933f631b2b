"""Rules about a Word template and its filling."""

from __future__ import annotations

from selfeval.findings.rule import Rule

TEMPLATE_RULES: dict[str, Rule] = {}
