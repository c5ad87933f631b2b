"""Many workbooks in, one document each, with a journal, 汇总.xlsx and index.html. See ``run.render_batch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.batch.inputs import is_pattern
    from selfeval.batch.outcome import Result
    from selfeval.batch.returning import OVERVIEW, annotate_batch
    from selfeval.batch.run import DEFAULT_NAME, Batch, render_batch

_HOMES = {
    "Batch": "run",
    "DEFAULT_NAME": "run",
    "OVERVIEW": "returning",
    "Result": "outcome",
    "annotate_batch": "returning",
    "is_pattern": "inputs",
    "render_batch": "run",
}

__all__ = ["DEFAULT_NAME", "OVERVIEW", "Batch", "Result", "annotate_batch", "is_pattern", "render_batch"]

__getattr__ = lazy_names(__name__, _HOMES)
