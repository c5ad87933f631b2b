"""The arguments of filters and functions: whole numbers within bounds, and what is wrong with the others."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import lru_cache

from selfeval.document.argument_names import in_chinese
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


def takes(function: Callable[..., object], count: int, named: Iterable[str]) -> bool:
    """Whether a filter takes so many arguments behind its value, and those by name."""
    try:
        _signature(function).bind(*[None] * (count + 1), **dict.fromkeys(named))
    except TypeError:
        return False
    return True


def arguments_of(function: Callable[..., object], *, chinese: bool = False) -> str:
    """The names of a filter's arguments, as a person may write them; those that may be left out in brackets."""
    shown = in_chinese if chinese else str
    words = [
        f"[{shown(one.name)}]" if one.default is not one.empty else shown(one.name)
        for one in list(_signature(function).parameters.values())[1:]
        if one.kind is not one.VAR_KEYWORD
    ]
    return "、".join(words) or "—"


@lru_cache(maxsize=128)
def _signature(function: Callable[..., object]) -> inspect.Signature:
    found = inspect.signature(function)
    first = 1 if hasattr(function, "jinja_pass_arg") else 0  # what Jinja itself passes
    return found.replace(parameters=list(found.parameters.values())[first:])
