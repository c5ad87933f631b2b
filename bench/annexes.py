"""The annexes for the usual way: a user's script hands docxtpl figures it has computed; here selfeval computed them.

docxtpl reads its sheets and fills as ever; derived figures, scores, the rows of each project and which cells are merged
are given to it ready-made before the clock runs, so the peer does less than selfeval.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import selfeval
from scripts.hunan_report.annexes import annex_list, annexes
from scripts.hunan_report.sections import PARTS, TITLE, score_sentence
from scripts.report_parts import package
from selfeval.report import Record, Table

Row = dict[str, Any]
_DOCUMENT, _MARK = "word/document.xml", "{% 合并 %}"
_REMARK = re.compile(r"<w:p>(?:(?!<w:p>).)*?\{#.*?#\}.*?</w:p>", re.DOTALL)
"""A paragraph that only says where a part of the report begins or ends; nothing of it is printed."""
_MERGED = ("一级指标", "二级指标")


def without_annexes(target: Path) -> Path:
    """The template of the form hunan without the annexes and what the text says of scores, for ways that lack them."""
    document = package.document_part(PARTS)
    for part in (annex_list(), score_sentence(), annexes()):
        if part not in document:
            raise ValueError("the template has changed: its annexes are not where they were")
        document = document.replace(part, "")
    document = _REMARK.sub("", document)  # docxtemplater takes them for the beginning of a loop
    package.write(target, TITLE, document)
    return target


def without_marks(template: Path, target: Path) -> Path:
    """The template without the marks of cells to merge, which docxtpl has not; its context leaves these cells blank."""
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(_MARK.encode(), b"") if entry.filename == _DOCUMENT else data)
    return target


def ready_made(books: Iterable[Path]) -> Callable[[Row], object]:
    """A function that gives a context of ``peers.read`` the figures of its workbook, known by the unit's name."""
    figures = {str(report["封面.单位名称"]): _figures(report) for report in map(selfeval.load, books)}
    return lambda context: context.update(figures[context["封面"]["单位名称"]])


def _figures(report: selfeval.Report) -> Row:
    context: Row = {name: _plain(sheet) for name, sheet in report.sheets.items() if name not in _OWN}
    context["项目支出"] = [
        {**row, "指标": _merged(row.rows_of("指标") or ())}
        for row in report.sheets["项目支出"]
        if isinstance(row, Record)
    ]
    context["整体绩效指标"] = _merged(context["整体绩效指标"])
    return context


_OWN = ("封面", "正文")
"""What the script has read itself."""


def _plain(sheet: Record | Table) -> Row | list[Row]:
    if isinstance(sheet, Record):
        return dict(sheet)
    if sheet.row_names is None:
        return [dict(row) for row in sheet]
    rows = {name: dict(row) for name, row in zip(sheet.row_names.labels, sheet, strict=True)}
    return rows | {"三公经费": rows.get("“三公”经费"), "因公出国境费": rows.get("因公出国（境）费")}


def _merged(rows: Iterable[Any]) -> list[Row]:
    """The rows, each cell blank that repeats the one above with all to its left."""
    found: list[Row] = []
    above: tuple[Any, ...] = ()
    for row in rows:
        here = tuple(row[label] for label in _MERGED)
        shown = {label: "" for at, label in enumerate(_MERGED) if above[: at + 1] == here[: at + 1]}
        found.append({**row, **shown})
        above = here
    return found
