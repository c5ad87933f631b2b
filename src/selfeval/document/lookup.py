"""What stands behind a dot or a bracket in a template: data by folded name, never a Python attribute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from jinja2 import Undefined
from jinja2.runtime import LoopContext
from jinja2.utils import Namespace

from selfeval.document.faults import Fault
from selfeval.document.missing import Mark, Missing, NoTurn, Unknown
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Paragraphs, Record, Table

_LOOP: Final = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth", "depth0"}
)


class Group(NamedTuple):
    """One group of ``rows | groupby("栏")``: unpacked, or read by these names.

    Attributes:
        grouper: the value that its rows share.
        list: the rows.
    """

    grouper: object
    list: Sequence[object]


MakeUndefined = Callable[[str], Undefined]


def look_up(holder: object, key: object, make_undefined: MakeUndefined) -> object:
    """The value of that name, or at that position, in the holder."""
    if type(holder) is Record and type(key) is str:  # nearly every look-up
        found: object = holder.lookup(key)
        if found is None and holder.related is not None:
            found = holder.rows_of(key)
        return make_undefined(f"{holder.name}.{key}") if found is None else found
    if isinstance(holder, Unknown | Missing):
        return make_undefined(f"{holder.name}.{key}")
    match holder:
        case Record():
            return make_undefined(f"{holder.name}.{key}")
        case Table() if isinstance(key, str):
            row = holder.row(key)
            return make_undefined(f"{holder.name}.{key}") if row is None else row
        case LoopContext() if key in _LOOP:
            found = getattr(holder, str(key))
            return NoTurn(name=f"loop.{key}") if isinstance(found, Undefined) else found
        case Group() if key in Group._fields:
            return getattr(holder, str(key))
        case Namespace() if isinstance(key, str):
            held: Mapping[str, object] = object.__getattribute__(holder, "_Namespace__attrs")
            return held[fold(key)] if fold(key) in held else make_undefined(key)
        case Mark():
            return holder
        case Blank():
            return BLANK
        case Mapping() if isinstance(key, str):
            return holder[key] if key in holder else make_undefined(key)
        case Table() | list() | tuple() | Paragraphs() | str():
            position = as_position(key)
            if position is not None and -len(holder) <= position < len(holder):
                return holder[position]
    raise Fault("fill.no-such-item", name=str(key))


def as_position(key: object) -> int | None:
    """The key as a position in a list; None where it is none."""
    if isinstance(key, Decimal) and key == key.to_integral_value():
        return int(key)
    return key if isinstance(key, int) and not isinstance(key, bool) else None
