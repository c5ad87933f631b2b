"""One workbook in, the official Word report 部门整体支出绩效自评报告 out.

    >>> import selfeval
    >>> selfeval.render("input.xlsx", "report.docx")    # one document; raises InvalidReport with every finding
    >>> selfeval.check("input.xlsx")                    # the findings alone, nothing written
    >>> selfeval.annotate("input.xlsx", "marked.xlsx")  # the same workbook with its findings in it
    >>> selfeval.load("input.xlsx")["一般公共预算.支出合计"]
    >>> for result in selfeval.render_batch("收件/", "报告/"): ...  # a folder of workbooks, on all cores

The names are imported when first used, so that ``import selfeval`` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

__version__ = "0.1.0"

if TYPE_CHECKING:
    from selfeval.api import (
        AnnotatedWorkbook,
        Document,
        RuleHelp,
        annotate,
        check,
        load,
        new_workbook,
        render,
        rules,
        trace,
        verify,
    )
    from selfeval.batch import Batch, Printed, Result, annotate_batch, compare, new_workbooks, render_batch, to_pdf
    from selfeval.errors import ForeignDocument, InvalidReport, OutputError, SelfevalError, TemplateError
    from selfeval.findings import Finding, Findings, Severity
    from selfeval.report import Report

_HOMES = {
    "AnnotatedWorkbook": "api",
    "Batch": "batch",
    "Document": "api",
    "Finding": "findings",
    "Findings": "findings",
    "ForeignDocument": "errors",
    "InvalidReport": "errors",
    "OutputError": "errors",
    "Printed": "batch",
    "RuleHelp": "api",
    "Report": "report",
    "Result": "batch",
    "SelfevalError": "errors",
    "Severity": "findings",
    "TemplateError": "errors",
    "annotate": "api",
    "annotate_batch": "batch",
    "check": "api",
    "compare": "batch",
    "load": "api",
    "new_workbook": "api",
    "new_workbooks": "batch",
    "render": "api",
    "render_batch": "batch",
    "rules": "api",
    "to_pdf": "batch",
    "trace": "api",
    "verify": "api",
}

__all__ = [
    "AnnotatedWorkbook",
    "Batch",
    "Document",
    "Finding",
    "Findings",
    "ForeignDocument",
    "InvalidReport",
    "OutputError",
    "Printed",
    "Report",
    "Result",
    "RuleHelp",
    "SelfevalError",
    "Severity",
    "TemplateError",
    "__version__",
    "annotate",
    "annotate_batch",
    "check",
    "compare",
    "load",
    "new_workbook",
    "new_workbooks",
    "render",
    "render_batch",
    "rules",
    "to_pdf",
    "trace",
    "verify",
]


__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
