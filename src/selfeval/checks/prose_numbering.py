"""List numbers typed at the head of lines: 三、 then 4、, （2） for （二）, a number left out or used twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from selfeval.checks.prose_form import more_of
from selfeval.checks.prose_text import Line, Prose
from selfeval.findings import Finding, finding
from selfeval.numbering import chinese, counted, split_list_number

_ENDS_SENTENCE = re.compile(r"[。；！？]")
_MOST_LEFT_OUT = 3
CHINESE, CHINESE_BRACKET, ARABIC, ARABIC_BRACKET = range(4)
"""The levels of an official document: 一、（一）1.（1）."""


class Typed(NamedTuple):
    """A list number as typed.

    Attributes:
        level: of the levels of an official document.
        counts: what it counts.
    """

    text: str
    level: int
    counts: int


class Misnumbered(NamedTuple):
    """A line whose number does not go on from those before.

    Attributes:
        expected: the number to write.
        is_style: whether only its style is wrong, and what it counts right.
    """

    line: Line
    found: str
    expected: str
    is_style: bool


def typed_number(text: str) -> Typed | None:
    """The list number at the head of a line, None where there is none of the four levels."""
    number = split_list_number(text.strip()).number
    count = counted(number) if number else None
    if count is None:
        return None
    bracketed = number[0] in "（("
    arabic = any(mark.isdecimal() for mark in number)
    if not arabic and not any(mark in "一二三四五六七八九十百" for mark in number):
        return None  # ① and the like
    return Typed(number, 2 * arabic + bracketed, count)


def misnumbered(prose: Prose) -> Iterator[Misnumbered]:
    """Each line whose number is wrong beside those before it in its section."""
    for _, lines in groupby(prose.lines, key=lambda line: (line.record.name.partition("[")[0], line.section.name)):
        counts = [0, 0, 0, 0]
        for line in lines:
            typed = typed_number(line.text)
            if typed is None:
                continue
            level, count = _meant(typed, counts, line.text)
            if (level, count) != (typed.level, typed.counts):
                yield Misnumbered(line, typed.text, _written(level, count), count == typed.counts)
            counts[level] = count
            counts[level + 1 :] = [0] * (3 - level)


def _meant(typed: Typed, counts: list[int], text: str) -> tuple[int, int]:
    """Level and count that the number should have; its own where nothing says otherwise."""
    level, count = typed.level, typed.counts
    goes_on = count in (1, counts[level] + 1)
    if not goes_on and level == ARABIC and "、" in typed.text and counts[CHINESE] == count - 1:
        return CHINESE, count
    if not goes_on and level == ARABIC_BRACKET and not _ENDS_SENTENCE.search(text):
        before = counts[CHINESE_BRACKET]
        return CHINESE_BRACKET, before + 1 if before else count
    if not goes_on and counts[level] and counts[level] <= count <= counts[level] + _MOST_LEFT_OUT:
        return level, counts[level] + 1
    return level, count


def _written(level: int, count: int) -> str:
    if level == CHINESE:
        return f"{chinese(count)}、"
    if level == CHINESE_BRACKET:
        return f"（{chinese(count)}）"
    return f"{count}." if level == ARABIC else f"（{count}）"


def renumbered(text: str, fault: Misnumbered) -> str:
    """The line with the number it should have, nothing between number and text."""
    return fault.expected + split_list_number(text.strip()).text


def judge_numbering(prose: Prose) -> list[Finding]:
    """A finding for each value with wrong list numbers, quoting the first."""
    groups: dict[tuple[int, str], list[Misnumbered]] = {}
    for fault in misnumbered(prose):
        groups.setdefault((id(fault.line.record), fault.line.label), []).append(fault)
    return [
        finding(
            "prose-numbering",
            faults[0].line.place,
            found=faults[0].line.text[:20].strip(),
            expected=renumbered(faults[0].line.text, faults[0])[:20],
            more=more_of(len(faults)),
        )
        for faults in groups.values()
    ]
