"""The blank workbook to fill in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfeval.amounts import is_money_unit
from selfeval.api.loading import Loaded, Workbook, read_earlier
from selfeval.api.sources import TemplateName, form_of
from selfeval.errors import OutputError
from selfeval.figures.compute import compute
from selfeval.files import exists, write_durably
from selfeval.form import Form
from selfeval.form.model import AMOUNT_UNIT, FieldType
from selfeval.report import Report, printed
from selfeval.report.scope import Scope

if TYPE_CHECKING:
    from selfeval.figures.carrying import Carried

Answers = dict[str, Any]
"""What is filled in: sheet → field → answer, for fixed rows sheet → row → column → answer."""


def new_workbook(
    output: str | os.PathLike[str], template: TemplateName | None = None, *, last_year: Workbook | None = None
) -> Path:
    """Write the blank workbook of a form; a file that is there already is never overwritten.

    Args:
        output: where to; ``.xlsx``.
        template: a built-in form's id or a form's folder; the preferred built-in form where None.
        last_year: last year's workbook of the same department; what the form carries over from it (``from_last_year``)
            is filled in. It may belong to another form: then figures are joined by ``means``.

    Raises:
        OutputError: the file exists already, or cannot be written there.
        TemplateError: no such form, or it has faults.
        InvalidReport: last year's workbook cannot be read.
    """
    path = Path(output)
    if exists(path):
        raise OutputError(f"{path} 已经存在，没有覆盖。请换一个文件名，或先移走原来的文件。")
    form = form_of(template)
    write_durably(path, blank(form, None if last_year is None else read_earlier(last_year, template)))
    return path


def blank(form: Form, last_year: Loaded | None = None, answers: Mapping[str, Any] | None = None) -> bytes:
    """The bytes of a blank workbook with these answers in it, and under them what last year's workbook says."""
    from selfeval.workbook import new_workbook as written

    given: Answers = dict(answers or {})
    return written(form, given if last_year is None else _with_last_year(form, last_year, given))


def _with_last_year(form: Form, last_year: Loaded, given: Answers) -> Answers:
    """The answers, and those carried over.

    What the form computes keeps its live formula where that gives the figure of last year; amounts are put in the unit
    that the new workbook is going to be typed in.
    """
    from selfeval.figures.carrying import carried

    found = list(carried(form, last_year.report, last_year.source.form))
    typed = [one for one in found if one.field.default is None or one.field.default.is_constant]
    others = [one for one in typed if one.field.type is not FieldType.AMOUNT]
    unit = _unit(form, _computed(form, _over(_nested(others, form.unit), given)))
    answers = _over(_nested(typed, unit), given)
    scope = Scope(_computed(form, answers))
    different = [one for one in found if one not in typed and scope(one.path) != one.value]
    return _over(_nested(different, unit), answers)


def _nested(found: Iterable[Carried], unit: str) -> Answers:
    """What is carried over as answers, amounts in the unit."""
    answers: Answers = {}
    for one in found:
        holder = answers
        for name in one.path[:-1]:
            holder = holder.setdefault(name, {})
        holder[one.path[-1]] = one.typed_in(unit)
    return answers


def _computed(form: Form, answers: Answers) -> Report:
    from selfeval.workbook import from_mapping

    report, _ = from_mapping(answers, form)
    compute(report, form)
    return report


def _unit(form: Form, report: Report) -> str:
    """The unit the workbook's amounts are going to be typed in."""
    field = form.meaning(AMOUNT_UNIT)
    said = "" if field is None else printed(report.get(field.path, ""))
    return said if is_money_unit(said) else form.unit


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Answers:
    """Both, and where they differ the second."""
    both = dict(below)
    for name, value in above.items():
        under = both.get(name)
        both[name] = _over(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return both
