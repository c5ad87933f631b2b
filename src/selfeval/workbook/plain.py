"""From a Python value to a plain cell: what a mapping may hold."""

from __future__ import annotations

import datetime
import math
import numbers
from collections.abc import Sequence
from decimal import Decimal

from selfeval.amounts import from_float
from selfeval.cells import BLANK_CELL, Cell, Kind
from selfeval.report import Blank
from selfeval.workbook.text import seen, trim

_MOST_DIGITS = 400


class UnsupportedValue(Exception):
    """A value no cell could hold; its text says what it is."""


def cell_of_value(value: object, *, percent: bool = False) -> Cell:
    """The cell that holds the value: text, number, boolean, date, None, or a list of these as lines of text.

    Args:
        value: what the mapping gives.
        percent: numbers are shares of one, 0.98 for 98 %, as in a cell with a percent format.

    Raises:
        UnsupportedValue: anything else, NaN and infinity too.
    """
    if value is None or isinstance(value, Blank):
        return BLANK_CELL
    if isinstance(value, str):
        return Cell(str(value), Kind.TEXT) if trim(value) else BLANK_CELL
    if isinstance(value, bool):
        return Cell(value, Kind.BOOLEAN)
    if isinstance(value, datetime.datetime):
        return Cell(value if value.time() != datetime.time() else value.date(), Kind.DATE)
    if isinstance(value, datetime.date):
        return Cell(value, Kind.DATE)
    number = _number(value)
    if number is not None:
        return Cell(number, Kind.NUMBER, percent=percent)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return _lines(value)
    raise UnsupportedValue(kind_of(value))


def kind_of(value: object) -> str:
    """The type of a value for a message; of an odd number what it is."""
    if (isinstance(value, float) and not math.isfinite(value)) or (
        isinstance(value, Decimal) and not value.is_finite()
    ):
        return str(value)
    return type(value).__name__


def _number(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
            raise UnsupportedValue(kind_of(value))
        return Decimal(value)
    if isinstance(value, numbers.Integral):
        whole = int(value)
        if whole.bit_length() > 4 * _MOST_DIGITS:
            raise UnsupportedValue(kind_of(value))
        return Decimal(whole)
    if isinstance(value, float) or (isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational)):
        number = float(value)
        if not math.isfinite(number):
            raise UnsupportedValue(kind_of(value))
        return Decimal(int(number)) if number.is_integer() and abs(number) < 2**53 else from_float(number)
    return None


def _lines(value: Sequence[object]) -> Cell:
    texts: list[str] = []
    for item in value:
        if isinstance(item, Sequence) and not isinstance(item, str):
            raise UnsupportedValue(f"{kind_of(value)} / {kind_of(item)}")
        texts.append(seen(cell_of_value(item)))
    text = "\n".join(texts)
    return Cell(text, Kind.TEXT) if trim(text) else BLANK_CELL
