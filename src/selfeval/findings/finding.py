"""One finding, and the ordered collection of all findings of a pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, overload

from selfeval.findings.catalog import CATALOG
from selfeval.findings.rule import Severity

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing seen, as data.

    Attributes:
        rule: stable id in kebab-case, ``cell.not-a-number`` or a form's own ``tie-out.total-expenditure``.
        severity: error, warning or note.
        place: a cell ``一般公共预算!B7``, a position in a template, a name for mapping input, or a file.
        details: the words of the sentence, such as label, found, expected, difference: all text as shown to people.
        cells: every cell that was read for it.
        sentence: the catalogue's entry that words it; the rule itself unless a form's check brought its own id.
        text: a sentence of the form's own, in place of the catalogue's.
        advice: a next step of the form's own, in place of the catalogue's.
    """

    rule: str
    severity: Severity
    place: str
    details: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    sentence: str = ""
    text: str = ""
    advice: str = ""

    @property
    def found(self) -> str:
        """What is there, as typed; ``""`` where the rule quotes nothing."""
        return self.details.get("found", "")

    @property
    def expected(self) -> str:
        """What was expected there; ``""`` where the rule expects nothing in particular."""
        return self.details.get("expected", "")

    @property
    def difference(self) -> str:
        """How far the two sides of a tie-out are apart, with unit; ``""`` elsewhere."""
        return self.details.get("difference", "")

    @property
    def sheet(self) -> str:
        """The sheet of the place, ``""`` where the place is no cell."""
        sheet, mark, _ = self.place.rpartition("!")
        return sheet if mark else ""

    def body(self, language: Language = "zh") -> str:
        """The sentence without place and rule."""
        if self.text:
            return self.text
        rule = CATALOG[self.sentence or self.rule]
        return (rule.zh if language == "zh" else rule.en).format_map(_Details(self.details))

    def hint(self, language: Language = "zh") -> str:
        """The next step, ``""`` where the sentence says it already."""
        if self.advice:
            return self.advice
        rule = CATALOG[self.sentence or self.rule]
        return (rule.hint_zh if language == "zh" else rule.hint_en).format_map(_Details(self.details))

    def message(self, language: Language = "zh") -> str:
        """``place sentence hint [rule]`` in one line."""
        sentence, hint = self.body(language), self.hint(language)
        if hint:
            sentence += ("。" if language == "zh" else ". ") + hint
        return f"{self.place} {sentence} [{self.rule}]".strip()

    def record(self) -> dict[str, object]:
        """The finding as plain data, as ``--format json`` writes it (docs/findings.md)."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "place": self.place,
            "sheet": self.sheet,
            "cells": list(self.cells),
            "found": self.found,
            "expected": self.expected,
            "difference": self.difference,
            "message": self.body(),
            "hint": self.hint(),
            "message_en": self.body("en"),
            "hint_en": self.hint("en"),
        }

    def __str__(self) -> str:
        return self.message()


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def finding(
    rule: str,
    place: str = "",
    *,
    cells: Iterable[str] = (),
    **details: str,
) -> Finding:
    """A finding of a rule of the catalogue, with the words its sentence needs.

    Raises:
        KeyError: a rule the catalogue lacks.
    """
    return Finding(rule, CATALOG[rule].severity, place, details, tuple(cells) or cells_of(place))


def cells_of(place: str) -> tuple[str, ...]:
    """The place itself where it is a cell."""
    return (place,) if "!" in place else ()


class Findings(Sequence[Finding]):
    """All findings of one pass, in the order in which they were met. False when there are none."""

    def __init__(self, found: Iterable[Finding] = ()) -> None:
        self._found = tuple(found)

    @property
    def errors(self) -> Findings:
        """Those that stop the document."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> Findings:
        """Those a person should look at."""
        return self.of(Severity.WARNING)

    @property
    def notes(self) -> Findings:
        """Those that only tell what selfeval understood."""
        return self.of(Severity.NOTE)

    def of(self, severity: Severity) -> Findings:
        """Those of one severity."""
        return Findings(found for found in self._found if found.severity is severity)

    def rows(self) -> list[tuple[str, str]]:
        """(place, rule) of each finding: what tests compare."""
        return [(found.place, found.rule) for found in self._found]

    def in_file(self, name: str) -> Findings:
        """The same findings, those without a place placed at the file."""
        return Findings(found if found.place else replace(found, place=name) for found in self._found)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Findings: ...
    def __getitem__(self, index: int | slice) -> Finding | Findings:
        return Findings(self._found[index]) if isinstance(index, slice) else self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __add__(self, other: Iterable[Finding]) -> Findings:
        return Findings((*self._found, *other))

    def __eq__(self, other: object) -> bool:
        return self._found == other._found if isinstance(other, Findings) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.rows()))

    def __str__(self) -> str:
        return "\n".join(map(str, self._found))

    def __repr__(self) -> str:
        return f"<Findings: {len(self.errors)} errors, {len(self.warnings)} warnings, {len(self.notes)} notes>"
