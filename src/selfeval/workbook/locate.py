"""Finds sheets, header rows and labels by their text, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from selfeval.amounts import is_money_unit
from selfeval.cells import Cell, Grid, Kind
from selfeval.form.model import Field, Spellings
from selfeval.names import closest, fold
from selfeval.numbering import split_list_number
from selfeval.workbook.text import lines, seen, without_forbidden

MARKS = "*:;,、。· "
_LONGEST_LABEL = 60
_UNIT_WORDS = ("单位:", "金额单位:", "计量单位:")
_SIDE_REMARKS = frozenset({"%", "必填", "选填", "可不填"})
_MONEY_WORDS = {"人民币元": "元", "人民币万元": "万元"}


class Match(NamedTuple):
    """The field a label names, and the unit of money written behind it, ``（万元）``."""

    field: Field
    unit: str = ""


class TableHeader(NamedTuple):
    """The header row of a table.

    Attributes:
        columns: the field of each known column.
        units: the unit of money a header names behind its label, by column.
        twice: columns whose label stands further left already.
    """

    row: int
    columns: Mapping[int, Field]
    units: Mapping[int, str]
    twice: Mapping[int, Field]


def label_of(cell: Cell) -> str:
    """The text of a cell as a label: in one line, ``""`` where it holds nothing that could be one."""
    if cell.kind is Kind.TEXT:
        text = str(cell.value)
        if "\n" not in text and text.isprintable():
            return text.strip()
        return "".join(lines(without_forbidden(text)))
    return seen(cell) if cell.kind in (Kind.NUMBER, Kind.DATE, Kind.BOOLEAN) else ""


def bare_label(text: str) -> str:
    """A label no form knows without the star of a required one and the colon behind it."""
    return text.strip("*＊:： ") or text


def match(text: str, known: Spellings) -> Match | None:
    """The field a label means: exactly when folded, else without a star, colon, unit in brackets, or list number."""
    return _match(text, known) if len(text) <= 2 * _LONGEST_LABEL else None


@lru_cache(maxsize=4096)
def _match(text: str, known: Spellings) -> Match | None:
    key = fold(text)
    field = known.get(key)
    if field is not None:
        return Match(field)
    bare = key.strip(MARKS)
    field = known.get(bare)  # nearly every other label is a required one with its star
    if field is not None:
        return Match(field)
    for candidate in (bare, fold(split_list_number(text.strip("*＊ ")).text).strip(MARKS)):
        field = known.get(candidate)
        if field is not None:
            return Match(field)
        if not candidate.endswith(")"):
            continue
        name, bracket, inside = candidate.removesuffix(")").rpartition("(")
        field = known.get(name.strip(MARKS)) if bracket else None
        if field is not None and (unit := _remark(inside, field)) is not None:
            return Match(field, unit)
    return None


def _remark(inside: str, field: Field) -> str | None:
    """The unit of money in the bracket behind a label, ``""`` for another harmless remark, None for part of the name."""
    unit = unit_line(inside) or inside
    unit = _MONEY_WORDS.get(unit, unit)
    if is_money_unit(unit):
        return unit
    return "" if inside in _SIDE_REMARKS or (field.unit and inside == fold(field.unit)) else None


def unit_line(text: str) -> str:
    """The unit of money a line such as ``单位：万元`` states, ``""`` for any other text."""
    folded = fold(text) if len(text) < _LONGEST_LABEL else ""
    for word in _UNIT_WORDS:
        if folded.startswith(word):
            unit = folded.removeprefix(word)
            unit = _MONEY_WORDS.get(unit, unit)
            return unit if is_money_unit(unit) else ""
    return ""


def is_alias(text: str, field: Field) -> bool:
    """Whether the label is another one than the form's own for the field."""
    key = fold(text).strip(MARKS)
    return key in field.spellings and key not in (fold(field.label), fold(field.name))


def table_header(grid: Grid, known: Spellings) -> TableHeader | None:
    """The row that names most of a table's columns, the first of several; None where no row names one."""
    best: TableHeader | None = None
    wanted = len({id(field) for field in known.values()})
    for row, cells in grid.rows():
        header = _header_row(row, cells, known)
        if len(header.columns) > (len(best.columns) if best else 0):
            best = header
            if len(header.columns) >= wanted:
                break
    return best


def _header_row(row: int, cells: Iterable[tuple[int, Cell]], known: Spellings) -> TableHeader:
    columns: dict[int, Field] = {}
    units: dict[int, str] = {}
    twice: dict[int, Field] = {}
    for column, cell in cells:
        found = match(label_of(cell), known) if cell.kind is Kind.TEXT else None
        if found is None:
            continue
        if found.field in columns.values():
            twice[column] = found.field
            continue
        columns[column] = found.field
        if found.unit and not cell.has_formula:
            units[column] = found.unit
    return TableHeader(row, columns, units, twice)


def is_repeated(cells: Iterable[tuple[int, Cell]], columns: Mapping[int, Field], known: Spellings) -> bool:
    """Whether a row below the header says the same again."""
    same = 0
    for column, cell in cells:
        if cell.kind is Kind.COVERED:
            continue
        found = match(label_of(cell), known)
        if column in columns and (found is None or found.field is not columns[column]):
            return False
        same += column in columns
    return same >= min(2, len(columns)) and same > 0


def near_label(missing: Field, unknown: Iterable[str]) -> str | None:
    """The unknown label that may be a misspelling of the missing one."""
    return closest(missing.label, [label for label in unknown if len(label) <= _LONGEST_LABEL])
