"""Findings on the terminal: grouped by sheet, errors first, a count at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from selfeval.cli.console import say
from selfeval.cli.width import display_width, lines, terminal_width
from selfeval.findings import Finding, Findings, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_ORDER = tuple(Severity)
_OF_TEMPLATES = ("template.", "lint.", "fill.")
_ROW = re.compile(r"\d+$")
_WIDEST_PLACE = 12
"""Columns; names longer than that, of plain data, are not lined up with."""


def show_findings(findings: Findings, path: Path) -> None:
    """Print every finding under the sheet it stands in: sheets with errors first, and errors first in each."""
    groups: dict[str, list[Finding]] = {}
    for found in findings:
        groups.setdefault(_group(found, path), []).append(found)
    for members in groups.values():
        members.sort(key=lambda found: (_rank(found), _row(found)))
    for sheet, members in sorted(groups.items(), key=lambda group: _rank(group[1][0])):
        say(click.style(f"【{sheet}】", bold=True))
        places = [_place(found, sheet) for found in members]
        column = min(max(map(display_width, places)), _WIDEST_PLACE)
        for found, place in zip(members, places, strict=True):
            for line in _lines(found, place, column):
                say(line)


def _group(found: Finding, path: Path) -> str:
    """The sheet of a cell; what is said of the template stands together."""
    if found.sheet or not found.rule.startswith(_OF_TEMPLATES):
        return found.sheet or found.place or path.name
    return "模板"


def _rank(found: Finding) -> int:
    return _ORDER.index(found.severity)


def _row(found: Finding) -> int:
    """The row of the cell, so that the findings of a sheet come from top to bottom; 0 where it stands in none."""
    row = _ROW.search(found.place) if found.sheet else None
    return int(row.group()) if row else 0


def _place(found: Finding, sheet: str) -> str:
    """The place within the group: the address alone where it is a cell."""
    return found.place.removeprefix(f"{sheet}!") if found.sheet else ("" if found.place == sheet else found.place)


def _lines(found: Finding, place: str, column: int) -> Iterator[str]:
    """The finding in lines, the sentence in a column of its own."""
    hint = found.hint()
    sentence = f"{found.body()}。{hint}" if hint else found.body()
    word = found.severity.word
    head = f"  {word} " + (f"{place}{' ' * (column - display_width(place))} " if column else "")
    whole = lines(f"{head}{sentence} [{found.rule}]", terminal_width(), display_width(head))
    for index, line in enumerate(whole):
        coloured = line.replace(word, click.style(word, fg=_COLOURS[found.severity]), 1) if index == 0 else line
        yield coloured.replace(f"[{found.rule}]", click.style(f"[{found.rule}]", dim=True))


def summary(findings: Findings) -> str:
    """``2 处错误，1 处提醒``; 没有发现问题 where there is none."""
    counts = [(len(findings.of(severity)), severity.word) for severity in Severity]
    return "，".join(f"{count} 处{word}" for count, word in counts if count) or "没有发现问题"
