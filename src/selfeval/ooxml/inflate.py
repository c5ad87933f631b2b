"""Unpacks the members of an ordinary zip file at once. Whatever is not as it should be is left to zipfile, which says why."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_MARK = b"PK\x03\x04"
_HARMLESS_FLAGS = 0x2 | 0x4 | 0x8 | 0x800
"""How hard it was packed, sizes behind the data, names in UTF-8."""


def inflated(data: bytes, entries: Iterable[ZipInfo], end: int, most: int) -> dict[str, bytes] | None:
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
        body = _body(data[start:behind], entry)
        if body is None:
            return None
        members[entry.filename] = body
    spans.sort()
    if any(behind > following for (_, behind), (following, _) in pairwise(spans)):
        return None
    return members


def _start(data: bytes, entry: ZipInfo) -> int:
    """Where the packed bytes of a member begin, 0 where its own header is not what the directory says."""
    at = entry.header_offset
    if at < 0 or at + _LOCAL.size > len(data) or entry.flag_bits & ~_HARMLESS_FLAGS:
        return 0
    mark, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack_from(data, at)
    named = at + _LOCAL.size
    name = data[named : named + name_length]
    if mark != _MARK or flags != entry.flag_bits or method != entry.compress_type:
        return 0
    if name != entry.orig_filename.encode("utf-8" if flags & 0x800 else "cp437", "replace"):
        return 0
    return int(named + name_length + extra_length)


def _body(packed: bytes, entry: ZipInfo) -> bytes | None:
    if entry.compress_type == ZIP_STORED:
        body = packed
    elif entry.compress_type == ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            body = stream.decompress(packed, entry.file_size + 1)
        except zlib.error:
            return None
        if not stream.eof or stream.unused_data:
            return None
    else:
        return None
    return body if len(body) == entry.file_size and zlib.crc32(body) == entry.CRC else None
