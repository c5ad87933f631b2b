"""From the parts of a workbook to grids of plain cells. All that is read from a workbook passes through here.

The worksheet XML is read directly, strictly parsed: this sees in one pass what libraries show only in part (error
cells, formulas without a value, the Chinese built-in date formats, merged cells) and is not brought down by what
they stumble over (NaN, broken styles, ISO Strict workbooks). Only cells that are there cost anything, so a value in
the far corner of a sheet is seen before any table of that size is made.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import cast

from lxml import etree

from selfeval.amounts import from_float
from selfeval.cells import COLUMNS, Cell, Grid, Kind, address, column_number
from selfeval.findings import Finding, finding
from selfeval.form.model import OWN_SHEETS
from selfeval.ooxml.guard import Refused, refused
from selfeval.ooxml.package import Package, Relationship
from selfeval.workbook.addresses import position, range_of, unreadable, whole
from selfeval.workbook.formats import Shown, cell_formats, date_of
from selfeval.workbook.ordinary import Scanned, scan_sheet, scan_strings, unescape
from selfeval.workbook.strings import decode, rich_text, shared_strings
from selfeval.workbook.text import trim

MAX_ROW, MAX_COLUMN = 100_000, 1_000
MAX_BOX = 4_000_000
MAX_CELLS = 400_000
MAX_COVERED = 200_000
"""Bounds on cells that hold anything; what lies beyond was never meant to be there."""

_LARGEST_WHOLE_FLOAT = 2.0**53
_SHORT_NUMBER = re.compile(r"-?(?:[1-9][0-9]{0,8}|0(?=\.))(?:\.[0-9]{0,5}[1-9])?|0")
"""At most fifteen digits: these a float holds exactly as written."""
_PLAIN = Shown.PLAIN
_WORKBOOK = re.compile(
    r"\{(?:http://schemas.openxmlformats.org/spreadsheetml/2006/main|http://purl.oclc.org/ooxml/spreadsheetml/main)\}workbook"
)
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_OTHERS = {"document": (".docx", "Word"), "presentation": (".pptx", "PowerPoint")}
_TRUE = ("1", "true", "on")


@dataclass
class _Book:
    """What all sheets of a workbook share while it is read."""

    strings: list[str]
    formats: list[Shown]
    epoch_1904: bool
    looks: dict[str | None, Shown] = field(default_factory=dict)
    """How a cell shows its number, by the style as a cell writes it."""
    texts: dict[str, Cell] = field(default_factory=dict)
    """The cells of shared texts, by the index as a cell writes it."""
    cells: int = 0
    covered: int = 0
    too_far: list[Finding] = field(default_factory=list)


def read_grids(package: Package) -> list[Grid]:
    """The worksheets of a workbook as grids, in their order, without those selfeval writes for people.

    Raises:
        Refused: it is no workbook, cannot be understood, or holds cells where nobody looks for them.
    """
    main = package.main_part()
    root = _workbook_root(package, main)
    parts = package.relationships(main)
    strings, styles = (_part(package, parts, kind) for kind in ("sharedStrings", "styles"))
    book = _Book(
        strings=_strings(package, strings) if strings else [],
        formats=_formats(styles, package.get(styles) or b"") if styles else [],
        epoch_1904=any(entry.get("date1904", "").lower() in _TRUE for entry in root.iterchildren("{*}workbookPr")),
    )
    grids: list[Grid] = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        part = parts.get(sheet.get(_ID) or sheet.get(_STRICT_ID) or "")
        name = decode(sheet.get("name", ""))
        if part is not None and part.kind == "worksheet" and name not in OWN_SHEETS:
            grids.append(_read_sheet(name, package, part.target, book))
    if book.too_far:
        raise Refused(*book.too_far)
    return grids


def _workbook_root(package: Package, main: str) -> etree._Element:
    if "mimetype" in package and (package.get("mimetype") or b"").startswith(b"application/vnd.oasis"):
        raise refused("file.foreign", found="ODS / ODT")
    if not main:
        raise refused("file.foreign", found="ZIP")
    if main.lower().endswith(".bin"):
        raise refused("file.foreign", found=".xlsb")
    root = package.xml(main)
    if not _WORKBOOK.fullmatch(str(root.tag)):
        suffix, kind = _OTHERS.get(etree.QName(root).localname, ("?", ""))
        refusal = refused("file.foreign", found=suffix, kind=kind)
        if kind:
            refusal = Refused(*(replace(found, sentence="file.not-a-workbook") for found in refusal.findings))
        raise refusal
    return root


def _part(package: Package, parts: dict[str, Relationship], kind: str) -> str:
    """The name of the part of that kind, ``""`` where there is none."""
    return next((part.target for part in parts.values() if part.kind == kind and part.target in package), "")


@lru_cache(maxsize=8)
def _formats(part: str, data: bytes) -> list[Shown]:
    """The formats of a styles part; workbooks made from one blank share it to the byte, so it is read once."""
    return cell_formats(Package({part: data}).xml(part))


def _strings(package: Package, part: str) -> list[str]:
    found = scan_strings(package.get(part) or b"")
    return shared_strings(package.xml(part)) if found is None else list(map(decode, found))


def _read_sheet(name: str, package: Package, part: str, book: _Book) -> Grid:
    scanned = scan_sheet(package.get(part) or b"")
    if scanned is not None:
        return _made(name, _scanned_cells(scanned.cells, book, name), scanned.merged, scanned.hidden, book)
    root = package.xml(part)
    merged = tuple(entry.get("ref", "") for entry in root.iterfind("{*}mergeCells/{*}mergeCell"))
    cells: dict[tuple[int, int], Cell] = {}
    for row, column, element in _placed_cells(root, name):
        cell = _read_cell(element, book, name)
        if cell is not None:
            cells[row, column] = cell
    return _made(name, cells, merged, partial(_hidden_rows, root, name), book)


def _made(
    name: str,
    cells: dict[tuple[int, int], Cell],
    ranges: tuple[str, ...],
    hidden: frozenset[int] | Callable[[], frozenset[int]],
    book: _Book,
) -> Grid:
    """The grid of the cells found in a sheet, and what is refused about them."""
    height = width = 0
    if cells:
        height, width = max(cells)[0], max(column for _, column in cells)
        if height > MAX_ROW or width > MAX_COLUMN or height * width > MAX_BOX:
            cells, height, width = _within_bounds(name, cells, book)
    book.cells += len(cells)
    if book.cells > MAX_CELLS:
        raise refused("file.too-many-cells", found=str(book.cells), expected=str(MAX_CELLS))
    merged = tuple(range_of(entry, name) for entry in ranges)
    _cover(cells, merged, height, width, book)
    return Grid(name, cells, merged, hidden if isinstance(hidden, frozenset) else hidden())


def _within_bounds(
    name: str, cells: dict[tuple[int, int], Cell], book: _Book
) -> tuple[dict[tuple[int, int], Cell], int, int]:
    """The cells where a sheet may hold some, with its height and width; the first that lies too far is noted."""
    kept: dict[tuple[int, int], Cell] = {}
    far: tuple[int, int] | None = None
    height = width = 0
    for at, cell in cells.items():
        row, column = at
        if row > MAX_ROW or column > MAX_COLUMN:
            far = far or at
            continue
        kept[at] = cell
        height, width = max(height, row), max(width, column)
        if far is None and height * width > MAX_BOX:
            far = at
    if far:
        where = address(*far)
        book.too_far.append(finding("cell.too-far", f"{name}!{where}", expected=f"{address(MAX_ROW, MAX_COLUMN)}"))
    return kept, height, width


def _scanned_cells(found: list[Scanned], book: _Book, sheet: str) -> dict[tuple[int, int], Cell]:
    """The cells a scan has found; a shared text is the same cell wherever it stands."""
    cells: dict[tuple[int, int], Cell] = {}
    texts, strings, columns = book.texts, book.strings, COLUMNS
    for letters, row, style, kind, formula, value, text in found:
        cell: Cell | None
        if text and not formula and kind == "s":
            cell = texts.get(text)
            if cell is None:
                try:
                    said = strings[int(text)]
                except (ValueError, IndexError) as error:
                    raise unreadable(sheet, f"{sheet}!{letters}{row}") from error
                if not trim(said):
                    continue
                cell = texts[text] = Cell(said, Kind.TEXT)
        elif text:
            try:
                if kind:
                    said = decode(unescape(text)) if kind == "inlineStr" else unescape(text)
                    cell = _typed_cell(kind, said, bool(formula), style, book)
                else:
                    cell = _number_cell(unescape(text), bool(formula), style, book)
            except (ValueError, IndexError) as error:
                raise unreadable(sheet, f"{sheet}!{letters}{row}") from error
            if cell is None:
                continue
        elif formula:
            cell = _without_value(kind, bool(value))
        else:
            continue
        cells[int(row), columns.get(letters) or column_number(letters)] = cell
    return cells


def _placed_cells(root: etree._Element, sheet: str) -> Iterator[tuple[int, int, etree._Element]]:
    """Row, column and element of each cell that holds anything; of a form's blank cells only the style is there."""
    find = _filled_cells(str(root.tag).partition("}")[0].removeprefix("{"))
    filled = cast("list[etree._Element]", find(root))
    if all("r" in element.attrib for element in filled):
        for element in filled:
            yield *position(element.get("r", ""), sheet), element
        return
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        row, column = whole(line.get("r"), row + 1, sheet), 0
        for element in line.iterchildren("{*}c"):
            at = element.get("r")
            cell_row, column = (row, column + 1) if at is None else position(at, sheet)
            if len(element):
                yield cell_row, column, element


@lru_cache(maxsize=4)
def _filled_cells(namespace: str) -> etree.XPath:
    return etree.XPath("m:sheetData/m:row/m:c[*]", namespaces={"m": namespace})


def _hidden_rows(root: etree._Element, sheet: str) -> frozenset[int]:
    lines = (line for line in root.iterfind("{*}sheetData/{*}row[@hidden]") if line.get("hidden", "").lower() in _TRUE)
    # A row that does not say its number is the one after those before it.
    return frozenset(
        whole(line.get("r"), 1 + sum(1 for _ in line.itersiblings(preceding=True)), sheet) for line in lines
    )


def _read_cell(element: etree._Element, book: _Book, sheet: str) -> Cell | None:
    """The cell, None where it holds nothing at all."""
    kind = element.get("t", "n")
    text: str | None = None
    has_formula = False
    for child in element:
        tag = child.tag[-2:]  # }v, }f, }is
        if tag == "}v":
            text = child.text or ""
        elif tag == "}f":
            has_formula = True
        elif tag == "is" and kind == "inlineStr":
            text = rich_text(child)
    if not text:
        return _without_value(kind, text is not None) if has_formula else None
    try:
        return _typed_cell(kind, text, has_formula, element.get("s"), book)
    except (ValueError, IndexError) as error:
        raise unreadable(sheet, f"{sheet}!{element.get('r', '?')}") from error


def _without_value(kind: str, has_value: bool) -> Cell:
    """The cell of a formula that gives no text, or was never calculated."""
    return Cell(None, Kind.BLANK if has_value and kind == "str" else Kind.UNCALCULATED, True)


def _typed_cell(kind: str, text: str, has_formula: bool, style: str | None, book: _Book) -> Cell | None:
    if kind == "n":
        return _number_cell(text, has_formula, style, book)
    if kind in ("s", "str", "inlineStr"):
        if kind == "s":
            text = book.strings[int(text)]
        elif kind == "str":
            text = decode(text)
        if trim(text):
            return Cell(text, Kind.TEXT, has_formula)
        return Cell(None, Kind.BLANK, True) if has_formula else None
    if kind == "b":
        return Cell(text.strip() in _TRUE, Kind.BOOLEAN, has_formula)
    if kind == "d":
        return Cell(_iso_date(text.strip()), Kind.DATE, has_formula)
    if kind == "e":
        return Cell(text, Kind.ERROR, has_formula)
    raise ValueError(kind)


def _number_cell(text: str, has_formula: bool, style: str | None, book: _Book) -> Cell:
    value = Decimal(text) if _SHORT_NUMBER.fullmatch(text) else _number(text)
    if value is None:
        return Cell(text, Kind.ERROR, has_formula)
    look = book.looks.get(style)
    if look is None:
        position = int(style) if style else 0
        look = book.looks[style] = book.formats[position] if 0 <= position < len(book.formats) else Shown.PLAIN
    if look is _PLAIN:
        return Cell(value, Kind.NUMBER, has_formula)
    if look is Shown.DATE:
        date = date_of(value, book.epoch_1904)
        if date is not None:
            return Cell(date, Kind.DATE, has_formula)
    return Cell(value, Kind.NUMBER, has_formula, look is Shown.PERCENT)


def _number(text: str) -> Decimal | None:
    """The number a person typed; None for NaN and 1E+400, which nobody did."""
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    whole = number.is_integer() and abs(number) < _LARGEST_WHOLE_FLOAT
    return Decimal(int(number)) if whole else from_float(number)


def _iso_date(text: str) -> datetime.date | datetime.datetime | datetime.time:
    if "T" not in text and ":" in text:
        return datetime.time.fromisoformat(text)
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.time() != datetime.time() else moment.date()


def _cover(
    cells: dict[tuple[int, int], Cell],
    merged: tuple[tuple[int, int, int, int], ...],
    height: int,
    width: int,
    book: _Book,
) -> None:
    """Mark the cells hidden under merged ones, within the part of the sheet that is used."""
    for first_row, first_column, bottom, right in merged:
        last_row, last_column = min(bottom, height), min(right, width)
        if last_row < first_row or last_column < first_column:
            continue
        book.covered += (last_row - first_row + 1) * (last_column - first_column + 1)
        if book.covered > MAX_COVERED:
            raise refused("file.too-many-cells", found=f">{MAX_COVERED}", expected=str(MAX_COVERED))
        cover = Cell(address(first_row, first_column), Kind.COVERED)
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                if (row, column) != (first_row, first_column):
                    cells[row, column] = cover
