"""All rules that code knows, by id. Rules of a form (tie-outs and the like) use the sentences under ``check.``."""

from __future__ import annotations

from selfeval.findings.batch_rules import BATCH_RULES
from selfeval.findings.check_rules import CHECK_RULES
from selfeval.findings.form_rules import FORM_RULES
from selfeval.findings.lint_rules import LINT_RULES
from selfeval.findings.plausibility_rules import PLAUSIBILITY_RULES
from selfeval.findings.prose_rules import PROSE_RULES
from selfeval.findings.rule import Rule
from selfeval.findings.template_rules import TEMPLATE_RULES
from selfeval.findings.workbook_rules import WORKBOOK_RULES

CATALOG: dict[str, Rule] = {
    **WORKBOOK_RULES,
    **CHECK_RULES,
    **FORM_RULES,
    **PLAUSIBILITY_RULES,
    **PROSE_RULES,
    **TEMPLATE_RULES,
    **LINT_RULES,
    **BATCH_RULES,
}
