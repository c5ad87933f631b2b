"""How a template writes the names of what is asked: ``表.项目``, ``表["因公出国（境）费"]``; and the names of sheets it can write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, count
from keyword import iskeyword
from typing import Final

from selfeval.names import fold

_NO_LETTER = re.compile(r"\W+")
_SHEET: Final = "表"
_LONGEST_SHEET: Final = 28
"""Characters: Excel takes 31, and a number may come behind."""
_BRACE = re.compile(r"[{｛]")
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n"} | {sign: f"\\u{ord(sign):04x}" for sign in "{}｛｝"}
"""In a label in quotes: what would end the quotes, or the tag."""
_NO_VARIABLE: Final = frozenset({"true", "false", "none", "self", "loop", "super", "caller", "varargs", "kwargs"})
"""What Jinja reads as something of its own, besides the words that are Python's too."""


def path_of(*parts: str) -> str:
    """The parts, a sheet and what stands on it, as a template writes them."""
    first, *rest = parts
    return first + "".join(f".{part}" if _is_plain(part) else f'["{_escaped(part)}"]' for part in rest)


def sheet_name(text: str) -> str:
    """The text as a name that a template can write for a sheet; 表 where nothing is left of it."""
    name = _NO_LETTER.sub("", fold(text)) or _SHEET
    can_stand = _is_plain(name) and fold(name).lower() not in _NO_VARIABLE
    return (name if can_stand else f"{_SHEET}{name}")[:_LONGEST_SHEET]


def literal(text: str) -> str:
    """The text as a template prints it: as it is, or in a tag where it could be taken for one."""
    return f'{{{{ "{_escaped(text)}" }}}}' if _BRACE.search(text) else text


def free_name(is_taken: Callable[[str], object], *candidates: str) -> str:
    """The first candidate that is not taken; where all are, the first one with a number behind it."""
    return next(name for name in chain(candidates, numbered(candidates[0])) if not is_taken(name))


def numbered(name: str) -> Iterator[str]:
    """The name with 2 behind it, with 3, and so on without end."""
    return (f"{name}{number}" for number in count(2))


def _is_plain(part: str) -> bool:
    return part.isidentifier() and not iskeyword(fold(part))


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)
