"""Finds the tags in the text of a paragraph, and reads each: what it is, at which level, what Jinja shall read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["print", "block", "comment"]
Level = Literal["", "p", "tr", "tc", "r"]

OPENING = re.compile(r"\{[{%#]")
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
        joins_before, joins_after: whether its ``-`` joins the paragraph before or after.
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
    while opening := OPENING.search(text, position):
        span = _read(text, opening.start())
        yield span
        position = span.end


def _read(text: str, start: int) -> Span:
    mark = text[start : start + 2]
    end = text.find("#}", start + 2) if mark == "{#" else _end(text, start + 2, _ENDS[mark])
    closed = end >= 0
    inner = text[start + 2 : end if closed else len(text)]
    head = start + 2
    trim = mark != "{#" and (inner[:1] in {"-", "+"} or inner[-1:] == "-" or (mark == "{%" and inner[-1:] == "+"))
    joins_before = joins_after = False
    if trim:
        if mark == "{%" and closed and "+" not in (inner[:1], inner[-1:]):
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
    head += len(inner) - len(inner.lstrip())
    body = inner if mark == "{#" else repair_quotes(inner)
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


def repair_quotes(source: str) -> str:
    """The source with the quotes Word's autocorrect made “curly” straight again where they open and close a literal.

    Inside a literal they stay: ``["“三公”经费"]``.
    """
    pieces: list[str] = []
    position = 0
    while position < len(source):
        character = source[position]
        after = _after_literal(source, position) if character in _CLOSING_QUOTES else -1
        if after < 0:
            pieces.append(" " if character in "\n\r\t\u3000\xa0" else character)
            position += 1
            continue
        literal = source[position + 1 : after - 1].replace("\n", " ")
        quote = character if character in "\"'" else '"'
        pieces.append(quote + (literal if character == quote else literal.replace('"', '\\"')) + quote)
        position = after
    return "".join(pieces)


def first_word(body: str) -> str:
    """The word a statement begins with."""
    return body.split(None, 1)[0] if body.split() else ""
