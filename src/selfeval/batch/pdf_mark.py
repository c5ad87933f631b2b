"""Which PDF is ours, and of which document: its last line says it.

A PDF of ours ends in a line that says from which document it was made, and what stands before the line: by it a later run
knows what need not be made again, what is out of date, and what somebody has edited, signed or put there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from pathlib import Path
from typing import Literal

_MARK = re.compile(rb"%selfeval ([0-9a-f]{64}) ([0-9a-f]{64})\n\Z")
_MARK_LENGTH = len("%selfeval ") + 64 + 1 + 64 + 1
Standing = Literal["none", "current", "stale", "foreign"]


def discard(pdf: Path) -> None:
    """Take a PDF away whose document is no more, or has changed, if it is ours and nobody edited it."""
    with contextlib.suppress(OSError):
        if _is_own(pdf.read_bytes()):
            pdf.unlink()


def mark_of(document: str, pdf: bytes) -> bytes:
    """The last line of a PDF of ours; readers pass over what stands behind its end."""
    return f"%selfeval {document} {hashlib.sha256(pdf).hexdigest()}\n".encode()


def standing_of(pdf: Path, document: str) -> Standing:
    """What stands where a PDF belongs; ``document``: the hash of its document."""
    try:
        with pdf.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _MARK_LENGTH))
            mark = _MARK.search(file.read())
            if mark is None:
                return "foreign"
            if mark[1].decode() == document:
                return "current"
            file.seek(0)
            return "stale" if _is_own(file.read()) else "foreign"
    except FileNotFoundError:
        return "none"
    except OSError:
        return "foreign"


def _is_own(pdf: bytes) -> bool:
    mark = _MARK.search(pdf[-_MARK_LENGTH:])
    return mark is not None and hashlib.sha256(pdf[:-_MARK_LENGTH]).hexdigest() == mark[2].decode()
