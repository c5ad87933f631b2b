"""``--format json``: what ``check`` and ``fill`` found as data for programs (docs/findings.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click

import selfeval
from selfeval.cli.console import code_of, code_of_findings, say
from selfeval.findings import Findings

SCHEMA: Final = 1
"""Grows when a key is taken away or changes its meaning; further keys do not count."""
FORMAT_HELP = "text（默认，给人看）或 json（给程序用，见 docs/findings.md）。"
FORMATS = click.Choice(["text", "json"])


def say_json(data: object) -> None:
    """Print data as JSON; in ASCII where the stream cannot hold every character."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    say(json.dumps(data, ensure_ascii=not encoding.startswith("utf"), indent=2))


def check_as_json(paths: Iterable[Path], check: Callable[[Path], Findings]) -> int:
    """Print what is found in each workbook; the exit code."""

    def results() -> Iterator[tuple[int, Mapping[str, Any]]]:
        for path in paths:
            try:
                findings = check(path)
            except selfeval.SelfevalError as error:
                yield _failed(path, error)
            else:
                yield code_of_findings(findings), _result(path, findings)

    return _say_results("check", results())


def fill_as_json(planned: Mapping[Path, Path], render: Callable[[Path, Path], selfeval.Document]) -> int:
    """Write each document and print what is found in its workbook; the exit code."""

    def results() -> Iterator[tuple[int, Mapping[str, Any]]]:
        for path, target in planned.items():
            try:
                document = render(path, target)
            except selfeval.SelfevalError as error:
                yield _failed(path, error)
            else:
                yield 0, _result(path, document.findings, document=str(target), draft=document.is_draft)

    return _say_results("fill", results())


def _say_results(command: str, found: Iterable[tuple[int, Mapping[str, Any]]]) -> int:
    results = list(found)
    say_json({"schema": SCHEMA, "command": command, "results": [result for _, result in results]})
    return max(code for code, _ in results)


def _failed(path: Path, error: selfeval.SelfevalError) -> tuple[int, Mapping[str, Any]]:
    findings = getattr(error, "findings", Findings())
    return code_of(error), _result(path, findings, problem=str(error.args[0] if error.args else error))


def _result(
    path: Path, findings: Findings, *, document: str | None = None, draft: bool = False, problem: str = ""
) -> Mapping[str, Any]:
    return {
        "workbook": str(path),
        "document": document,
        "draft": draft,
        "problem": problem,
        "errors": len(findings.errors),
        "warnings": len(findings.warnings),
        "notes": len(findings.notes),
        "findings": [found.record() for found in findings],
    }
