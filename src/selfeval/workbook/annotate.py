"""Gives a workbook back with its findings in it: a note and a fill on each cell, and the sheet 检查结果.

The parts of the package are edited, since no library keeps all that a clerk's workbook may hold (threaded comments,
pictures, charts, macros). What is not touched stays to the byte.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from selfeval.cells import BLANK_CELL, Cell, address
from selfeval.errors import SelfevalError
from selfeval.findings import Finding, Findings, Severity
from selfeval.form.model import FINDINGS_SHEET
from selfeval.names import fold
from selfeval.ooxml.editing import Editing
from selfeval.ooxml.note_shapes import Box
from selfeval.ooxml.notes import Note, SheetNotes, relationship_types
from selfeval.ooxml.package import read_package
from selfeval.ooxml.xml import Element
from selfeval.ooxml.zipped import write_zip
from selfeval.workbook.addresses import position
from selfeval.workbook.cell_looks import CellLooks
from selfeval.workbook.findings_sheet import Former, Line, findings_sheet, formers, is_ours, stored
from selfeval.workbook.grid import read_grids
from selfeval.workbook.layout import quoted
from selfeval.workbook.measure import line_count
from selfeval.workbook.sheet_cells import SheetCells, last_style
from selfeval.workbook.source import UNNAMED, refusals_of
from selfeval.workbook.strings import decode, shared_strings
from selfeval.workbook.text import seen

_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}"><fonts count="1"><font/>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
    '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs></styleSheet>'
)
_MOST_IN_A_NOTE = 5
_NOTE_WIDTH, _NOTE_LINE, _NOTE_PADDING, _NOTE_SIZE = 320, 17, 14, 9
_NOTE_COLUMNS = 45  # characters of the body font that a note is wide
_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def annotate_workbook(data: bytes, findings: Findings, name: str = "") -> bytes:
    """The workbook with these findings in it; marks of an earlier time are taken away first.

    Args:
        data: the bytes of the .xlsx or .xlsm.
        findings: what ``check`` found in it.
        name: what the file is called.

    Raises:
        InvalidReport: the file is no workbook that can be read.
        SelfevalError: it has a sheet 检查结果 that somebody else wrote.
    """
    book = _opened(data, name)
    book.clear()
    book.mark(findings, name or UNNAMED)
    return write_zip(book.editing.finish())


def clear_workbook(data: bytes, name: str = "") -> bytes:
    """The workbook without notes, fills and sheet of ours: as it was before ``annotate``.

    Raises:
        InvalidReport: the file is no workbook that can be read.
        SelfevalError: it has a sheet 检查结果 that somebody else wrote.
    """
    book = _opened(data, name)
    book.clear()
    return write_zip(book.editing.finish())


def _opened(data: bytes, name: str) -> _Book:
    with refusals_of(name):
        package = read_package(data)
        cells = {grid.name: grid.cells for grid in read_grids(package)}
        return _Book(Editing(package), package.main_part(), cells)


@dataclass
class _Book:
    """A workbook while it is edited.

    Attributes:
        main: the part that lists the sheets.
        cells: what stands on each sheet.
        sheets: the part of each worksheet by its name.
    """

    editing: Editing
    main: str
    cells: dict[str, dict[tuple[int, int], Cell]]
    sheets: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.sheets = {name: part for name, _, part in self._listed()}

    # ------------------------------------------------------------ marking

    def mark(self, findings: Findings, name: str) -> None:
        """Put the notes, fills and the sheet in."""
        looks = CellLooks(self.editing.tree(self._styles()))
        by_cell: dict[tuple[str, int, int, int], list[Finding]] = {}
        placed: dict[int, tuple[str, int, int, int]] = {}
        grids: dict[str, SheetCells] = {}
        for number, found in enumerate(findings):
            if found.sheet in self.sheets:
                sheet = found.sheet
                if sheet not in grids:
                    grids[sheet] = SheetCells(self.editing.tree(self.sheets[sheet]), sheet)
                spot = (sheet, *grids[sheet].anchor(*position(found.place.rpartition("!")[2], sheet)))
                by_cell.setdefault(spot, []).append(found)
                placed[number] = spot
        before = {spot: grids[spot[0]].style(spot[1], spot[2]) for spot in by_cell}
        marked: dict[tuple[str, int, int, int], int] = {}
        for spot, there in by_cell.items():
            cells, (_, row, column, _) = grids[spot[0]], spot
            style = before[spot]
            marked[spot] = looks.marked(cells.outer_style(row, column) if style is None else style, _gravest(there))
            cells.set_style(row, column, marked[spot])
        for sheet in grids:
            notes = [_note(spot, found) for spot, found in by_cell.items() if spot[0] == sheet]
            SheetNotes(self.editing, self.sheets[sheet]).add(notes)
        lines = []
        for number, found in enumerate(findings):
            line = Line(found.severity, found.place, found.body(), found.hint(), found.rule)
            if number in placed:
                spot = placed[number]
                link = f"{quoted(spot[0])}!{address(spot[1], spot[2])}"
                cell = self.cells.get(spot[0], {}).get((spot[1], spot[2]), BLANK_CELL)
                line = line._replace(link=link, marked=marked[spot], before=before[spot], shows=seen(cell))
            lines.append(line)
        lines.sort(key=lambda line: _GRAVEST.index(line.severity))
        self._add_sheet(findings_sheet(lines, looks, self._namespace, name))

    @property
    def _namespace(self) -> str:
        return str(etree.QName(self.editing.tree(self.main)).namespace)

    def _styles(self) -> str:
        for _, part in self.editing.related(self.main, "styles"):
            return part
        part = self.editing.free_name(posixpath.join(posixpath.dirname(self.main), "styles{}.xml"))
        types = relationship_types(self.editing.tree(self.main))
        styles = _NO_STYLES.format(namespace=self._namespace).encode()
        self.editing.add(self.main, f"{types}/styles", part, _STYLES_TYPE, styles)
        return part

    def _add_sheet(self, data: bytes) -> None:
        root = self.editing.tree(self.main)
        types = relationship_types(root)
        part = self.editing.free_name(posixpath.join(posixpath.dirname(self.main), "worksheets/sheet{}.xml"))
        identifier = self.editing.add(self.main, f"{types}/worksheet", part, _WORKSHEET_TYPE, data)
        listed = root.find("{*}sheets")
        if listed is not None:
            number = 1 + max((int(sheet.get("sheetId", "0")) for sheet in listed), default=0)
            told = {"name": FINDINGS_SHEET, "sheetId": str(number), f"{{{types}}}id": identifier}
            etree.SubElement(listed, f"{{{self._namespace}}}sheet", told)

    # ------------------------------------------------------------ clearing

    def clear(self) -> None:
        """Take away all that an earlier ``mark`` put in."""
        kept = self._take_sheet()
        styles = next((part for _, part in self.editing.related(self.main, "styles")), "")
        if styles:
            looks = CellLooks(self.editing.tree(styles))
            ours = looks.ours()
            for name, part in self.sheets.items():
                if ours and not ours.isdisjoint(range(last_style(self.editing.parts[part]) + 1)):
                    _restore(SheetCells(self.editing.tree(part), name), name, ours, kept)
        for part in self.sheets.values():
            SheetNotes(self.editing, part).clear()
        if styles:
            self.editing.settle()
            looks.trim(max((last_style(self.editing.parts[part]) for part in self.sheets.values()), default=0))

    def _take_sheet(self) -> list[Former]:
        """Take the sheet 检查结果 away; what it says about former formats."""
        for name, element, part in list(self._listed()):
            if fold(name) != fold(FINDINGS_SHEET):
                continue
            sheet, strings = self.editing.tree(part), self._strings()
            if not is_ours(sheet, strings):
                raise SelfevalError(f"工作簿里已有一张不是 selfeval 生成的工作表“{name}”，没有标注。请把它改名后重试。")
            kept = list(formers(sheet, strings))
            identifier = next(at for at, target in self.editing.related(self.main, "worksheet") if target == part)
            self.editing.remove(self.main, identifier, part)
            _unlist(self.editing.tree(self.main), element)
            del self.sheets[name]
            return kept
        return []

    def _strings(self) -> Sequence[str]:
        for _, part in self.editing.related(self.main, "sharedStrings"):
            return shared_strings(self.editing.tree(part))
        return ()

    def _listed(self) -> Iterator[tuple[str, Element, str]]:
        """Name, element and part of each worksheet, in their order."""
        parts = dict(self.editing.related(self.main, "worksheet"))
        for element in self.editing.tree(self.main).iterfind("{*}sheets/{*}sheet"):
            identifier = next((value for key, value in element.items() if str(key).endswith("}id")), "")
            if identifier in parts:
                yield decode(element.get("name", "")), element, parts[identifier]


def _unlist(workbook: Element, sheet: Element) -> None:
    """Take a sheet out of the list; what counts sheets by their position counts on."""
    listed = sheet.getparent()
    if listed is None:
        return
    at = listed.index(sheet)
    listed.remove(sheet)
    for view in workbook.iterfind("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            shown = int(view.get(attribute, "0"))
            if shown >= max(at, 1) and attribute in view.attrib:
                view.set(attribute, str(shown - 1))
    for name in workbook.findall("{*}definedNames/{*}definedName"):
        its_sheet = int(name.get("localSheetId", "-1"))
        if its_sheet == at:
            name.getparent().remove(name)  # type: ignore[union-attr]
        elif its_sheet > at:
            name.set("localSheetId", str(its_sheet - 1))


def _restore(cells: SheetCells, name: str, ours: frozenset[int], kept: Iterable[Former]) -> None:
    by_cell: dict[str, int | None] = {}
    by_format: dict[int, int | None] = {}
    for former in kept:
        by_cell.setdefault(former.place, former.before)
        by_format.setdefault(former.marked, former.before)
    for row, column, style in cells.styled(ours):
        # By the cell first; where rows were put in or taken out since, by the mark.
        place = f"{name}!{address(row, column)}"
        if place in by_cell or style in by_format:
            cells.restore(row, column, by_cell[place] if place in by_cell else by_format[style])


def _gravest(found: Iterable[Finding]) -> Severity:
    severities = {one.severity for one in found}
    return next(severity for severity in _GRAVEST if severity in severities)


def _note(spot: tuple[str, int, int, int], found: Sequence[Finding]) -> Note:
    _, row, column, last_column = spot
    told = [_told(one) for one in found[:_MOST_IN_A_NOTE]]
    if len(found) > _MOST_IN_A_NOTE:
        told.append(f"还有 {len(found) - _MOST_IN_A_NOTE} 条，见工作表“{FINDINGS_SHEET}”。")
    text = stored("\n".join(told))
    height = _NOTE_PADDING + _NOTE_LINE * (2 + line_count(text, _NOTE_COLUMNS, _NOTE_SIZE))
    return Note(address(row, column), Box(row, column, last_column, _NOTE_WIDTH, height), text)


def _told(found: Finding) -> str:
    """What is there, what was expected, the next step."""
    return (
        "。".join(part.rstrip("。") for part in (f"{found.severity.word}：{found.body()}", found.hint()) if part) + "。"
    )
