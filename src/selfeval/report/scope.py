"""Resolves the names an expression reads against a report, within one row of a table where there is one."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.report.records import Record, Table
from selfeval.report.report import Report

Path = tuple[str, ...]


class Scope:
    """Callable that gives the value, record or table at a path.

    Inside one row of a table a bare name is that row's column. Under a column of a sheet with fixed rows, a row named
    without a column means the same column (design.md section 3).
    """

    __slots__ = ("column", "report", "row")

    def __init__(self, report: Report, row: Record | None = None, column: str = "") -> None:
        self.report = report
        self.row = row
        self.column = column

    def __call__(self, path: Path) -> object:
        """The value, record or table at the path.

        Raises:
            KeyError: no such name.
        """
        if self.row is not None and len(path) == 1:  # most names within a row are its columns
            value = self.row.lookup(path[0])
            if value is not None:
                return value
        found = self._find(path)
        if isinstance(found, tuple):
            record, name = found
            return record[name]
        return found

    def locate(self, path: Path) -> tuple[Record, str] | None:
        """The record and label the path ends in; None where it names no single value."""
        try:
            found = self._find(path)
        except KeyError:
            return None
        return found if isinstance(found, tuple) else None

    def places(self, path: Path) -> list[tuple[Record, str]]:
        """The record and label of every value the path stands for: one, or for a table's column one in each row."""
        sheet = (self.row.rows_of(path[0]) if self.row is not None else None) or self.report.sheet(path[0])
        if isinstance(sheet, Table) and len(path) > 1 and path[1] in sheet.layout:
            return [(row, path[1]) for row in sheet]
        found = self.locate(path)
        return [found] if found else []

    def cells(self, paths: Iterable[Path]) -> tuple[str, ...]:
        """Every cell the paths rest on, directly or through computed figures; for a column those of all its rows."""
        places = (place for path in paths for place in self.places(path))
        return tuple(dict.fromkeys(cell for record, name in places for cell in record.cells_of(name)))

    def _find(self, path: Path) -> tuple[Record, str] | Record | Table:
        if self.row is not None and len(path) == 1:
            if path[0] in self.row:
                return self.row, path[0]
            rows = self.row.rows_of(path[0])
            if rows is not None:
                return rows
        sheet = self.report.sheet(path[0])
        if sheet is None:
            raise KeyError(path[0])
        if len(path) == 1:
            return sheet
        if isinstance(sheet, Record):
            return sheet, path[1]
        row = sheet.row(path[1])
        if row is None:
            raise KeyError(".".join(path[:2]))
        if len(path) > 2:
            return row, path[2]
        return (row, self.column) if self.column else row
