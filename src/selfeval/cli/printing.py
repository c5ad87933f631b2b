"""``selfeval fill --pdf`` of one workbook or several: the PDFs, made once the documents are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import selfeval
from selfeval.cli.console import FAILED, say, tell

if TYPE_CHECKING:
    from selfeval.batch import Printed

ToPdf = Callable[[Sequence[Path]], "Iterable[Printed]"]


def pdf_maker(**options: Any) -> ToPdf:
    """What makes PDFs, with these options of ``selfeval.to_pdf``.

    Raises:
        OutputError: LibreOffice is not installed; told before the first document is written.
    """
    from selfeval.batch.libreoffice import soffice

    soffice()
    return partial(selfeval.to_pdf, **options)


def tell_pdfs(make: Callable[[], Iterable[Printed]]) -> int:
    """Make them and say what became of each; the exit code."""
    return tell(lambda: max((_told(one) for one in make()), default=0))


def tell_old_pdfs(documents: Iterable[Path]) -> None:
    """Say where a PDF stands beside a document that was written without one."""
    for pdf in (document.with_suffix(".pdf") for document in documents):
        if pdf.exists():
            say(f"注意：{pdf} 是以前的 PDF，这次没有更新。要更新请加 --pdf。")


def _told(one: Printed) -> int:
    if one.pdf:
        say(f"已转成 PDF：{one.pdf}")
    for found in one.findings:
        say(f"{one.document}：{found.body()}。{found.hint()}")
    return FAILED if one.findings.errors else 0
