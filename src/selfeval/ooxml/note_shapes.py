"""The boxes in which a program shows the notes of a sheet: VML, which is taken as text.

Office writes VML that is not always well-formed, so what others drew is never parsed and stays to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from selfeval.ooxml.xml import Element

NO_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
)
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:{width}px;height:{height}px;'
    'z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_NAMESPACES = (b"urn:schemas-microsoft-com:vml", b"urn:schemas-microsoft-com:office:excel")
_END = re.compile(rb"</xml>\s*\Z")
_ONE_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
_NUMBER = re.compile(rb'"_x0000_s(\d{1,9})"')
_BLOCK = re.compile(rb'idmap\b[^>]*\bdata="(\d{1,6})')
_BLOCK_SIZE = 1024
_GAP, _RISE = 15, 10  # pixels between the cell and its box
_DEFAULT_ROW, _PIXELS_A_POINT = 15.0, 4 / 3
_DEFAULT_COLUMN, _PIXELS_A_DIGIT, _BESIDE = 8.43, 7, 5


class Box(NamedTuple):
    """The box of one note: the cell it belongs to, the last column of that cell, and its size in pixels.

    Rows and columns count from 1.
    """

    row: int
    column: int
    last_column: int
    width: int
    height: int


def can_hold(vml: bytes) -> bool:
    """Whether boxes can be added to the part: it is written as Office, LibreOffice and the libraries write it."""
    return bool(_END.search(vml)) and all(namespace in vml for namespace in _NAMESPACES) and b"xmlns:v=" in vml


def new_shapes(others: Iterable[bytes]) -> bytes:
    """A part without boxes, whose numbers clash with those of no other part."""
    blocks = [int(number) for part in others for number in _BLOCK.findall(part)]
    return NO_SHAPES.format(block=max(blocks, default=0) + 1).encode()


def add_boxes(vml: bytes, sheet: Element, boxes: Iterable[Box]) -> bytes:
    """The part with a box for each of these notes, beside its cell."""
    block = _BLOCK.search(vml)
    numbers = [int(number) for number in _NUMBER.findall(vml)]
    number = max([*numbers, (int(block[1]) if block else 1) * _BLOCK_SIZE])
    measure = _Measure(sheet)
    written = [] if b'id="_x0000_t202"' in vml else [_TYPE]
    for z, box in enumerate(boxes, start=len(numbers) + 1):
        number += 1
        written.append(
            _SHAPE.format(
                id=number,
                width=box.width,
                height=box.height,
                z=z,
                anchor=", ".join(map(str, measure.anchor(box))),
                row=box.row - 1,
                column=box.column - 1,
            )
        )
    end = _END.search(vml)
    at = end.start() if end else len(vml)
    return vml[:at] + "".join(written).encode() + vml[at:]


def remove_boxes(vml: bytes, cells: Iterable[tuple[int, int]]) -> bytes:
    """The part without the boxes of the notes of these cells."""
    gone = {(row - 1, column - 1) for row, column in cells}

    def kept(match: re.Match[bytes]) -> bytes:
        row, column = (re.search(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (tag, tag), match[0]) for tag in (b"Row", b"Column"))
        is_note = b'ObjectType="Note"' in match[0] and row is not None and column is not None
        return b"" if is_note and (int(row[1]), int(column[1])) in gone else match[0]  # type: ignore[index]

    return _ONE_SHAPE.sub(kept, vml)


def has_shapes(vml: bytes) -> bool:
    """Whether anything is drawn in the part."""
    return bool(_ONE_SHAPE.search(vml)) or b"<v:group" in vml


class _Measure:
    """How wide the columns and how high the rows of a sheet are, in pixels."""

    def __init__(self, sheet: Element) -> None:
        plain = sheet.find("{*}sheetFormatPr")
        stated: Mapping[str, str] = {} if plain is None else {str(key): str(value) for key, value in plain.items()}
        self._row = _number(stated.get("defaultRowHeight"), _DEFAULT_ROW) * _PIXELS_A_POINT
        self._column = _number(stated.get("defaultColWidth"), _DEFAULT_COLUMN)
        self._rows = {
            int(row.get("r", "0")): 0.0 if row.get("hidden") in {"1", "true"} else _number(row.get("ht"), 0.0) or None
            for row in sheet.iterfind("{*}sheetData/{*}row")
            if row.get("r", "0").isdecimal()
        }
        self._columns = [
            (int(column.get("min", "0")), int(column.get("max", "0")), _width(column))
            for column in sheet.iterfind("{*}cols/{*}col")
        ]

    def anchor(self, box: Box) -> list[int]:
        """Column, pixels into it, row, pixels into it, of the upper left and the lower right corner; all from 0."""
        top = max(box.row - 2, 0)
        start_y = _RISE if box.row > 1 else 2
        right, end_x = self._walk(box.last_column, _GAP + box.width, self.column)
        bottom, end_y = self._walk(top, start_y + box.height, self.row)
        return [box.last_column, _GAP, top, start_y, right, end_x, bottom, end_y]

    def row(self, index: int) -> float:
        height = self._rows.get(index + 1)
        return self._row if height is None else height if not height else height * _PIXELS_A_POINT

    def column(self, index: int) -> float:
        for first, last, width in self._columns:
            if first <= index + 1 <= last:
                return (width if width is not None else self._column) * _PIXELS_A_DIGIT + (_BESIDE if width != 0 else 0)
        return self._column * _PIXELS_A_DIGIT + _BESIDE

    @staticmethod
    def _walk(index: int, pixels: float, size: Callable[[int], float]) -> tuple[int, int]:
        """The column or row so many pixels behind the start of one, and how far into it."""
        while pixels > size(index):
            pixels -= size(index)
            index += 1
        return index, int(pixels)


def _width(column: Element) -> float | None:
    return 0.0 if column.get("hidden") in {"1", "true"} else _number(column.get("width"), 0.0) or None


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
