"""The cells of a worksheet part, found, given a format, or put in where there are none."""

from __future__ import annotations

import re

from lxml import etree

from selfeval.cells import address
from selfeval.ooxml.xml import Element, local_name
from selfeval.workbook.addresses import position, range_of, whole


class SheetCells:
    """The cells of one sheet by row and column, counted from 1."""

    def __init__(self, root: Element, name: str) -> None:
        self.root = root
        self._name = name
        self._data = root.find("{*}sheetData")
        self._namespace = etree.QName(root).namespace
        self._rows: dict[int, Element] = {}
        row = 0
        for line in () if self._data is None else self._data.iterchildren("{*}row"):
            row = whole(line.get("r"), row + 1, name)
            self._rows[row] = line
        ranges = (entry.get("ref", "") for entry in root.iterfind("{*}mergeCells/{*}mergeCell"))
        self._merged = [range_of(ref, name) for ref in ranges]

    def anchor(self, row: int, column: int) -> tuple[int, int, int]:
        """Row and first column of the cell that shows there, and its last column: that of the merged range around it."""
        for first_row, first_column, last_row, last_column in self._merged:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return first_row, first_column, last_column
        return row, column, column

    def style(self, row: int, column: int) -> int | None:
        """The format of the cell; None where there is no such cell, and the row's or column's holds."""
        cell = self._find(row, column)
        return None if cell is None else _style(cell, "s")

    def outer_style(self, row: int, column: int) -> int:
        """The format of a cell that is not there: its row's, else its column's."""
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in {"1", "true"}:
            return _style(line, "s")
        for entry in self.root.iterfind("{*}cols/{*}col"):
            if int(entry.get("min", "0")) <= column <= int(entry.get("max", "0")):
                return _style(entry, "style")
        return 0

    def set_style(self, row: int, column: int, style: int) -> None:
        """Give the cell that format; one that was not there is put in."""
        cell = self._find(row, column)
        if cell is None:
            cell = self._put(row, column)
        cell.set("s", str(style))

    def restore(self, row: int, column: int, style: int | None) -> None:
        """Give the cell its former format; one that was not there goes, unless something stands in it now."""
        cell = self._find(row, column)
        if cell is None:
            return
        if style is None and not len(cell):
            line = self._rows[row]
            line.remove(cell)
            if not len(line) and set(line.attrib) == {"r"} and self._data is not None:
                self._data.remove(self._rows.pop(row))
            return
        style = self.outer_style(row, column) if style is None else style
        if style:
            cell.set("s", str(style))
        elif "s" in cell.attrib:
            del cell.attrib["s"]

    def styled(self, styles: frozenset[int]) -> list[tuple[int, int, int]]:
        """Row, column and format of each cell that has one of these formats."""
        found = []
        for row, line in self._rows.items():
            for column, cell in self._cells(line):
                style = _style(cell, "s")
                if style in styles:
                    found.append((row, column, style))
        return found

    def _find(self, row: int, column: int) -> Element | None:
        line = self._rows.get(row)
        return None if line is None else next((cell for at, cell in self._cells(line) if at == column), None)

    def _cells(self, line: Element) -> list[tuple[int, Element]]:
        found: list[tuple[int, Element]] = []
        column = 0
        for cell in line.iterchildren("{*}c"):
            at = cell.get("r")
            column = column + 1 if at is None else position(at, self._name)[1]
            found.append((column, cell))
        return found

    def _put(self, row: int, column: int) -> Element:
        if self._data is None:
            raise ValueError(f"{self._name} has no sheetData")
        line = self._rows.get(row)
        if line is None:
            line = etree.Element(f"{{{self._namespace}}}row", {"r": str(row)})
            behind = min((at for at in self._rows if at > row), default=0)
            if behind:
                self._rows[behind].addprevious(line)
            else:
                self._data.append(line)
            self._rows[row] = line
        cell = etree.Element(f"{{{self._namespace}}}c", {"r": address(row, column)})
        for at, other in self._cells(line):
            if at > column:
                other.addprevious(cell)
                return cell
        line.insert(sum(1 for child in line if isinstance(child.tag, str) and local_name(child) == "c"), cell)
        return cell


_USED = re.compile(rb"""<(?:\w+:)?(?:c|row|col)\b[^>]*?\s(?:s|style)=["'](\d{1,6})["']""")


def last_style(sheet: bytes) -> int:
    """The highest format that cells, rows or columns of a worksheet part use."""
    return max(map(int, _USED.findall(sheet)), default=0)


def _style(element: Element, attribute: str) -> int:
    text = element.get(attribute, "0")
    return int(text) if text.isdecimal() else 0
