"""What ``drop`` takes out of the form that is built on, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from selfeval.names import fold

KeyPath = tuple[str, ...]
_PARTS = ("field", "column", "row")
_BY_NAME = ("derived", "relation", "check", "section", "scoring", "rule", "part")


class Dropped(NamedTuple):
    """One name of ``drop``.

    Attributes:
        name: as it is written.
        place: the file and line it is written in.
        layer: the number of that file among those that make the form.
        paths: the keys that went.
        names: what can no longer be read, folded: ``基础数据.公务接待费``; for a whole sheet its name.
    """

    name: str
    place: str
    layer: int
    paths: tuple[KeyPath, ...]
    names: frozenset[str]

    def holds(self, read: str) -> bool:
        """Whether the name is one of those that went, or stands within one."""
        read = fold(read)
        return any(read == name or read.startswith(f"{name}.") for name in self.names)


def dropped(table: dict[str, Any], name: str, place: str, layer: int) -> Dropped | None:
    """Take what the name means out of the tables; None where it means nothing.

    Args:
        table: the merged tables, which are changed.
        name: ``表``, ``表.项目``, ``表.项目.选项``, a group of sheets such as ``附件3``, or the name of a figure, a
            check, a relation or a section.
        place, layer: where it is written.
    """
    wanted = fold(name)
    paths = [path for spelt, path in _candidates(table) if fold(spelt) == wanted]
    if not paths:
        return None
    paths += [path for sheet in _sheets(paths) for path in _with_sheet(table, sheet)]
    paths = list(dict.fromkeys(paths))
    names = {fold(readable) for path in paths for readable in _readable(path)}
    _keep_likes(table, {path[1] for path in paths if path[0] == "scoring"})
    for path in paths:
        _take_out(table, path)
    return Dropped(name, place, layer, tuple(paths), frozenset(names))


def droppable(table: Mapping[str, Any]) -> Iterator[str]:
    """Every name that ``drop`` may give."""
    yield from dict.fromkeys(spelt for spelt, _ in _candidates(table))


def _candidates(table: Mapping[str, Any]) -> Iterator[tuple[str, KeyPath]]:
    for sheet, body in _tables(table, "sheet"):
        yield sheet, ("sheet", sheet)
        if isinstance(body.get("optional"), str):
            yield body["optional"], ("sheet", sheet)
        for part in _PARTS:
            for label, asked in _tables(body, part):
                yield f"{sheet}.{label}", ("sheet", sheet, part, label)
                for choice in asked.get("choices") or ():
                    yield f"{sheet}.{label}.{choice}", ("sheet", sheet, part, label, "choices", choice)
        for cell, _ in _tables(body, "cell"):
            yield f"{sheet}.{cell}", ("sheet", sheet, "cell", cell)
    for kind in _BY_NAME:
        for known, body in _tables(table, kind):
            yield known, (kind, known)
            if isinstance(body.get("optional"), str):
                yield body["optional"], (kind, known)


def _tables(table: Mapping[str, Any], key: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    inner = table.get(key)
    if not isinstance(inner, Mapping):
        return ()
    return [(name, body) for name, body in inner.items() if isinstance(body, Mapping)]


def _sheets(paths: Iterable[KeyPath]) -> list[str]:
    return [path[1] for path in paths if path[0] == "sheet" and len(path) == 2]


def _with_sheet(table: Mapping[str, Any], sheet: str) -> Iterator[KeyPath]:
    """What is nothing without the sheet: its own figures, scores, relations and checks of its rows."""
    for path, _ in _tables(table, "derived"):
        if fold(path.partition(".")[0]) == fold(sheet):
            yield "derived", path
    for name, _ in _tables(table, "scoring"):
        if fold(name) == fold(sheet):
            yield "scoring", name
    for path, body in _tables(table, "relation"):
        if fold(sheet) in {fold(path.partition(".")[0]), fold(str(body.get("table", "")))}:
            yield "relation", path
    for name, body in _tables(table, "check"):
        if fold(str(body.get("each", ""))) == fold(sheet):
            yield "check", name


def _readable(path: KeyPath) -> Iterator[str]:
    """How expressions name what stands at the path."""
    if path[0] == "sheet" and "choices" not in path:
        yield ".".join((path[1], *path[3:]))
    elif path[0] in {"derived", "relation"}:
        yield path[1]
        yield path[1].partition(".")[2]  # in a row of the table
    else:
        yield path[-1]


def _keep_likes(table: dict[str, Any], gone: set[str]) -> None:
    """Write the rules of a scoring that goes into those that are ``like`` it."""
    scorings = dict(_tables(table, "scoring"))
    for name, body in scorings.items():
        like = body.get("like")
        if name not in gone and like in gone:
            scorings[name] = {**scorings[like], **{key: value for key, value in body.items() if key != "like"}}
            table["scoring"] = scorings


def _take_out(table: dict[str, Any], path: KeyPath) -> None:
    """Take the key out; the tables around it are copied, for the file they come from keeps them."""
    *around, last = path
    for key in around:
        inner = table.get(key)
        if isinstance(inner, list):
            table[key] = [item for item in inner if item != last]
            return
        if not isinstance(inner, Mapping):
            return
        table[key] = inner = dict(inner)
        table = inner
    table.pop(last, None)
