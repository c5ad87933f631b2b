"""``--format json``: what ``check`` and ``fill`` found as data for programs (docs/findings.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

import selfeval
from selfeval.cli.console import FAILED, code_of, code_of_findings, say
from selfeval.cli.printing import ToPdf
from selfeval.findings import Findings

if TYPE_CHECKING:
    from selfeval.batch import Printed

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


def fill_as_json(
    planned: Mapping[Path, Path], render: Callable[[Path, Path], selfeval.Document], to_pdf: ToPdf | None
) -> int:
    """Write each document, its PDF where that is asked for, and print what is found in its workbook; the exit code."""

    def results() -> Iterator[tuple[int, Mapping[str, Any]]]:
        made: dict[Path, selfeval.Document | selfeval.SelfevalError] = {}
        for path, target in planned.items():
            try:
                made[path] = render(path, target)
            except selfeval.SelfevalError as error:
                made[path] = error
        pdfs, problem = _pdfs(
            [planned[path] for path, one in made.items() if isinstance(one, selfeval.Document)], to_pdf
        )
        for path, one in made.items():
            if isinstance(one, selfeval.SelfevalError):
                yield _failed(path, one)
                continue
            target = planned[path]
            printed = pdfs.get(target)
            findings = one.findings + printed.findings if printed else one.findings
            told, code = "", FAILED if printed and printed.findings.errors else 0
            if problem is not None and printed is None:
                told, code = str(problem), code_of(problem)
            pdf = printed.pdf if printed else None
            yield code, _result(path, findings, document=str(target), draft=one.is_draft, pdf=pdf, problem=told)

    return _say_results("fill", results())


def _pdfs(
    documents: Sequence[Path], to_pdf: ToPdf | None
) -> tuple[Mapping[Path, Printed], selfeval.SelfevalError | None]:
    """What became of their PDFs, and what stopped the others."""
    pdfs: dict[Path, Printed] = {}
    try:
        for one in to_pdf(documents) if to_pdf else ():
            pdfs[one.document] = one
    except selfeval.SelfevalError as error:
        return pdfs, error
    return pdfs, None


def _say_results(command: str, found: Iterable[tuple[int, Mapping[str, Any]]]) -> int:
    results = list(found)
    say_json({"schema": SCHEMA, "command": command, "results": [result for _, result in results]})
    return max(code for code, _ in results)


def _failed(path: Path, error: selfeval.SelfevalError) -> tuple[int, Mapping[str, Any]]:
    findings = getattr(error, "findings", Findings())
    return code_of(error), _result(path, findings, problem=str(error.args[0] if error.args else error))


def _result(
    path: Path,
    findings: Findings,
    *,
    document: str | None = None,
    draft: bool = False,
    pdf: Path | None = None,
    problem: str = "",
) -> Mapping[str, Any]:
    return {
        "workbook": str(path),
        "document": document,
        "draft": draft,
        "pdf": str(pdf) if pdf else None,
        "problem": problem,
        "errors": len(findings.errors),
        "warnings": len(findings.warnings),
        "notes": len(findings.notes),
        "findings": [found.record() for found in findings],
    }
