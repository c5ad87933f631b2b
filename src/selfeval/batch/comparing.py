"""Two years of workbooks side by side: ``compare``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath

from selfeval.api.loading import read
from selfeval.api.sources import TemplateName, forms_of
from selfeval.batch.inputs import gather
from selfeval.batch.work import contents
from selfeval.errors import InvalidReport, OutputError
from selfeval.figures.movements import LARGE, movements
from selfeval.files import exists
from selfeval.names import fold
from selfeval.ooxml.guard import Refused
from selfeval.review.columns import UNIT_NAME, columns, meaning_of, values_of
from selfeval.review.comparison import Comparison, write_comparison

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class _Year:
    """The figures of one year by folded name of the department, and those names."""

    figures: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def compare(
    this_year: Inputs,
    last_year: Inputs,
    output: str | os.PathLike[str],
    *,
    template: TemplateName | None = None,
    large: Decimal = LARGE,
    overwrite: bool = False,
) -> Comparison:
    """Compare the figures that a form marks for the summary, year on year, and write them as a workbook.

    Departments are matched by their names, figures by ``means``, so the years may have different forms.

    Args:
        this_year, last_year: workbooks, zip files, folders, patterns.
        output: the workbook to write; ``.xlsx``.
        template: as for ``check``; for both years.
        large: from which part of last year's figure a movement is large.
        overwrite: whether a file that is there may be replaced.

    Raises:
        OutputError: the file is there already, or it cannot be written there.
        TemplateError: the template named is not there or has faults.
    """
    target = Path(output)
    if exists(target) and not overwrite:
        raise OutputError(f"{target} 已经存在，没有覆盖。确要覆盖请加 --force，或换一个文件名。")
    this, last = _year(this_year, template), _year(last_year, template)
    named = {**last.names, **this.names}
    moved = movements(this.figures, last.figures, large)
    found = Comparison(
        [replace(one, department=named[one.department]) for one in moved],
        [column for column in columns(forms_of(template)) if column.id in {one.figure for one in moved}],
        [name for key, name in this.names.items() if key not in last.names],
        [name for key, name in last.names.items() if key not in this.names],
        [*this.unread, *last.unread],
        [*this.twice, *last.twice],
    )
    write_comparison(target, found)
    return found


def _year(inputs: Inputs, template: TemplateName | None) -> _Year:
    given = gather([inputs] if isinstance(inputs, str | os.PathLike) else inputs, None)
    year = _Year(unread=[f"{missing}：没有找到" for missing in given.missing])
    for one in given.inputs:
        try:
            loaded = read(contents(one), template, PurePosixPath(one.key).name)
        except (Refused, InvalidReport) as refusal:
            year.unread.append(f"{one.key}：{refusal.findings[0].body()}")
            continue
        form = loaded.source.form
        name = meaning_of(loaded.report, form, UNIT_NAME).strip() or one.stem
        if fold(name) in year.names:
            year.twice.append(f"{name}：{one.key}")
        year.names[fold(name)] = name
        year.figures[fold(name)] = dict(_numbers(values_of(loaded.report, form)))
    return year


def _numbers(values: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    for name, text in values.items():
        try:
            yield name, Decimal(text)
        except InvalidOperation:
            continue  # a grade, or the / of a rate that cannot be had
