"""Reads a workbook into a report: finds each sheet of the form, reads it, then the sheets the form does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from selfeval.cells import BLANK_CELL, Cell, Grid, Kind, place
from selfeval.findings import Finding, Severity
from selfeval.form.model import (
    AMOUNT_UNIT,
    COVER_SHEET,
    FORM_ID_LABEL,
    FORM_VERSION_LABEL,
    OWN_SHEETS,
    Form,
    Sheet,
    SheetKind,
)
from selfeval.names import closest, fold
from selfeval.report import Record, Report, Table
from selfeval.workbook.convert import blank_of
from selfeval.workbook.fields import read_fields
from selfeval.workbook.fixed import blank_row, read_fixed
from selfeval.workbook.headers import fields_header
from selfeval.workbook.infer import infer_sheet
from selfeval.workbook.locate import label_of, match
from selfeval.workbook.missing import needed_severity
from selfeval.workbook.reading import Reading
from selfeval.workbook.source import Workbook
from selfeval.workbook.tables import read_table
from selfeval.workbook.text import seen, trim
from selfeval.workbook.units import take_unit, unit_cell

_OWN = frozenset(map(fold, OWN_SHEETS))
_MOST_OF_THE_LABELS = 0.6
_READERS: Mapping[SheetKind, Callable[[Reading, Grid, Sheet], Record | Table]] = {
    "fields": read_fields,
    "table": read_table,
    "rows": read_fixed,
}


def read_report(workbook: Workbook, form: Form | None) -> tuple[Report, list[Finding]]:
    """The report of a workbook and all that was found on the way.

    A label or sheet that is missing has its finding here: its value is blank and has no origin at all. Whether an
    answer that is there satisfies the form (required, limits) is judged by the checks.

    Args:
        workbook: the opened workbook.
        form: what is asked; None takes every sheet as it is, types inferred.
    """
    reading = Reading()
    report = Report()
    grids = [grid for grid in workbook.grids if fold(grid.name) not in _OWN]
    if form is not None:
        report.form_id, report.form_version = form.id, form.version
        found = _assign(reading, workbook.name, grids, form)
        _read_unit(reading, found, form)
        for sheet in form.sheets.values():
            grid = found.get(sheet.name)
            reading.grid = grid
            report.add(blank_sheet(sheet) if grid is None else _READERS[sheet.kind](reading, grid, sheet))
            if grid is not None:
                _tell_hidden(reading, grid)
        taken = {id(grid) for grid in found.values()}
        grids = [grid for grid in grids if id(grid) not in taken and fold(grid.name) not in form.sheet_by_spelling]
        _tell_copies(reading, grids, found, form)
        reading.mild, reading.grid = True, None
    for grid in grids:
        if report.sheet(grid.name) is not None:
            first = report.sheet(grid.name)
            expected = first.name if first is not None else ""
            reading.add("sheet.twice", place(grid.name, 1, 1), found=grid.name, expected=expected)
            continue
        inferred = infer_sheet(reading, grid)
        if inferred is not None:
            report.add(inferred)
    return report, reading.merged_notes()


def cover_form(workbook: Workbook) -> tuple[str, str]:
    """The 表式 and 表式版本 the cover says, ``""`` for what it does not say."""
    for grid in workbook.grids:
        if fold(grid.name) == fold(COVER_SHEET):
            header = fields_header(grid)
            column = header.value if header else 0
            return _said(grid, FORM_ID_LABEL, column), _said(grid, FORM_VERSION_LABEL, column)
    return "", ""


def blank_sheet(sheet: Sheet) -> Record | Table:
    """The sheet as one nobody has filled in: all its names are there."""
    if sheet.kind == "fields":
        return Record(sheet.name, sheet.layout, [blank_of(asked) for asked in sheet.fields.values()])
    if sheet.kind == "rows":
        return Table(sheet.name, sheet.layout, [blank_row(sheet, label) for label in sheet.rows], sheet.row_layout)
    return Table(sheet.name, sheet.layout)


def _assign(reading: Reading, file: str, grids: Iterable[Grid], form: Form) -> dict[str, Grid]:
    """The grid of each sheet of the form, by the sheet's name; findings about those missing, misspelt or there twice."""
    found: dict[str, Grid] = {}
    unknown: dict[str, Grid] = {}
    for grid in grids:
        sheet = form.sheet_by_spelling.get(fold(grid.name))
        if sheet is None:
            unknown[grid.name] = grid
        elif sheet.name in found:
            _tell_twice(reading, found[sheet.name], grid)
        else:
            found[sheet.name] = grid
            if fold(grid.name) != fold(sheet.name):
                reading.add("sheet.alias", place(grid.name, 1, 1), found=grid.name, label=sheet.name)
    for sheet in form.sheets.values():
        if sheet.name not in found:
            near = closest(sheet.name, unknown) or _of_its_labels(sheet, unknown)
            severity = Severity.NOTE if sheet.optional else needed_severity(sheet.fields.values())
            if near is None:
                reading.add("sheet.missing", file, severity=severity, label=sheet.name)
            else:
                del unknown[near]
                reading.add("sheet.misspelt", place(near, 1, 1), severity=severity, label=sheet.name, found=near)
    return found


def _of_its_labels(sheet: Sheet, unknown: Mapping[str, Grid]) -> str | None:
    """The unknown sheet that says most of a missing one's labels: somebody has renamed it."""
    best, most = None, _MOST_OF_THE_LABELS * len(sheet.fields)
    for name, grid in unknown.items():
        texts = {label_of(cell) for cell in grid.cells.values() if cell.kind is Kind.TEXT}
        said = {found.field.label for text in texts if (found := match(text, sheet.by_spelling)) is not None}
        if len(said) >= max(most, 2):
            best, most = name, len(said) + 1
    return best


def _tell_copies(reading: Reading, grids: Iterable[Grid], found: Mapping[str, Grid], form: Form) -> None:
    """Sheets such as 一般公共预算 (2), which a clerk may have filled in instead of the first."""
    named = {found_at.place for found_at in reading.findings if found_at.rule == "sheet.misspelt"}
    for grid in grids:
        name, where = fold(grid.name), place(grid.name, 1, 1)
        starts = [spelling for spelling in form.sheet_by_spelling if name.startswith(spelling)]
        if starts and where not in named:
            sheet = form.sheet_by_spelling[max(starts, key=len)]
            if sheet.name in found:
                reading.add("sheet.copy", where, found=grid.name, label=sheet.name)


def _tell_twice(reading: Reading, first: Grid, second: Grid) -> None:
    reading.add("sheet.twice", place(second.name, 1, 1), found=second.name, expected=first.name)


def _read_unit(reading: Reading, found: Mapping[str, Grid], form: Form) -> None:
    field = form.meaning(AMOUNT_UNIT)
    grid = found.get(field.sheet) if field is not None else None
    where: tuple[Cell, str] = (BLANK_CELL, "")
    if field is not None and grid is not None:
        where = unit_cell(grid, field, form.sheets[field.sheet])
    take_unit(reading, form, *where)


def _tell_hidden(reading: Reading, grid: Grid) -> None:
    if not grid.hidden_rows:
        return
    rows = sorted({row for row, _ in grid.cells} & grid.hidden_rows)
    if rows:
        shown = "、".join(map(str, rows[:5])) + ("…" if len(rows) > 5 else "")
        reading.add("row.hidden", place(grid.name, rows[0], 1), found=shown)


def _said(grid: Grid, label: str, value_column: int) -> str:
    for row, cells in grid.rows():
        for column, cell in cells:
            if cell.kind is Kind.TEXT and fold(label_of(cell)).strip("*:") == label:
                right = [value_column] if value_column > column else [at for at, _ in cells if at > column]
                answers = (grid.at(row, at) for at in right)
                said = (trim(seen(answer)) for answer in answers if answer.kind in (Kind.TEXT, Kind.NUMBER))
                return next(filter(None, said), "")
    return ""
