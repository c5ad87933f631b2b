"""Everything that can be said of a template without a workbook: faults, names, what lint finds, and a trial filling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from selfeval.document import fill, known_names, unmet
from selfeval.document.names import name_findings
from selfeval.document.template import compiled
from selfeval.errors import TemplateError
from selfeval.findings import Finding, Severity, finding
from selfeval.form import Form
from selfeval.intake.differences import data_of_form
from selfeval.intake.fields import NeededSheet, fields_of
from selfeval.intake.lint import lint
from selfeval.intake.lint_gongwen import lint_gongwen
from selfeval.intake.tried import tried
from selfeval.names import fold
from selfeval.report import Report


def check_template(
    template: bytes,
    form: Form | None = None,
    report: Report | None = None,
    *,
    folder: Path | None = None,
    gongwen: bool = False,
) -> list[Finding]:
    """All findings about a template, those of its tags first.

    A template whose tags have faults is not tried out: what cannot be read cannot be filled.

    Args:
        template: the Word file, put together.
        form: what is asked; names are judged by it.
        report: a workbook's values, where names are to be judged by them too; the template is then filled with them as well.
        folder: where the workbook's pictures are.
        gongwen: whether page, fonts and sizes are compared with GB/T 9704-2012.

    Raises:
        TemplateError: it is no Word document, or brings what no template may.
    """
    opened = compiled(template, "error")
    found = list(opened.faults)
    if form is not None:
        known = known_names(form, [] if report is None else [report])
        found += (fault for part in opened.filled for fault in name_findings(part, known))
    elif report is not None:
        found += (fault for fault in unmet(template, report) if fault not in found)
    if not opened.filled and not found:
        found.append(finding("template.no-tags"))
    found += _lints(opened.parts, gongwen=gongwen)
    if opened.faults or not opened.filled:
        return found
    if report is not None and not any(one.severity is Severity.ERROR for one in found):
        found += _filled(template, form, report, folder)
    needed = fields_of(template, form)
    if form is None:
        return [*found, *tried(template, needed, needed, None)]
    if not any(fault.rule.startswith("template.") for fault in found):
        found += tried(template, needed, data_of_form(form), form)
    return [*found, *_not_printed(form, needed)]


def _filled(template: bytes, form: Form | None, report: Report, folder: Path | None) -> Iterable[Finding]:
    """What goes wrong when the template is filled with these values."""
    try:
        filled = fill(template, report, known=known_names(form, [report]) if form else None, folder=folder)
    except TemplateError as error:
        return error.findings
    return filled.findings


def built(template: bytes, *, gongwen: bool = False) -> list[Finding]:
    """The faults of a template's tags, and what lint finds: all that does not depend on what is asked.

    Raises:
        TemplateError: it is no Word document, or brings what no template may.
    """
    opened = compiled(template, "error")
    return [*opened.faults, *_lints(opened.parts, gongwen=gongwen)]


def _lints(parts: Mapping[str, bytes], *, gongwen: bool) -> list[Finding]:
    return [*lint(parts), *(lint_gongwen(parts) if gongwen else ())]


def _not_printed(form: Form, needed: Mapping[str, NeededSheet]) -> Iterable[Finding]:
    """What is asked, and neither printed nor read by a figure, a check or a score, nor the cover's own business."""
    used = {(fold(sheet.name), fold(label)) for sheet in needed.values() for label in (*sheet.labels, *sheet.rows)}
    used |= {(fold(path[0]), fold(name)) for path in _read_by(form) for name in path[1:]}
    for sheet in form.sheets.values():
        for field in (*sheet.fields.values(), *sheet.rows.values()):
            names = {(fold(sheet.name), spelling) for spelling in field.spellings}
            if names.isdisjoint(used) and not field.means:
                yield finding("lint.not-printed", field.path, name=field.path)


def _read_by(form: Form) -> Iterable[tuple[str, ...]]:
    for computation in form.computations:
        yield from computation.paths
    for check in form.checks.values():
        yield from (*check.left.paths, *check.right.paths, *(check.when.paths if check.when is not None else ()))
    for relation in form.relations.values():
        yield from ((table, column) for table in (relation.parent, relation.table) for column in relation.by)
