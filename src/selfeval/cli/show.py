"""Findings on the terminal: grouped by sheet, errors first, a count at the end."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.cli.console import say
from selfeval.findings import Finding, Findings, Severity

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_ORDER = tuple(_WORDS)


def show_findings(findings: Findings, path: Path) -> None:
    """Print every finding under the sheet it stands in."""
    groups: dict[str, list[Finding]] = {}
    for found in findings:
        groups.setdefault(found.sheet or path.name, []).append(found)
    for sheet, members in groups.items():
        say(click.style(f"【{sheet}】", bold=True))
        for found in sorted(members, key=lambda found: _ORDER.index(found.severity)):
            say(f"  {_line(found, sheet)}")


def _line(found: Finding, sheet: str) -> str:
    place = found.place.removeprefix(f"{sheet}!") if found.sheet else ("" if found.place == sheet else found.place)
    word = click.style(_WORDS[found.severity], fg=_COLOURS[found.severity])
    hint = found.hint()
    sentence = f"{found.body()}。{hint}" if hint else found.body()
    return " ".join(filter(None, (word, place, sentence, f"[{found.rule}]")))


def summary(findings: Findings) -> str:
    """``2 处错误，1 处提醒``; 没有发现问题 where there is none."""
    counts = [(len(findings.of(severity)), word) for severity, word in _WORDS.items()]
    return "，".join(f"{count} 处{word}" for count, word in counts if count) or "没有发现问题"
