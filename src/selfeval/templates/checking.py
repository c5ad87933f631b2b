"""``selfeval.templates.check``: every problem of a template, before anybody fills it."""

from __future__ import annotations

import os
from pathlib import Path

from selfeval.api.loading import read
from selfeval.api.sources import TemplateName, sources_of, template_bytes, template_of
from selfeval.errors import TemplateError
from selfeval.findings import Findings
from selfeval.form.model import REPORT_FILE
from selfeval.intake.checking import built, check_template


def check(template: TemplateName, *, data: str | os.PathLike[str] | None = None, gongwen: bool = False) -> Findings:
    """Every problem of a template in one pass: of its form, of its tags, of how it is built, and of a trial filling.

    It is filled with made-up answers, each unlike all others; what does not come out, and tags that never print, are told.

    Args:
        template: a form's name, a form's folder, or a Word file.
        data: a workbook whose sheets and labels the names are judged by; the template is filled with it too.
        gongwen: whether page, fonts and sizes are compared with GB/T 9704-2012 too.

    Raises:
        TemplateError: there is no such template.
        InvalidReport: ``data`` cannot be read.
    """
    try:
        source = sources_of(template)[-1]
        document, ready = template_of(source), template_bytes(source)
    except TemplateError as error:
        if not error.findings:
            raise
        return error.findings + _of_word_file(Path(template) / REPORT_FILE, gongwen=gongwen)
    loaded = None if data is None else read(Path(data), template)
    report, folder = (None, None) if loaded is None else (loaded.report, loaded.folder)
    try:
        found = Findings(check_template(ready.data, source.form, report, folder=folder, gongwen=gongwen))
    except TemplateError as error:
        found = error.findings
    told = ready.located(found).in_file(document.name)
    return told if loaded is None else told + _other_form(loaded.findings).in_file(Path(data or "").name)


def _other_form(found: Findings) -> Findings:
    """That the workbook is one of another form, and so says little of this one."""
    return Findings(one for one in found if one.rule == "form.differs")


def _of_word_file(path: Path, *, gongwen: bool) -> Findings:
    """What can be said of the report of a form that cannot be read: how it is built, whatever is asked."""
    if not path.is_file():
        return Findings()
    try:
        return Findings(built(path.read_bytes(), gongwen=gongwen)).in_file(path.name)
    except TemplateError as error:
        return error.findings.in_file(path.name)
