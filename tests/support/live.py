"""docxtpl's objects and what goes into them, made in the test: pictures, documents to carry over, docxtpl's own result."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import docx
from docxtpl import DocxTemplate

from selfeval.document import structure
from selfeval.ooxml.xml import parse_xml
from tests.support.documents import paragraph_texts, saved
from tests.support.word import parts

EMU = 914_400
"""Of an inch."""


def png(width: int = 4, height: int = 3, dots_a_metre: int = 0) -> bytes:
    """A red picture of that many pixels."""
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    density = [(b"pHYs", struct.pack(">LLB", dots_a_metre, dots_a_metre, 1))] if dots_a_metre else []
    chunks = [
        (b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)),
        *density,
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data)) for name, data in chunks
    )


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG of that many pixels, 300 to the inch."""
    head = b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\1" + struct.pack(">HHBB", 300, 300, 0, 0)
    return head + b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 0) + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    """The beginning of a GIF of that many pixels."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def bmp(width: int, height: int) -> bytes:
    """The header of a BMP of that many pixels, which say nothing of their size."""
    return b"BM" + bytes(12) + struct.pack("<LllHHLLllLL", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def guest() -> Any:
    """A document with what a guest brings: a style of its own, lists, a table, a picture."""
    document = docx.Document()
    document.add_heading("附件标题", 1)
    own = document.styles.add_style("我的样式", 1)
    own.font.bold = True
    document.add_paragraph("自己的样式", style="我的样式")
    for text in ("第一项", "第二项"):
        document.add_paragraph(text, style="List Number")
    document.add_picture(io.BytesIO(png(8, 8)))
    table = document.add_table(1, 2, style="Light Grid Accent 1")
    table.cell(0, 0).text = "格"
    return document


def guest_bytes() -> bytes:
    """The same, saved."""
    return saved(guest())


def docxtpl_lines(template: bytes, values: Callable[[DocxTemplate], dict[str, Any]]) -> list[str]:
    """The paragraphs docxtpl makes of the template, with values made for it."""
    engine = DocxTemplate(io.BytesIO(template))
    engine.render(values(engine), autoescape=True)
    target = io.BytesIO()
    engine.save(target)
    return document_lines(target.getvalue())


def document_lines(document: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a document, line breaks and tabs with it."""
    return paragraph_texts(parse_xml(parts(document)[part]))


def sound(document: bytes) -> bytes:
    """The document, which passes the structural check."""
    assert structure(document) == []
    return document
