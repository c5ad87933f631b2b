"""A clerk's own workbook, given back with its findings in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from selfeval.api.loading import check
from selfeval.api.sources import TemplateName
from selfeval.errors import OutputError
from selfeval.files import exists, write_durably
from selfeval.findings import Findings


class AnnotatedWorkbook:
    """A workbook in hand: ``book.save(path)``, ``bytes(book)``.

    Attributes:
        findings: what was found in it, and stands in it now; none where the marks were taken away.
    """

    def __init__(self, data: bytes, findings: Findings, source: Path | None = None) -> None:
        self._data = data
        self._source = source
        self.findings = findings

    def __bytes__(self) -> bytes:
        return self._data

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the workbook, whole or not at all. It may replace the one it was made from: nothing in that is lost.

        Raises:
            OutputError: another file is in the way, the suffix is another, or it cannot be written there.
        """
        target = Path(path)
        if self._source is not None and target.suffix.lower() != self._source.suffix.lower():
            raise OutputError(f"{target} 应与原来的工作簿一样以 {self._source.suffix} 结尾，否则 Excel 打不开。")
        itself = self._source is not None and exists(target) and target.samefile(self._source)
        if not overwrite and not itself and exists(target):
            raise OutputError(f"{target} 已经存在，没有覆盖。确要覆盖请加 --force，或换一个文件名。")
        write_durably(target, self._data)
        return target


def annotate(
    workbook: str | os.PathLike[str] | bytes | BinaryIO,
    output: str | os.PathLike[str] | None = None,
    *,
    template: TemplateName | None = None,
    prose: bool = True,
    clear: bool = False,
    overwrite: bool = False,
) -> AnnotatedWorkbook:
    """Put what ``check`` finds into the workbook itself: a note and a fill on each cell, and the sheet 检查结果.

    Everything else in the file stays as it is. Marks of an earlier time are replaced.

    Args:
        workbook: a path, bytes or a binary file.
        output: where to write it; None leaves it in hand.
        template: as for ``render``.
        prose: as for ``check``.
        clear: only take the marks away, and give the workbook back as it was before.
        overwrite: whether another file may be replaced.

    Raises:
        InvalidReport: the file is no workbook that can be read.
        OutputError: the file may not or cannot be written there.
        TemplateError: the template named is not there or has faults.
        SelfevalError: the workbook has a sheet 检查结果 that somebody else wrote.
    """
    from selfeval import workbook as stage

    source = Path(workbook) if isinstance(workbook, str | os.PathLike) else None
    name = "" if source is None else source.name
    data = stage.bytes_of(source or _taken(workbook), name)
    if clear:
        book = AnnotatedWorkbook(stage.clear_workbook(data, name), Findings(), source)
    else:
        findings = check(source or data, template=template, prose=prose)
        book = AnnotatedWorkbook(stage.annotate_workbook(data, findings, name), findings, source)
    if output is not None:
        book.save(output, overwrite=overwrite)
    return book


def _taken(workbook: object) -> bytes | BinaryIO:
    if isinstance(workbook, bytes | bytearray | memoryview):
        return bytes(workbook)
    if hasattr(workbook, "read"):
        return workbook  # type: ignore[return-value]
    raise TypeError(f"a workbook is a path, bytes or a binary file, not {type(workbook).__name__}")
