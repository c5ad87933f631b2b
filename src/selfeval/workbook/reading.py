"""What one reading carries with it: the unit amounts are typed in, and all that was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

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
    """

    form_unit: str = ""
    unit: str = ""
    unit_place: str = ""
    mild: bool = False
    findings: list[Finding] = field(default_factory=list)

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
        found = list(unread)
        for place, text in found[:MOST_UNREAD]:
            self.add("cell.unread", place, found=text)
        rest = [place for place, _ in found[MOST_UNREAD:]]
        if rest:
            self.add("cell.unread-more", rest[0], cells=rest, found=str(len(rest)))
