"""Addresses as a worksheet part writes them: read to rows and columns, or refused with the sheet they stand in."""

from __future__ import annotations

import re
from functools import lru_cache

from selfeval.cells import column_number
from selfeval.ooxml.guard import Refused, refused

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


def unreadable(sheet: str, found: str) -> Refused:
    """The refusal of a workbook for what stands in that sheet."""
    return refused("file.unreadable", found=found, where=f"（工作表“{sheet}”）")


def whole(text: str | None, otherwise: int, sheet: str) -> int:
    """The number of a row as written; ``otherwise`` where none is."""
    if text is None:
        return otherwise
    if not text.isdecimal() or len(text) > 7:
        raise unreadable(sheet, f"{sheet} r={text[:20]}")
    return int(text)


def position(text: str, sheet: str) -> tuple[int, int]:
    """Row and column of ``B7``."""
    found = _parsed_address(text)
    if found is None:
        raise unreadable(sheet, f"{sheet} r={text[:20]}")
    return found


@lru_cache(maxsize=65_536)
def _parsed_address(text: str) -> tuple[int, int] | None:
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None


def range_of(text: str, sheet: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of ``B7:C9``."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise unreadable(sheet, f"{sheet} ref={text[:20]}")
    letters, row, last_letters, last_row = match.groups()
    return int(row), column_number(letters), int(last_row or row), column_number(last_letters or letters)
