"""Blank workbooks to send out, one for each department of a roster: ``new_workbooks``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval.api.sources import TemplateName, form_of
from selfeval.batch.file_names import distinct
from selfeval.batch.roster import listed
from selfeval.cells import CellValue
from selfeval.errors import OutputError, SelfevalError
from selfeval.files import exists, write_durably
from selfeval.form import Form
from selfeval.names import fold
from selfeval.review.columns import UNIT_NAME
from selfeval.workbook import new_workbook


@dataclass(frozen=True)
class Sent:
    """One workbook to send out.

    Attributes:
        name: the department.
        workbook: its file.
        written: False where a file of that name was there already and was left as it is.
        unknown: headers of the roster that the form does not know; nothing was filled in from them.
    """

    name: str
    workbook: Path
    written: bool
    unknown: tuple[str, ...]


def new_workbooks(
    roster: str | os.PathLike[str], out: str | os.PathLike[str], template: TemplateName | None = None
) -> Iterator[Sent]:
    """Write a blank workbook for each department of a roster, with what the roster says of it filled in.

    Args:
        roster: a workbook: a column headed 单位名称 or the like, and others headed by labels of the form: ``年度``,
            ``行政编制``, ``基础数据.公务接待费.上年决算数``.
        out: the folder for the workbooks; made where it is not there. A file that is there is never overwritten.
        template: as for ``new_workbook``.

    Raises:
        InvalidReport: the roster cannot be read.
        OutputError: the folder cannot be written to.
        SelfevalError: the roster lists nobody, or the form does not ask for the name of the unit.
    """
    form, folder = form_of(template), Path(out)
    units = listed(Path(roster))
    unit = form.meaning(UNIT_NAME)
    if not units:
        raise SelfevalError(f"{roster} 里没有单位。请在一栏的表头写“单位名称”，下面每行一个单位。")
    if unit is None:
        raise SelfevalError(f'表式 {form.id} 没有标明哪一项是单位名称（means = "unit_name"），不能按名单生成。')
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"建不了文件夹 {folder}：{error.strerror}。请换一个位置。") from error
    names = distinct({one.name: one.name for one in units}, ".xlsx")
    places = {head: _place(form, head) for one in units for head in one.more}
    unknown = tuple(head for head, place in places.items() if place is None)
    for one in units:
        target = folder / names[one.name]
        written = not exists(target)
        if written:
            answers: dict[str, Any] = {}
            _put(answers, (unit.sheet, unit.label), one.name)
            for head, value in one.more.items():
                place = places[head]
                if place is not None:
                    _put(answers, place, value)
            write_durably(target, new_workbook(form, answers))
        yield Sent(one.name, target, written, unknown)


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
