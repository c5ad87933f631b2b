"""Where each document goes: decided for all workbooks before the first is filled, so that none overwrites another."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click


def targets(inputs: Sequence[Path], output: str | None, *, draft: bool = False) -> Mapping[Path, Path]:
    """The document of each workbook; a draft has a name of its own, so that it stands beside the final one.

    Raises:
        click.UsageError: the output is no folder that exists and no .docx, or two workbooks would give one document.
    """
    from selfeval.batch.file_names import DRAFT, SUFFIX

    planned = {
        path: _target(path, output, len(inputs), DRAFT + SUFFIX if draft else SUFFIX) for path in dict.fromkeys(inputs)
    }
    taken: dict[str, Path] = {}
    for path, target in planned.items():
        other = taken.setdefault(os.path.normcase(target.absolute()), path)
        if other is not path:
            raise click.UsageError(f"{other} 和 {path} 会写成同一个文件 {target}。请给其中一份改名，或分两次运行。")
    return planned


def _target(path: Path, output: str | None, count: int, ending: str) -> Path:
    name = path.stem + ending
    if output is None:
        return path.with_name(name)
    given = Path(output)
    if given.is_dir():
        return given / name
    if output.endswith(("/", os.sep)):
        raise click.UsageError(f"文件夹 {output} 不存在，请先建立。")
    if count > 1:
        raise click.UsageError("有几份工作簿时，-o 请写一个已有的文件夹，或不写 -o（各写在工作簿旁边）。")
    if given.suffix.lower() != ".docx":
        raise click.UsageError(f"-o 写的 {output} 应以 .docx 结尾，或是一个已有的文件夹。")
    return given
