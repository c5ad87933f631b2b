"""Many workbooks looked through, and those with errors given back: ``annotate_batch``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from selfeval.api.annotating import annotate
from selfeval.api.loading import check, read
from selfeval.api.sources import TemplateName
from selfeval.batch.file_names import distinct
from selfeval.batch.inputs import Input, gather
from selfeval.batch.outcome import Outcome, Result, result
from selfeval.batch.reviewing import entry_of
from selfeval.batch.work import contents
from selfeval.errors import InvalidReport, OutputError, OutputUnusable, SelfevalError
from selfeval.files import clear_temporaries, exists
from selfeval.findings import Findings, finding
from selfeval.ooxml.guard import Refused
from selfeval.review.columns import FISCAL_YEAR, UNIT_NAME, meaning_of
from selfeval.review.entry import Review, Status
from selfeval.review.summary import write_summary

OVERVIEW = "退回清单.xlsx"


def annotate_batch(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    template: TemplateName | None = None,
    prose: bool = True,
    overwrite: bool = False,
) -> Iterator[Result]:
    """Check many workbooks; each with errors is written to a folder with its notes in its cells, and all are listed.

    Args:
        inputs: as for ``render_batch``.
        out: the folder for the workbooks to send back and for 退回清单.xlsx.
        template, prose: as for ``check``.
        overwrite: whether files of an earlier time may be replaced.

    Yields:
        What was found in each: ``"sound"``; ``"faulty"``, ``document`` being the workbook to send back, None for a file
        that cannot be opened; ``"kept"`` where a file of an earlier time is in the way.

    Raises:
        OutputError: the folder cannot be written to.
        TemplateError: the template named is not there or has faults.
    """
    target = Path(out).absolute()
    given = gather([inputs] if isinstance(inputs, str | os.PathLike) else inputs, target)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"建不了文件夹 {target}：{error.strerror}。请换一个位置。") from error
    clear_temporaries(target)
    names = distinct({one.key: one.stem for one in given.inputs}, ".xlsx")
    outcomes: list[tuple[Input, Outcome]] = []
    for one in given.inputs:
        outcome = _looked_at(one, target / names[one.key], template=template, prose=prose, overwrite=overwrite)
        outcomes.append((one, outcome))
        yield result(one, outcome, target)
    outcomes.sort(key=lambda pair: (pair[1].status == "sound", pair[1].department))
    review = Review(
        (),
        lambda: (entry_of(outcome, one, target) for one, outcome in outcomes),
        len(outcomes),
        passed_over=[str(one) for one in given.passed_over],
        document_label="退回的工作簿",
    )
    write_summary(target / OVERVIEW, review)


def _looked_at(one: Input, target: Path, *, template: TemplateName | None, prose: bool, overwrite: bool) -> Outcome:
    name = PurePosixPath(one.key).name
    try:
        data = contents(one)
        loaded = read(data, template, name)
        form = loaded.source.form
        department = meaning_of(loaded.report, form, UNIT_NAME).strip()
        year = meaning_of(loaded.report, form, FISCAL_YEAR)
    except (Refused, InvalidReport) as refusal:
        return Outcome(one.key, "faulty", findings=tuple(Findings(refusal.findings).in_file(name)))
    findings = check(data, template=template, prose=prose)
    if not findings.errors:
        if exists(target):
            findings += [finding("batch.no-longer-faulty", name, found=target.name)]
        return Outcome(one.key, "sound", department=department, year=year, findings=tuple(findings))
    status: Status = "faulty"
    document = target.name
    try:
        annotate(data, target, template=template, prose=prose, overwrite=overwrite)
    except OutputUnusable:
        raise
    except OutputError:
        status = "kept"
        findings += [finding("batch.kept", name, found=target.name)]
    except SelfevalError as error:
        document = ""
        findings += [finding("batch.not-written", name, found=str(error))]
    return Outcome(
        one.key,
        status,
        document=document,
        department=department,
        year=year,
        findings=tuple(findings),
    )
