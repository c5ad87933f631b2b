"""Makes a small workbook from a dict of sheet to rows, and spoils its parts by hand where no library would write them so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[Any]]
HEADER = ["项目", "填报内容", "单位", "填报说明"]


class Formula(str):
    """A formula whose value was never calculated, as openpyxl writes it."""

    __slots__ = ()


def workbook(sheets: Mapping[str, Rows], change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    """The bytes of an .xlsx with these sheets; each row is a list from column A, None for a blank cell.

    ``change`` may merge cells, set number formats and so on before it is saved.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is None:
                    continue
                cell = sheet.cell(number, column)
                cell.value = str(value) if isinstance(value, Formula) else value
                if isinstance(value, str) and not isinstance(value, Formula):
                    cell.data_type = "s"  # "=1" typed as text stays text
    if change:
        change(book)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of the workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The members of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """A package of these members, deflated; a sequence of pairs may hold a name twice."""
    file = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in pairs:
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def spoiled(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    members = parts(data)
    members[part] = change(members[part])
    return packed(members)


def sheet_xml(rows: str, after: str = "") -> bytes:
    """A worksheet part with these ``<row>`` elements."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def raw_workbook(rows: str, after: str = "", name: str = "一般公共预算") -> bytes:
    """A workbook of one sheet whose rows are given as XML."""
    return spoiled(workbook({name: [["x"]]}), "xl/worksheets/sheet1.xml", lambda _: sheet_xml(rows, after))


def inline(address: str, text: str, *, escaped: bool = False) -> str:
    """A cell with an inline text; ``escaped`` where the text is XML already."""
    body = text if escaped else escape(text)
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{body}</t></is></c>'


def fields_rows(*answers: str, first: int = 2) -> str:
    """Rows of a fields sheet as XML: its header, then each answer a whole ``<c>`` list."""
    header = f'<row r="1">{inline("A1", HEADER[0])}{inline("B1", HEADER[1])}</row>'
    return header + "".join(f'<row r="{first + number}">{cells}</row>' for number, cells in enumerate(answers))
