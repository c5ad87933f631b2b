"""Which form a workbook is read by and which Word template prints it (design.md section 3)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from selfeval.document import Assembled, Part, Plan
from selfeval.errors import SelfevalError, TemplateError
from selfeval.findings import Finding, Findings, finding
from selfeval.form import Form, builtin_form, builtin_names, load_form
from selfeval.form.builtin import named_form, preferred_form
from selfeval.form.model import COVER_SHEET, PARTS_FOLDER
from selfeval.form.shelf import FORM_FILE, form_names, shelved
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
            f"{document} 是 Word 文件，没有表式，不能生成空白工作簿。请先运行 "
            f"selfeval template new 新表式 --from {document} 做出表式，再写 -t 新表式。"
        )
    return form


def forms_of(template: TemplateName | None) -> tuple[Form, ...]:
    """The forms a workbook may be read by: the one named, else any that has a name.

    Raises:
        TemplateError: the template named, or a built-in form, is not there or has faults.
    """
    form = None if template is None else _named(template)[0]
    if form is not None:
        return (form,)
    return (*(builtin_form(name) for name in builtin_names()), *_others())


def _others() -> Iterator[Form]:
    """The forms found beside the built-in ones; one with faults is told where it is used."""
    for found in shelved():
        if found.board != "builtin" and found.hidden_by is None and not found.fault:
            with contextlib.suppress(TemplateError):
                yield load_form(found.folder)


def sources_of(template: TemplateName | None) -> tuple[Source, ...]:
    """Everything that may read and print a workbook by a template; a bare .docx by itself.

    Raises:
        TemplateError: as ``forms_of``.
    """
    document = None if template is None else _named(template)[1]
    forms = tuple(Source(form, form.template) for form in forms_of(template))
    return (*forms, *([Source(None, document)] if document else []))


def files_of(template: TemplateName | None) -> list[Path]:
    """Every file on which reading and printing by a template rest: those of the forms and of all that these build on,
    and the bare .docx. Hidden files and the locks of an open Word file are none of them.

    Raises:
        TemplateError: as ``forms_of``.
    """
    document = None if template is None else _named(template)[1]
    folders = dict.fromkeys(folder for form in forms_of(template) for folder in form.folders)
    parts = [path for folder in folders for path in sorted(folder.rglob("*")) if _counts(path, folder)]
    return [*parts, *([document] if document else [])]


def _counts(path: Path, folder: Path) -> bool:
    return path.is_file() and not any(name.startswith((".", "~$")) for name in path.relative_to(folder).parts)


def template_of(source: Source) -> Path:
    """The Word template that prints a workbook.

    Raises:
        TemplateError: there is none.
    """
    if source.template is None:
        raise TemplateError("没有 Word 模板，不能生成文件。请用 -t 指定模板。", Findings())
    return source.template


def template_bytes(source: Source) -> Assembled:
    """The template that prints a workbook, its parts put together; findings about it are to be ``located``.

    Raises:
        TemplateError: there is none, it cannot be read, or a part has no place in it.
    """
    template, form = template_of(source), source.form
    data = _bytes(template)
    plan = _plan(form, template) if form is not None and template == form.template else Plan()
    if plan == Plan():
        return Assembled(data)
    from selfeval.document import assembled  # few forms have parts

    return assembled(data, plan)


def _plan(form: Form, template: Path) -> Plan:
    """What becomes of the parts of the report.

    Of the forms below the one that the report comes from nothing holds: it was written knowing them. Their files are at
    hand, for the report to place.
    """
    own = form.folders[: form.folders.index(template.parent) + 1]
    rules = [part for part in form.parts.values() if part.folder in own]
    unprinted = tuple(part.name for part in rules if not part.printed)
    dropped = tuple(name for name, folder in form.dropped if folder in own[:-1])
    after = {fold(part.name): part.after for part in rules if part.printed}
    gone = set(map(fold, (*unprinted, *dropped)))
    parts = tuple(
        Part(name, _bytes(file), f"{PARTS_FOLDER}/{file.name}", after.get(fold(name), ""), file.parent.parent in own)
        for name, file in form.part_files()
        if fold(name) not in gone
    )
    there = {fold(part.name) for part in parts}
    missing = tuple(part.name for part in rules if part.after and part.printed and fold(part.name) not in there)
    return Plan(parts, unprinted, dropped, missing)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TemplateError(f"读不到模板 {file}：{error.strerror}。请检查文件名和文件夹。", Findings()) from error


def choose(template: TemplateName | None, place: str, said: tuple[str, str], sheets: Collection[str]) -> Source:
    """The form and template for a workbook.

    Args:
        template: a form's name, a form's folder, or a bare .docx; None goes by the workbook.
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
    if said_form:
        form = named_form(said_form)
        if form is None:
            names = form_names()
            near = closest(said_form, names)
            suggestion = f"，您是否想写「{near}」？" if near else ""
            details = {"found": said_form, "expected": "、".join(names), "suggestion": suggestion}
            return Source(None, None, (finding("form.unknown", place, **details),))
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
    if (path / FORM_FILE).is_file():
        return load_form(path), None
    named = named_form(text)
    if named is not None or path.is_dir():
        return named or load_form(path), None
    if path.is_file():
        raise TemplateError(f"{path.name} 不能用作模板。请用 Word 或 WPS 打开后另存为 .docx，再试一次。", Findings())
    names = form_names()
    near = closest(text, names)
    suggestion = f"您是否想写 {near}？" if near else ""
    raise TemplateError(
        f"没有名为 {text} 的模板。{suggestion}可以写表式的名称（{'、'.join(names)}）、表式文件夹或 Word 文件的路径。",
        Findings(),
    )
