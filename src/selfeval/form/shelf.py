"""Where forms are found by name: those built in, those of a folder of one's own, those that packages bring.

Built-in names come first and cannot be taken by another form: a workbook that says ``hunan`` means the same everywhere.
Then the folders of ``SELFEVAL_TEMPLATES``, the folder of the user's configuration, the packages by their names. Only a name
that is not built in, or a list of all, looks there.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from selfeval.names import fold

FORM_FILE = "form.toml"
VARIABLE = "SELFEVAL_TEMPLATES"
ENTRY_POINTS = "selfeval.forms"
Board = Literal["builtin", "folder", "user", "package"]

_PACKAGE = Path(__file__).resolve().parent.parent
_MOST_FILES = 256


@dataclass(frozen=True)
class Shelved:
    """One form that a name may mean.

    Attributes:
        name: its id, as form.toml says it.
        folder: where it stands.
        board: how it was found.
        source: the folder or package that brings it; ``""`` for a built-in one.
        hidden_by: the folder of the form of the same name that goes before it; None where it is the one meant.
        fault: why it cannot be used, in Chinese; ``""`` where nothing is known against it.
    """

    name: str
    folder: Path
    board: Board
    source: str = ""
    hidden_by: Path | None = None
    fault: str = ""


def forms_folder() -> Path:
    """The folder that holds one folder for each built-in form: in a wheel ``selfeval/_forms``, else ``templates``."""
    installed = _PACKAGE / "_forms"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "templates"


@cache
def builtin_names() -> tuple[str, ...]:
    """The ids of the built-in forms."""
    return tuple(sorted(path.parent.name for path in forms_folder().glob(f"*/{FORM_FILE}")))


def folder_of(name: str) -> Path | None:
    """The folder of the form of that name; None where there is none."""
    wanted = fold(name)
    own = next((known for known in builtin_names() if fold(known) == wanted), None)
    if own is not None:
        return forms_folder() / own
    return next((form.folder for form in _beside_builtin() if not form.fault and fold(form.name) == wanted), None)


def form_names() -> tuple[str, ...]:
    """Every name that means a form, the built-in ones first."""
    return tuple(form.name for form in shelved() if form.hidden_by is None and not form.fault)


def shelved() -> tuple[Shelved, ...]:
    """Everything that is there, in the order in which names are looked up; hidden and faulty ones too."""
    taken: dict[str, Path] = {}
    found: list[Shelved] = []
    builtin = (Shelved(name, forms_folder() / name, "builtin") for name in builtin_names())
    for form in (*builtin, *_beside_builtin()):
        before = taken.get(fold(form.name))
        if form.fault:
            found.append(form)
        elif before is None:
            taken[fold(form.name)] = form.folder
            found.append(form)
        elif before.resolve() != form.folder.resolve():
            found.append(Shelved(form.name, form.folder, form.board, form.source, before))
    return tuple(found)


def _beside_builtin() -> Iterator[Shelved]:
    for folder in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        yield from _in_folder(Path(folder), "folder", folder)
    user = user_folder()
    if user.is_dir():
        yield from _in_folder(user, "user", str(user))
    for package, place in _packages():
        if place is None:
            yield Shelved(package, Path(), "package", package, fault="找不到它的文件夹")
        else:
            yield from _in_folder(place, "package", package)


@cache
def user_folder() -> Path:
    """The folder of a person's own forms, which need not exist: ``…/selfeval/templates`` of the configuration."""
    from platformdirs import user_config_dir

    return Path(user_config_dir("selfeval", appauthor=False)) / "templates"


def _in_folder(folder: Path, board: Board, source: str) -> Iterator[Shelved]:
    """The form the folder is, or those it holds."""
    try:
        own = (folder / FORM_FILE).is_file()
        forms = [folder] if own else sorted(path.parent for path in folder.glob(f"*/{FORM_FILE}"))
    except OSError as error:
        yield Shelved(folder.name, folder, board, source, fault=f"读不到文件夹（{error.strerror}）")
        return
    if not forms:
        yield Shelved(folder.name, folder, board, source, fault=f"里面没有表式（{FORM_FILE}）")
    for form in forms:
        try:
            state = (form / FORM_FILE).stat()
            name = _id(form / FORM_FILE, state.st_mtime_ns, state.st_size)
        except (OSError, ValueError, RecursionError) as error:
            yield Shelved(form.name, form, board, source, fault=f"{FORM_FILE} 读不出来（{error}）")
            continue
        fault = "" if name else f"{FORM_FILE} 没有写 id"
        yield Shelved(name or form.name, form, board, source, fault=fault)


@lru_cache(maxsize=_MOST_FILES)
def _id(path: Path, changed: int, size: int) -> str:
    named = tomllib.loads(path.read_bytes().decode("utf-8-sig")).get("id", "")
    return named if isinstance(named, str) else ""


@cache
def _packages() -> tuple[tuple[str, Path | None], ...]:
    """The packages that bring forms, by name, with the folder each names: ``package`` or ``package:folder``.

    Nothing of a package is run to find it.
    """
    from importlib.metadata import entry_points

    points = sorted(
        entry_points(group=ENTRY_POINTS), key=lambda point: (point.dist.name if point.dist else "", point.name)
    )
    return tuple(
        (point.dist.name if point.dist else point.name, _package_folder(point.module, point.attr)) for point in points
    )


def _package_folder(module: str, attribute: str) -> Path | None:
    from importlib.util import find_spec

    top, *below = module.split(".")
    try:
        spec = find_spec(top)  # a dotted name would run the packages above
    except (ImportError, ValueError):
        return None
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        folder = Path(place).joinpath(*below, *filter(None, attribute.split(".")))
        if folder.is_dir():
            return folder
    return None
