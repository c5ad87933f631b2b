"""Forms that build on forms: ``extends`` puts the tables of one form.toml over those of another.

Tables are merged key by key, in the order of the base; what is new stands behind, or after what ``after`` names; anything
else the newer form writes takes the place of the older. ``drop`` takes out of the base what it names.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from selfeval.errors import TemplateError
from selfeval.findings import Finding, Findings, finding
from selfeval.form.dropping import Dropped, droppable, dropped
from selfeval.form.key_lines import key_lines
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL
from selfeval.form.shelf import FORM_FILE, folder_of, form_names
from selfeval.names import closest, fold

KeyPath = tuple[str, ...]
_OWN_ONLY = frozenset({"id", "extends", "drop", "preferred"})
"""What a form says of itself alone."""
_MOST_FILES = 64


class Layer(NamedTuple):
    """One form.toml of those that make a form.

    Attributes:
        data: its bytes.
        folder: where it stands; None for one that was never in a file.
        place: what findings call it: ``form.toml`` the form's own, ``hunan/form.toml`` one it builds on.
    """

    data: bytes
    folder: Path | None
    place: str = FORM_FILE


def read_layers(data: bytes, folder: Path | None) -> tuple[Layer, ...]:
    """The form.toml with those it builds on, itself first.

    Raises:
        TemplateError: one is no TOML, is not there, or builds on itself; carries a finding with the place.
    """
    layers = [Layer(data, folder)]
    while base := _parsed(layers[-1]).get("extends"):
        last = layers[-1]
        if not isinstance(base, str):
            break  # told with the keys
        found = _base_folder(base, last.folder)
        under = _layer(found)
        place = f"{last.place}:{key_lines(_text(last)).get(('extends',), 1)}"
        if found is None or under is None:
            near = closest(base, form_names())
            suggestion = f"，您是否想写「{near}」？" if near else ""
            _refuse(finding("form.no-base", place, found=base, suggestion=suggestion))
            break
        if any(layer.folder is not None and layer.folder.resolve() == found.resolve() for layer in layers):
            _refuse(finding("form.extends-circle", place, found=base))
        layers.append(under)
    return tuple(layers)


def _layer(folder: Path | None) -> Layer | None:
    try:
        return (
            None if folder is None else Layer((folder / FORM_FILE).read_bytes(), folder, f"{folder.name}/{FORM_FILE}")
        )
    except OSError:
        return None


def _base_folder(base: str, folder: Path | None) -> Path | None:
    """The folder of the form that is built on: a path goes from the form's own folder, a name is looked up."""
    if base.startswith(".") or "/" in base or "\\" in base:
        return None if folder is None else (folder / base.replace("\\", "/")).resolve()
    beside = None if folder is None else folder.parent / base
    return folder_of(base) or (beside if beside is not None and (beside / FORM_FILE).is_file() else None)


def _refuse(found: Finding) -> None:
    raise TemplateError(f"表式文件 {FORM_FILE} 有误，请修改后重试：", Findings([found]))


def _text(layer: Layer) -> str:
    return layer.data.decode("utf-8-sig")


def _parsed(layer: Layer) -> Mapping[str, Any]:
    """The tables of one file; not to be changed.

    Raises:
        TemplateError: it is no TOML.
    """
    try:
        return _tables(layer.data)
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number or nesting beyond all bounds
        found = finding("form.unreadable", layer.place, found=str(error))
        raise TemplateError(f"表式文件 {layer.place} 有误，请修改后重试：", Findings([found])) from error


@lru_cache(maxsize=_MOST_FILES)
def _tables(data: bytes) -> Mapping[str, Any]:
    return tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)


@dataclass
class Merged:
    """The tables of a form with all that it builds on.

    Attributes:
        layers: the form's own form.toml first.
        table: the merged tables.
        origins: by path of every key, the number of the layer it comes from.
        dropped: what was taken out, and where that is said.
        findings: names in ``drop`` and ``after`` that are nowhere.
    """

    layers: tuple[Layer, ...]
    table: dict[str, Any] = field(default_factory=dict)
    origins: dict[KeyPath, int] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _stands_for: dict[KeyPath, KeyPath] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number in reversed(range(len(self.layers))):
            self._put_over(number, _parsed(self.layers[number]))
        if len(self.layers) > 1:
            self._name_itself()

    def _name_itself(self) -> None:
        """What the cover says of the form is its own id and version, though the answers are inherited."""
        for label, key in ((FORM_ID_LABEL, "id"), (FORM_VERSION_LABEL, "version")):
            path = ("sheet", COVER_SHEET, "field", label, "default")
            table: Any = self.table
            for name in path[:-1]:
                table = table.get(name) if isinstance(table, Mapping) else None
            if (
                isinstance(table, dict)
                and isinstance(table.get("default"), str)
                and isinstance(self.table.get(key), str)
            ):
                table["default"] = json.dumps(self.table[key], ensure_ascii=False)
                self._stands_for[path] = (key,)

    def place_of(self, *keys: str) -> str:
        """``form.toml:12``: file and line of the key; of the table around it where only that is written."""
        path = self._path_like(keys)
        while path and path not in self.origins:
            path = path[:-1]
        path = self._stands_for.get(path, path)
        number = self.origins.get(path, 0)
        return self._at(number, path) if path else self.layers[0].place

    def _path_like(self, keys: KeyPath) -> KeyPath:
        """The path of a key that is named by some of the keys around it: sheet, 封面, 年度 leaves ``field`` out."""
        wanted = keys
        while wanted and wanted not in self.origins:
            near = (path for path in self.origins if path[-1] == wanted[-1] and _holds(path, wanted))
            found = min(near, key=len, default=None)
            if found is not None:
                return found
            wanted = wanted[:-1]
        return wanted

    def _at(self, number: int, path: KeyPath) -> str:
        return f"{self.layers[number].place}:{self._lines[number].get(path, 1)}"

    @cached_property
    def _lines(self) -> list[dict[KeyPath, int]]:
        return [key_lines(_text(layer)) for layer in self.layers]

    def _put_over(self, number: int, own: Mapping[str, Any]) -> None:
        for key in _OWN_ONLY:
            self.table.pop(key, None)
            self.origins.pop((key,), None)
        names = own.get("drop", ())
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            for name in names:
                self._drop(number, name)
        self.table = self._over(self.table, own, (), number)

    def _drop(self, number: int, name: str) -> None:
        place = self._at(number, ("drop",))
        gone = dropped(self.table, name, place, number)
        if gone is None:
            near = closest(name, droppable(self.table))
            suggestion = f"，您是否想写「{near}」？" if near else ""
            self.findings.append(finding("form.unknown-name", place, label="drop", found=name, suggestion=suggestion))
            return
        self.dropped.append(gone)
        paths = set(gone.paths)
        for path in [path for path in self.origins if any(path[: len(out)] == out for out in paths)]:
            del self.origins[path]

    def _over(self, base: Mapping[str, Any], own: Mapping[str, Any], path: KeyPath, number: int) -> dict[str, Any]:
        merged = dict(base)
        for key, value in own.items():
            here = (*path, key)
            self.origins[here] = number
            under = merged.get(key)
            if isinstance(value, Mapping):
                merged[key] = self._over(under if isinstance(under, Mapping) else {}, value, here, number)
            else:
                merged[key] = value
        for key, value in own.items() if path[:1] == ("sheet",) else ():
            after = value.get("after") if isinstance(value, Mapping) else None
            if isinstance(after, str):
                merged = self._moved(merged, key, after, (*path, key, "after"), number)
        return merged

    def _moved(self, table: dict[str, Any], key: str, after: str, path: KeyPath, number: int) -> dict[str, Any]:
        """The table with the key behind the one named."""
        behind = next((name for name in table if fold(name) == fold(after) and name != key), None)
        if behind is None:
            near = closest(after, [name for name in table if name != key])
            details = {"label": ".".join(path), "suggestion": f"，您是否想写「{near}」？" if near else ""}
            self.findings.append(finding("form.unknown-name", self._at(number, path), found=after, **details))
            return table
        rest = [name for name in table if name != key]
        rest.insert(rest.index(behind) + 1, key)
        return {name: table[name] for name in rest}


def _holds(path: KeyPath, keys: KeyPath) -> bool:
    """Whether the keys stand in the path in this order."""
    left = iter(path)
    return all(key in left for key in keys)


def leaves(merged: Merged) -> Iterator[tuple[KeyPath, Any]]:
    """Every key that holds no table, in order."""

    def under(table: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
        for key, value in table.items():
            if isinstance(value, Mapping) and value:
                yield from under(value, (*path, key))
            else:
                yield (*path, key), value

    yield from under(merged.table, ())
