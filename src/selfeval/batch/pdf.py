"""The PDF of each document: made where there is none of the document as it is now, and never over somebody else's."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from selfeval.batch.libreoffice import Converted, Converters
from selfeval.batch.outcome import Outcome
from selfeval.batch.pdf_mark import discard, mark_of, standing_of
from selfeval.batch.pool import cores
from selfeval.errors import OutputError, OutputUnusable
from selfeval.files import write_durably
from selfeval.findings import Findings, finding

SUFFIX = ".pdf"
_MOST = 16
"""Documents a call takes."""
_AHEAD = 2
_RULES = {"hung": "batch.pdf-hung", "none": "batch.pdf-failed"}


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of the PDF of one document.

    Attributes:
        document: the document.
        pdf: its PDF, None where there is none of the document as it is now.
        findings: why there is none: an error where it could not be made, a warning where somebody else's was kept.
    """

    document: Path
    pdf: Path | None
    findings: Findings


def to_pdf(
    documents: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float = 60,
    overwrite: Literal["own"] | bool = "own",
) -> Iterator[Printed]:
    """Make the PDF of each document (.docx) beside it, through LibreOffice.

    Args:
        documents: paths.
        jobs: how many LibreOffices side by side; as many as there are cores where None.
        timeout: seconds that one document may take.
        overwrite: ``"own"`` replaces only a PDF selfeval made that nobody edited since; True any file; False none.

    Yields:
        What became of each, in their order. A PDF of the document as it is now is not made again, unless overwrite is True.

    Raises:
        OutputError: LibreOffice is not installed or does not work, or nothing more can be written.
    """
    paths = [Path(one) for one in documents]
    converters = Converters(jobs or cores(), timeout)
    try:
        size = _size(len(paths), converters.jobs)
        chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
        for future in [converters.submit(_printed, converters, chunk, overwrite, timeout) for chunk in chunks]:
            yield from future.result()
    finally:
        converters.close()


class Printing:
    """The PDFs of a run: a stage that its outcomes pass through."""

    def __init__(
        self, out: Path, converters: Converters | None, *, total: int, seconds: float, overwrite: object
    ) -> None:
        """``converters``: None where no PDFs are asked for; then those that no longer hold are taken away."""
        self._out = out
        self._converters = converters
        self._size = _size(total, converters.jobs) if converters else 1
        self._seconds = seconds
        self._overwrite = overwrite

    def close(self) -> None:
        """End the converters."""
        if self._converters:
            self._converters.close()

    def run(self, outcomes: Iterable[Outcome], note: Callable[[Sequence[Outcome]], None]) -> Iterator[Outcome]:
        """The outcomes as soon as their PDFs are there; ``note`` is told of those that changed by it.

        Raises:
            OutputError: LibreOffice does not work, or nothing more can be written.
        """
        waiting: list[Outcome] = []
        pending: dict[Future[list[Printed]], list[Outcome]] = {}
        for outcome in outcomes:
            settled = self._settled(outcome)
            if settled is not None:
                if settled != outcome:
                    note([settled])
                yield settled
                continue
            waiting.append(outcome)
            if len(waiting) == self._size:
                pending |= self._submitted(waiting)
                waiting = []
                yield from self._done(pending, note, most=self._ahead)
        if waiting:
            pending |= self._submitted(waiting)
        yield from self._done(pending, note, most=0)

    @property
    def _ahead(self) -> int:
        return self._converters.jobs * _AHEAD if self._converters else 0

    def _settled(self, outcome: Outcome) -> Outcome | None:
        """The outcome where nothing is to be made."""
        if outcome.status == "failed" or not outcome.document:
            return replace(outcome, pdf="", pdf_findings=())
        pdf = (self._out / outcome.document).with_suffix(SUFFIX)
        standing = standing_of(pdf, outcome.digest or _digest(self._out / outcome.document))
        if standing == "current" and self._overwrite is not True:
            return replace(outcome, pdf=pdf.name, pdf_findings=())
        if self._converters is not None:
            return None
        if standing == "stale":
            discard(pdf)
        return replace(outcome, pdf="", pdf_findings=())

    def _submitted(self, outcomes: list[Outcome]) -> dict[Future[list[Printed]], list[Outcome]]:
        if self._converters is None:
            return {}
        documents = [self._out / one.document for one in outcomes]
        work = self._converters.submit(_printed, self._converters, documents, self._overwrite, self._seconds)
        return {work: outcomes}

    def _done(
        self,
        pending: dict[Future[list[Printed]], list[Outcome]],
        note: Callable[[Sequence[Outcome]], None],
        *,
        most: int,
    ) -> Iterator[Outcome]:
        """Those that are done, until no more than ``most`` calls are under way."""
        while pending:
            done = wait(pending, 0 if len(pending) <= most else None, FIRST_COMPLETED).done
            if not done:
                return
            for future in done:
                outcomes = [
                    replace(one, pdf=printed.pdf.name if printed.pdf else "", pdf_findings=tuple(printed.findings))
                    for one, printed in zip(pending.pop(future), future.result(), strict=True)
                ]
                note(outcomes)
                yield from outcomes


def _size(total: int, jobs: int) -> int:
    """Documents for one call: many, but no converter stands idle."""
    return max(1, min(_MOST, -(-total // jobs)))


def _printed(converters: Converters, documents: Sequence[Path], overwrite: object, seconds: float) -> list[Printed]:
    """Make and write their PDFs, but for those that are there or in the way."""
    known: dict[Path, Printed] = {}
    given: dict[Path, bytes] = {}
    for document in documents:
        pdf = document.with_suffix(SUFFIX)
        try:
            data = document.read_bytes()
        except OSError as error:
            why = f"读不到 {document}：{error.strerror}"
            known[document] = Printed(document, None, _found("batch.not-written", document, why))
            continue
        standing = standing_of(pdf, hashlib.sha256(data).hexdigest())
        if standing == "current" and overwrite is not True:
            known[document] = Printed(document, pdf, Findings())
        elif (standing == "foreign" and overwrite is not True) or (standing == "stale" and overwrite is False):
            known[document] = Printed(document, None, _found("batch.pdf-kept", document, pdf.name))
        else:
            given[document] = data
    for (document, data), converted in zip(given.items(), converters.convert(list(given.values())), strict=True):
        known[document] = _written(document, data, converted, seconds)
    return [known[document] for document in documents]


def _written(document: Path, data: bytes, converted: Converted, seconds: float) -> Printed:
    pdf = document.with_suffix(SUFFIX)
    if converted.problem:
        discard(pdf)
        found = _found(_RULES[converted.problem], document, document.name, seconds=f"{seconds:g}")
        return Printed(document, None, found)
    try:
        write_durably(pdf, converted.pdf + mark_of(hashlib.sha256(data).hexdigest(), converted.pdf))
    except OutputUnusable:
        raise
    except OutputError as error:
        return Printed(document, None, _found("batch.not-written", document, str(error)))
    return Printed(document, pdf, Findings())


def _found(rule: str, document: Path, found: str, **details: str) -> Findings:
    return Findings([finding(rule, document.name, found=found, **details)])


def _digest(document: Path) -> str:
    try:
        return hashlib.sha256(document.read_bytes()).hexdigest()
    except OSError:
        return ""
