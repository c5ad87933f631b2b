"""The sheets of a workbook that no form knows, as the data a form may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from selfeval.amounts import is_money_unit, is_nil
from selfeval.cells import Grid, Kind
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL, LABEL_HEADER, FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.intake.guesses import Guess, guess_type
from selfeval.intake.written import free_name, sheet_name
from selfeval.names import fold
from selfeval.numbering import split_list_number
from selfeval.report import Blank, Date, Number, Paragraphs, Record, Report, Table, Value
from selfeval.workbook.days import typed_day
from selfeval.workbook.headers import fields_header
from selfeval.workbook.locate import bare_label, label_of

_REQUIRED = "必填。"
_OF_WHICH = "其中"
_LONG = 60
"""Characters: a text as long as that is running text."""
_NUMBERS = (FieldType.AMOUNT, FieldType.PERCENT, FieldType.INTEGER, FieldType.YEAR, FieldType.NUMBER)
_SAID_BY_EVERY_FORM = frozenset(map(fold, (FORM_ID_LABEL, FORM_VERSION_LABEL)))


def sheets_of_workbook(report: Report, grids: Iterable[Grid]) -> dict[str, NeededSheet]:
    """What a workbook read without a form holds: its sheets with their labels, types by name and by what the cells hold;
    units, help and stars of required answers as they stand in its ``grids``.

    A table whose first column names each row is one of fixed rows where it is called 项目 or numbers its rows. A sheet whose name no template can write (a
    space, a figure in front) gets one that it can; its own becomes an alias.
    """
    found: dict[str, NeededSheet] = {}
    by_name = {fold(grid.name): grid for grid in grids}
    for sheet in report.sheets.values():
        others = {fold(other).lower() for other in (*by_name, *found)} - {fold(sheet.name).lower()}
        name = free_name(lambda name, others=others: fold(name).lower() in others, sheet_name(sheet.name))  # type: ignore[misc]
        grid = by_name[fold(sheet.name)]
        needed = _record(sheet, name, grid) if isinstance(sheet, Record) else _table(sheet, name, _starred(grid))
        found[name] = needed if fold(name) == fold(sheet.name) else replace(needed, aliases=(sheet.name,))
    return found


def money_unit_of(grids: Iterable[Grid]) -> str:
    """The unit of money that the fields of the grids are typed in; ``""`` where they say none, or several."""
    said = {unit for grid in grids for unit, _ in _beside(grid).values() if is_money_unit(unit)}
    return said.pop() if len(said) == 1 else ""


def _starred(grid: Grid) -> frozenset[str]:
    """The labels that the blank workbook marked as required."""
    texts = (label_of(cell) for cell in grid.cells.values() if cell.kind is Kind.TEXT)
    return frozenset(fold(bare_label(text)) for text in texts if text.endswith(("*", "＊")))


def _beside(grid: Grid) -> dict[str, tuple[str, str]]:
    """Unit and help of each label of a fields sheet."""
    header = fields_header(grid)
    if header is None:
        return {}
    said: dict[str, tuple[str, str]] = {}
    for row, _ in grid.rows():
        label = bare_label(label_of(grid.at(row, header.label)))
        unit, help_ = (label_of(grid.at(row, at)) if at else "" for at in (header.unit, header.help))
        if row > header.row and label:
            said[label] = (unit, help_)
    return said


def _record(sheet: Record, name: str, grid: Grid) -> NeededSheet:
    beside, starred = _beside(grid), _starred(grid)
    labels = [label for label in sheet if not (fold(name) == COVER_SHEET and fold(label) in _SAID_BY_EVERY_FORM)]
    needed = (replace(_label(label, [sheet[label]]), required=fold(label) in starred) for label in labels)
    return NeededSheet(name, "fields", {one.label: _explained(one, *beside.get(one.label, ("", ""))) for one in needed})


def _table(sheet: Table, name: str, starred: frozenset[str]) -> NeededSheet:
    columns = {label: [row[label] for row in sheet] for label in sheet.layout.labels}
    first = next(iter(columns))
    rows: tuple[str, ...] = ()
    if sheet.row_names is not None and (fold(first) == LABEL_HEADER or any(map(_is_itemised, sheet.row_names.labels))):
        rows = tuple(sheet.row_names.labels)
        del columns[first]
    needed = {}
    for label, values in columns.items():
        required = fold(label) in starred
        carry = required and any(isinstance(value, Blank) for value in values)
        needed[label] = replace(_label(label, values, in_cell=True), required=required, carry=carry)
    return NeededSheet(name, "rows" if rows else "table", needed, rows)


def _is_itemised(row: str) -> bool:
    """Whether a row belongs to a printed list of rows: ``其中：…``, ``1、…``."""
    return row.startswith(_OF_WHICH) or bool(split_list_number(row).number)


def _label(label: str, values: Iterable[Value], *, in_cell: bool = False) -> NeededLabel:
    guess = guess_type(label, in_cell=in_cell)
    given = [value for value in values if not isinstance(value, Blank)]
    told = [value for value in given if not (isinstance(value, str) and is_nil(value))]
    if told:
        guess = _by_values(told, guess)
    return NeededLabel(label, guess.type, guess.unit)


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
    if guess.type is FieldType.DATE:
        return guess if all(typed_day(str(value)) is not None for value in values) else Guess(FieldType.TEXT)
    says_figures = all(any(char.isdigit() for char in str(value)) for value in values)
    return guess if says_figures or guess.type not in _NUMBERS else Guess(FieldType.TEXT)
