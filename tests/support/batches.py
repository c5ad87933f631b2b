"""Folders of workbooks, and what a run made of them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from selfeval.batch import Result, render_batch
from selfeval.form import builtin_form
from selfeval.workbook import new_workbook
from tests.support.answers import answers


def book(unit: str = "某市甲局", **changes: Any) -> bytes:
    """The workbook of a department that balances, but for the changes."""
    cover = {"单位名称": unit, **changes.pop("封面", {})}
    return new_workbook(builtin_form("hunan"), answers(封面=cover, **changes))


def unbalanced(unit: str = "某市乙局") -> bytes:
    """A workbook with an error."""
    return book(unit, 一般公共预算={"支出合计": 1})


def write(path: Path, data: bytes) -> Path:
    """The file, in its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zipped(members: Mapping[str, bytes], encoding: str = "gbk") -> bytes:
    """A zip as Chinese Windows writes it: names in that encoding, and nothing that says so."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(_RawName(name.encode(encoding)), data)
    return file.getvalue()


class _RawName(zipfile.ZipInfo):
    """A member whose name is written as these bytes."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.hex())
        self._raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's name
        return self._raw, 0


def run(inputs: Any, out: Path, **options: Any) -> list[Result]:
    """The results of a whole run, by their inputs."""
    options.setdefault("jobs", 1)
    return sorted(render_batch(inputs, out, **options), key=lambda result: result.input)


def statuses(results: list[Result]) -> dict[str, str]:
    """What became of each input."""
    return {result.input: result.status for result in results}


def digests(folder: Path) -> dict[str, str]:
    """The hash of every file in the folder but the journal, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".selfeval-journal")
    }


def sheet(path: Path, name: str, *, values: bool = True) -> list[list[Any]]:
    """The rows of a sheet of a workbook: values, or formulas."""
    loaded = openpyxl.load_workbook(path, data_only=values)
    return [list(row) for row in loaded[name].iter_rows(values_only=True)]
