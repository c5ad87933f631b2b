"""Blank workbooks to send out, one for each department of a roster: ``new_workbooks``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval.api.blank import blank
from selfeval.api.loading import Loaded
from selfeval.api.sources import TemplateName, form_of
from selfeval.batch.departments import Inputs, gathered, handed_in
from selfeval.batch.file_names import distinct
from selfeval.batch.inputs import Input
from selfeval.batch.roster import Listed, listed
from selfeval.cells import CellValue
from selfeval.errors import OutputError, SelfevalError
from selfeval.files import exists, write_durably
from selfeval.form import Form
from selfeval.names import fold
from selfeval.review.columns import UNIT_NAME


@dataclass(frozen=True)
class Sent:
    """One workbook to send out.

    Attributes:
        name: the department.
        workbook: its file.
        written: False where a file of that name was there already and was left as it is.
        last_year: last year's workbook that it was pre-filled from, as people see its path; ``""`` where there is none.
    """

    name: str
    workbook: Path
    written: bool
    last_year: str = ""


@dataclass
class LastYear:
    """Last year's workbooks by department.

    Attributes:
        unlisted: departments of last year that the roster lacks.
        unread: workbooks that cannot be read or are not there, each with the reason.
        several: departments with several workbooks, so that none of them is taken.
    """

    unlisted: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)


class Sending:
    """Workbooks to send out, written while they are iterated over: ``for sent in new_workbooks(...)``.

    Attributes:
        unknown: headers of the roster that the form does not know; nothing is filled in from them.
        last_year: what became of last year's workbooks; None where none were given.
    """

    def __init__(
        self, form: Form, units: list[Listed], out: Path, template: TemplateName | None, last_year: Inputs | None
    ) -> None:
        self._form, self._units, self._out, self._template = form, units, out, template
        self._places = {head: _place(form, head) for one in units for head in one.more}
        self.unknown = tuple(head for head, place in self._places.items() if place is None)
        self.last_year = None if last_year is None else LastYear()
        self._inputs = self._by_department(last_year, self.last_year) if last_year and self.last_year else {}

    def __len__(self) -> int:
        return len(self._units)

    def __iter__(self) -> Iterator[Sent]:
        """Write them, one after the other.

        Raises:
            OutputError: the folder cannot be written to.
        """
        try:
            self._out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"建不了文件夹 {self._out}：{error.strerror}。请换一个位置。") from error
        names = distinct({one.name: one.name for one in self._units}, ".xlsx")
        for one in self._units:
            target, before = self._out / names[one.name], self._inputs.get(fold(one.name))
            written = not exists(target)
            if written:
                write_durably(target, blank(self._form, self._read(before), self._answers(one)))
            yield Sent(one.name, target, written, before.key if before else "")

    def _answers(self, one: Listed) -> dict[str, Any]:
        """What the roster says of a department."""
        answers: dict[str, Any] = {}
        unit = self._form.meaning(UNIT_NAME)
        if unit is not None:
            _put(answers, (unit.sheet, unit.label), one.name)
        for head, value in one.more.items():
            place = self._places[head]
            if place is not None:
                _put(answers, place, value)
        return answers

    def _by_department(self, inputs: Inputs, told: LastYear) -> dict[str, Input]:
        """Last year's workbook of each department, by its folded name."""
        given = gathered(inputs)
        told.unread += [f"{missing}：没有找到" for missing in given.missing]
        found: dict[str, list[tuple[str, Input]]] = {}
        for one in handed_in(given.inputs, self._template):
            if one.loaded is None:
                told.unread.append(f"{one.input.key}：{one.reason}")
            else:
                found.setdefault(fold(one.department), []).append((one.department, one.input))
        names = {fold(one.name) for one in self._units}
        told.unlisted += [same[0][0] for key, same in found.items() if key not in names]
        for key, same in found.items():
            if len(same) > 1 and key in names:
                told.several.append(f"{same[0][0]}：{'、'.join(one.key for _, one in same)}")
        return {key: same[0][1] for key, same in found.items() if len(same) == 1}

    def _read(self, before: Input | None) -> Loaded | None:
        """Last year's workbook once more: not all of them are kept in memory."""
        return next((one.loaded for one in handed_in([before] if before else [], self._template)), None)


def new_workbooks(
    roster: str | os.PathLike[str],
    out: str | os.PathLike[str],
    template: TemplateName | None = None,
    *,
    last_year: Inputs | None = None,
) -> Sending:
    """Write a blank workbook for each department of a roster, with what is known of it filled in.

    What the roster says goes before what last year's workbook says.

    Args:
        roster: a workbook: a column headed 单位名称 or the like, and others headed by labels of the form: ``年度``,
            ``行政编制``, ``基础数据.公务接待费.上年决算数``.
        out: the folder for the workbooks; made where it is not there. A file that is there is never overwritten.
        template: as for ``new_workbook``.
        last_year: last year's workbooks: files, zip files, folders, patterns, matched by the name of the department.
            Of a department with several of them none is taken.

    Raises:
        InvalidReport: the roster cannot be read.
        SelfevalError: the roster lists nobody, or the form does not ask for the name of the unit.
    """
    form, units = form_of(template), listed(Path(roster))
    if not units:
        raise SelfevalError(f"{roster} 里没有单位。请在一栏的表头写“单位名称”，下面每行一个单位。")
    if form.meaning(UNIT_NAME) is None:
        raise SelfevalError(f'表式 {form.id} 没有标明哪一项是单位名称（means = "unit_name"），不能按名单生成。')
    return Sending(form, units, Path(out), template, last_year)


def _place(form: Form, head: str) -> tuple[str, ...] | None:
    """Where the form asks for what the header says: ``项目``, ``表.项目``, ``表.行.栏``, ``行.栏``."""
    parts = [fold(part) for part in head.replace("·", ".").split(".")]
    for sheet in form.sheets.values():
        rest = parts[1:] if len(parts) > 1 and parts[0] in sheet.spellings else parts
        if sheet.kind == "fields" and len(rest) == 1 and rest[0] in sheet.by_spelling:
            return sheet.name, sheet.by_spelling[rest[0]].label
        if sheet.kind == "rows" and len(rest) == 2:
            row, column = sheet.row_by_spelling.get(rest[0]), sheet.by_spelling.get(rest[1])
            if row is not None and column is not None:
                return sheet.name, row.label, column.label
    return None


def _put(answers: dict[str, Any], place: tuple[str, ...], value: CellValue) -> None:
    holder = answers
    for name in place[:-1]:
        holder = holder.setdefault(name, {})
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    holder[place[-1]] = int(value) if whole else value  # type: ignore[arg-type]  # a whole Decimal
