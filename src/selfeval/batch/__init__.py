"""Many workbooks in, one document each, with a journal, 汇总.xlsx and index.html. See ``run.render_batch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.batch.inputs import is_pattern
    from selfeval.batch.outcome import Result
    from selfeval.batch.run import DEFAULT_NAME, Batch, render_batch

_HOMES = {"Batch": "run", "DEFAULT_NAME": "run", "Result": "outcome", "is_pattern": "inputs", "render_batch": "run"}

__all__ = ["DEFAULT_NAME", "Batch", "Result", "is_pattern", "render_batch"]

__getattr__ = lazy_names(__name__, _HOMES)
