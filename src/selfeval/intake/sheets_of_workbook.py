"""The sheets of a workbook that no form knows, as the data a form may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from selfeval.amounts import is_money_unit, is_nil
from selfeval.cells import Grid
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL, FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.intake.guesses import Guess, guess_type
from selfeval.names import fold
from selfeval.report import Blank, Date, Number, Paragraphs, Record, Report, Table, Value
from selfeval.workbook.locate import fields_header, label_of

_NO_LETTER = re.compile(r"\W+")
_MARKS = "*＊ "
"""What the blank workbook writes behind the label of a required answer."""
_REQUIRED = "必填。"
_LONG = 60
"""Characters: a text as long as that is running text."""
_NUMBERS = (FieldType.AMOUNT, FieldType.PERCENT, FieldType.INTEGER, FieldType.YEAR, FieldType.NUMBER)
_SAID_BY_EVERY_FORM = frozenset(map(fold, (FORM_ID_LABEL, FORM_VERSION_LABEL)))


def sheets_of_workbook(report: Report, grids: Iterable[Grid] = ()) -> dict[str, NeededSheet]:
    """What a workbook read without a form holds: its sheets with their labels, types by name and by what the cells hold;
    units and help as they stand in the columns 单位 and 填报说明 of its ``grids``.

    A sheet whose name no template can write (a space, a figure in front) gets one that it can; its own becomes an alias.
    """
    found: dict[str, NeededSheet] = {}
    beside = {fold(grid.name): _beside(grid) for grid in grids}
    for sheet in report.sheets.values():
        name = sheet_name(sheet.name)
        while fold(name) in map(fold, found):
            name += "_"
        aliases = () if name == sheet.name else (sheet.name,)
        found[name] = _needed(sheet, name, aliases, beside.get(fold(sheet.name), {}))
    return found


def sheet_name(text: str) -> str:
    """The text as a name a template can write."""
    name = _NO_LETTER.sub("", text) or "表"
    return name if name.isidentifier() else f"表{name}"


def _beside(grid: Grid) -> dict[str, tuple[str, str]]:
    """Unit and help of each label of a fields sheet."""
    header = fields_header(grid)
    if header is None:
        return {}
    said: dict[str, tuple[str, str]] = {}
    for row, _ in grid.rows():
        label = label_of(grid.at(row, header.label))
        unit, help_ = (label_of(grid.at(row, at)) if at else "" for at in (header.unit, header.help))
        if row > header.row and label:
            said[label] = (unit, help_)
    return said


def _needed(
    sheet: Record | Table, name: str, aliases: tuple[str, ...], beside: Mapping[str, tuple[str, str]]
) -> NeededSheet:
    if isinstance(sheet, Record):
        labels = [label for label in sheet if not (fold(name) == COVER_SHEET and fold(label) in _SAID_BY_EVERY_FORM)]
        needed = [_explained(_label(label, [sheet[label]]), *beside.get(label, ("", ""))) for label in labels]
        return NeededSheet(name, "fields", {one.label: one for one in needed}, aliases=aliases)
    rows = list(sheet)
    needed = [_label(label, [row[label] for row in rows], in_cell=True) for label in sheet.layout.labels]
    return NeededSheet(name, "table", {one.label: one for one in needed}, aliases=aliases)


def _label(written: str, values: Iterable[Value], *, in_cell: bool = False) -> NeededLabel:
    label = written.strip(_MARKS) or written
    values = list(values)
    given = [value for value in values if not isinstance(value, Blank)]
    starred, whole = label != written.rstrip(), len(given) == len(values) or not in_cell
    guess = guess_type(label, in_cell=in_cell)
    told = [value for value in given if not (isinstance(value, str) and is_nil(value))]
    if told:
        guess = _by_values(told, guess)
    return NeededLabel(label, guess.type, guess.unit, required=starred, carry=starred and not whole)


def _explained(one: NeededLabel, unit: str, help_: str) -> NeededLabel:
    """The label with what stands beside it."""
    if is_money_unit(unit):
        return replace(one, type=FieldType.AMOUNT, unit="万元", help=help_.removeprefix(_REQUIRED))
    return replace(one, unit=unit or one.unit, help=help_.removeprefix(_REQUIRED))


def _by_values(values: Sequence[Value], guess: Guess) -> Guess:
    """The guess as far as the values bear it out."""
    if all(isinstance(value, Decimal) for value in values):
        if any(isinstance(value, Number) and value.style.kind == "百分比" for value in values):
            return Guess(FieldType.PERCENT)
        return guess if guess.type in _NUMBERS else Guess(FieldType.NUMBER)
    if all(isinstance(value, Date) for value in values):
        return Guess(FieldType.DATE)
    if any(isinstance(value, Paragraphs) or len(str(value)) > _LONG for value in values):
        return Guess(FieldType.PARAGRAPHS)
    if any(isinstance(value, Decimal) for value in values):
        return Guess(FieldType.NUMBER_OR_TEXT)
    says_figures = all(any(char.isdigit() for char in str(value)) for value in values)
    return guess if says_figures or guess.type not in (*_NUMBERS, FieldType.DATE) else Guess(FieldType.TEXT)
