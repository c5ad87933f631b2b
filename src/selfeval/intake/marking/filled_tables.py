"""Proposals within a table: a loop for rows of records, a field for each figure of fixed rows and each blank by its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfeval.form.model import FieldType
from selfeval.intake.marking.changes import Changes
from selfeval.intake.marking.columns import label_in, type_of, unit_in
from selfeval.intake.marking.lines import LineMarker
from selfeval.intake.marking.names import Asked, AskedSheet, Names, reference, sheet_of_caption
from selfeval.intake.marking.notes import Notes, Proposal
from selfeval.intake.marking.nouns import label_of
from selfeval.intake.marking.outline import shape_of, text_of
from selfeval.intake.marking.spots import figure_of
from selfeval.intake.marking.tables import Cell, Region, Row, is_counter, regions_of, rows_of
from selfeval.intake.written import free_name, path_of
from selfeval.ooxml.xml import Element, W

_ROW = "项"
_NO_LABEL, _NO_NAME = "栏", "行"
_MONEY = frozenset({"亿元", "百万元", "万元", "千元", "元"})
_SUMMED = frozenset({FieldType.AMOUNT, FieldType.INTEGER, FieldType.NUMBER})


class TableMarker:
    """Marks the tables of a document."""

    def __init__(self, changes: Changes, names: Names, lines: LineMarker) -> None:
        self._changes = changes
        self._names = names
        self._lines = lines
        self._unit = ""

    def mark(self, table: Element, sheet: str, unit: str, notes: Notes) -> None:
        """Propose tags in a table.

        Args:
            sheet: the name for what it asks.
            unit: the unit its caption names.
            notes: where to note them.
        """
        rows = rows_of(table)
        regions = regions_of(rows)
        units = (unit_in(cell.text) for row in rows for cell in row.cells)
        self._unit = unit or next((told for told in units if told in _MONEY), self._lines.money)
        inside = {at for region in regions for at in (*region.heads, *region.rows, *region.totals)}
        single = [row for at, row in enumerate(rows) if at not in inside]
        for region in regions:
            name = sheet_of_caption(region.group) or (f"{sheet}明细" if single else sheet)
            asked = self._names.table(name, region.kind)
            members, totals = ([rows[at] for at in numbers] for numbers in (region.rows, region.totals))
            if region.kind == "rows":
                self._fixed([rows[at] for at in sorted((*region.rows, *region.totals))], region, asked, notes)
            else:
                columns = self._loop(members, region.header, asked, notes)
                self._totals(totals, region.header, asked.name, columns, notes)
            for cell in (cell for at in region.heads for cell in rows[at].shown):
                for paragraph in cell.paragraphs:
                    self._lines.mark_header(paragraph, notes)
        self._labelled(rows, single, sheet, notes)
        for inner in [one for row in rows for cell in row.cells for one in cell.element.iterfind(f"{W}tbl")]:
            self.mark(inner, sheet, unit, notes)

    def _loop(
        self, members: Sequence[Row], headers: Mapping[int, str], asked: AskedSheet, notes: Notes
    ) -> dict[int, Asked]:
        """The columns, by where their cells begin."""
        body = members[0]
        columns: dict[int, Asked] = {}
        for cell in body.shown:
            header = headers.get(cell.start, "")
            values = [one.text for row in members for one in row.cells if one.start == cell.start and not one.continued]
            if is_counter(header):
                self._put(cell, "{{ loop.index }}", "序号", notes)
                continue
            columns[cell.start] = self._column(asked, header, values)
            tag = reference(_ROW, columns[cell.start].label)
            self._put(cell, tag, f"表格“{asked.name}”的一栏", notes)
        self._changes.insert_row(body.element, f"{{%tr for {_ROW} in {asked.name} %}}", after=False)
        self._changes.insert_row(members[-1].element, "{%tr endfor %}", after=True)
        for row in members[1:]:
            self._changes.delete_row(row.element)
        return columns

    def _column(self, asked: AskedSheet, header: str, values: Sequence[str]) -> Asked:
        header = self._lines.relative(header)
        label = label_of(label_in(header)) or _NO_LABEL
        own = unit_in(header) or self._unit
        known = self._names.known.find(label_in(header))
        label = known.label if known is not None else label
        label = free_name(asked.fields.__contains__, label)
        kind = type_of(label, own, values, wide=True)
        asked.fields[label] = Asked(label, kind, own if kind is FieldType.AMOUNT and own in _MONEY else "")
        return asked.fields[label]

    def _totals(
        self,
        totals: Sequence[Row],
        headers: Mapping[int, str],
        table: str,
        columns: Mapping[int, Asked],
        notes: Notes,
    ) -> None:
        """The row below adds up the columns of amounts and counts; another figure in it is a field of the section."""
        for row in totals:
            for cell in row.shown[1:]:
                column = columns.get(cell.start)
                if column is not None and column.type in _SUMMED:
                    if cell.blank or figure_of(cell.text) is not None:
                        self._put(cell, "{{ 合计(" + path_of(table, column.label) + ") }}", "合计", notes)
                elif figure_of(cell.text) is not None:
                    header = self._lines.relative(headers.get(cell.start, ""))
                    kind = type_of(label_in(header), unit_in(header) or self._unit, [cell.text], wide=True)
                    noun, value = "合计" + label_in(header), cell.text.strip("%％ ")
                    tag = self._names.field(self._lines.sheet, noun, Asked("", kind), value)
                    self._put(cell, tag, "合计行的数", notes)

    def _fixed(self, members: Sequence[Row], region: Region, asked: AskedSheet, notes: Notes) -> None:
        asked.row_header = label_in(region.header.get(region.key, "")).replace("\n", "")
        columns: dict[int, Asked] = {}
        for start in members[0].starts:
            is_asked = start in region.left_blank if region.left_blank else start != region.key
            if is_asked and region.header.get(start):
                values = [one.text for row in members for one in row.cells if one.start == start]
                columns[start] = self._column(asked, region.header[start], values)
        for row in members:
            naming = next((cell for cell in row.shown if cell.start == region.key and not cell.blank), row.shown[0])
            said = label_in(naming.text).replace("\n", "")
            known = self._names.known.find(said)
            label = known.label if known is not None else label_of(said) or said or _NO_NAME
            label = free_name(asked.rows.__contains__, label)
            asked.rows.append(label)
            for cell in row.shown:
                if cell.start in columns and (cell.blank or figure_of(cell.text) is not None):
                    self._put(cell, reference(asked.name, label, columns[cell.start].label), "表格里的数", notes)

    def _labelled(self, rows: Sequence[Row], single: Sequence[Row], sheet: str, notes: Notes) -> None:
        """Blank cells take the label left of them, else the one above; figures too; other texts are read as lines."""
        for at, row in enumerate(rows):
            if row not in single:
                continue
            for index, cell in enumerate(row.cells):
                if cell.continued:
                    continue
                said = _label_for(rows, at, index)
                label = label_in(said)
                known = self._names.known.cover_label(label)
                own = unit_in(said) or _unit_beside(rows, at, index) or self._unit
                wide = cell.span * 2 > sum(one.span for one in row.cells)
                value = figure_of(cell.text)
                if label and (cell.blank or value is not None):
                    kind = type_of(label, own, [cell.text], wide=wide)
                    if (
                        kind is FieldType.TEXT
                        and own in _MONEY
                        and unit_in(said) == ""
                        and _unit_beside(rows, at, index)
                    ):
                        kind = FieldType.AMOUNT
                    asked = Asked(label, kind, own if kind is FieldType.AMOUNT else "")
                    number = "" if value is None else value.text
                    tag = self._names.field(sheet, known or label, asked, number)
                    self._put(cell, tag, "空格" if cell.blank else kind.value, notes)
                elif not cell.blank:
                    self._texts(cell, label, own, notes)

    def _put(self, cell: Cell, tag: str, kind: str, notes: Notes) -> None:
        """The tag in the place of all text of the cell."""
        paragraphs = cell.paragraphs
        home = next((one for one in paragraphs if text_of(one).strip()), paragraphs[0])
        if "\ufffc" in shape_of(home):
            return
        text = text_of(home)
        self._changes.replace(home, [(0, len(text), tag)])
        for other in paragraphs:
            if other is not home and text_of(other).strip():
                self._changes.replace(other, [(0, len(text_of(other)), "")])
        notes.add(home, Proposal(kind, text, tag))

    def _texts(self, cell: Cell, label: str, unit: str, notes: Notes) -> None:
        for paragraph in cell.paragraphs:
            self._lines.mark(paragraph, notes, noun=label, unit=unit)


def _label_for(rows: Sequence[Row], at: int, index: int) -> str:
    """The text left of a cell; the header above it, or both, where several values stand in one row."""
    row = rows[at]
    beside = [_origin(rows, at, cell).text.strip() for cell in row.cells[:index]]
    behind = row.cells[index + 1].text.strip() if index + 1 < len(row.cells) else "-"
    if beside and _says(beside[-1]) and _says(behind):
        return beside[-1]
    said = next((text for text in reversed(beside) if _says(text)), "")
    header = _header_above(rows, at, row.cells[index].start)
    return said + label_in(header) if said and header else said or header


def _header_above(rows: Sequence[Row], at: int, start: int) -> str:
    for above in reversed(rows[:at]):
        over = next((one for one in above.cells if one.start == start), None)
        if over is None:
            return ""
        if not over.continued and _says(over.text.strip()):
            return over.text.strip()
    return ""


def _says(text: str) -> bool:
    """Whether the text of a cell is words, and no figure and no blank."""
    return bool(text) and figure_of(text) is None


def _origin(rows: Sequence[Row], at: int, cell: Cell) -> Cell:
    """The cell itself, or the one above that it goes on."""
    while cell.continued and at:
        at -= 1
        cell = next((one for one in rows[at].cells if one.start == cell.start), cell)
    return cell


def _unit_beside(rows: Sequence[Row], at: int, index: int) -> str:
    """The unit of the nearest cell to the left that names one: 项目资金（万元）."""
    for cell in reversed(rows[at].cells[:index]):
        unit = unit_in(_origin(rows, at, cell).text)
        if unit:
            return unit
    return ""
