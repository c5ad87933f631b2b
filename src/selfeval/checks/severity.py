"""How grave a form wants the general rules to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from selfeval.findings import Finding
from selfeval.form.model import Form


def graded(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """The findings with the severities of the form's ``[rule."…"]``, those of rules it switches off left out."""
    if not form.rules:
        return list(findings)
    kept = []
    for found in findings:
        severity = form.rules.get(found.rule, found.severity)
        if severity is not None:
            kept.append(found if severity is found.severity else replace(found, severity=severity))
    return kept
