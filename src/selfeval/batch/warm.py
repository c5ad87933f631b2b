"""Prepares a worker: everything imported, the forms loaded, the template compiled, before the first workbook comes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

import selfeval.api.rendering
import selfeval.batch.work
import selfeval.checks.prose
import selfeval.document.filling
import selfeval.workbook.reader  # noqa: F401 - loaded here, once, for all workers
from selfeval.api.sources import forms_of, sources_of, template_bytes
from selfeval.document.template import compiled
from selfeval.errors import SelfevalError
from selfeval.form.builtin import preferred_form


@dataclass(frozen=True)
class Warm:
    """Loads the forms that a run may need, and compiles the template that it needs first.

    Where none is named that is the preferred form's; another's is compiled when its first workbook comes.
    """

    template: str | None
    undefined: Any

    def __call__(self) -> None:
        """Do it; what is wrong with a template is told by whoever needs it."""
        with contextlib.suppress(SelfevalError, OSError):
            forms_of(self.template)
            for source in sources_of(preferred_form().id if self.template is None else self.template):
                compiled(template_bytes(source).data, self.undefined)
