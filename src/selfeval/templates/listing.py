"""``selfeval.templates.list``: every form there is, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selfeval.errors import TemplateError
from selfeval.form import load_form
from selfeval.form.shelf import Board, Shelved, shelved


@dataclass(frozen=True)
class Listed:
    """One form.

    Attributes:
        name: what ``-t`` and the cover of a workbook call it.
        version, title: as its form.toml says; ``""`` where it has faults.
        board: ``"builtin"``, ``"folder"`` (of ``SELFEVAL_TEMPLATES``), ``"user"`` (of the user's configuration) or
            ``"package"``.
        source: the folder or the package that brings it; ``""`` for a built-in one.
        folder: where it stands.
        extends: the names of the folders of the forms it builds on, the nearest first.
        hidden_by: the folder of the form of the same name that is taken instead of it; None where it is taken.
        fault: why it cannot be used, in Chinese; ``""`` where it can.
    """

    name: str
    version: str
    title: str
    board: Board
    source: str
    folder: Path
    extends: tuple[str, ...] = ()
    hidden_by: Path | None = None
    fault: str = ""


def list() -> tuple[Listed, ...]:  # noqa: A001 - selfeval.templates.list, as the command is called
    """Every form there is, in the order in which names are looked up: the first of one name is taken."""
    return tuple(map(_listed, shelved()))


def _listed(found: Shelved) -> Listed:
    version = title = ""
    extends: tuple[str, ...] = ()
    fault = found.fault
    if not fault:
        try:
            form = load_form(found.folder)
        except TemplateError as error:
            fault = f"form.toml 有 {len(error.findings) or 1} 处错误，用 selfeval template show {found.folder} 查看"
        else:
            version, title = form.version, form.title
            extends = tuple(folder.name for folder in form.bases)
    return Listed(found.name, version, title, found.board, found.source, found.folder, extends, found.hidden_by, fault)
