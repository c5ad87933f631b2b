"""Reads an ordinary zip file at once. Whatever is not as it should be is left to zipfile, which says why."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_MARK = b"PK\x03\x04"
_HARMLESS_FLAGS = 0x2 | 0x4 | 0x8 | 0x800
"""How hard it was packed, sizes behind the data, names in UTF-8."""
_UTF8 = 0x800
_FIRST_OF_ZIP64 = 0xFFFFFFFF
_NEWEST = 45
"""The version of the format that brought ZIP64, the newest an Office file asks for."""
_LARGEST_KEPT = 32 * 2**10


class Entry(NamedTuple):
    """A member as the directory of an ordinary zip says it, in zipfile's words."""

    orig_filename: str
    flag_bits: int
    compress_type: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int

    @property
    def filename(self) -> str:
        """Its name; one with a NUL or a backslash is left to zipfile."""
        return self.orig_filename

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return self.orig_filename.endswith("/")


def directory(data: bytes) -> tuple[list[Entry], int] | None:
    """The members in the directory of an ordinary zip and where it begins; None where anything is unusual."""
    at = len(data) - _END.size
    if at < 0:
        return None
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if mark != b"PK\5\6" or disk or first_disk or here != count or comment or start + size != at:
        return None
    entries: list[Entry] = []
    at = start
    for _ in range(count):
        if at + _CENTRAL.size > start + size:
            return None
        (mark, _, _, version, _, flags, method, _, _, crc, packed, unpacked, name_length, *others) = (
            _CENTRAL.unpack_from(data, at)
        )
        extra, remark, disk, _, _, offset = others
        named = at + _CENTRAL.size
        at = named + name_length
        name = data[named:at]
        usual = mark == b"PK\1\2" and version <= _NEWEST and not (extra or remark or disk)
        if not usual or b"\0" in name or b"\\" in name:
            return None
        if _FIRST_OF_ZIP64 in (packed, unpacked, offset):
            return None
        try:
            entries.append(
                Entry(name.decode("utf-8" if flags & _UTF8 else "cp437"), flags, method, crc, packed, unpacked, offset)
            )
        except UnicodeDecodeError:
            return None
    return (entries, start) if at == start + size else None


def inflated(data: bytes, entries: Iterable[Entry | ZipInfo], end: int, most: int) -> dict[str, bytes] | None:
    """The members by name, folders left out; None where anything is unusual.

    No more is unpacked than the entries declare, and what is unpacked is just as long as declared, has its checksum,
    and shares no byte of the file with another.

    Args:
        data: the file.
        entries: what its directory says.
        end: where the directory begins.
        most: how much all members together may declare.
    """
    members: dict[str, bytes] = {}
    spans: list[tuple[int, int]] = []
    for entry in entries:
        most -= entry.file_size
        start = _start(data, entry)
        behind = start + entry.compress_size
        if most < 0 or not start or behind > end:
            return None
        spans.append((entry.header_offset, behind))
        if entry.is_dir():
            continue
        small = entry.file_size <= _LARGEST_KEPT
        body = (_known_body if small else _body)(data[start:behind], entry.compress_type, entry.file_size, entry.CRC)
        if body is None:
            return None
        members[entry.filename] = body
    spans.sort()
    if any(behind > following for (_, behind), (following, _) in pairwise(spans)):
        return None
    return members


def _start(data: bytes, entry: Entry | ZipInfo) -> int:
    """Where the packed bytes of a member begin, 0 where its own header is not what the directory says."""
    at = entry.header_offset
    if at < 0 or at + _LOCAL.size > len(data) or entry.flag_bits & ~_HARMLESS_FLAGS:
        return 0
    mark, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack_from(data, at)
    named = at + _LOCAL.size
    name = data[named : named + name_length]
    if mark != _MARK or flags != entry.flag_bits or method != entry.compress_type:
        return 0
    if name != entry.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437", "replace"):
        return 0
    return int(named + name_length + extra_length)


def _body(packed: bytes, method: int, size: int, checksum: int) -> bytes | None:
    if method == ZIP_STORED:
        body = packed
    elif method == ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            body = stream.decompress(packed, size + 1)
        except zlib.error:
            return None
        if not stream.eof or stream.unused_data:
            return None
    else:
        return None
    return body if len(body) == size and zlib.crc32(body) == checksum else None


_known_body = lru_cache(maxsize=64)(_body)
"""Workbooks made from one blank share their styles, theme and guide to the byte, so these are unpacked once."""
