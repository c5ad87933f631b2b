"""What becomes of the parts of a report, and the template they make: plain data, for ``document.parts`` and its callers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from selfeval.findings import Finding, Findings


class Part(NamedTuple):
    """One file of ``parts``.

    Attributes:
        name: the file's name without its suffix.
        data: its bytes.
        file: how findings call it: ``parts/附件2.docx``.
        after: the part it stands behind where the report has no place for it; ``""`` where it has.
        needed: whether it is a fault that it stands nowhere.
    """

    name: str
    data: bytes
    file: str
    after: str = ""
    needed: bool = True


class Plan(NamedTuple):
    """What becomes of the parts of a report.

    Attributes:
        parts: the files that come in.
        left_out: the parts the form does not print.
        dropped: what the form has dropped: a part of one of these names goes, where there is one.
        missing: the parts the form gives a place, though there is no file of them.
    """

    parts: tuple[Part, ...] = ()
    left_out: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assembled:
    """A template put together.

    Attributes:
        data: the bytes of the .docx.
        places: by place in it, where that stands in the files it was made of.
    """

    data: bytes
    places: Mapping[str, str] = field(default_factory=dict)

    def located(self, found: Iterable[Finding]) -> Findings:
        """The findings with their places in the files that people edit."""
        return Findings(map(self._located, found) if self.places else found)

    def _located(self, found: Finding) -> Finding:
        details = {
            key: self.places.get(value, value) if key == "other_place" else value
            for key, value in found.details.items()
        }
        return replace(found, place=self.places.get(found.place, found.place), details=details)
