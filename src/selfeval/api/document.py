"""The finished document, and where it may be written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from selfeval.errors import KeptDocument, OutputError
from selfeval.files import exists, write_durably
from selfeval.findings import Findings
from selfeval.report import Report

if TYPE_CHECKING:
    from selfeval.document import Trace

Overwrite = Literal["own"] | bool


class Document:
    """A filled document in hand: ``doc.save(path)``, ``bytes(doc)``.

    Attributes:
        report: the values it was filled with.
        findings: every finding of the way, warnings and notes too; of a draft the errors as well.
        is_draft: whether it was written in spite of errors that there are or may be.
        files: the pictures it took from the folder of the workbook, by path, each with its SHA-256.
    """

    def __init__(
        self,
        data: bytes,
        report: Report,
        findings: Findings,
        follow: Callable[[], Trace],
        *,
        is_draft: bool = False,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """``follow`` fills the document once more, traced; it is called when the trace is first asked for."""
        self._data = data
        self._follow = follow
        self.report = report
        self.findings = findings
        self.is_draft = is_draft
        self.files: Mapping[str, str] = files or {}

    @cached_property
    def trace(self) -> Trace:
        """Every value put into the document, with its place and the cells it came from.

        Raises:
            SelfevalError: the report was changed since the document was filled with it.
        """
        return self._follow()

    def __bytes__(self) -> bytes:
        return self._data

    def save(self, path: str | os.PathLike[str], *, overwrite: Overwrite = "own") -> Path:
        """Write the document, whole or not at all.

        Args:
            path: where to.
            overwrite: ``"own"`` replaces only a document selfeval wrote that nobody edited since, and a draft replaces
                none but a draft; True any file; False none.

        Raises:
            OutputError: another file is in the way, or it cannot be written there.
        """
        target = Path(path)
        _refuse_others(target, overwrite, is_draft=self.is_draft)
        write_durably(target, self._data)
        return target


def _refuse_others(path: Path, overwrite: Overwrite, *, is_draft: bool) -> None:
    if overwrite not in (True, False, "own"):
        raise ValueError(f"overwrite is 'own', True or False, not {overwrite!r}")
    if overwrite is True or not exists(path):
        return
    if overwrite is False:
        raise OutputError(f"{path} 已经存在，没有覆盖。请换一个文件名，或先移走原来的文件。")
    from selfeval.document import is_untouched, read_stamp

    try:
        there = path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} 已经存在，但读不出来：{error.strerror}。请换一个文件名。") from error
    stamp = read_stamp(there)
    if stamp is None:
        raise KeptDocument(f"{path} 不是 selfeval 生成的文件，没有覆盖。确要覆盖请加 --force，或用 -o 指定其他文件名。")
    if not is_untouched(there):
        raise KeptDocument(f"{path} 生成后有人修改过，没有覆盖。确要覆盖请加 --force，或用 -o 指定其他文件名。")
    if is_draft and not stamp.options.get("draft"):
        raise OutputError(f"{path} 是已生成的正式文件，没有用草稿覆盖。请用 -o 给草稿另起文件名。")
