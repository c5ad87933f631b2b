"""Every rule explained: those of the catalogue, and the checks of a form in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from selfeval.api.sources import TemplateName, form_of
from selfeval.findings import Severity
from selfeval.form.model import Check, Form
from selfeval.names import fold

_RELATIONS = {"equal": "等于", "at_most": "不大于", "at_least": "不小于"}
_BROKEN = {"equal": "不等于", "at_most": "大于", "at_least": "小于"}


class RuleHelp(NamedTuple):
    """One rule as its reader wants to know it, in Chinese.

    Attributes:
        rule: the id that stands behind a finding.
        severity: how grave it is in this form; None where the form switches it off.
        meaning: what it says.
        example: the smallest thing that breaks it.
        remedy: how to put it right.
    """

    rule: str
    severity: Severity | None
    meaning: str
    example: str
    remedy: str


def rules(template: TemplateName | None = None) -> list[RuleHelp]:
    """Every rule there is: first the checks of the form, then the general ones, those about one thing together.

    The sentences of a form's checks (``check.equal``) are among them: they explain what such a check is.

    Args:
        template: a built-in form's id or a form's folder; the preferred built-in form where None.

    Raises:
        TemplateError: no such form, or it has faults.
    """
    form = form_of(template)
    return [*(_of_check(check, form) for check in form.checks.values()), *_general(form)]


def _general(form: Form) -> Iterator[RuleHelp]:
    from selfeval.findings.catalog import CATALOG
    from selfeval.findings.explained import EXPLANATIONS

    for rule, said in EXPLANATIONS.items():
        yield RuleHelp(rule, form.rules.get(rule, CATALOG[rule].severity), *said)


def _of_check(check: Check, form: Form) -> RuleHelp:
    """A check of the form: its own expressions in words, names with their sheets but for columns of a table."""

    def label(path: tuple[str, ...]) -> str:
        sheet = form.sheet_by_spelling.get(fold(path[0]))
        return path[-1] if sheet is not None and sheet.kind == "table" else ".".join(path)

    left, right = check.left.explain(label), check.right.explain(label)
    where = f"“{check.each}”表的每一行：" if check.each else ""
    when = f"（{check.when.explain(label)}时）" if check.when is not None else ""
    allowed = f"，可以相差 {check.tolerance}" if check.tolerance else ""
    meaning = f"{where}{left} 应{_RELATIONS[check.relation]} {right}{when}{allowed}。"
    broken = f"{left} {_BROKEN[check.relation]} {right}" if check.right.is_constant else _apart(check, left, right)
    return RuleHelp(
        check.id, check.severity, meaning, check.message or broken, f"{check.hint or '核对两边，改正填错的一个'}。"
    )


def _apart(check: Check, left: str, right: str) -> str:
    more, less = (left, right) if check.relation != "at_least" else (right, left)
    return f"{more} 是 2.00，{less} 是 1.00"
