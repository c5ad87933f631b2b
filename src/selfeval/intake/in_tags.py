"""What the text of a tag tells about a name it reads: its filters, what it is compared with, whether it prints it."""

from __future__ import annotations

import re

from selfeval.document.filters import FILTERS
from selfeval.document.lower import Tag

_FILTER = re.compile(r"\|\s*([^\W\d]\w*)")
_QUOTED = r"""\"([^\"]*)\"|'([^']*)'"""
_COMPARED = re.compile(rf"[=!]=\s*(?:{_QUOTED})")
_WORD = re.compile(_QUOTED)
_NUMBER = re.compile(r"(?<![\w.\[])\d+(?:\.\d+)?(?![\w.])")
_COUNTED = (
    r"(?<!\w){name}[\"']?\]?\s*(?:[<>*/]|[-+]\s*[\d\w(]|[=!]=\s*-?\d|\|\s*(?:round|abs|int|float|sum)\b)"
    r"|(?:[<>*/]=?|\d\s*[-+])\s*[\w.]*\b{name}(?!\w)|\bsum\(\s*(?:attribute\s*=\s*)?[\"']{name}[\"']"
)
"""A name, put in its place, in an operation on numbers."""
_CONDITION = re.compile(r"\bif\b.*?(?=\belse\b|$)", re.DOTALL)
_ARGUMENTS = re.compile(r"(?<=\w)\([^()]*\)")
_JUDGED = re.compile(r"[=!<>]=|[<>]|\b(?:in|is|not)\b")
_PRINTING = ("{{", "｛｛")


def filters_of(tag: Tag) -> list[str]:
    """The filters in the tag."""
    return [name for name in _FILTER.findall(tag.body) if name in FILTERS]


def words_of(tag: Tag) -> list[str]:
    """The words the tag compares something with."""
    return [one or other for one, other in _COMPARED.findall(tag.body)]


def literals_of(tag: Tag) -> tuple[list[str], list[str]]:
    """Every word and every number that is written out in the tag."""
    words = [one or other for one, other in _WORD.findall(tag.body)]
    return [word for word in words if word], _NUMBER.findall(_WORD.sub("", tag.body))


def is_counted(tag: Tag, name: str) -> bool:
    """Whether the tag calculates with what stands under the name, or asks whether it is more or less."""
    return re.search(_COUNTED.replace("{name}", re.escape(name)), tag.body) is not None


def is_printing(tag: Tag) -> bool:
    """Whether the tag is a ``{{ }}``: neither a block nor a mark such as ``{% cellbg %}``."""
    return not tag.block and tag.typed.lstrip().startswith(_PRINTING)


def prints(tag: Tag, name: str) -> bool:
    """Whether the tag prints what stands under the name, and does not judge by it alone.

    What is handed to a function or a filter counts as judged: it may come out as another value, or not at all.
    """
    if not is_printing(tag):
        return False
    rest, before = _CONDITION.sub("", tag.body), None
    while rest != before:
        before, rest = rest, _ARGUMENTS.sub("", rest)
    return name in rest and _JUDGED.search(rest) is None
