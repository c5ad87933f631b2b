"""Zip files of workbooks as they come back: their members' names made readable, and each member read within bounds."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from selfeval.ooxml.guard import MAX_FILE, refused

Oddity = Literal["", "outside", "link"]
MOST_MEMBERS = 20_000

_UTF8 = 0x800
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_CACHED = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip.

    Attributes:
        index: its place in the directory of the zip; names may be doubled or unreadable.
        name: its path within, with ``/``.
        oddity: why it is not to be read: a path that leads outside, a link.
    """

    index: int
    name: str
    oddity: Oddity = ""


def members(path: Path) -> Iterator[Member]:
    """The files of a zip, folders left out.

    Raises:
        Refused: it is no zip, is damaged, or has too many members.
    """
    entries = _opened(path).infolist()
    if len(entries) > MOST_MEMBERS:
        raise refused("file.too-many-parts", suffix=".zip", found=str(len(entries)), expected=str(MOST_MEMBERS))
    for index, entry in enumerate(entries):
        name = _readable(entry)
        if name.endswith("/") or entry.is_dir():
            continue
        oddity: Oddity = ""
        if _OUTSIDE.search(name):
            oddity = "outside"
        elif stat.S_ISLNK(entry.external_attr >> 16):
            oddity = "link"
        yield Member(index, name, oddity)


def read_member(path: Path, index: int) -> bytes:
    """The bytes of a member, no more of them than a workbook may have.

    Raises:
        Refused: the zip or the member is damaged, or carries a password.
    """
    archive = _opened(path)
    entry = archive.infolist()[index]
    if entry.flag_bits & _ENCRYPTED:
        raise refused("file.password", suffix=".zip")
    try:
        with archive.open(entry) as member:
            return member.read(MAX_FILE + 1)
    except Exception as error:  # a crafted zip makes zipfile raise almost anything
        raise refused("file.truncated", suffix=".zip", found=str(error)) from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        about = path.stat()
        return _open(path, about.st_mtime_ns, about.st_size)
    except OSError as error:
        raise refused("file.not-readable", suffix=".zip", found=error.strerror or str(error)) from error
    except Exception as error:  # as above
        raise refused("file.truncated", suffix=".zip", found=str(error)) from error


@lru_cache(maxsize=_CACHED)
def _open(path: Path, changed: int, size: int) -> zipfile.ZipFile:
    """Opened once for all its members; another one as soon as the file is another."""
    return zipfile.ZipFile(path)


def _readable(entry: zipfile.ZipInfo) -> str:
    """The name as it was on the machine that packed it: Chinese Windows writes GBK and does not say so."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
