"""What a Chinese keyboard types for the signs of a tag: ｛｛ 名称｜默认（“无”） ｝｝ is read as meant.

Only what stands outside string literals is folded. A bracket is folded where nothing but a call can be meant: behind a
function or filter, or behind no name at all; behind any other name it may belong to a label, and stays.
"""

from __future__ import annotations

import re
from typing import Final

from selfeval.document.environment import CALLED
from selfeval.expressions.convert import FUNCTIONS

MARKS: Final = str.maketrans("｛｝％＃", "{}%#")
"""The signs of which the marks of a tag are made, each by one character."""
_SPACES = dict.fromkeys("\n\r\t\u3000\xa0", " ")
_SIGNS = {sign: chr(ord(sign) - 0xFEE0) for sign in "！％＊＋，－／：＜＝＞［］｛｜｝～"}
_FOLDED = {**_SIGNS, **_SPACES}
_WORDS = frozenset({"if", "elif", "else", "in", "is", "and", "or", "not"})
_NAME_BEFORE = re.compile(r"([.|]?)\s*(\w+)\s*$")


class Folding:
    """Folds the signs of one tag, one after the other."""

    def __init__(self) -> None:
        self._opened: list[bool] = []

    def sign(self, character: str, before: str) -> str:
        """The sign as it is meant; ``before`` is what was read so far."""
        if character in "(（":
            self._opened.append(character == "(" or _calls(before))
            return "(" if self._opened[-1] else character
        if character in ")）":
            return ")" if (self._opened.pop() if self._opened else character == ")") else character
        return _FOLDED.get(character, character)


def _calls(before: str) -> bool:
    name = _NAME_BEFORE.search(before)
    if name is None or name[2] in _WORDS:
        return True
    return name[1] == "|" or (name[1] == "" and name[2] in {*FUNCTIONS, *CALLED})
