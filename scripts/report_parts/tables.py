"""Tables of the annexes: cells, rows that do not split, header rows that repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .wordml import run

MERGED = "{% 合并 %}"
"""The mark of a cell that becomes one with the equal one above."""


class Cell(NamedTuple):
    """One cell of a table.

    Attributes:
        text: its text with tags; a line break begins a new paragraph.
        style: the paragraph style.
        span: how many columns of the grid it takes.
        merge: ``restart`` or ``continue`` for a cell merged with those below.
    """

    text: str
    style: str = "TableText"
    span: int = 1
    merge: str = ""


def label(text: str, span: int = 1, merge: str = "") -> Cell:
    """A cell that names something, centred."""
    return Cell(text, "TableLabel", span, merge)


def head(text: str, span: int = 1, merge: str = "") -> Cell:
    """A cell of the header."""
    return Cell(text, "TableHead", span, merge)


def figure(text: str, span: int = 1, merge: str = "") -> Cell:
    """A cell with a number, to the right."""
    return Cell(text, "TableFigure", span, merge)


def words(text: str, span: int = 1, merge: str = "") -> Cell:
    """A cell with text, to the left."""
    return Cell(text, "TableText", span, merge)


def row(*cells: Cell, header: bool = False) -> Row:
    """A row; ``header``: it stands on every page the table goes over."""
    return Row(cells, header)


class Row(NamedTuple):
    """A row of a table."""

    cells: tuple[Cell, ...]
    header: bool = False


def control_row(statement: str, columns: int) -> Row:
    """A row that holds one Jinja statement and vanishes when the template is filled."""
    return Row((Cell(f"{{%tr {statement} %}}", "TemplateControl", columns),))


def table(widths: Sequence[int], rows: Iterable[Row]) -> str:
    """A table of fixed column widths, in twentieths of a point, with plain borders."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>\n{''.join(_row(widths, line) for line in rows)}</w:tbl>\n"
    )


def _row(widths: Sequence[int], line: Row) -> str:
    cells, column = [], 0
    for cell in line.cells:
        cells.append(_cell(cell, sum(widths[column : column + cell.span])))
        column += cell.span
    if column != len(widths):
        raise ValueError(f"{line.cells[0].text}: {column} columns of {len(widths)}")
    header = "<w:tblHeader/>" if line.header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>\n"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{cell.style}"/></w:pPr>{run(line) if line else ""}</w:p>'
        for line in cell.text.split("\n")
    )
    return f"<w:tc>{properties}{paragraphs}</w:tc>"
