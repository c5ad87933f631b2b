"""Tables as forms have them: rows to fill in under a header, fixed rows with figures, labels beside blank cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from selfeval.intake.marking.changes import is_continued
from selfeval.intake.marking.columns import NO_VALUE
from selfeval.intake.marking.outline import members_of, text_of
from selfeval.intake.marking.spots import figure_of
from selfeval.names import fold
from selfeval.ooxml.tables import number_at, own_cells, own_rows
from selfeval.ooxml.xml import Element, W

_LONGEST_HEADER = 24
_TOTALS = re.compile(r"^(?:合计|总计|小计|总分|共计)")
_COUNTER = re.compile(r"^(?:序号|编号|No\.?)$", re.IGNORECASE)
_OF_RECORDS = re.compile(r"名称|序号|指标|姓名|单位|部门|地点|用途|事项|内容$")
_ANSWERED = re.compile(r"得分|评分|自评|完成|实际|执行")


@dataclass
class Cell:
    """A cell: where it begins in the grid, how many columns it takes, whether it goes on the one above."""

    element: Element
    start: int
    span: int
    continued: bool
    text: str

    @property
    def paragraphs(self) -> list[Element]:
        """Its own paragraphs."""
        return [member for member in members_of(self.element) if member.tag == f"{W}p"]

    @property
    def blank(self) -> bool:
        """Whether a text can stand in it and nothing does, not a picture either."""
        return (
            not self.text.strip()
            and bool(self.paragraphs)
            and self.element.find(f".//{W}drawing") is None
            and self.element.find(f"{W}tbl") is None
        )


@dataclass
class Row:
    """A row with its cells from left to right."""

    element: Element
    cells: list[Cell]

    @property
    def shown(self) -> list[Cell]:
        """The cells that show a text of their own."""
        return [cell for cell in self.cells if not cell.continued]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where its cells begin."""
        return tuple(cell.start for cell in self.cells)


@dataclass
class Region:
    """Rows under a header.

    Attributes:
        kind: ``table`` for records, ``rows`` for fixed rows.
        group: what stands beside all of them in a merged cell; ``""`` where nothing does.
        header: the label over each column, by where the column begins; ``""`` over one that goes on from above.
        heads: the rows of the header, by number.
        rows: its rows, by number.
        totals: the rows that add them up.
        key: where the column begins that names fixed rows.
        left_blank: of a table whose other columns are printed already, those to fill in; empty where all are.
    """

    kind: Literal["table", "rows"]
    group: str
    header: dict[int, str]
    heads: range
    rows: list[int]
    totals: list[int]
    key: int
    left_blank: frozenset[int]


def rows_of(table: Element) -> list[Row]:
    """The rows of a table."""
    return [Row(row, _cells(row)) for row in own_rows(table)]


def regions_of(rows: Sequence[Row]) -> list[Region]:
    """Where the table has a header with rows of its kind below."""
    found: list[Region] = []
    at = 0
    while at < len(rows) - 1:
        region = _region(rows, at)
        if region is None:
            at += 1
        else:
            found.append(region)
            at = max(*region.rows, *region.totals, region.rows[0]) + 1
    return found


def is_total(row: Row) -> bool:
    """Whether the row adds up those above it."""
    shown = row.shown
    return bool(shown) and any(_TOTALS.match(fold(cell.text)) for cell in shown[:2])


def is_counter(header: str) -> bool:
    """Whether a column only counts the rows."""
    return _COUNTER.match(fold(header)) is not None


def _cells(row: Element) -> list[Cell]:
    start = number_at(row, "trPr/gridBefore")
    found: list[Cell] = []
    for element in own_cells(row):
        span = number_at(element, "tcPr/gridSpan") or 1
        cell = Cell(element, start, span, is_continued(element), "")
        cell.text = "\n".join(map(text_of, cell.paragraphs))
        found.append(cell)
        start += span
    return found


def _region(rows: Sequence[Row], at: int) -> Region | None:
    if not _is_header(rows[at]):
        return None
    body = at + 1
    while body < len(rows) - 1 and _is_header(rows[body]) and any(cell.continued for cell in rows[body].cells):
        body += 1
    last = body
    while last < len(rows) and rows[last].starts == rows[body].starts and _answers(rows[last], rows[body]):
        last += 1
    totals = [number for number in range(body, last) if is_total(rows[number])]
    if last < len(rows) and is_total(rows[last]):
        totals.append(last)
    members = [number for number in range(body, last) if number not in totals]
    if not members:
        return None
    header = _header(rows[at:body], rows[body])
    given = _given([rows[number] for number in members], header)
    kind = "rows" if given else _kind(rows[at], [rows[number] for number in members])
    told = [label for label in header.values() if label]
    if kind is None or len(set(told)) < len(told):  # two tables side by side: its cells are read one by one
        return None
    beside = rows[body].cells[0].continued and rows[at].cells[0].text.strip()
    key, left_blank = given or (rows[body].shown[0].start, frozenset())
    return Region(kind, beside or "", header, range(at, body), members, totals, key, left_blank)


def _given(members: Sequence[Row], header: Mapping[int, str]) -> tuple[int, frozenset[int]] | None:
    """The column that names the rows, and those left blank, of a table whose words the outline prints: a table of scores."""
    texts = {
        start: [cell.text.strip() for row in members for cell in row.shown if cell.start == start]
        for start in members[0].starts
    }
    blank = frozenset(start for start, said in texts.items() if said and not any(said))
    naming = (
        start
        for start, said in texts.items()
        if len(said) == len(members) == len(set(said)) and all(text and figure_of(text) is None for text in said)
    )
    key = next(naming, None)
    is_asked = any(_ANSWERED.search(header.get(start, "")) for start in blank)
    return (key, blank) if key is not None and is_asked and len(members) > 1 else None


def _is_header(row: Row) -> bool:
    shown = row.shown
    return (
        len(shown) >= 2
        and all(0 < len(cell.text.strip()) <= _LONGEST_HEADER for cell in shown)
        and all(figure_of(cell.text) is None and not re.search(r"[_＿…]", cell.text) for cell in shown)
    )


def _answers(row: Row, first: Row) -> bool:
    """Whether the row holds answers: blank but for a label or a number, or figures beside words."""
    values = [cell for cell in row.shown if cell.start != first.cells[0].start] or row.shown
    return all(cell.blank for cell in values) or any(_is_value(cell.text) for cell in values)


def _is_value(text: str) -> bool:
    return figure_of(text) is not None


def _kind(head: Row, members: Sequence[Row]) -> Literal["table", "rows"] | None:
    first = [row.shown[0].text.strip() for row in members]
    rest = [cell for row in members for cell in row.shown[1:]]
    if not rest:
        return None
    all_blank = all(cell.blank for cell in rest)
    if all(not text or text.isdecimal() for text in first):
        return "table"
    if (
        all(first)
        and len(set(first)) == len(first)
        and all(cell.blank or _is_value(cell.text) or cell.text.strip() in NO_VALUE for cell in rest)
    ):
        return "table" if _OF_RECORDS.search(fold(head.shown[0].text)) and not all_blank else "rows"
    return "table" if len(members) > 1 or all_blank else None


def _header(heads: Sequence[Row], body: Row) -> dict[int, str]:
    labels: dict[int, str] = {}
    for cell in body.cells:
        texts: list[str] = []
        for head in heads:
            over = [one for one in head.cells if one.start <= cell.start < one.start + one.span and not one.continued]
            texts += [one.text.strip() for one in over if one.text.strip() not in texts]
        labels[cell.start] = "" if cell.continued else "".join(texts)
    return labels
