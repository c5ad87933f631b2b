"""Which form a workbook is read by and which Word template prints it (design.md section 3)."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from selfeval.errors import SelfevalError, TemplateError
from selfeval.findings import Finding, Findings, finding
from selfeval.form import Form, builtin_form, builtin_names, load_form
from selfeval.form.builtin import preferred_form
from selfeval.form.model import COVER_SHEET
from selfeval.names import closest, fold

TemplateName = str | os.PathLike[str]


@dataclass(frozen=True)
class Source:
    """What reads and prints a workbook.

    Attributes:
        form: the form the workbook is read by; None where its sheets are used as they are.
        template: the Word template; None where there is none to print with.
        findings: what was noticed while choosing.
    """

    form: Form | None
    template: Path | None
    findings: tuple[Finding, ...] = ()


def form_of(template: TemplateName | None) -> Form:
    """The form of that name or folder; the preferred built-in one where none is named.

    Raises:
        TemplateError: no form of that name, a folder without one, or a bare Word file.
    """
    if template is None:
        return preferred_form()
    form, document = _named(template)
    if form is None:
        raise SelfevalError(
            f"{document} 是 Word 文件，没有表式，不能生成空白工作簿。请用 -t 指定表式名称或表式文件夹。"
        )
    return form


def forms_of(template: TemplateName | None) -> tuple[Form, ...]:
    """The forms a workbook may be read by: the one named, else any built-in one.

    Raises:
        TemplateError: the template named is not there or has faults.
    """
    form = None if template is None else _named(template)[0]
    return (form,) if form is not None else tuple(builtin_form(name) for name in builtin_names())


def files_of(template: TemplateName | None) -> list[Path]:
    """Every file on which reading and printing by a template rest: those of the forms, and the bare .docx.

    Raises:
        TemplateError: as ``forms_of``.
    """
    document = None if template is None else _named(template)[1]
    folders = [form.folder for form in forms_of(template) if form.folder is not None]
    parts = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [*parts, *([document] if document else [])]


def choose(template: TemplateName | None, place: str, said: tuple[str, str], sheets: Collection[str]) -> Source:
    """The form and template for a workbook.

    Args:
        template: a built-in form's id, a form's folder, or a bare .docx; None goes by the workbook.
        place: the workbook's name for findings.
        said: the 表式 and 表式版本 on its cover, ``""`` where it says none.
        sheets: the names of its sheets.

    Raises:
        TemplateError: the template named is not there or has faults.
    """
    said_form, said_version = said
    named, document = (None, None) if template is None else _named(template)
    if named is not None:
        found = _differences(named, place, said_form, said_version)
        return Source(named, named.template, tuple(found))
    source = _by_workbook(place, said_form, said_version, sheets)
    if document is None:
        return source
    known = source.form is not None and (said_form or not source.findings)
    return Source(source.form, document, source.findings) if known else Source(None, document)


def _by_workbook(place: str, said_form: str, said_version: str, sheets: Collection[str]) -> Source:
    ids = {fold(name): name for name in builtin_names()}
    if said_form:
        name = ids.get(fold(said_form))
        if name is None:
            near = closest(said_form, ids)
            suggestion = f"，您是否想写「{near}」？" if near else ""
            details = {"found": said_form, "expected": "、".join(ids.values()), "suggestion": suggestion}
            return Source(None, None, (finding("form.unknown", place, **details),))
        form = builtin_form(name)
        return Source(form, form.template, tuple(_differences(form, place, said_form, said_version)))
    form = preferred_form()
    have = set(map(fold, sheets)) - {fold(COVER_SHEET)}
    if have.isdisjoint(form.sheet_by_spelling):
        return Source(None, None, (finding("form.not-told", place, expected=form.id),))
    return Source(form, form.template, (finding("form.assumed", place, expected=form.id),))


def _differences(form: Form, place: str, said_form: str, said_version: str) -> list[Finding]:
    if said_form and fold(said_form) != fold(form.id):
        return [finding("form.differs", place, found=said_form, expected=form.id)]
    if said_version and fold(said_version) != fold(form.version):
        return [finding("form.other-version", place, found=said_version, expected=form.version)]
    return []


def _named(template: TemplateName) -> tuple[Form | None, Path | None]:
    text = os.fspath(template)
    path = Path(text)
    if path.suffix.lower() in {".docx", ".docm", ".dotx"}:
        if not path.is_file():
            raise TemplateError(f"没有找到模板文件 {path}。请检查文件名和所在文件夹。", Findings())
        return None, path
    if text in builtin_names():
        return builtin_form(text), None
    if path.is_dir():
        return load_form(path), None
    near = closest(text, builtin_names())
    suggestion = f"您是否想写 {near}？" if near else ""
    names = "、".join(builtin_names())
    raise TemplateError(
        f"没有名为 {text} 的模板。{suggestion}可以写内置表式（{names}）、表式文件夹或 Word 文件的路径。", Findings()
    )
