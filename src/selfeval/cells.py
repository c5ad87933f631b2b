"""Plain cells: what a reader hands over, whatever library or mapping it came from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

CellValue = str | Decimal | bool | datetime.date | datetime.datetime | datetime.time | None


class Kind(StrEnum):
    """What a cell holds."""

    __hash__ = str.__hash__  # an enum's own is a function in Python

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    """An error value; the cell's value is its text, ``#REF!``."""
    UNCALCULATED = "uncalculated"
    """A formula that no program has calculated yet: it has no value."""
    COVERED = "covered"
    """Hidden under a merged cell; the cell's value is the address of the cell that shows, ``B5``."""


class Cell(NamedTuple):
    """One cell: its value as a plain Python object (numbers as Decimal), what it is, and whether a formula made it."""

    value: CellValue
    kind: Kind
    has_formula: bool = False
    percent: bool = False
    """The number format shows it as a percentage."""


BLANK_CELL = Cell(None, Kind.BLANK)


@dataclass(slots=True)
class Grid:
    """One worksheet as a sparse grid; rows and columns count from 1, blank cells are absent."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column)."""
    hidden_rows: frozenset[int] = frozenset()
    _rows: list[tuple[int, list[tuple[int, Cell]]]] | None = field(default=None, init=False, repr=False, compare=False)

    def at(self, row: int, column: int) -> Cell:
        """The cell there, blank where the sheet holds nothing."""
        return self.cells.get((row, column), BLANK_CELL)

    @property
    def height(self) -> int:
        """The last row that holds anything, 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    def rows(self) -> list[tuple[int, list[tuple[int, Cell]]]]:
        """Each row that holds anything, in order, with its (column, cell) pairs in order; the cells stay as they are."""
        if self._rows is None:
            found: dict[int, list[tuple[int, Cell]]] = {}
            for (row, column), cell in sorted(self.cells.items()):
                found.setdefault(row, []).append((column, cell))
            self._rows = list(found.items())
        return self._rows


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 A, 27 AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


COLUMNS: dict[str, int] = {}
"""The number of each column met so far, by its letters: at most 26 + 26² + 26³ of either case."""


def column_number(letters: str) -> int:
    """The number of a column by its letters: A 1, AA 27."""
    number = COLUMNS.get(letters)
    if number is None:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        COLUMNS[letters] = number
    return number


def address(row: int, column: int) -> str:
    """The address of a cell as the clerk sees it: ``B7``."""
    return f"{column_letters(column)}{row}"


def place(sheet: str, row: int, column: int) -> str:
    """The place of a cell in a finding: ``一般公共预算!B7``."""
    return f"{sheet}!{address(row, column)}"
