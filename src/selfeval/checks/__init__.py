"""The stage that judges values: required, limits, choices and the form's own checks."""

from selfeval.checks.answers import judge_answers
from selfeval.checks.defaults import judge_defaults
from selfeval.checks.plausibility import judge_plausibility
from selfeval.checks.relations import judge_relations
from selfeval.checks.severity import graded
from selfeval.findings import Finding
from selfeval.form.model import Form
from selfeval.form.optional import left_out
from selfeval.report import Report

__all__ = ["graded", "judge", "judge_answers", "judge_defaults", "judge_plausibility", "judge_relations"]


def judge(report: Report, form: Form) -> list[Finding]:
    """Every finding about the values of a report: answers in the order of the sheets, then the form's checks,
    then what is possible but hardly meant.

    Running text is judged by ``selfeval.checks.prose``, which not every caller needs.
    """
    out = left_out(report, form)
    differing = judge_defaults(report, form, out)
    told = {cell for found in differing for cell in found.cells[:1]}
    related = judge_relations(report, form, told, out)
    hardly = judge_plausibility(report, form, related, out)
    return graded([*judge_answers(report, form, out), *differing, *related, *hardly], form)
