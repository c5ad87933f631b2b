"""Writes a package: the same parts give the same bytes, on every day and in every process."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

CONTENT_TYPES: Final = "[Content_Types].xml"

_FIRST = (CONTENT_TYPES, "_rels/.rels")
_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def write_zip(parts: Mapping[str, bytes]) -> bytes:
    """The package of these parts: fixed times, [Content_Types].xml first, the rest sorted by name, deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(parts, key=_order):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else Linux and Windows write different bytes
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return target.getvalue()


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
