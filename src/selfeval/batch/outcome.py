"""What became of one workbook: what a worker hands back, the journal keeps, and the caller gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selfeval.batch.inputs import Input
from selfeval.findings import Finding, Findings, Severity
from selfeval.review.entry import Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one workbook, as plain data.

    Attributes:
        key: the key of its input.
        status: done; unchanged since the last run; kept because somebody edited the document; failed.
        fingerprint: of everything that it rests on; ``""`` where the same input may end otherwise another time.
        name: what its document's name was to say, before it was made unlike the others.
        document: the file name of the document in the output folder, ``""`` where there is none.
        digest: the hash of the document as written.
        pictures: the pictures that the document took, by path, each with its SHA-256.
        draft: whether the document is a draft, written in spite of errors.
        pdf: the file name of its PDF, ``""`` where there is none.
        pdf_findings: why there is none, or not a new one.
        stop: a reason for which no other document can be written either.
    """

    key: str
    status: Status
    fingerprint: str = ""
    name: str = ""
    document: str = ""
    digest: str = ""
    department: str = ""
    year: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    draft: bool = False
    pdf: str = ""
    pdf_findings: tuple[Finding, ...] = ()
    stop: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_findings(self) -> Findings:
        """Of workbook, document and PDF."""
        return Findings((*self.findings, *self.pdf_findings))

    @property
    def sound_values(self) -> Mapping[str, str]:
        """The values that may enter a total or a comparison: none where the workbook has errors."""
        return {} if self.status == "failed" or self.draft else self.values

    @property
    def unprinted(self) -> bool:
        """Whether its PDF could not be made."""
        return any(found.severity is Severity.ERROR for found in self.pdf_findings)

    def dumped(self) -> str:
        """What the journal keeps beside the columns it looks up."""
        return json.dumps(
            {
                "department": self.department,
                "year": self.year,
                "values": dict(self.values),
                "findings": [_dumped(found) for found in self.findings],
                "pictures": dict(self.pictures),
                "pdf": self.pdf,
                "pdf_findings": [_dumped(found) for found in self.pdf_findings],
            },
            ensure_ascii=True,  # a lone surrogate in a text must not stop the journal
            separators=(",", ":"),
        )


def loaded(row: tuple[Any, ...]) -> Outcome:
    """The outcome the journal kept: key, status, fingerprint, name, document, digest, draft, and what ``dumped`` gave."""
    key, status, fingerprint, name, document, digest, draft, text = row
    data = json.loads(text)
    return Outcome(
        *(key, status, fingerprint, name, document, digest, data["department"], data["year"], data["values"]),
        findings=tuple(map(_loaded, data["findings"])),
        draft=bool(draft),
        pdf=data["pdf"],
        pdf_findings=tuple(map(_loaded, data["pdf_findings"])),
        pictures=data["pictures"],
    )


def _dumped(found: Finding) -> list[object]:
    return [
        found.rule,
        found.severity,
        found.place,
        dict(found.details),
        list(found.cells),
        found.sentence,
        found.text,
        found.advice,
    ]


def _loaded(data: list[object]) -> Finding:
    rule, severity, place, details, cells, sentence, text, advice = data
    return Finding(rule, Severity(severity), place, details, tuple(cells), sentence, text, advice)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input of ``render_batch``.

    Attributes:
        input: its path as people see it, below the folder that all inputs share; a member of a zip stands below the zip.
        workbook: the file; for a member of a zip the zip.
        status: ``"done"``; ``"unchanged"`` since an earlier run; ``"kept"``: somebody edited the document, it was left
            as it is; ``"failed"``. Of ``annotate_batch``: ``"sound"``, ``"faulty"``, ``"kept"``.
        document: the document, None where there is none.
        findings: every finding of the way; for a failure those of severity error say why, and where there is no PDF.
        department: the unit's name, ``""`` where the workbook could not be read.
        year: the year evaluated, as printed.
        values: the figures the form marks for the summary, by ``means`` or name: exact numbers as text.
        draft: whether the document is a draft, written in spite of errors.
        pdf: the PDF of the document as it is now, None where there is none.
        unprinted: whether that could not be made.
    """

    input: str
    workbook: Path
    status: Status
    document: Path | None
    findings: Findings
    department: str
    year: str
    values: Mapping[str, str]
    draft: bool = False
    pdf: Path | None = None
    unprinted: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is no document because of it."""
        return self.status == "failed"


def result(given: Input, outcome: Outcome, out: Path) -> Result:
    """The outcome as the caller gets it."""
    return Result(
        given.key,
        given.path,
        outcome.status,
        out / outcome.document if outcome.document else None,
        outcome.all_findings,
        outcome.department,
        outcome.year,
        outcome.values,
        outcome.draft,
        out / outcome.pdf if outcome.pdf else None,
        outcome.unprinted,
    )
