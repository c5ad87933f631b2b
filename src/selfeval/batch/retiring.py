"""What becomes of documents that no workbook stands behind any more. Nothing that somebody edited is touched."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from selfeval.batch.inputs import OLD_FOLDER
from selfeval.batch.journal import Journal
from selfeval.batch.pdf import SUFFIX
from selfeval.batch.pdf_mark import discard


def retire(out: Path, journal: Journal) -> int:
    """Take away documents under names that no workbook has any more.

    One whose workbook has its document under another name goes; one whose workbook now has errors, and so gave none or a
    draft, is put into the folder 旧报告: what it said is not lost with a mistyped option.

    Returns:
        how many were put there.
    """
    kept = 0
    for name, digest, replaced in journal.retired():
        path = out / name
        with contextlib.suppress(OSError):
            if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                continue
            discard(path.with_suffix(SUFFIX))  # first: once the document is gone, nothing leads here any more
            if replaced:
                path.unlink()
            else:
                (out / OLD_FOLDER).mkdir(exist_ok=True)
                path.replace(out / OLD_FOLDER / name)
                kept += 1
    journal.forget_retired()
    return kept
