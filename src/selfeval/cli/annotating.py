"""``selfeval check --annotate``: the clerk's own workbook back, with the findings in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import selfeval
from selfeval.cli.console import FAILED, say
from selfeval.cli.show import show_findings, summary


def annotate_option(inputs: Sequence[Path], annotated: Path | None, *, marks_only: bool, as_json: bool = False) -> None:
    """Refuse what cannot be meant.

    Raises:
        click.UsageError: with what to write instead.
    """
    if annotated is None and marks_only:
        raise click.UsageError("--clear 和 --force 要与 --annotate OUT.xlsx 一起用。")
    if annotated is not None and as_json:
        raise click.UsageError("--annotate 和 --format json 请分两次运行。")
    if annotated is not None and len(inputs) != 1:
        raise click.UsageError("--annotate 一次标注一份工作簿，请分别运行。")


def write_annotated(path: Path, output: Path, **options: Any) -> int:
    """Write the annotated workbook, or the one without marks; the exit code. ``options`` are those of ``annotate``."""
    book = selfeval.annotate(path, output, **options)
    if options["clear"]:
        say(f"已去掉批注、底色和“检查结果”：{output}")
        return 0
    show_findings(book.findings, path)
    say(f"{path}：{summary(book.findings)}")
    say(f"已标注：{output}（问题在单元格的批注里，并列在“检查结果”表）")
    return FAILED if book.findings.errors else 0
