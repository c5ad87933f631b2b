"""What a worker does: a chunk of workbooks, one after the other, none of which can stop the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from selfeval.api.document import Document
from selfeval.api.loading import Loaded, read, read_earlier
from selfeval.api.rendering import finished
from selfeval.api.sources import forms_of
from selfeval.batch.file_names import draft_name
from selfeval.batch.inputs import Input
from selfeval.batch.limits import bounded
from selfeval.batch.outcome import Outcome
from selfeval.document import compiled_line, digest_of, fill_line
from selfeval.errors import FindingsError, InvalidReport, KeptDocument, OutputUnusable, SelfevalError
from selfeval.findings import Finding, finding
from selfeval.ooxml.archive import read_member
from selfeval.ooxml.guard import Refused
from selfeval.review.columns import FISCAL_YEAR, UNIT_NAME, columns, meaning_of, values_of
from selfeval.workbook import bytes_of


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every workbook of a run; goes to every worker.

    Attributes:
        out: the output folder, absolute.
        template: as for ``render``.
        render: the options of ``render`` that change the document.
        draft: whether a workbook with errors gives a draft.
        overwrite: as for ``render``.
        pattern: how documents are named.
        basis: the hash of selfeval's version, the form with its parts, and the options.
        force: whether everything is done again.
        seconds: how long one workbook may take where the worker is a process of ours.
    """

    out: Path
    template: str | None
    render: dict[str, Any] = field(default_factory=dict)
    overwrite: Any = "own"
    pattern: str = ""
    basis: str = ""
    draft: bool = False
    force: bool = False
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to be done: where it is, how its document is called, and what an earlier run made of it."""

    input: Input
    document: str = ""
    name: str = ""
    prior: Outcome | None = None


Work = Callable[[Options, Sequence[Job]], list[Outcome]]


def fill_all(options: Options, jobs: Sequence[Job]) -> list[Outcome]:
    """Fill the documents of these workbooks."""
    return [_done(options, job, _fill) for job in jobs]


def name_all(options: Options, jobs: Sequence[Job]) -> list[Outcome]:
    """Read these workbooks for the names of their documents; ``Outcome.name`` says them."""
    return [_done(options, job, _name) for job in jobs]


def look_all(options: Options, jobs: Sequence[Job]) -> list[Outcome]:
    """Read these workbooks of last year for their figures; nothing is written."""
    return [_done(options, job, _look) for job in jobs]


def lost(options: Options, job: Job) -> Outcome:
    """The outcome of a workbook that took its worker with it."""
    return _failed(job, [finding("batch.worker-died", _place(job), seconds=f"{options.seconds:g}")])


@dataclass
class _Progress:
    """How far one workbook has come; what is known of it when it fails."""

    options: Options
    job: Job
    fingerprint: str = ""
    department: str = ""
    year: str = ""

    def open(self) -> tuple[bytes, bool]:
        """The workbook's bytes, and whether nothing has changed since an earlier run."""
        data = contents(self.job.input)
        fingerprint = hashlib.sha256(f"{self.options.basis} {_file_name(self.job)} ".encode("utf-8", "replace") + data)
        self.fingerprint = fingerprint.hexdigest()
        prior = self.job.prior
        same = prior is not None and not self.options.force and prior.fingerprint == self.fingerprint
        return data, same and (prior is None or self._same_pictures(prior))

    @property
    def folder(self) -> Path | None:
        """The folder of the workbook, from which its pictures come; None within a zip."""
        given = self.job.input
        return given.path.parent if given.member < 0 else None

    def _same_pictures(self, prior: Outcome) -> bool:
        return all(digest_of(self.folder, name) == digest for name, digest in prior.pictures.items())

    def read(self, data: bytes, reading: Callable[..., Loaded] = read) -> Loaded:
        """The workbook, read."""
        loaded = reading(data, self.options.template, _file_name(self.job), self.folder)
        form = loaded.source.form
        self.department = meaning_of(loaded.report, form, UNIT_NAME).strip()
        self.year = meaning_of(loaded.report, form, FISCAL_YEAR)
        return loaded


def _done(options: Options, job: Job, work: Callable[[_Progress], Outcome]) -> Outcome:
    progress = _Progress(options, job)
    try:
        with bounded(options.seconds):
            outcome = work(progress)
    except Refused as refusal:
        return _failed(job, refusal.findings, progress)
    except FindingsError as error:
        lasting = isinstance(error, InvalidReport)  # a template may be mended without any of its files changing
        found = list(error.findings) or [finding("batch.unexpected", _place(job), found=str(error.args[0]))]
        outcome = _failed(job, found, progress)
        return replace(outcome, fingerprint=progress.fingerprint) if lasting else outcome
    except SelfevalError as error:
        outcome = _failed(job, [finding("batch.not-written", _place(job), found=str(error))], progress)
        return replace(outcome, stop=str(error)) if isinstance(error, OutputUnusable) else outcome
    except MemoryError:
        return _failed(job, [finding("batch.worker-died", _place(job), seconds=f"{options.seconds:g}")], progress)
    except Exception as error:  # whatever a workbook makes selfeval raise costs only itself
        said = f"{type(error).__name__}: {error}"[:200]
        return _failed(job, [finding("batch.unexpected", _place(job), found=said)], progress)
    return outcome


def _fill(progress: _Progress) -> Outcome:
    options, job = progress.options, progress.job
    data, same = progress.open()
    prior = job.prior
    if same and prior is not None and _still_there(options.out, job, prior):
        return replace(prior, status=prior.status if prior.status == "failed" else "unchanged")
    loaded = progress.read(data)
    document = _filled(loaded, options)
    name = draft_name(job.document) if document.is_draft else job.document
    done = Outcome(
        job.input.key,
        "done",
        progress.fingerprint,
        job.name,
        name,
        hashlib.sha256(bytes(document)).hexdigest(),
        progress.department,
        progress.year,
        values_of(loaded.report, loaded.source.form),
        tuple(document.findings),
        pictures=document.files,
        draft=document.is_draft,
    )
    try:
        document.save(options.out / name, overwrite=True if options.force else options.overwrite)
    except KeptDocument:
        kept = finding("batch.kept", _place(job), found=name)
        return replace(done, status="kept", fingerprint="", digest="", findings=(*done.findings, kept))
    return done


def _filled(loaded: Loaded, options: Options) -> Document:
    try:
        return finished(loaded, **options.render)
    except InvalidReport:
        if not options.draft:
            raise
    return finished(loaded, draft=True, **options.render)


def _still_there(out: Path, job: Job, prior: Outcome) -> bool:
    """Whether what the earlier run wrote is there as it was; a failure wrote nothing."""
    if prior.status == "failed":
        return True
    if prior.document != (draft_name(job.document) if prior.draft else job.document):
        return False
    try:
        return hashlib.sha256((out / prior.document).read_bytes()).hexdigest() == prior.digest
    except OSError:
        return False


def _name(progress: _Progress) -> Outcome:
    job = progress.job
    data, same = progress.open()
    if same and job.prior is not None and (job.prior.name or job.prior.status == "failed"):
        return job.prior
    loaded = progress.read(data)
    more = {FILE_NAME: job.input.stem, DEPARTMENT: progress.department, YEAR: progress.year}
    try:
        name = fill_line(compiled_line(progress.options.pattern), loaded.report, more)
    except SelfevalError as error:
        return _failed(job, [finding("batch.name", _place(job), found=str(error))], progress)
    return Outcome(job.input.key, "done", name=name)


def _look(progress: _Progress) -> Outcome:
    job = progress.job
    data, same = progress.open()
    if same and job.prior is not None:
        return replace(job.prior, status="failed" if job.prior.status == "failed" else "unchanged")
    loaded = progress.read(data, read_earlier)
    units = {column.id: column.unit for column in columns(forms_of(progress.options.template))}
    return Outcome(
        job.input.key,
        "done",
        progress.fingerprint,
        department=progress.department,
        year=progress.year,
        values=values_of(loaded.report, loaded.source.form, units),
    )


FILE_NAME, DEPARTMENT, YEAR = "文件名", "单位名称", "年度"
"""What a pattern calls the name of the workbook, without its suffix, and whatever the form calls unit and year."""


def contents(given: Input) -> bytes:
    """The bytes of a workbook.

    Raises:
        Refused: why it cannot be read; InvalidReport: the same.
    """
    if given.refusal:
        raise Refused(*given.refusal)
    if given.member >= 0:
        return read_member(given.path, given.member)
    return bytes_of(given.path, PurePosixPath(given.key).name)


def _file_name(job: Job) -> str:
    return PurePosixPath(job.input.key).name


def _place(job: Job) -> str:
    return _file_name(job)


def _failed(job: Job, found: Sequence[Finding], progress: _Progress | None = None) -> Outcome:
    placed = tuple(one if one.place else replace(one, place=_file_name(job)) for one in found)
    department, year = (progress.department, progress.year) if progress else ("", "")
    return Outcome(job.input.key, "failed", name=job.name, department=department, year=year, findings=placed)
