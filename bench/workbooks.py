"""Writes the benchmark's workbooks into a folder, as a clerk would hand them in: filled, with all their empty rows."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench import answers
from bench.annexes import without_annexes, without_marks
from bench.shapes import Shape, shape_of
from bench.templates import make_form
from selfeval.form import Form, builtin_form, load_form
from selfeval.workbook import new_workbook


@dataclass(frozen=True)
class Case:
    """A template and the workbooks it is filled from.

    Attributes:
        name: how the report calls it.
        template: the Word template, for the peers.
        form: what ``selfeval.render`` gets as its template: None for the built-in form the workbooks name themselves.
        shape: what the peers' scripts know about the workbooks.
        books: the workbooks.
    """

    name: str
    template: Path
    form: Path | None
    shape: Shape
    books: tuple[Path, ...]


def hunan(folder: Path, count: int) -> Case:
    """The report of the built-in form hunan."""
    form = builtin_form("hunan")
    assert form.template is not None  # noqa: S101 - the built-in form has one
    folder.mkdir(parents=True, exist_ok=True)
    plain = without_annexes(folder / "hunan-report.docx")
    return Case(
        "hunan", plain, None, shape_of(form), _write(folder / "hunan-books", "hunan", answers.hunan, range(count))
    )


def annexes(folder: Path, count: int) -> Case:
    """The same with all three annexes."""
    form = builtin_form("hunan")
    assert form.template is not None  # noqa: S101
    books = _write(folder / "annexes-books", "hunan", answers.annexes, range(count))
    template = without_marks(form.template, folder / "annexes-report.docx")
    return Case("annexes", template, None, shape_of(form, optional=True), books)


def wide(folder: Path, count: int) -> Case:
    """Three wide tables of 30 rows each."""
    return _own("wide", folder, answers.wide, range(count))


def rows(folder: Path, sizes: tuple[int, ...]) -> Case:
    """A table that grows: one workbook for each size."""
    return _own("rows", folder, answers.rows, sizes)


def paragraphs(folder: Path, sizes: tuple[int, ...]) -> Case:
    """A text that grows: one workbook for each size."""
    return _own("paragraphs", folder, answers.paragraphs, sizes)


Maker = Callable[[int], Mapping[str, object]]


def _own(name: str, folder: Path, make: Maker, numbers: range | tuple[int, ...]) -> Case:
    place = make_form(name, folder)
    form = load_form(place)
    books = _write(folder / f"{name}-books", place, make, numbers)
    return Case(name, place / "report.docx", place, shape_of(form), books)


_BY_ONE = 20
"""Workbooks that are sooner written than worker processes started."""


def _write(folder: Path, form: str | Path, make: Maker, numbers: range | tuple[int, ...]) -> tuple[Path, ...]:
    """``form``: the name of a built-in form, or the folder of another."""
    folder.mkdir(parents=True, exist_ok=True)
    books = {number: folder / f"{number:05}.xlsx" for number in numbers}
    absent = [number for number, book in books.items() if not book.exists()]  # the others an earlier figure wrote
    write = functools.partial(_write_one, folder, form, make)
    if len(absent) <= _BY_ONE:
        for number in absent:
            write(number)
    else:
        with ProcessPoolExecutor(os.cpu_count(), get_context("forkserver")) as pool:
            list(pool.map(write, absent, chunksize=_BY_ONE))
    return tuple(books.values())


def _write_one(folder: Path, form: str | Path, make: Maker, number: int) -> None:
    (folder / f"{number:05}.xlsx").write_bytes(new_workbook(_form(form), make(number)))


@functools.cache
def _form(form: str | Path) -> Form:
    return builtin_form(form) if isinstance(form, str) else load_form(form)
