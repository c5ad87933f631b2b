"""How wide text is and how high its row must be: XlsxWriter sets heights but does not find them."""

from __future__ import annotations

import math
import unicodedata

BODY_SIZE = 11
_LINE = 1.36  # height of a line of Chinese text, in font sizes
_WIDE = frozenset("WFA")  # ambiguous ones, such as “ ” and —, are wide in Chinese fonts


def text_width(text: str) -> int:
    """The width in halves of a Chinese character: one of those is 2."""
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def line_count(text: str, width: float, size: float = BODY_SIZE) -> int:
    """How many lines the text takes, wrapped in a column of that width (in characters of the body font)."""
    # A column of width n holds n digits of 8 pixels; half a Chinese character of 11 points takes 7.5 on the screen.
    room = max(2.0, (width * 8 / 7.5 - 1) * BODY_SIZE / size)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def row_height(lines: int, size: float = BODY_SIZE, padding: float = 7) -> float:
    """The height in points of a row of so many lines; at most Excel's 409."""
    return min(409.0, round((lines * size * _LINE + padding) * 4 / 3) * 0.75)
