"""Which cells the values of a document came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.api.loading import Workbook
from selfeval.api.rendering import Undefined, render
from selfeval.api.sources import TemplateName

if TYPE_CHECKING:
    from selfeval.document import Trace


def trace(workbook: Workbook, *, template: TemplateName | None = None, undefined: Undefined = "error") -> Trace:
    """Every value that goes into the document of a workbook, with its place and the cells it came from.

    The same as ``render(...).trace``; nothing is written.

    Args:
        workbook: as for ``render``.
        template: as for ``render``.
        undefined: as for ``render``.

    Raises:
        InvalidReport: the workbook has findings of severity error.
        TemplateError: the template or form is at fault.
    """
    return render(workbook, template=template, undefined=undefined).trace
