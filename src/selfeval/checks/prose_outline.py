"""Under which headings of its section a line of running text stands, and which lines stand between them and it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from selfeval.checks.prose_text import Line, Prose
from selfeval.names import fold
from selfeval.numbering import counted, split_list_number

_HEADING_LENGTH = 40
_NO_HEADING = re.compile(r"[。；！？，]|\d元|万元|亿元")


class Above(NamedTuple):
    """What stands above a line in its section: the headings, the outermost first, and the lines since the last one."""

    headings: tuple[Line, ...]
    block: tuple[Line, ...]


def outline_of(prose: Prose, titles: Collection[str]) -> list[Above]:
    """What stands above each line; ``titles`` are the headings of the report, which end all others."""
    outline: list[Above] = []
    headings: tuple[tuple[int, Line], ...] = ()
    shown: tuple[Line, ...] = ()
    first, section = 0, ""
    for index, line in enumerate(prose.lines):
        if index == 0 or line.section.name != section:
            headings, shown, first, section = (), (), index, line.section.name
        outline.append(Above(shown, tuple(prose.lines[first:index])))
        if line.is_title or _is_heading(line.text):
            level = 0 if line.is_title or _bare(line.text) in titles else _level(line.text)
            headings = (*(above for above in headings if above[0] < level), (level, line))
            shown = tuple(heading for _, heading in headings)
            first = index + 1
    return outline


def _is_heading(text: str) -> bool:
    return text.endswith(("：", ":")) or (len(text) <= _HEADING_LENGTH and not _NO_HEADING.search(text))


def _bare(text: str) -> str:
    return fold(split_list_number(text.strip()).text)


def _level(text: str) -> int:
    number = split_list_number(text.strip()).number
    if not number or counted(number) is None:
        return 5
    arabic = any(mark.isdecimal() for mark in number)
    if number[0] in "（(":
        return 4 if arabic else 2
    return 3 if arabic else 1
