"""The blank workbook to fill in."""

from __future__ import annotations

import os
from pathlib import Path

from selfeval.api.sources import TemplateName, form_of
from selfeval.errors import OutputError
from selfeval.files import exists, write_durably


def new_workbook(output: str | os.PathLike[str], template: TemplateName | None = None) -> Path:
    """Write the blank workbook of a form; a file that is there already is never overwritten.

    Args:
        output: where to; ``.xlsx``.
        template: a built-in form's id or a form's folder; the preferred built-in form where None.

    Raises:
        OutputError: the file exists already, or cannot be written there.
        TemplateError: no such form, or it has faults.
    """
    from selfeval.workbook import new_workbook as blank

    path = Path(output)
    if exists(path):
        raise OutputError(f"{path} 已经存在，没有覆盖。请换一个文件名，或先移走原来的文件。")
    write_durably(path, blank(form_of(template)))
    return path
