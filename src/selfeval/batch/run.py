"""Many workbooks in, one document each: ``render_batch``."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from itertools import chain, islice
from pathlib import Path
from typing import Any

from selfeval import __version__
from selfeval.api.sources import TemplateName, files_of, forms_of
from selfeval.batch.comparing import against_last_year
from selfeval.batch.departments import Inputs, gathered
from selfeval.batch.file_names import distinct
from selfeval.batch.inputs import PAGE_FILE, SUMMARY_FILE, Gathered, Input, gather
from selfeval.batch.journal import Journal
from selfeval.batch.libreoffice import Converters, soffice
from selfeval.batch.outcome import Outcome, Result, result
from selfeval.batch.pdf import SUFFIX, Printing, discard
from selfeval.batch.pool import Foreign, Processes, Workers, cores
from selfeval.batch.reviewing import write_review
from selfeval.batch.warm import Warm
from selfeval.batch.work import FILE_NAME, Job, Options, Work, fill_all, look_all, name_all
from selfeval.document import compiled_line, fill_line
from selfeval.errors import OutputError, OutputUnusable, SelfevalError
from selfeval.files import clear_temporaries
from selfeval.findings import Findings
from selfeval.form import Form
from selfeval.report import Report
from selfeval.review.comparison import Comparison

DEFAULT_NAME = "{{" + FILE_NAME + "}}"
_RENDER_OPTIONS = ("tidy", "prose", "undefined")
_MOST_IN_A_CHUNK = 16
_CHUNKS_EACH = 8
"""Chunks each worker gets at least, where there are enough workbooks: so that all end at about the same time."""


class Batch:
    """A run over many workbooks, begun when it is iterated over: ``for result in batch``.

    Attributes:
        out: the output folder.
        total: how many workbooks there are.
        passed_over: what was not taken for a workbook, each with its reason.
        missing: what was given and is not there.
        summary: 汇总.xlsx, there once all is done.
        page: index.html, there once all is done.
        notes: what was found about the batch as a whole, known once all is done: departments that handed in twice.
    """

    def __init__(
        self,
        gathered: Gathered,
        options: Options,
        *,
        executor: Executor | None,
        jobs: int | None,
        roster: Path | None = None,
        last_year: Gathered | None = None,
        pdf: bool = False,
    ) -> None:
        self.out = options.out
        self.total = len(gathered.inputs)
        self.passed_over = [str(one) for one in gathered.passed_over]
        self.missing = gathered.missing
        self.summary, self.page = self.out / SUMMARY_FILE, self.out / PAGE_FILE
        self.notes = Findings()
        self._inputs = {one.key: one for one in gathered.inputs}
        self._options = options
        self._executor, self._jobs, self._roster, self._last_year = executor, jobs, roster, last_year
        self._pdf = pdf

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Generator[Result]:
        """Each result as it comes; at the end 汇总.xlsx and index.html are written.

        Raises:
            OutputError: the folder cannot be written to, is full, or another run is writing to it; what was done is
                noted, and the same call goes on from there.
        """
        try:
            self.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"建不了文件夹 {self.out}：{error.strerror}。请换一个位置。") from error
        workers = self._workers()
        journal = Journal(self.out)
        at_once = True
        try:
            clear_temporaries(self.out)
            with contextlib.closing(self._printing()) as printing:
                for outcome in printing.run(self._outcomes(journal, workers), journal.put):
                    yield result(self._inputs[outcome.key], outcome, self.out)
            self._retire(journal)
            forms = forms_of(self._options.template)
            self.notes = write_review(
                self.out,
                journal,
                forms=forms,
                inputs=self._inputs,
                passed_over=self.passed_over,
                roster=self._roster,
                comparison=self._compared(journal, workers, forms),
            )
            at_once = False
        finally:
            workers.close(at_once=at_once)
            with contextlib.suppress(OSError):
                clear_temporaries(self.out)
            journal.close()

    def _compared(self, journal: Journal, workers: Workers, forms: Sequence[Form]) -> Comparison | None:
        if self._last_year is None:
            return None

        def look(noted: Journal, inputs: Mapping[str, Input]) -> Iterator[Outcome]:
            return self._run(look_all, noted, workers, list(inputs), lambda key, prior: Job(inputs[key], prior=prior))

        return against_last_year(self.out, journal, self._last_year, look, forms)

    def _workers(self) -> Workers:
        if self._executor is not None:
            return Foreign(self._executor, self._jobs)
        warm = Warm(self._options.template, self._options.render.get("undefined", "error"))
        return Processes(max(1, min(self._jobs or cores(), self.total)), warm)

    def _printing(self) -> Printing:
        options = self._options
        converters = Converters(self._jobs or cores(), options.seconds) if self._pdf and self.total else None
        return Printing(
            self.out,
            converters,
            total=self.total,
            seconds=options.seconds,
            overwrite=True if options.force else options.overwrite,
        )

    def _outcomes(self, journal: Journal, workers: Workers) -> Iterator[Outcome]:
        names, settled = self._named(journal, workers)
        for outcomes in _chunks(settled, _MOST_IN_A_CHUNK):
            journal.put(outcomes)
            yield from outcomes
        left = [key for key in self._inputs if key in names]
        documents = distinct(names, drafts=self._options.draft)
        default = self._options.pattern == DEFAULT_NAME

        def job(key: str, prior: Outcome | None) -> Job:
            return Job(self._inputs[key], documents[key], "" if default else names[key], prior)

        yield from self._run(fill_all, journal, workers, left, job)

    def _named(self, journal: Journal, workers: Workers) -> tuple[dict[str, str], list[Outcome]]:
        """What each document's name is to say; and the outcomes of those that failed before they had one."""
        line = compiled_line(self._options.pattern)
        if all(path == (FILE_NAME,) for path in line.paths):
            return {key: fill_line(line, Report(), {FILE_NAME: one.stem}) for key, one in self._inputs.items()}, []
        names: dict[str, str] = {}
        failed: list[Outcome] = []
        chunks = self._jobs_of(
            journal, workers, list(self._inputs), lambda key, prior: Job(self._inputs[key], prior=prior)
        )
        for outcomes in workers.run(name_all, self._options, chunks):
            for outcome in outcomes:
                if outcome.status == "failed":
                    failed.append(outcome)
                else:
                    names[outcome.key] = outcome.name
        return names, failed

    def _jobs_of(self, journal: Journal, workers: Workers, keys: Sequence[str], job: Any) -> Iterator[list[Job]]:
        size = max(1, min(_MOST_IN_A_CHUNK, len(keys) // (workers.jobs * _CHUNKS_EACH)))
        first = keys[: workers.jobs]  # one by one, so that the first results come at once
        for chunk in chain(_chunks(first, 1), _chunks(keys[workers.jobs :], size)):
            priors = journal.find(chunk)
            yield [job(key, priors.get(key)) for key in chunk]

    def _run(self, work: Work, journal: Journal, workers: Workers, keys: Sequence[str], job: Any) -> Iterator[Outcome]:
        for outcomes in workers.run(work, self._options, self._jobs_of(journal, workers, keys, job)):
            known = journal.find([one.key for one in outcomes])
            same = [one.key for one in outcomes if one.key in known and _is_same(one, known[one.key])]
            journal.confirm(same)
            journal.put(one for one in outcomes if one.key not in same)
            yield from outcomes
            stop = next((one.stop for one in outcomes if one.stop), "")
            if stop:
                raise OutputUnusable(f"{stop}已生成的都已记下，处理好以后再运行同一条命令，会接着做。")

    def _retire(self, journal: Journal) -> None:
        """Take away documents under names that no workbook has any more, unless somebody edited them."""
        for name, digest in journal.retired():
            path = self.out / name
            with contextlib.suppress(OSError):
                if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                    discard(path.with_suffix(SUFFIX))  # first: once the document is gone, nothing leads here any more
                    path.unlink()
        journal.forget_retired()


def render_batch(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    name: str = DEFAULT_NAME,
    force: bool = False,
    roster: str | os.PathLike[str] | None = None,
    last_year: Inputs | None = None,
    timeout: float = 60,
    pdf: bool = False,
    **render_options: Any,
) -> Batch:
    """Fill one document for each of many workbooks, on all cores; ``for result in render_batch(...)``.

    The output folder also gets 汇总.xlsx, index.html and a journal, by which the same call does only what is missing or
    changed. A workbook that is wrong, or kills its worker, costs only itself.

    Args:
        inputs: workbooks, zip files, folders (looked through to the bottom) and patterns such as ``收件/*.xlsx``.
        out: the folder for the documents; made where it is not there.
        executor: any ``concurrent.futures.Executor``; its workers must see the same folders. Worker processes of our
            own where None: then a script must guard its calls by ``if __name__ == "__main__":``.
        jobs: how many processes, or chunks in work; as many as there are cores where None.
        name: how documents are named, in the language of templates; ``{{文件名}}`` is the name of the workbook,
            ``{{单位名称}}`` and ``{{年度}}`` the unit and year, whatever the form calls them. Names
            are made safe for every system; where several are alike all of them get their path too.
        force: do everything again, and replace documents that somebody edited.
        roster: a workbook that lists who was to hand in.
        last_year: last year's workbooks, as ``inputs``: what moved since is shown in 汇总.xlsx and index.html.
        timeout: seconds that one workbook may take in a process of ours, and its PDF in LibreOffice.
        pdf: make the PDF of every document beside it, through as many LibreOffices as ``jobs`` says, on this machine.
        **render_options: as for ``render``: template, draft, tidy, prose, undefined, overwrite. With ``draft`` a workbook
            with errors gives …（草稿）.docx; the others give their documents as ever.

    Raises:
        TemplateError: the template or the pattern of names has faults.
        TypeError: an unknown option.
        OutputError: PDFs are asked for and LibreOffice is not installed.
    """
    if pdf:
        soffice()
    template: TemplateName | None = render_options.pop("template", None)
    overwrite = render_options.pop("overwrite", "own")
    draft = bool(render_options.pop("draft", False))
    unknown = set(render_options) - set(_RENDER_OPTIONS)
    if unknown:
        raise TypeError(f"render_batch has no option {', '.join(sorted(unknown))}")
    if isinstance(inputs, str | os.PathLike):
        inputs = [inputs]
    if not compiled_line(name).source.strip():
        raise ValueError("name is empty")
    spelt = None if template is None else os.fspath(template)
    if spelt is not None and Path(spelt).exists():
        spelt = str(Path(spelt).absolute())  # a worker may stand in another folder
    target = Path(out).absolute()
    options = Options(
        target,
        spelt,
        render_options,
        overwrite,
        name,
        _basis(spelt, name, {**render_options, "draft": draft}),
        draft,
        force,
        timeout,
    )
    given = gather(inputs, target)
    before = None if last_year is None else gathered(last_year)
    listed = None if roster is None else Path(roster)
    return Batch(given, options, executor=executor, jobs=jobs, roster=listed, last_year=before, pdf=pdf)


def _basis(template: str | None, pattern: str, options: Mapping[str, Any]) -> str:
    """The hash of what every document rests on beside its workbook."""
    digest = hashlib.sha256(json.dumps([__version__, pattern, sorted(options.items())], default=str).encode())
    for path in files_of(template):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SelfevalError(f"读不到 {path}：{error.strerror}。请检查模板文件夹。") from error
        digest.update(path.name.encode("utf-8", "surrogateescape") + len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _is_same(outcome: Outcome, known: Outcome) -> bool:
    return outcome.status == "unchanged" or (
        outcome.status == "failed" and outcome == known and outcome.fingerprint != ""
    )


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
