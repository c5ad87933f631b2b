"""The shape of a table: its rows, how many columns each takes, how many the grid has."""

from __future__ import annotations

from selfeval.ooxml.xml import Element, W


def own_rows(table: Element) -> list[Element]:
    """The rows of the table, those of tables within it left out."""
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]


def own_cells(row: Element) -> list[Element]:
    """The cells of the row, those of tables within it left out."""
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def row_width(row: Element) -> int:
    """How many columns of the grid the row takes."""
    beside = number_at(row, "trPr/gridBefore") + number_at(row, "trPr/gridAfter")
    return beside + sum(number_at(cell, "tcPr/gridSpan") or 1 for cell in own_cells(row))


def grid_columns(table: Element) -> list[Element]:
    """The columns of the table's grid."""
    return table.findall(f"{W}tblGrid/{W}gridCol")


def tables_beside(root: Element) -> list[Element]:
    """The tables that another follows with nothing between."""
    following = ((table, table.getnext()) for table in root.iter(f"{W}tbl"))
    return [table for table, after in following if after is not None and after.tag == table.tag]


def number_at(element: Element, path: str) -> int:
    """The number an element below states, by the names of the steps to it; 0 where it states none."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    value = "" if found is None else found.get(f"{W}val") or ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0
