"""Filters over text: its letters, its width, its words; a blank stays blank, and no text grows without bound."""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

from markupsafe import Markup

from selfeval.amounts import parse_number
from selfeval.document.arguments import whole_number, wrong
from selfeval.document.faults import bounded
from selfeval.document.missing import plain
from selfeval.document.operators import is_blank
from selfeval.document.percent_format import formatted
from selfeval.document.printing import text_of
from selfeval.report import BLANK

_MOST_WIDTH = 1_000
_WORDS = re.compile(r"([-\s({\[<]+)")


def phrase(value: object, pattern: str) -> object:
    """``x | 写作("行政编制{}名")``: the pattern with the value's text in place of ``{}``; a blank stays blank."""
    value = plain(value)
    if is_blank(value):
        return BLANK
    text = text_of(value)
    bounded(len(pattern) + pattern.count("{}") * len(text))
    return pattern.replace("{}", text)


def with_unit(value: object, unit: object) -> object:
    """``x | 附单位("个")``: a number with its unit behind; one that prints a percent sign, and words, stay as they are."""
    value, unit = plain(value), plain(unit)
    if is_blank(value) or is_blank(unit) or not isinstance(value, Decimal):
        return BLANK if is_blank(value) else value
    number = text_of(value)
    return number if number.endswith("%") else number + text_of(unit)


def without_unit(value: object, unit: object) -> object:
    """``x | 去单位("%")``: a number without the unit that a cell beside it prints; words stay as they are."""
    value, unit = plain(value), plain(unit)
    if is_blank(value) or is_blank(unit) or not isinstance(value, Decimal | str):
        return value
    text, suffix = text_of(value).strip(), text_of(unit).strip()
    number = text.removesuffix(suffix).strip()
    return number if number != text and parse_number(number) is not None else value


def of_text(change: Callable[..., str]) -> Callable[..., object]:
    """A filter that changes the text of a value; a blank stays blank."""

    @functools.wraps(change)  # with its arguments
    def changed(value: object, *arguments: object, **named: object) -> object:
        return BLANK if is_blank(value) else change(text_of(value), *arguments, **named)

    return changed


def itself(text: str) -> str:
    """The text as it is: a number is no longer one."""
    return text


def trimmed(text: str, chars: str | None = None) -> str:
    """The text without spaces, or those characters, at its ends."""
    return text.strip(chars)


def titled(text: str) -> str:
    """Each word with a capital."""
    return "".join(word[:1].upper() + word[1:].lower() for word in _WORDS.split(text))


def replace(text: str, old: str, new: str, count: object = None) -> str:
    """The text with one piece in place of another, everywhere or so many times."""
    if len(old) == 0:
        raise wrong("replace", "请写出要替换的文字", "say what to replace")
    most = text.count(old)
    if count is not None:
        most = min(most, whole_number(count, "replace", 0, 1_000_000))
    bounded(len(text) + most * len(new))
    return text.replace(old, new, most)


def centred(text: str, width: object = 80) -> str:
    """The text in the middle of so many characters."""
    return text.center(whole_number(width, "center", 0, _MOST_WIDTH))


def indented(text: str, width: object = 4, first: bool = False, blank: bool = False) -> str:
    """Each line but the first behind so many spaces, or behind the text given."""
    indention = width if isinstance(width, str) else " " * whole_number(width, "indent", 0, _MOST_WIDTH)
    lines = text.split("\n")
    bounded(len(text) + len(lines) * len(indention))
    return "\n".join(
        indention + line if (first if number == 0 else blank or line) else line for number, line in enumerate(lines)
    )


def truncated(text: str, length: object = 255, killwords: bool = False, end: str = "...", leeway: object = 5) -> str:
    """The text cut off behind so many characters, the mark of it among them; a little longer is left whole."""
    most = whole_number(length, "truncate", len(end), 1_000_000)
    if len(text) <= most + whole_number(leeway, "truncate", 0, 1_000_000):
        return text
    kept = text[: most - len(end)]
    return (kept if killwords else kept.rsplit(" ", 1)[0]) + end


def count_words(value: object) -> object:
    """How many words; Chinese without spaces or signs between is one."""
    return len(re.findall(r"\w+", text_of(value)))


def wrapped(
    text: str,
    width: object = 79,
    break_long_words: bool = True,
    wrapstring: str = "\n",
    break_on_hyphens: bool = True,
) -> str:
    """The text in lines of at most so many characters."""
    columns = whole_number(width, "wordwrap", 1, 1_000_000)
    lines: list[str] = []
    for line in text.splitlines():
        lines += textwrap.wrap(
            line,
            columns,
            expand_tabs=False,
            replace_whitespace=False,
            break_long_words=break_long_words,
            break_on_hyphens=break_on_hyphens,
        ) or [""]
    bounded(len(text) + len(lines) * len(wrapstring))
    return wrapstring.join(lines)


def without_elements(text: str) -> str:
    """The text without what stands in <>, its spaces made one each."""
    return Markup(text).striptags()  # noqa: S704 - nothing is trusted: the result is a plain text, escaped when printed


def url_part(value: object) -> object:
    """The text as it may stand in an address; pairs as its query."""
    value = plain(value)
    if is_blank(value):
        return BLANK
    if isinstance(value, dict):
        value = list(value.items())
    if isinstance(value, list) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in value):
        return "&".join("=".join(quote(text_of(side), safe="") for side in pair) for pair in value)
    return quote(text_of(value), safe="/")


def filled_in(pattern: object, *arguments: object, **named: object) -> object:
    """``'%s个' | format(甲.数)``: the pattern with the values in place of its ``%s``, ``%d`` and ``%.2f``."""
    return formatted(text_of(pattern), arguments, named)
