"""The arguments of filters and functions: whole numbers within bounds, and what is wrong with the others."""

from __future__ import annotations

from selfeval.document.faults import Fault
from selfeval.document.lookup import as_position
from selfeval.document.missing import plain


def wrong(name: str, reason: str, reason_en: str) -> Fault:
    """The fault of a filter or function that is used wrongly."""
    return Fault("fill.wrong-argument", name=name, reason=reason, reason_en=reason_en)


def whole_number(value: object, name: str, least: int, most: int) -> int:
    """The value as a whole number from ``least`` to ``most``."""
    position = as_position(plain(value))
    if position is None or not least <= position <= most:
        raise wrong(name, f"请写 {least} 到 {most} 的整数", f"give a whole number from {least} to {most}")
    return position
