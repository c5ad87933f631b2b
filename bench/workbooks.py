"""Writes the benchmark's workbooks into a folder, as a clerk would hand them in: filled, with all their empty rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    return Case("hunan", plain, None, shape_of(form), _write(folder / "hunan-books", form, answers.hunan, range(count)))


def annexes(folder: Path, count: int) -> Case:
    """The same with all three annexes."""
    form = builtin_form("hunan")
    assert form.template is not None  # noqa: S101
    books = _write(folder / "annexes-books", form, answers.annexes, range(count))
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
    books = _write(folder / f"{name}-books", form, make, numbers)
    return Case(name, place / "report.docx", place, shape_of(form), books)


def _write(folder: Path, form: Form, make: Maker, numbers: range | tuple[int, ...]) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    books = []
    for number in numbers:
        book = folder / f"{number:05}.xlsx"
        if not book.exists():  # another figure of this run wrote it
            book.write_bytes(new_workbook(form, make(number)))
        books.append(book)
    return tuple(books)
