"""One workbook in, one document out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from selfeval import __version__
from selfeval.api.document import Document, Overwrite
from selfeval.api.loading import Loaded, Workbook, judged, read, tidied
from selfeval.api.sources import TemplateName, template_bytes, template_of
from selfeval.errors import InvalidReport, OutputError, SelfevalError, TemplateError
from selfeval.findings import Findings, finding

if TYPE_CHECKING:
    from selfeval.document import Filled, Trace, Tracer

Undefined = Literal["error", "mark", "blank"]


def render(
    workbook: Workbook,
    output: str | os.PathLike[str] | None = None,
    *,
    template: TemplateName | None = None,
    draft: bool = False,
    tidy: bool = False,
    prose: bool = True,
    undefined: Undefined = "error",
    overwrite: Overwrite = "own",
) -> Document:
    """Turn one workbook into the report.

    Args:
        workbook: a path, bytes, a binary file, or plain data: ``{"封面": {...}, "项目支出": [...]}``.
        output: where to write the document; None leaves it in hand.
        template: a built-in form's id, a form's folder, or a bare .docx that replaces the printing; None goes by the
            workbook's own 表式.
        draft: write the document in spite of errors: 草稿 in its headers, each finding a comment where its value stands,
            blank required answers as a red 〔待填：NAME〕. The errors are in ``findings`` of the document.
        tidy: put running text into good form where that changes no word and no figure (``prose-tidied`` notes say
            what was changed; the workbook is left as it is).
        prose: whether the rules over running text are judged too.
        undefined: what a name the template uses and nobody knows becomes: an ``"error"``, a red ``"mark"``
            〔待填：NAME〕, or ``"blank"``.
        overwrite: ``"own"`` replaces only a document selfeval wrote that nobody edited since; True any file; False none.

    Returns:
        The document with its findings and report.

    Raises:
        InvalidReport: the workbook has findings of severity error and no draft is asked for, or it cannot be read.
        TemplateError: the template or form is at fault.
        OutputError: the document may not or cannot be written there.
    """
    if output is not None and _is_same_file(workbook, output):
        raise OutputError(f"{output} 就是输入的工作簿，不能把报告写在它上面。请用 -o 指定其他文件名。")
    document = finished(read(workbook, template), draft=draft, tidy=tidy, prose=prose, undefined=undefined)
    if output is not None:
        document.save(output, overwrite=overwrite)
    return document


def finished(
    loaded: Loaded, *, draft: bool = False, tidy: bool = False, prose: bool = True, undefined: Undefined = "error"
) -> Document:
    """The document of a workbook that has been read; options and errors are those of ``render``."""
    if undefined not in get_args(Undefined):
        raise ValueError(f"undefined is one of {get_args(Undefined)}, not {undefined!r}")
    if tidy:
        loaded = tidied(loaded)
    findings = judged(loaded, prose=prose)
    if findings.errors and not draft:
        raise InvalidReport(f"有 {len(findings.errors)} 处错误，没有生成文件：", findings)
    return _filled(loaded, findings, undefined, draft=draft, tidy=tidy)


def _is_same_file(workbook: Workbook, output: str | os.PathLike[str]) -> bool:
    if not isinstance(workbook, str | os.PathLike):
        return False
    try:
        return Path(workbook).samefile(output)
    except (OSError, ValueError):
        return False


def _filled(loaded: Loaded, findings: Findings, undefined: Undefined, *, draft: bool, tidy: bool) -> Document:
    """The finished document; ``findings`` are those of the workbook."""
    from selfeval.document import STAMPED, Stamp, stamp, values_hash
    from selfeval.ooxml.zipped import write_zip

    form, template = loaded.source.form, template_of(loaded.source)
    fill = _filling(loaded, template, undefined, draft=draft)
    filled = fill(None)
    if not filled.printed:
        raise TemplateError("没有生成文件：", Findings([finding("template.no-tags", template.name)]))
    findings += filled.findings.in_file(template.name)
    follow = partial(_followed, fill, filled.parts)
    if draft:
        from selfeval.document import drafted

        filled = drafted(filled, follow(), findings)
    mark = Stamp(
        version=__version__,
        form_id=form.id if form else "",
        form_version=form.version if form else "",
        form_hash=form.hash if form else "",
        options={"undefined": undefined}
        | ({"draft": "true"} if draft else {})
        | ({"tidy": "true"} if tidy else {})
        | ({} if form and form.template == template else {"template": template.name}),
        values_hash=values_hash(loaded.report),
    )
    data = write_zip(stamp(filled.parts, mark, form.title if form else "", filled.fresh), filled.fresh | STAMPED)
    return Document(data, loaded.report, findings, follow, is_draft=draft, files=filled.files)


def _filling(loaded: Loaded, template: Path, undefined: Undefined, *, draft: bool) -> Callable[[Tracer | None], Filled]:
    """Fills the template with the report, as often as it is called; a draft shows what is still to be answered."""
    from selfeval.document import fill, known_names, required_by

    form = loaded.source.form
    known = known_names(form, [loaded.report]) if form else None
    required = required_by(form) if form and draft else None
    ready = template_bytes(loaded.source)

    def once(tracer: Tracer | None) -> Filled:
        try:
            filled = fill(
                ready.data,
                loaded.report,
                undefined=undefined,
                known=known,
                required=required,
                tracer=tracer,
                folder=loaded.folder,
            )
        except TemplateError as error:
            found = ready.located(error.findings).in_file(template.name)
            raise TemplateError(f"模板 {template.name}：{error.args[0]}", found) from error
        return replace(filled, findings=ready.located(filled.findings)) if filled.findings else filled

    return once


def filled_and_traced(loaded: Loaded, undefined: Undefined, *, draft: bool) -> tuple[Filled, Trace]:
    """What the report makes of its template, in spite of its findings, with the cells of every value.

    A draft is without its comments and headers, which no value of the report stands in.

    Raises:
        TemplateError: the template or form is at fault.
    """
    from selfeval.document import traced

    fill = _filling(loaded, template_of(loaded.source), undefined, draft=draft)
    filled: list[Filled] = []
    trace = traced(lambda tracer: filled.append(fill(tracer)))
    return filled[-1], trace


def _followed(fill: Callable[[Tracer | None], Filled], parts: Mapping[str, bytes]) -> Trace:
    """The trace of the document with these parts, from a filling that gives the same once more."""
    from selfeval.document import traced

    def again(tracer: Tracer) -> None:
        if fill(tracer).parts != parts:
            raise SelfevalError("生成文件以后数据有了改动，不能再追溯来源。请重新生成。")

    return traced(again)
