"""The report of one department: its sheets by name, and look-up by path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selfeval.names import closest, fold
from selfeval.report.records import Record, Table
from selfeval.report.values import Origin, Value

Sheet = Record | Table


class Report:
    """Values by name: ``report["一般公共预算.支出合计"]``, ``report["项目支出"][0]["项目名称"]``.

    Attributes:
        form_id: the form the values were read by, ``""`` where the sheets are used as they are.
        form_version: its version.
    """

    def __init__(self, sheets: Iterable[Sheet] = (), form_id: str = "", form_version: str = "") -> None:
        self.form_id = form_id
        self.form_version = form_version
        self._sheets: dict[str, Sheet] = {}
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: Sheet) -> None:
        """Add a sheet, or replace the one of that name."""
        self._sheets[fold(sheet.name)] = sheet

    @property
    def sheets(self) -> dict[str, Sheet]:
        """The sheets by their names as printed, in order."""
        return {sheet.name: sheet for sheet in self._sheets.values()}

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, None where there is none."""
        return self._sheets.get(name) or self._sheets.get(fold(name))

    def record(self, name: str) -> Record | None:
        """The fields sheet of that name, None where there is none or it is a table."""
        sheet = self.sheet(name)
        return sheet if isinstance(sheet, Record) else None

    def __getitem__(self, path: str) -> Value | Sheet:
        """The value at a path: ``表``, ``表.项目``, or ``表.行.栏`` for a table with named rows.

        Raises:
            KeyError: no such name; the text says which, and the nearest there is.
        """
        found = self._find(path)
        return found[0][found[1]] if isinstance(found, tuple) else found

    def get(self, path: str, default: Value | Sheet | None = None) -> Value | Sheet | None:
        """The value at the path, or the default where there is none such."""
        try:
            return self[path]
        except KeyError:
            return default

    def origin(self, path: str) -> Origin | None:
        """Where the value at the path came from; None for one nobody gave, and for a whole sheet.

        Raises:
            KeyError: no such name.
        """
        found = self._find(path)
        return found[0].origin(found[1]) if isinstance(found, tuple) else None

    def cell_of(self, path: str) -> str:
        """The cell of the value at the path, ``一般公共预算!B7``; ``""`` for a figure that stands in no cell.

        Raises:
            KeyError: no such name.
        """
        found = self._find(path)
        return found[0].cell_of(found[1]) if isinstance(found, tuple) else ""

    def _find(self, path: str) -> tuple[Record, str] | Sheet:
        names = path.split(".")
        sheet = self.sheet(names[0])
        if sheet is None:
            near = closest(names[0], self.sheets)
            raise KeyError(f"没有工作表「{names[0]}」" + (f"，您是否想写「{near}」？" if near else ""))
        del names[0]
        if names and isinstance(sheet, Table):
            row = sheet.row(names[0])
            if row is None:
                raise KeyError(f"{sheet.name} 没有名为「{names[0]}」的行")
            sheet = row
            del names[0]
        if not names or isinstance(sheet, Table):
            return sheet
        name = ".".join(names)
        sheet[name]  # raises for an unknown label, with the nearest one there is
        return sheet, name

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.get(path) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.sheets)

    def __repr__(self) -> str:
        return f"<Report {self.form_id} {self.form_version}: {', '.join(self.sheets)}>"
