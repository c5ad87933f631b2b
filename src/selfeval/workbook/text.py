"""What is done to any typed text: ends trimmed, line breaks made alike, forbidden characters found, quoted for people."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from selfeval.amounts import format_number
from selfeval.cells import Cell, Kind

_ENDS = "".join(
    map(chr, [9, 10, 11, 12, 13, 32, 133, 160, 5760, *range(8192, 8204), 8232, 8233, 8239, 8287, 8288, 12288])
)
_ENDS += "\ufeff"
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_QUOTED_LENGTH = 40


def trim(text: str) -> str:
    """The text without the spaces at its ends, full-width and unbreakable ones too. What lies between stays as it is."""
    return text.strip(_ENDS)


def plain_breaks(text: str) -> str:
    """The text with every kind of line break, Word's vertical tab too, as a line feed."""
    return _BREAK.sub("\n", text)


def lines(text: str) -> list[str]:
    """The lines that hold anything, each trimmed."""
    if text.isprintable():  # no line break of any kind
        line = trim(text)
        return [line] if line else []
    return [line for line in map(trim, plain_breaks(text).split("\n")) if line]


def forbidden(text: str) -> list[str]:
    """The characters no document can hold, control characters and lone surrogates, each once, in order."""
    return list(dict.fromkeys(_FORBIDDEN.findall(text)))


def without_forbidden(text: str) -> str:
    """The text without them."""
    return _FORBIDDEN.sub("", text)


def quote(text: str) -> str:
    """The text as a message quotes it: one line, not too long, nothing a terminal could take for a command."""
    line = trim(text) if text.isprintable() else " ".join(lines(without_forbidden(text)))
    return line if len(line) <= _QUOTED_LENGTH else f"{line[:_QUOTED_LENGTH]}…"


def seen(cell: Cell) -> str:
    """The value of a cell as text, much as the clerk sees it; ``""`` for a blank one."""
    value = cell.value
    if type(value) is str and cell.kind is not Kind.UNCALCULATED:
        return value
    if cell.kind is Kind.UNCALCULATED:
        return "="
    if isinstance(value, Decimal):
        return format_number(value.scaleb(2), None) + "%" if cell.percent else format_number(value, None)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日 {value.hour}:{value.minute:02}"
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02}"
    return "" if value is None else str(value)
