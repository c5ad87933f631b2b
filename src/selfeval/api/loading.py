"""From a workbook or a mapping to the report, with every finding of the way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from selfeval.api.sources import Source, TemplateName, choose, template_bytes, template_of
from selfeval.checks import judge
from selfeval.errors import InvalidReport
from selfeval.figures import compute
from selfeval.findings import Finding, Findings
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL
from selfeval.names import fold
from selfeval.report import Report

Workbook = str | os.PathLike[str] | bytes | BinaryIO | Mapping[str, Any]


@dataclass(frozen=True)
class Loaded:
    """A report, what it is read and printed by, and what was found on the way.

    ``folder`` is that of the workbook, from which pictures may be taken; None where the workbook is no file.
    """

    report: Report
    source: Source
    findings: Findings
    folder: Path | None = None


def load(workbook: Workbook, *, template: TemplateName | None = None) -> Report:
    """The report of a workbook: every value by name, with its cell.

    ``report["一般公共预算.支出合计"]`` gives the value (amounts in the form's unit, 万元), ``report.cell_of(...)`` its cell.

    Args:
        workbook: a path, bytes, a binary file, or plain data as a mapping.
        template: as for ``render``.

    Raises:
        InvalidReport: the file cannot be read at all, or its form is unknown.
        TemplateError: the template named is not there or has faults.
    """
    return read(workbook, template).report


def check(workbook: Workbook, *, template: TemplateName | None = None, prose: bool = True) -> Findings:
    """All findings about a workbook, in one pass; nothing is written.

    Args:
        workbook: as for ``load``.
        template: as for ``render``.
        prose: whether the rules over running text are judged too: its figures against the workbook, its form.

    Raises:
        TemplateError: the template named is not there or has faults.
    """
    try:
        loaded = read(workbook, template)
    except InvalidReport as refused:
        return refused.findings
    findings = judged(loaded, prose=prose)
    return findings + _asked_in_vain(loaded) if loaded.source.form is None else findings


def _asked_in_vain(loaded: Loaded) -> list[Finding]:
    """What a bare Word file reads and the workbook lacks: nothing else says what such a workbook has to hold."""
    from selfeval.document import unmet

    template = template_of(loaded.source)
    return list(Findings(unmet(template_bytes(loaded.source).data, loaded.report)).in_file(template.name))


def read(
    workbook: Workbook, template: TemplateName | None = None, name: str = "", folder: Path | None = None
) -> Loaded:
    """Read, choose the form, compute; ``name`` is what messages call a workbook that has no path, ``folder`` its folder.

    Raises:
        InvalidReport: the file is refused, or no form is known for it.
        TemplateError: the template named is not there or has faults.
    """
    from selfeval import workbook as stage  # its reader, mapping and writer load when used

    if isinstance(workbook, Mapping):
        said = _said(workbook)
        source = _known(choose(template, "", said, [str(name) for name in workbook]))
        report, found = stage.from_mapping(workbook, source.form)
    else:
        opened = stage.open_workbook(_openable(workbook), name)
        source = _known(choose(template, opened.name, stage.cover_form(opened), [grid.name for grid in opened.grids]))
        report, found = stage.read_report(opened, source.form)
    computed = compute(report, source.form) if source.form else []
    if isinstance(workbook, str | os.PathLike):
        folder = Path(workbook).parent
    return Loaded(report, source, Findings([*source.findings, *found, *computed]), folder)


def read_earlier(
    workbook: Workbook, template: TemplateName | None = None, name: str = "", folder: Path | None = None
) -> Loaded:
    """Read a workbook of another year: by the form it names where that is a built-in one, else by the template's.

    Raises:
        InvalidReport: the file is refused, or no form is known for it.
        TemplateError: the template named is not there or has faults.
    """
    loaded = read(workbook, template, name, folder)
    if any(found.rule == "form.differs" for found in loaded.findings):
        try:
            return read(workbook, None, name, folder)
        except InvalidReport:
            return loaded
    return loaded


def _openable(workbook: object) -> Path | bytes | BinaryIO:
    match workbook:
        case str() | os.PathLike():
            return Path(workbook)
        case bytes() | bytearray() | memoryview():
            return bytes(workbook)
    if hasattr(workbook, "read"):
        return cast(BinaryIO, workbook)
    raise TypeError(f"a workbook is a path, bytes, a binary file or a mapping, not {type(workbook).__name__}")


def judged(loaded: Loaded, *, prose: bool = True) -> Findings:
    """The findings of reading and those of the checks; of running text only where ``prose`` asks for them."""
    form = loaded.source.form
    if form is None:
        return loaded.findings
    findings = loaded.findings + judge(loaded.report, form)
    if not prose:
        return findings
    from selfeval.checks.prose import judge_prose

    return findings + judge_prose(loaded.report, form)


def tidied(loaded: Loaded) -> Loaded:
    """The same with its running text in good form, and a note of each change; the workbook is left as it is."""
    if loaded.source.form is None:
        return loaded
    from selfeval.checks.prose import tidy

    return replace(loaded, findings=loaded.findings + tidy(loaded.report, loaded.source.form))


def _known(source: Source) -> Source:
    findings = Findings(source.findings)
    if findings.errors:
        raise InvalidReport("不知道按哪个表式读取：", findings)
    return source


def _said(data: Mapping[str, Any]) -> tuple[str, str]:
    """The 表式 and 表式版本 a mapping's cover says, ``""`` where it says none."""
    covers = [value for name, value in data.items() if isinstance(name, str) and fold(name) == fold(COVER_SHEET)]
    cover = covers[0] if covers and isinstance(covers[0], Mapping) else {}
    answers = {fold(label): value for label, value in cover.items() if isinstance(label, str)}
    said_form, said_version = (answers.get(fold(label)) for label in (FORM_ID_LABEL, FORM_VERSION_LABEL))
    return (
        "" if said_form is None else str(said_form).strip(),
        "" if said_version is None else str(said_version).strip(),
    )
