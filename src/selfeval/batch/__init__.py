"""Many workbooks in, one document each, with a journal, 汇总.xlsx and index.html. See ``run.render_batch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.batch.comparing import compare
    from selfeval.batch.inputs import is_pattern
    from selfeval.batch.outcome import Result
    from selfeval.batch.pdf import Printed, to_pdf
    from selfeval.batch.returning import OVERVIEW, annotate_batch
    from selfeval.batch.run import DEFAULT_NAME, Batch, render_batch
    from selfeval.batch.sending import Sending, Sent, new_workbooks

_HOMES = {
    "Batch": "run",
    "DEFAULT_NAME": "run",
    "OVERVIEW": "returning",
    "Printed": "pdf",
    "Result": "outcome",
    "Sending": "sending",
    "Sent": "sending",
    "annotate_batch": "returning",
    "compare": "comparing",
    "is_pattern": "inputs",
    "new_workbooks": "sending",
    "render_batch": "run",
    "to_pdf": "pdf",
}

__all__ = [
    "DEFAULT_NAME",
    "OVERVIEW",
    "Batch",
    "Printed",
    "Result",
    "Sending",
    "Sent",
    "annotate_batch",
    "compare",
    "is_pattern",
    "new_workbooks",
    "render_batch",
    "to_pdf",
]

__getattr__ = lazy_names(__name__, _HOMES)
