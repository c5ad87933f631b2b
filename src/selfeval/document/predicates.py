"""What a template can ask with ``is``: a closed list."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal

from jinja2 import Undefined

from selfeval.document.missing import plain
from selfeval.document.operators import compare, compute, is_blank, same
from selfeval.document.printing import text_of
from selfeval.report import Blank, Paragraphs, Record, Table


def has_number(value: object) -> bool:
    """``是否有数``: whether a record, or any row of a table, holds a number that is not zero; 无 counts as zero."""
    value = plain(value)
    if isinstance(value, Table):
        return any(has_number(row) for row in value)
    if isinstance(value, Record):
        return any(has_number(item) for item in value.values())
    return isinstance(value, Decimal | int) and not isinstance(value, bool) and value != 0


def is_filled_in(value: object) -> bool:
    """``有填写``: whether anybody typed anything into a sheet or row; what is computed from other sheets is not typed."""
    value = plain(value)
    if isinstance(value, Table):
        return any(is_filled_in(row) for row in value)
    return value.is_filled_in if isinstance(value, Record) else not is_blank(value)


def _remainder(value: object, divisor: object) -> object:
    return compute("%", value, divisor)


def _whole(value: object) -> bool | None:
    """Whether a number is whole, however it is typed; None for what is no number."""
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return bool(value == int(value)) if isinstance(value, int | float) else value == value.to_integral_value()


def _listed(value: object) -> bool:
    return isinstance(plain(value), str | Table | Paragraphs | list | tuple | range | Mapping | Blank)


def _identical(value: object, other: object) -> bool:
    """The same value of the same kind, letter by letter."""
    value, other = plain(value), plain(other)
    kinds = (bool, int | float | Decimal, str, datetime.date)
    kind = next((kind for kind in kinds if isinstance(value, kind)), None)
    if kind is None or not isinstance(other, kind) or isinstance(other, bool) is not isinstance(value, bool):
        return value is other
    return value == other


def _comparing(operator: str) -> Callable[..., bool]:
    return lambda value, other: compare(value, operator, other) is True


_COMPARING = {
    "eq": ("eq", "equalto", "=="),
    "ne": ("ne", "!="),
    "lt": ("lt", "lessthan", "<"),
    "lteq": ("le", "<="),
    "gt": ("gt", "greaterthan", ">"),
    "gteq": ("ge", ">="),
    "in": ("in",),
}

TESTS: Mapping[str, Callable[..., bool]] = {
    "空": is_blank,
    "有数": has_number,
    "有填写": is_filled_in,
    "defined": lambda value: not isinstance(value, Undefined),
    "undefined": lambda value: isinstance(value, Undefined),
    "none": lambda value: plain(value) is None or isinstance(plain(value), Blank),
    "boolean": lambda value: isinstance(plain(value), bool),
    "true": lambda value: plain(value) is True,
    "false": lambda value: plain(value) is False,
    "integer": lambda value: _whole(value) is True,
    "float": lambda value: _whole(value) is False,
    "number": lambda value: isinstance(plain(value), int | Decimal),
    "string": lambda value: isinstance(plain(value), str),
    "lower": lambda value: text_of(value).islower(),
    "upper": lambda value: text_of(value).isupper(),
    "mapping": lambda value: isinstance(plain(value), Mapping),
    "iterable": _listed,
    "sequence": _listed,
    "sameas": _identical,
    "callable": lambda value: False,
    "odd": lambda value: same(_remainder(value, 2), 1),
    "even": lambda value: same(_remainder(value, 2), 0),
    "divisibleby": lambda value, divisor: same(_remainder(value, divisor), 0),
    **{name: _comparing(operator) for operator, names in _COMPARING.items() for name in names},
}
"""Every test by its name in a template."""
