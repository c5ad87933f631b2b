"""``selfeval.templates.annotate``: the Word file of a template with its problems as comments."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from selfeval.api.sources import TemplateName, sources_of, template_of
from selfeval.errors import OutputError, TemplateError
from selfeval.files import exists, write_durably
from selfeval.findings import Finding, Findings
from selfeval.intake.commented import commented
from selfeval.ooxml.guard import Refused


def annotate(template: TemplateName, output: str | os.PathLike[str], findings: Iterable[Finding]) -> Path:
    """Write a copy of the template's Word file with each finding as a comment at its place; the template stays as it is.

    Args:
        template: a form's name, a form's folder, or a Word file.
        output: where to; a file that is there already is never overwritten.
        findings: what ``check`` gave.

    Raises:
        TemplateError: there is no such template, or it is no Word file.
        OutputError: the output is there already, or cannot be written.
    """
    path = Path(output)
    if exists(path):
        raise OutputError(f"{path} 已经存在，没有覆盖。请换一个文件名，或先移走原来的文件。")
    document = template_of(sources_of(template)[-1])
    try:
        write_durably(path, commented(document.read_bytes(), findings))
    except Refused as refusal:
        raise TemplateError(f"{document.name} 不能写批注：", Findings(refusal.findings)) from refusal
    return path
