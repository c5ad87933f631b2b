"""Rules about values: required, limits, choices, and the sentences of a form's own checks."""

from __future__ import annotations

from selfeval.findings.rule import Rule

CHECK_RULES: dict[str, Rule] = {}
