"""The floor: what no engine can do without. The same bytes read, the finished XML as one f-string, the same zip.

The sheets are read by calamine into plain lists. The f-string is made beforehand from the finished document: wherever a
cell's text stands in it, it takes the cell; all else is constant. Nothing is looked up, converted, escaped, checked or
proven. The zip is written by hand; parts that are the same in every document are at hand compressed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from bench.workbooks import Case

Grid = list[list[list[Any]]]

_DOCUMENT = "word/document.xml"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEW_YEAR = 0x21  # 1 January 1980
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]+)")


def floor_filler(case: Case, render: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    """A function from a workbook's path to the document's bytes, for the workbooks of the case alone."""
    documents = {path: render(path) for path in case.books}
    sheets = [*case.shape.fields, *case.shape.tables]
    first, other = (_parts(data) for data in (documents[case.books[0]], documents[case.books[-1]]))
    level = _level(documents[case.books[0]])
    packed = {name: _entry(data, level) for name, data in first.items() if other.get(name) == data}
    finished = {}
    for path, data in documents.items():
        parts = _parts(data)
        xml = parts.pop(_DOCUMENT).decode()
        rest = {name: part for name, part in parts.items() if name not in packed}
        finished[path] = _as_f_string(xml, read(path, sheets)), rest, list(parts)

    def fill(path: Path) -> bytes:
        xml, rest, names = finished[path]
        grid = read(path, sheets)
        entries = {_DOCUMENT: _entry(xml(grid).encode(), level)}
        for name, data in rest.items():
            entries[name] = _entry(data, level)
        return _zip([(name, packed.get(name) or entries[name]) for name in (*names, _DOCUMENT)])

    return fill


def read(path: Path, sheets: list[str]) -> Grid:
    """The cells of those sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in sheets]


def _as_f_string(xml: str, grid: Grid) -> Callable[[Grid], str]:
    """The XML as a function of the grid."""
    slots: dict[str, str] = {}
    for sheet, table in enumerate(grid):
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                place = f"g[{sheet}][{row}][{column}]"
                if isinstance(cell, str) and len(cell) > 2:
                    slots.setdefault(cell, f"{{{place}}}")
                elif isinstance(cell, float):
                    slots.setdefault(f"{cell:.2f}", f"{{{place}:.2f}}")
    known = re.compile("|".join(map(re.escape, sorted(slots, key=len, reverse=True))))

    def with_slots(found: re.Match[str]) -> str:
        pieces, at = [], 0
        for value in known.finditer(found[2]):
            pieces += [_constant(found[2][at : value.start()]), slots[value[0]]]
            at = value.end()
        return _constant(found[1]) + "".join(pieces) + _constant(found[2][at:])

    pieces, at = [], 0
    for found in _TEXT.finditer(xml):
        pieces += [_constant(xml[at : found.start()]), with_slots(found)]
        at = found.end()
    source = "".join(pieces) + _constant(xml[at:])
    function: Callable[[Grid], str] = eval(f'lambda g: f"{source}"', {})  # noqa: S307 - our own text
    return function


def _constant(text: str) -> str:
    """The text as it stands inside an f-string of double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return escaped.replace("{", "{{").replace("}", "}}")


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _level(document: bytes) -> int:
    """The level at which the body was deflated, so that the floor works neither less nor more for it."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        info, data = archive.getinfo(_DOCUMENT), archive.read(_DOCUMENT)
    return min(range(1, 10), key=lambda level: abs(len(_deflated(data, level)) - info.compress_size))


def _deflated(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


Entry = tuple[bytes, int, int]


def _entry(data: bytes, level: int) -> Entry:
    return _deflated(data, level), zlib.crc32(data), len(data)


def _zip(entries: list[tuple[str, Entry]]) -> bytes:
    body, directory, at = [], [], 0
    for name, (data, check, size) in entries:
        title = name.encode()
        common = (20, 0, 8, 0, _NEW_YEAR, check, len(data), size, len(title), 0)
        local = _LOCAL.pack(b"PK\3\4", *common) + title
        directory.append(_CENTRAL.pack(b"PK\1\2", 20, *common, 0, 0, 0, 0, at) + title)
        body += [local, data]
        at += len(local) + len(data)
    index = b"".join(directory)
    return b"".join((*body, index, _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(index), at, 0)))
