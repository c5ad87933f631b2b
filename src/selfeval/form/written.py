"""A form.toml written out of merged tables, with file and line of everything behind it; read again it gives the same form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from selfeval.form.extending import KeyPath, Merged

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LEFT_OUT = ("extends", "drop")
_SETTLED = "after"
"""The order it asks for is the order written."""
_LONGEST_LIST = 80


def written_form(merged: Merged) -> str:
    """The text of the form.toml."""
    tables = {key: value for key, value in merged.table.items() if isinstance(value, Mapping)}
    plain = [key for key in merged.table if key not in tables and key not in _LEFT_OUT]
    plain.sort(key=lambda key: key != "id")
    lines = [line for key in plain for line in _line(merged, (key,), merged.table[key])]
    for section, members in tables.items():
        for name, body in members.items():
            if isinstance(body, Mapping):
                lines += ["", *_table(merged, (section, name), body)]
    return "\n".join(lines) + "\n"


def _table(merged: Merged, path: KeyPath, body: Mapping[str, Any]) -> Iterator[str]:
    """``[sheet."封面"]`` with its keys, those that hold tables last, each member on a line."""
    yield f"[{_dotted(path)}]  # {merged.place_of(*path)}"
    inner = [key for key, value in body.items() if isinstance(value, Mapping)]
    for key, value in body.items():
        if key not in inner and not _is_settled(path, key):
            yield from _line(merged, (*path, key), value)
    for key in inner:
        for name, value in body[key].items():
            yield from _line(merged, (*path, key, name), value, shown=2)


def _is_settled(path: KeyPath, key: str) -> bool:
    return key == _SETTLED and path[0] == "sheet"


def _line(merged: Merged, path: KeyPath, value: Any, shown: int = 1) -> Iterator[str]:
    """One key with its value and where it comes from; of a table also which of its keys come from elsewhere."""
    key = _dotted(path[-shown:])
    places = "；".join([merged.place_of(*path), *_other_places(merged, path, value)])
    if isinstance(value, Sequence) and not isinstance(value, str) and len(_value(path, value)) > _LONGEST_LIST:
        yield f"{key} = [  # {places}"
        yield from (f"  {_value(path, item)}," for item in value)
        yield "]"
    else:
        yield f"{key} = {_value(path, value)}  # {places}"


def _other_places(merged: Merged, path: KeyPath, value: Any) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    own = merged.origins.get(path)
    for key in value:
        if merged.origins.get((*path, key), own) != own and not _is_settled(path, key):
            yield f"{key} {merged.place_of(*path, key)}"


def _dotted(path: Sequence[str]) -> str:
    return ".".join(key if _BARE.fullmatch(key) else _text(key) for key in path)


def _value(path: KeyPath, value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}'" if '"' in value and _is_literal(value) else _text(value)
        case Mapping():
            inner = ", ".join(
                f"{_dotted((key,))} = {_value((*path, key), item)}"
                for key, item in value.items()
                if not _is_settled(path, key)
            )
            return f"{{ {inner} }}" if inner else "{}"
        case list():
            return f"[{', '.join(_value(path, item) for item in value)}]"
        case Decimal():
            return f"{value:f}" if "." in f"{value:f}" else f"{value:f}.0"
    return str(value)


def _is_literal(text: str) -> bool:
    """Whether the text can stand between single quotes, as expressions do."""
    return "'" not in text and text.isprintable()


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
