"""List numbers: written from a count (一、（一）1.（1）①), counted while printing, and taken off typed text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_CHINESE = "一二三四五六七八九十百"
_LIST_NUMBER = re.compile(
    r"[\s\u200b\u2060\ufeff]*(?:"
    rf"[（(]\s*(?:\d{{1,3}}|[{_CHINESE}]{{1,5}})\s*[）)]"  # （1） （一）
    r"|\d{1,3}\s*(?:[、．)）]|\.(?!\d))"  # 1、 1． 1) 1. but not 1.5
    rf"|[{_CHINESE}]{{1,5}}\s*[、．.]"  # 一、
    r"|[①-⑳⑴-⒛㈠-㈩]"
    r")[\s、．.]*"
)


_ONLY_MARKS = re.compile(r"[\s、．.，,。；;：:·•●]+")
_COUNTS = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_SMALL_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGE_PLACES = {"万": 10_000, "亿": 100_000_000}
_CIRCLES = ((0x2460, 20), (0x2474, 20), (0x3220, 10), (0x3280, 10))  # ① ⑴ ㈠ ㊀
_NOT_COUNTED = re.compile(rf"[^0-9{_CHINESE}①-⑳⑴-⒇㈠-㈩]")


class TypedNumber(NamedTuple):
    """A list number somebody typed at the head of a text, and the text without it."""

    number: str
    text: str


MOST_IN_WORDS: Final = 10**16
"""From here on a number has no name that everybody reads alike: 9,999 万亿 and a little more is the last."""


def chinese(number: int) -> str:
    """A count in Chinese numerals: 3 三, 12 十二, 20 二十, 105 一百零五, 120,000 十二万.

    Raises:
        ValueError: below zero, or ``MOST_IN_WORDS`` and more.
    """
    written = in_words(number, _DIGITS, _PLACES)
    return written.removeprefix("一") if written.startswith("一十") else written


def in_words(number: int, digits: str, places: Sequence[str]) -> str:
    """The number as it is read: ``digits`` are the words of 0 to 9, ``places`` those of one, ten, hundred, thousand.

    However many zeros stand between two digits, one is read; none behind the last digit of a group of four whose
    next is full: 107,000 is 十万七千.

    Raises:
        ValueError: below zero, or ``MOST_IN_WORDS`` and more.
    """
    if not 0 <= number < MOST_IN_WORDS:
        raise ValueError(f"no numeral for {number}")
    written = ""
    skipped = False
    for place, name in ((12, "万"), (8, ""), (4, "万"), (0, "")):
        group = number // 10**place % 10_000
        if group:
            written += digits[0] if written and (skipped or group < 1_000) else ""
            written += _group_in_words(group, digits, places) + name
        skipped = not group
        if place == 8 and written:
            written += "亿"
    return written or digits[0]


def _group_in_words(group: int, digits: str, places: Sequence[str]) -> str:
    written = ""
    skipped = False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            written += (digits[0] if skipped and written else "") + digits[digit] + places[place]
        skipped = not digit
    return written


def digit_by_digit(digits: str) -> str:
    """Digits as a year is written: 2024 二〇二四."""
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in digits)


def circled(number: int) -> str:
    """①… up to ㊿, and （51） beyond."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"（{number}）"


_LEVELS = (
    lambda number: f"{chinese(number)}、",
    lambda number: f"（{chinese(number)}）",
    lambda number: f"{number}.",
    lambda number: f"（{number}）",
    circled,
)


def list_number(number: int, level: int) -> str:
    """The list number of that level: 1 一、 2 （一） 3 1. 4 （1） 5 ①.

    Raises:
        ValueError: a level other than 1 to 5, or a count that has no numeral.
    """
    if not 1 <= level <= len(_LEVELS):
        raise ValueError(f"numbering has levels 1 to {len(_LEVELS)}, not {level}")
    return _LEVELS[level - 1](number)


class Numbering:
    """The counters of one document: a level restarts under a higher one, a word such as 附件 counts by itself."""

    def __init__(self) -> None:
        self._levels = [0] * len(_LEVELS)
        self._words: dict[str, int] = {}

    def next(self, level: int | str) -> str:
        """The next number of the level (1 一、 2 （一） 3 1. 4 （1） 5 ①) or of the word (附件1).

        Raises:
            ValueError: a level other than 1 to 5.
        """
        if isinstance(level, str):
            self._words[level] = self._words.get(level, 0) + 1
            return f"{level}{self._words[level]}"
        count = self._levels[level - 1] + 1 if 1 <= level <= len(_LEVELS) else 1
        written = list_number(count, level)
        self._levels[level - 1 :] = [count] + [0] * (len(_LEVELS) - level)
        return written


def split_list_number(text: str) -> TypedNumber:
    """The list number at the head of a typed text, and the rest: ``1、组织…`` gives ``1、`` and ``组织…``.

    A text that is nothing but a number, or starts with a figure (1.5 万元, 3个科室, 2021年), keeps it.
    """
    match = _LIST_NUMBER.match(text)
    if match is None or match.end() == len(text):
        return TypedNumber("", text)
    return TypedNumber(match.group().strip(), text[match.end() :])


def is_only_number(text: str) -> bool:
    """Whether a line is a list number, or the marks behind one, and nothing else."""
    match = _LIST_NUMBER.match(text)
    return (match is not None and match.end() == len(text)) or _ONLY_MARKS.fullmatch(text) is not None


def counted(number: str) -> int | None:
    """What a list number counts: 3 for ``3.``, ``（三）``, ``③``; None for what counts nothing."""
    bare = _NOT_COUNTED.sub("", number)
    if bare.isascii() and bare.isdecimal():
        return int(bare)
    if len(bare) == 1:
        for first, many in _CIRCLES:
            if 0 <= ord(bare) - first < many:
                return ord(bare) - first + 1
    return from_chinese(bare)


def from_chinese(text: str) -> int | None:
    """The number of a Chinese numeral: ``二十一``, ``一千零二十万``, digit by digit ``二〇二五``; None for any other text."""
    whole = section = digit = 0
    for position, character in enumerate(text):
        if character in _COUNTS:
            if digit and position:  # two digits side by side: no places, or no numeral
                return _digit_by_digit(text)
            digit = _COUNTS[character]
        elif character in _SMALL_PLACES:
            section += (digit or 1) * _SMALL_PLACES[character]
            digit = 0
        elif character in _LARGE_PLACES and (whole or section or digit):
            section += digit
            place = _LARGE_PLACES[character]
            whole = (whole + section) * place if character == "亿" else whole + section * place
            section = digit = 0
        else:
            return None
    return whole + section + digit if text else None


def _digit_by_digit(text: str) -> int | None:
    digits = [str(_COUNTS[character]) for character in text if character in _COUNTS]
    return int("".join(digits)) if len(digits) == len(text) else None
