"""Findings on the terminal: grouped by sheet, errors first, a count at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from selfeval.cli.console import say
from selfeval.cli.width import lines, terminal_width
from selfeval.findings import Finding, Findings, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_ORDER = tuple(Severity)


def show_findings(findings: Findings, path: Path) -> None:
    """Print every finding under the sheet it stands in."""
    groups: dict[str, list[Finding]] = {}
    for found in findings:
        groups.setdefault(found.sheet or found.place or path.name, []).append(found)
    for sheet, members in groups.items():
        say(click.style(f"【{sheet}】", bold=True))
        for found in sorted(members, key=lambda found: _ORDER.index(found.severity)):
            for line in _lines(found, sheet):
                say(line)


def _lines(found: Finding, sheet: str) -> Iterator[str]:
    place = found.place.removeprefix(f"{sheet}!") if found.sheet else ("" if found.place == sheet else found.place)
    hint = found.hint()
    sentence = f"{found.body()}。{hint}" if hint else found.body()
    word = found.severity.word
    whole = lines(" ".join(filter(None, (f"  {word}", place, sentence, f"[{found.rule}]"))), terminal_width(), 7)
    for index, line in enumerate(whole):
        coloured = line.replace(word, click.style(word, fg=_COLOURS[found.severity]), 1) if index == 0 else line
        yield coloured.replace(f"[{found.rule}]", click.style(f"[{found.rule}]", dim=True))


def summary(findings: Findings) -> str:
    """``2 处错误，1 处提醒``; 没有发现问题 where there is none."""
    counts = [(len(findings.of(severity)), severity.word) for severity in Severity]
    return "，".join(f"{count} 处{word}" for count, word in counts if count) or "没有发现问题"
