"""The workbooks of a year, one department after the other: for pre-filling from last year, and for comparing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from selfeval.api.loading import Loaded, read_earlier
from selfeval.api.sources import TemplateName
from selfeval.batch.inputs import Gathered, Input, gather
from selfeval.batch.work import contents
from selfeval.errors import InvalidReport
from selfeval.ooxml.guard import Refused
from selfeval.review.columns import UNIT_NAME, meaning_of

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True)
class HandedIn:
    """One workbook of a department.

    Attributes:
        input: where it is.
        department: the unit's name; that of the file where the workbook does not say it, or cannot be read.
        loaded: what was read; None where it cannot be.
        reason: why it cannot be read.
    """

    input: Input
    department: str
    loaded: Loaded | None
    reason: str = ""


def gathered(inputs: Inputs) -> Gathered:
    """The workbooks among the inputs."""
    return gather([inputs] if isinstance(inputs, str | os.PathLike) else inputs, None)


def handed_in(inputs: Iterable[Input], template: TemplateName | None) -> Iterator[HandedIn]:
    """Each workbook, read: by the form it names, else by the template's."""
    for one in inputs:
        try:
            loaded = read_earlier(contents(one), template, PurePosixPath(one.key).name)
        except (Refused, InvalidReport) as refusal:
            yield HandedIn(one, one.stem, None, refusal.findings[0].body())
            continue
        said = meaning_of(loaded.report, loaded.source.form, UNIT_NAME).strip()
        yield HandedIn(one, said or one.stem, loaded)
