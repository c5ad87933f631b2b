"""Where a paragraph stands in its part, by numbers that a person can count: the paragraph, or table, row and column."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from selfeval.ooxml.tables import own_cells, own_rows
from selfeval.ooxml.xml import Element, W


class Position(NamedTuple):
    """A paragraph of a part, counted from 1; 0 where there is none.

    Attributes:
        paragraph: its number among all paragraphs of the part, those in tables too.
        table, row, column: the table, and the row and cell in it, where it stands in one.
    """

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    def words(self) -> str:
        """第12段, 表1第2行第3列; ``""`` outside every paragraph."""
        if self.table:
            return f"表{self.table}第{self.row}行第{self.column}列"
        return f"第{self.paragraph}段" if self.paragraph else ""


class Positions:
    """The positions of one part's paragraphs, as they stand when it is made."""

    def __init__(self, root: Element) -> None:
        self._paragraphs = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), 1)}
        self._tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
        self._ranks: dict[Element, int] = {}
        self._known: dict[Element | None, Position] = {None: Position()}

    def of(self, paragraph: Element | None) -> Position:
        """The position of the paragraph."""
        if paragraph is not None and paragraph not in self._known:
            self._known[paragraph] = self._read(paragraph)
        return self._known[paragraph]

    def _read(self, paragraph: Element) -> Position:
        number = self._paragraphs.get(paragraph, 0)
        cell = next(paragraph.iterancestors(f"{W}tc"), None) if self._tables else None
        row = None if cell is None else next(cell.iterancestors(f"{W}tr"), None)
        table = None if row is None else next(row.iterancestors(f"{W}tbl"), None)
        if cell is None or row is None or table is None:
            return Position(number)
        return Position(number, self._tables[table], self._rank(table, row, own_rows), self._rank(row, cell, own_cells))

    def _rank(self, holder: Element, member: Element, members: Callable[[Element], list[Element]]) -> int:
        if member not in self._ranks:
            self._ranks.update({one: rank for rank, one in enumerate(members(holder), 1)})
        return self._ranks[member]
