"""Reads a document as a test wants to see it: its paragraphs, part by part, without any of our own code."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(document: bytes) -> dict[str, bytes]:
    """Every part by name."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def paragraphs(document: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a part, in order."""
    root = ElementTree.fromstring(parts(document)[part])
    return ["".join(text.text or "" for text in paragraph.iter(f"{_W}t")) for paragraph in root.iter(f"{_W}p")]


def headings(document: bytes) -> list[str]:
    """The text of each paragraph of a heading style."""
    root = ElementTree.fromstring(parts(document)["word/document.xml"])
    found = []
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and (style.get(f"{_W}val") or "").startswith("Heading"):
            found.append("".join(text.text or "" for text in paragraph.iter(f"{_W}t")))
    return found
