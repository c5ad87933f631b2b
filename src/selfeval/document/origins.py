"""Values that know the cells they came from: for every kind of value a kind of its own, alike in all but that.

They are the values themselves with one attribute more, so that every filter, operator and condition takes them as it
takes bare ones. Only traced filling makes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from selfeval.report import Blank, Date, Live, Number, Paragraphs, Record, Table

Cells = tuple[str, ...]


class _Text(str):
    __slots__ = ("cells",)
    cells: Cells


class _Whole(int):
    cells: Cells


class _Decimal(Decimal):
    __slots__ = ("cells",)
    cells: Cells


class _Number(Number):
    __slots__ = ("cells",)
    cells: Cells


class _Date(Date):
    __slots__ = ("cells",)
    cells: Cells


class _Paragraphs(Paragraphs):
    cells: Cells


class _Blank(Blank):
    __slots__ = ("cells",)
    cells: Cells


class _Live(Live):
    __slots__ = ("cells",)
    cells: Cells


_MAKERS: dict[type, Callable[[Any], Any]] = {
    str: _Text,
    int: _Whole,
    Decimal: _Decimal,
    Number: lambda value: _Number(value, value.style, value.nil),
    Date: _Date.of,
    Paragraphs: _Paragraphs,
    Blank: lambda value: _Blank(value.text),
    Live: lambda value: _Live(value.kind, value.data, value.width, value.height, value.link, value.text),
}
_CARRYING = frozenset({_Text, _Whole, _Decimal, _Number, _Date, _Paragraphs, _Blank, _Live})


def carry(value: object, cells: Cells) -> object:
    """The value, knowing the cells. What can know none (a row, a list, a yes or no) or knows its own stays as it is."""
    make = _MAKERS.get(type(value)) if cells else None
    if make is None:
        return value
    carrying = make(value)
    object.__setattr__(carrying, "cells", cells)  # some of them change no more
    return carrying


def carried(value: object) -> Cells:
    """The cells the value itself knows."""
    return value.cells if type(value) in _CARRYING else ()  # type: ignore[attr-defined]


def bare(value: object) -> object:
    """The value, or one that prints alike and is quicker to print."""
    if type(value) is _Live:
        return Live(value.kind, value.data, value.width, value.height, value.link, value.text)
    return str(value) if type(value) is _Text or type(value) is _Number else value


def combined(result: object, given: Sequence[object]) -> object:
    """What a filter or operator made of the values given, knowing the cells of all of them.

    One of the values given, or an item of one, keeps what it knows; new items of a list know what the list was made of.
    """
    kind = type(result)
    if kind is list:
        known = [value.cells for value in given if type(value) in _CARRYING]  # type: ignore[attr-defined]
        return [carry(item, united(known)) for item in result] if known else result  # type: ignore[attr-defined]
    if kind not in _MAKERS:
        return result
    found: dict[str, None] = {}
    rows: list[object] = []
    for value in given:
        if value is result or (type(value) is list and any(item is result for item in value)):
            return result
        _gather(value, found, rows)
    return carry(result, tuple(found) or united(tuple(cells_at(row, ())) for row in rows))


def united(several: Iterable[Cells]) -> Cells:
    """All the cells in order, each once."""
    return tuple(dict.fromkeys(cell for cells in several for cell in cells))


def cells_at(holder: object, path: Sequence[str]) -> Iterator[str]:
    """The cells of what the path names below the holder: of one value, or of a column in every row.

    A whole row stands for the first cell filled in it: it is there because somebody wrote that.
    """
    match holder:
        case Table() if path and path[0] not in holder.layout:
            yield from cells_at(holder.row(path[0]), path[1:])
        case Table() | list():
            for row in holder:
                yield from cells_at(row, path)
        case Record() if path:
            yield from holder.cells_of(path[0])
        case Record():
            yield from next(filter(None, (holder.cells_of(label) for label in holder)), ())
        case _:
            yield from carried(holder)


def _gather(value: object, found: dict[str, None], rows: list[object]) -> None:
    """Add the cells of the value and of all it holds, and the rows; a blank has added nothing to a result."""
    kind = type(value)
    if kind is list or kind is tuple:
        for item in value:  # type: ignore[attr-defined]
            _gather(item, found, rows)
    elif kind is dict:
        for item in value.values():  # type: ignore[attr-defined]
            _gather(item, found, rows)
    elif kind in _CARRYING and kind is not _Blank:
        found.update(dict.fromkeys(value.cells))  # type: ignore[attr-defined]
    elif kind is Record or kind is Table:
        rows.append(value)
