"""What one reading carries with it: the unit amounts are typed in, and all that was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from selfeval.cells import Grid
from selfeval.findings import Finding, Severity, finding
from selfeval.report import Origin, Value

Answer = tuple[Value, Origin]
"""A value and where it came from."""

Made = tuple[Value | None, str]
"""What a conversion makes of a cell: the value, None where there is none, and the unit it was typed in."""

MOST_UNREAD = 20
"""Cells left unread that are named one by one; of more only the number is told."""


@dataclass(slots=True)
class Reading:
    """One pass over a workbook or mapping.

    Attributes:
        form_unit: the unit amounts are kept in.
        unit: the unit the workbook's amounts are typed in.
        unit_place: the cell that says so, ``""`` where none does.
        mild: what is read now is not asked by the form: what would be an error there is a warning.
        grid: the sheet that is read, None for a mapping.
        told: cells another finding has named already, so that they are not called unread.
    """

    form_unit: str = ""
    unit: str = ""
    unit_place: str = ""
    mild: bool = False
    findings: list[Finding] = field(default_factory=list)
    grid: Grid | None = None
    told: set[str] = field(default_factory=set)

    def add(
        self, rule: str, place: str, *, cells: Iterable[str] = (), severity: Severity | None = None, **details: str
    ) -> None:
        """Note a finding."""
        found = finding(rule, place, cells=cells, **details)
        grave = severity or found.severity
        if self.mild and grave is Severity.ERROR:
            grave = Severity.WARNING
        self.findings.append(replace(found, severity=grave))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Read something the form does not ask for: it cannot stop the document."""
        before, self.mild = self.mild, True
        try:
            yield
        finally:
            self.mild = before

    def add_unread(self, unread: Iterable[tuple[str, str]]) -> None:
        """Note the (place, text) of cells that ended up nowhere."""
        found = [(place, text) for place, text in unread if place not in self.told]
        for place, text in found[:MOST_UNREAD]:
            self.add("cell.unread", place, found=text)
        rest = [place for place, _ in found[MOST_UNREAD:]]
        if rest:
            self.add("cell.unread-more", rest[0], cells=rest, found=str(len(rest)))

    def merged_notes(self) -> list[Finding]:
        """The findings, with one note for each kind and sheet where several cells gave the same."""
        groups: dict[tuple[str, str], list[Finding]] = {}
        for found in self.findings:
            if found.rule in _MERGED and found.sheet:
                groups.setdefault((found.rule, found.sheet), []).append(found)
        kept: list[Finding] = []
        for found in self.findings:
            group = groups.get((found.rule, found.sheet), [found])
            cells = tuple(dict.fromkeys(cell for one in group for cell in one.cells))
            if found is not group[0]:
                continue
            if len(cells) > 1 and len(group) > 1:
                more = _MERGED[found.rule].format(len(cells))
                found = replace(found, cells=cells, details={**found.details, "more": more})  # noqa: PLW2901
            kept.append(found)
        return kept


_MERGED = {
    "cell.list-number": "等 {} 处",
    "cell.bookmark-left": "等 {} 处",
    "cell.number-from-text": "（等 {} 处）",
}
"""Notes told once for a sheet, and how the sentence counts the cells."""
