"""Writes a package: the same parts give the same bytes, on every day and in every process."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

CONTENT_TYPES: Final = "[Content_Types].xml"

_FIRST = (CONTENT_TYPES, "_rels/.rels")
_LEVEL = 6
_KEPT = 256
_VERSION, _DEFLATED = 20, 8
_UTF8 = 0x800
_DATE_1980 = 1 << 5 | 1  # 1 January 1980, midnight: the first time a zip can tell
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def write_zip(parts: Mapping[str, bytes], fresh: Collection[str] | None = None) -> bytes:
    """The package of these parts: fixed times, [Content_Types].xml first, the rest sorted by name, deflated.

    Python's zipfile cannot take a part that is compressed already; of a template most parts are, and this is most of
    the time a zip takes.

    Args:
        parts: every part by name.
        fresh: the parts that are this document's own; all others are kept compressed for the next document. None
            keeps nothing.
    """
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(parts, key=_order):
        data = parts[name]
        crc, packed = _deflated(data) if fresh is None or name in fresh else _kept(data)
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8
        sizes = (0, _DATE_1980, crc, len(packed), len(data), len(encoded))
        head = _LOCAL.pack(b"PK\3\4", _VERSION, flags, _DEFLATED, *sizes, 0)
        central = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, flags, _DEFLATED, *sizes, 0, 0, 0, 0, 0, offset)
        directory.append(central + encoded)
        pieces += (head, encoded, packed)
        offset += len(head) + len(encoded) + len(packed)
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listed), offset, 0)
    return b"".join((*pieces, listed, end))


def _deflated(data: bytes) -> tuple[int, bytes]:
    """The checksum of the part, and the part as a zip holds it."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return zlib.crc32(data), packer.compress(data) + packer.flush()


_kept = lru_cache(maxsize=_KEPT)(_deflated)


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
