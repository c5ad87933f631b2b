"""The stage that judges values: required, limits, choices and the form's own checks."""

from selfeval.checks.answers import judge_answers
from selfeval.checks.defaults import judge_defaults
from selfeval.checks.relations import judge_relations
from selfeval.checks.severity import graded
from selfeval.findings import Finding
from selfeval.form.model import Form
from selfeval.report import Report

__all__ = ["graded", "judge", "judge_answers", "judge_defaults", "judge_relations"]


def judge(report: Report, form: Form) -> list[Finding]:
    """Every finding about the values of a report: answers in the order of the sheets, then the form's checks.

    Running text is judged by ``selfeval.checks.prose``, which not every caller needs.
    """
    differing = judge_defaults(report, form)
    told = {cell for found in differing for cell in found.cells[:1]}
    return graded([*judge_answers(report, form), *differing, *judge_relations(report, form, told)], form)
