"""Whether a document still says what a workbook says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from selfeval.api.loading import Loaded, Workbook, judged, read, tidied
from selfeval.api.rendering import Undefined, filled_and_traced
from selfeval.api.sources import TemplateName
from selfeval.errors import ForeignDocument, TemplateError
from selfeval.findings import Findings
from selfeval.report import Date, Number, Record, Report

if TYPE_CHECKING:
    from selfeval.document import Stamp, TracedValue, Verification

_FOREIGN = "{name} 不是 selfeval 生成的文件（没有生成标记），无法核对。请核对由 selfeval 生成的 .docx；标记可能在另存为其他格式时丢失。"
_NO_WORD = "{name} 不是可用的 Word 文件（.docx），无法核对。"


def verify(
    document: str | os.PathLike[str] | bytes, workbook: Workbook, *, template: TemplateName | None = None
) -> Verification:
    """Compare a document with what the workbook says now.

    The document is filled again in memory, by the form and options of its stamp. A figure that differs or vanished is
    judged; words that were rewritten are only told. Findings of the workbook's checks do not stop it.

    Args:
        document: a path or the bytes of a .docx that selfeval made, as edited and saved by whatever program.
        workbook: as for ``render``.
        template: as for ``render``; in place of the form the stamp names. A document made from a template of one's own
            needs it.

    Raises:
        ForeignDocument: selfeval did not make the document, or it is none.
        InvalidReport: the workbook cannot be read.
        TemplateError: the template named is not there or has faults, or the document needs one to be named.
        OSError: the document cannot be read.
    """
    from selfeval.document import compare, read_stamp
    from selfeval.ooxml.guard import Refused, unpack
    from selfeval.ooxml.xml import XmlError

    name = "这份文件" if isinstance(document, bytes) else Path(document).name
    data = document if isinstance(document, bytes) else Path(document).read_bytes()
    try:
        parts = unpack(data, ".docx")
    except Refused as refused:
        raise ForeignDocument(_NO_WORD.format(name=name)) from refused
    stamp = read_stamp(data)
    if stamp is None:
        raise ForeignDocument(_FOREIGN.format(name=name))
    loaded = read(workbook, _template_by(stamp) if template is None else template)
    if stamp.options.get("tidy"):
        loaded = tidied(loaded)
    wanted, trace = filled_and_traced(loaded, _undefined_by(stamp), draft=bool(stamp.options.get("draft")))
    try:
        return compare(parts, wanted.parts, trace, _is_figure(loaded.report), list(_notes(stamp, loaded)))
    except (XmlError, KeyError) as error:
        raise ForeignDocument(_NO_WORD.format(name=name)) from error


def _template_by(stamp: Stamp) -> TemplateName:
    own = stamp.options.get("template")
    if own or not stamp.form_id:
        raise TemplateError(f"这份文件是用模板 {own or 'Word 文件'} 生成的，请用 -t 指定这个模板再核对。", Findings())
    return stamp.form_id


def _undefined_by(stamp: Stamp) -> Undefined:
    said = stamp.options.get("undefined")
    return cast(Undefined, said) if said in get_args(Undefined) else "error"


def _notes(stamp: Stamp, loaded: Loaded) -> Iterator[str]:
    form = loaded.source.form
    if stamp.options.get("draft"):
        yield "这份文件是草稿。"
    errors = len(judged(loaded, prose=False).errors)
    if errors:
        yield f"工作簿现在有 {errors} 处错误（见 selfeval check），仍按它现在的内容核对。"
    if form is not None and stamp.form_id == form.id and stamp.form_hash != form.hash:
        versions = "" if stamp.form_version == form.version else f"（{stamp.form_version} → {form.version}）"
        yield f"文件生成以后，表式 {form.id} 有了改动{versions}，下面的不同可能由此而来。"


def _is_figure(report: Report) -> Callable[[TracedValue], bool]:
    """Whether a value rests on a number or a date."""
    cells: set[str] = set()
    for sheet in report.sheets.values():
        for record in [sheet] if isinstance(sheet, Record) else sheet.rows:
            for label, value in record.items():
                origin = record.origin(label)
                if origin is not None and isinstance(value, Number | Date):
                    cells.update(origin.cells)
    return lambda value: not cells.isdisjoint(value.cells)
