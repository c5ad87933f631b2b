"""Finds the tags in the text of a paragraph, and reads each: what it is, at which level, what Jinja shall read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from selfeval.document.fullwidth import MARKS, Folding

Kind = Literal["print", "block", "comment"]
Level = Literal["", "p", "tr", "tc", "r"]

OPENING = re.compile(r"[{｛][{｛%％#＃]")
WHOLE = re.compile(r"[{｛][{｛].*?[}｝][}｝]|[{｛][%％].*?[%％][}｝]", re.DOTALL)
"""A tag that is no comment, in a text where literals need not be minded."""
PART_WORDS = ("部分", "part")
"""By these a template places a part: ``{{p 部分("附件2") }}`` (``document.parts``)."""
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_KINDS: dict[str, Kind] = {"{{": "print", "{%": "block", "{#": "comment"}
_LEVEL = re.compile(r"(p|tr|tc|r)[\s\u3000]+(?=\S)")
_CLOSING_QUOTES = {'"': '"', "'": "'", "“": "”", "”": "”", "‘": "’", "’": "’", "＂": "＂", "＇": "＇"}


@dataclass(frozen=True, slots=True)
class Span:
    """A tag found in a text.

    Attributes:
        start, end: where it stands in the text.
        name: where its first word starts: the run there gives the value its look.
        body: what stands between the marks, without the level, the quotes repaired.
        trim: whether it carries ``-`` or ``+`` beside a mark, where that means nothing.
        closed: whether its end was found.
        joins_before, joins_after: whether its ``-`` joins the paragraph before or after; of a value, takes away spaces.
    """

    start: int
    end: int
    name: int
    kind: Kind
    level: Level
    body: str
    trim: bool
    closed: bool
    joins_before: bool = False
    joins_after: bool = False


def find_tags(text: str) -> Iterator[Span]:
    """Every tag of the text in order. One without an end reaches to the end of the text."""
    position = 0
    marks = text.translate(MARKS)
    while opening := OPENING.search(text, position):
        span = _read(text, marks, opening.start())
        yield span
        position = span.end


def _read(text: str, marks: str, start: int) -> Span:
    """The tag that starts there; ``marks`` is the text with its braces and the like made half as wide."""
    mark = marks[start : start + 2]
    end = marks.find("#}", start + 2) if mark == "{#" else _end(marks, start + 2, _ENDS[mark])
    closed = end >= 0
    inner = marks[start + 2 : end if closed else len(text)]
    head = start + 2
    trim = mark != "{#" and (inner[:1] in {"-", "+"} or inner[-1:] == "-" or (mark == "{%" and inner[-1:] == "+"))
    joins_before = joins_after = False
    if trim:
        if closed and "+" not in (inner[:1], inner[-1:]):
            joins_before, joins_after = inner.startswith("-"), inner.endswith("-")
        if inner[:1] in {"-", "+"}:
            head += 1
            inner = inner[1:]
        inner = inner.rstrip("-+")
    level: Level = ""
    if matched := _LEVEL.match(inner):
        level = matched[1]  # type: ignore[assignment]
        inner = inner[matched.end() :]
        head += matched.end()
    typed = text[head : head + len(inner)]
    head += len(inner) - len(inner.lstrip())
    body = typed if mark == "{#" else repair_signs(typed)
    if level == "":
        trim = trim and not (joins_before or joins_after)
    stop = end + 2 if closed else len(text)
    return Span(start, stop, head, _KINDS[mark], level, body.strip(), trim, closed, joins_before, joins_after)


def _end(text: str, position: int, mark: str) -> int:
    """Where the tag's end mark stands, those within string literals left aside; -1 where there is none."""
    braces = 0
    while position < len(text):
        character = text[position]
        if character in _CLOSING_QUOTES:
            after = _after_literal(text, position)
            if after < 0:  # a quote that never closes: the tag is wrong, but it ends where it seems to
                return text.find(mark, position)
            position = after
            continue
        if text.startswith(mark, position) and (mark == "%}" or braces <= 0):
            return position
        if OPENING.match(text, position):
            return -1  # a new tag begins before this one has ended
        braces += {"{": 1, "}": -1}.get(character, 0)
        position += 1
    return -1


def _after_literal(text: str, start: int) -> int:
    """Behind the string literal that starts there; -1 where it does not end. Pairs of “” nest."""
    opening = text[start]
    closing = _CLOSING_QUOTES[opening]
    depth, position = 1, start + 1
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 2
            continue
        if character == closing:
            depth -= 1
            if depth == 0:
                return position + 1
        elif character == opening:
            depth += 1
        position += 1
    return -1


def repair_signs(source: str) -> str:
    """The source with the quotes Word's autocorrect made “curly” straight again where they open and close a literal.

    Full-width signs and spaces are made half as wide. Inside a literal all stays: ``["“三公”经费"]``.
    """
    read = ""
    folding = Folding()
    position = 0
    while position < len(source):
        character = source[position]
        after = _after_literal(source, position) if character in _CLOSING_QUOTES else -1
        if after < 0:
            read += folding.sign(character, read)
            position += 1
            continue
        literal = source[position + 1 : after - 1].replace("\n", " ")
        quote = character if character in "\"'" else '"'
        read += quote + (literal if character == quote else literal.replace('"', '\\"')) + quote
        position = after
    return read


BLOCK_SET = "block set"
"""The word of a ``set`` that opens a block."""


def statement(body: str) -> str:
    """The word of a statement; that of a ``set`` without a value is ``BLOCK_SET``."""
    word = first_word(body)
    return BLOCK_SET if word == "set" and "=" not in body else word


def first_word(body: str) -> str:
    """The word a statement begins with."""
    return body.split(None, 1)[0] if body.split() else ""
