"""Findings: what was seen in a workbook, a form or a template, as data with a sentence for people."""

from selfeval.findings.finding import Finding, Findings, finding
from selfeval.findings.rule import Rule, Severity

__all__ = ["Finding", "Findings", "Rule", "Severity", "finding"]
