"""Names of documents: safe on Windows, macOS and Linux alike, and never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

SUFFIX = ".docx"
DRAFT = "（草稿）"
"""What the name of a draft ends in, so that it stands beside the final document."""
_MOST_BYTES = 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_FIRST = re.compile(r"^[=\-+@.~ ]+")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)")
"""Names Windows keeps for devices, whatever follows the dot."""
_UNNAMED = "未命名"


def safe_name(text: str, tail: str = "", suffix: str = SUFFIX) -> str:
    """A file name, without its suffix, that every system takes and no program mistakes for a formula or an option.

    Args:
        text: what it shall say; cut where it is too long.
        tail: what must stand at its end uncut.
        suffix: what the caller puts behind it.
    """
    text = _NOT_FIRST.sub("_", _plain(text).strip()).rstrip(". ") or _UNNAMED
    text = _RESERVED.sub(r"\1_", text)
    tail = _plain(tail)
    room = _MOST_BYTES - len((tail + suffix).encode())
    return (_cut(text, room) + tail).rstrip(". ")


def distinct(wanted: Mapping[str, str], suffix: str = SUFFIX, *, drafts: bool = False) -> dict[str, str]:
    """A file name for each input, by its key, no two of which any system takes for one.

    Where several want the same name all of them get their path too, so that no name depends on the order of inputs.

    Args:
        wanted: what each name shall say, by the key of the input.
        suffix: what every name ends in.
        drafts: whether any of the files may be a draft instead, under the name ``draft_name`` gives.
    """
    endings, longest = (("", DRAFT), DRAFT + suffix) if drafts else (("",), suffix)
    level = dict.fromkeys(wanted, 0)
    while True:
        names = {key: _at_level(text, key, level[key], longest) for key, text in wanted.items()}
        taken = Counter(_alike(name + ending) for name in names.values() for ending in endings)
        alike = [
            key
            for key, name in names.items()
            if level[key] < 2 and any(taken[_alike(name + ending)] > 1 for ending in endings)
        ]
        if not alike:
            return {key: name + suffix for key, name in names.items()}
        for key in alike:
            level[key] += 1


def draft_name(name: str) -> str:
    """The name of the draft, by that of the final document."""
    return name.removesuffix(SUFFIX) + DRAFT + SUFFIX


def _at_level(text: str, key: str, level: int, suffix: str) -> str:
    if level == 0:
        return safe_name(text, "", suffix)
    place = key.removesuffix(PurePosixPath(key).suffix).replace("/", "-")
    if level == 1 and len(place.encode()) < _MOST_BYTES // 2:
        return safe_name(text, f"（{place}）", suffix)
    return safe_name(text, f"（{_cut(place, 60)}-{hashlib.sha256(key.encode()).hexdigest()[:8]}）", suffix)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _plain(text: str) -> str:
    """The text without what no name may hold and characters nobody sees; line breaks and tabs are spaces."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or not _is_unseen(char))
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("_", " ".join("".join(kept).split())))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN


def _cut(text: str, most: int) -> str:
    return text.encode()[: max(most, 0)].decode(errors="ignore")
