"""Prepares a worker: everything imported, the form loaded, its template compiled, before the first workbook comes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

import selfeval.api.rendering
import selfeval.batch.work
import selfeval.checks.prose
import selfeval.document.filling
import selfeval.workbook.reader  # noqa: F401 - loaded here, once, for all workers
from selfeval.api.sources import sources_of, template_bytes
from selfeval.document.template import compiled
from selfeval.errors import SelfevalError


@dataclass(frozen=True)
class Warm:
    """Loads the forms and compiles the templates that a run may need."""

    template: str | None
    undefined: Any

    def __call__(self) -> None:
        """Do it; what is wrong with a template is told by whoever needs it."""
        with contextlib.suppress(SelfevalError, OSError):
            for source in sources_of(self.template):
                compiled(template_bytes(source).data, self.undefined)
