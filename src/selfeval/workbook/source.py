"""Opens a workbook: from a path, bytes or a file to grids, or a refusal that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from selfeval.cells import Grid
from selfeval.errors import InvalidReport
from selfeval.findings import Findings
from selfeval.ooxml.guard import MAX_FILE, Refused, refused

UNNAMED = "工作簿"


@dataclass(frozen=True)
class Workbook:
    """A workbook as it was opened.

    Attributes:
        name: the file name shown to people.
        grids: its worksheets in their order.
    """

    name: str
    grids: list[Grid]


def open_workbook(source: Path | bytes | BinaryIO, name: str = "") -> Workbook:
    """Open a workbook for reading. Macros, links and everything but the cells are left alone.

    Args:
        source: a path, the bytes of the file, or a file opened in binary mode.
        name: what to call it in messages; the file name where the source is a path.

    Raises:
        InvalidReport: the file is refused; the findings, placed at the file or a cell, say why and what to do.
    """
    name = name or (source.name if isinstance(source, Path) else UNNAMED)
    with refusals_of(name):
        return Workbook(name, _grids(_bytes_of(source)))


def bytes_of(source: Path | bytes | BinaryIO, name: str = "") -> bytes:
    """The bytes of a file, of which no more is read than a workbook may have.

    Raises:
        InvalidReport: it cannot be read.
    """
    with refusals_of(name):
        return _bytes_of(source)


@contextmanager
def refusals_of(name: str) -> Iterator[None]:
    """Refusals on the way become one error about the file of that name."""
    name = name or UNNAMED
    try:
        yield
    except Refused as refusal:
        raise InvalidReport(f"{name} 没有读取：", Findings(refusal.findings).in_file(name)) from refusal


def _grids(data: bytes) -> list[Grid]:
    from selfeval.ooxml.package import read_package
    from selfeval.workbook.grid import read_grids

    try:
        grids = read_grids(read_package(data))
    except Refused:
        raise
    except Exception as error:  # a crafted workbook: no traceback ever reaches a user
        raise refused("file.unreadable", found=type(error).__name__) from error
    if not any(grid.cells for grid in grids):
        raise refused("file.no-content")
    return grids


def _bytes_of(source: Path | bytes | BinaryIO) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        if not isinstance(source, Path):
            return source.read(MAX_FILE + 1)
        with source.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        raise refused("file.not-found") from error
    except ValueError as error:  # a NUL in the path
        raise refused("file.not-found") from error
    except OSError as error:
        reason = "这是一个文件夹" if error.errno == errno.EISDIR else error.strerror or str(error)
        raise refused("file.not-readable", found=reason) from error
