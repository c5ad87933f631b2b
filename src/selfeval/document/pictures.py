"""Pictures: told by their first bytes, measured, and drawn in a run. What is not plainly one is refused."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final, NamedTuple

from selfeval.document.faults import Fault
from selfeval.ooxml.xml import Element, escape_attribute, parse_xml

MOST_PIXELS: Final = 100_000_000
MOST_EMU: Final = 22 * 914_400
"""22 inches: Word shows nothing wider or higher."""
_EMU = 914_400
_DPI = 72.0
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_DRAWING = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>\
<wp:docPr id="" name="图片"{text}>{link}</wp:docPr>\
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>\
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>\
<pic:nvPicPr><pic:cNvPr id="0" name="图片"{text}>{link}</pic:cNvPr><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""


class Picture(NamedTuple):
    """What the first bytes of a picture tell.

    Attributes:
        suffix: ``.png`` and the like.
        kind: its content type.
        width, height: in pixels.
        across, down: pixels an inch.
    """

    suffix: str
    kind: str
    width: int
    height: int
    across: float = _DPI
    down: float = _DPI


def measured(data: bytes) -> Picture:
    """The picture in the bytes of a file.

    Raises:
        Fault: it is no PNG, JPEG, GIF or BMP, or has no size, or too many pixels.
    """
    for signature, read in _READERS:
        if data.startswith(signature):
            try:
                found = read(data)
            except (struct.error, IndexError):
                break
            if found.width > 0 and found.height > 0 and found.width * found.height <= MOST_PIXELS:
                return found
            raise Fault("fill.picture", reason=f"{found.width}×{found.height} 像素")
    raise Fault("fill.picture", reason="不是 PNG、JPEG、GIF 或 BMP 图片，或已经损坏")


def size(picture: Picture, width: int | None, height: int | None) -> tuple[int, int]:
    """Width and height in EMU: as asked, one by the other, or the picture's own, made smaller where it is too large.

    Raises:
        Fault: a size nobody could see.
    """
    own = picture.width / picture.across * _EMU, picture.height / picture.down * _EMU
    if width is None and height is None:
        scale = min(1.0, MOST_EMU / max(own))
        found = own[0] * scale, own[1] * scale
    else:
        found = (
            (height or 0) * own[0] / own[1] if width is None else width,
            (width or 0) * own[1] / own[0] if height is None else height,
        )
    across, down = max(round(found[0]), 0), max(round(found[1]), 0)
    if not (0 < across <= MOST_EMU and 0 < down <= MOST_EMU):
        raise Fault("fill.picture", reason=f"宽 {across / 360_000:.1f} 厘米、高 {down / 360_000:.1f} 厘米")
    return across, down


def drawing(image: str, link: str, width: int, height: int, text: str = "") -> Element:
    """The drawing of the picture with this relationship; ``link`` is that of the address it leads to, or ``""``.

    ``text`` is its alternative text.
    """
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    described = f' descr="{escape_attribute(text)}"' if text else ""
    return parse_xml(_DRAWING.format(image=image, link=click, width=width, height=height, text=described))


def _inches(dots: float) -> float:
    """Pixels an inch as a whole number, at least one: python-docx reckons so, and pictures keep their size."""
    return float(max(round(dots), 1))


def _png(data: bytes) -> Picture:
    width, height = struct.unpack_from(">4xLL", data, 12)
    across = down = _DPI
    position = 8
    while position + 8 <= len(data):
        length, name = struct.unpack_from(">L4s", data, position)
        if name == b"pHYs":
            x, y, unit = struct.unpack_from(">LLB", data, position + 8)
            across, down = (_inches(x * 0.0254), _inches(y * 0.0254)) if unit == 1 and x and y else (_DPI, _DPI)
        if name in {b"pHYs", b"IDAT"}:
            break
        position += 12 + length
    if data[12:16] != b"IHDR":
        raise IndexError
    return Picture(".png", "image/png", width, height, across, down)


def _jpeg(data: bytes) -> Picture:
    across = down = _DPI
    position = 2
    while True:
        while data[position] == 0xFF and data[position + 1] == 0xFF:
            position += 1
        mark, kind, length = struct.unpack_from(">BBH", data, position)
        if mark != 0xFF or length < 2:
            raise IndexError
        if kind == 0xE0 and data[position + 4 : position + 9] == b"JFIF\0":
            unit, x, y = struct.unpack_from(">BHH", data, position + 11)
            inch = {1: 1.0, 2: 2.54}.get(unit)
            across, down = (_inches(x * inch), _inches(y * inch)) if inch and x and y else (_DPI, _DPI)
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return Picture(".jpeg", "image/jpeg", width, height, across, down)
        position += 2 + length


def _gif(data: bytes) -> Picture:
    width, height = struct.unpack_from("<HH", data, 6)
    return Picture(".gif", "image/gif", width, height)


def _bmp(data: bytes) -> Picture:
    header, width, height = struct.unpack_from("<Lll", data, 14)
    across, down = struct.unpack_from("<ll", data, 38)
    if header < 40:
        raise IndexError
    dots = [_inches(metre * 0.0254) if metre > 0 else 96.0 for metre in (across, down)]
    return Picture(".bmp", "image/bmp", width, abs(height), *dots)


_READERS: tuple[tuple[bytes, Callable[[bytes], Picture]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"BM", _bmp),
)
