"""A document as lines of text in which all that a reader sees, and the looks and marks a tag may disturb, is told.

Written without any code of selfeval but its structural check, so that what is compared does not rest on what is tested.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from selfeval.document import structure

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes\d*|endnotes\d*|comments\d*)\.xml$")
_LINKS = re.compile(r"word/_rels/[\w.]+\.rels$")
_PROPERTIES = {"docProps/core.xml": "title", "docProps/app.xml": "Manager", "docProps/custom.xml": "lpwstr"}
_PLACEHOLDER = "Word Document"  # the title python-docx writes where there is none


def seen(document: bytes) -> list[str]:
    """The lines: the body's, then those of each other part with its name before, then what is not built right."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found: list[str] = []
    for name in sorted(parts, key=lambda name: (name != "word/document.xml", name)):
        if matched := _PARTS.match(name):
            prefix = "" if matched[1] == "document" else f"{matched[1].rstrip('0123456789')}: "
            root = etree.fromstring(parts[name])
            found += [prefix + line for line in _blocks(root) if line or not prefix]
        elif _LINKS.match(name):
            found += [f"target: {target}" for target in _targets(parts[name])]
        elif name in _PROPERTIES:
            found += _property(name, parts[name])
    return [*found, *(f"‹fault {finding.rule}›" for finding in structure(document))]


def _targets(data: bytes) -> Iterator[str]:
    for item in etree.fromstring(data):
        if item.get("Type", "").endswith("/hyperlink"):
            yield unquote(item.get("Target", ""))


def _property(name: str, data: bytes) -> Iterator[str]:
    for item in etree.fromstring(data).iter("{*}" + _PROPERTIES[name]):
        if item.text and item.text != _PLACEHOLDER:
            yield f"{_PROPERTIES[name]}: {item.text}"


def _blocks(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}p":
            yield _paragraph(child)
            for box in child.iter(f"{_W}txbxContent"):
                yield from (f"box: {line}" for line in _blocks(box))
        elif child.tag == f"{_W}tbl":
            yield from _table(child)
        elif child.tag in {f"{_W}bookmarkStart"}:
            yield f"‹bookmark {child.get(f'{_W}name')}›"
        elif child.get(f"{_W}type") not in {"separator", "continuationSeparator"}:
            if child.text and child.text.strip():
                yield f"‹stray text {child.text.strip()}›"
            yield from _blocks(child)


def _table(table: etree._Element) -> Iterator[str]:
    for row in table.findall(f"{_W}tr"):
        cells = [_cell(cell) for cell in row.findall(f"{_W}tc")]
        yield f"| {' | '.join(cells)} |"


def _cell(cell: etree._Element) -> str:
    marks = ""
    for name in ("gridSpan", "vMerge", "shd"):
        found = cell.find(f"{_W}tcPr/{_W}{name}")
        if found is not None:
            marks += f"‹{name} {found.get(f'{_W}fill') or found.get(f'{_W}val') or 'continue'}›"
    return marks + " ¶ ".join(_blocks(cell))


def _paragraph(paragraph: etree._Element) -> str:
    look = ""
    properties = paragraph.find(f"{_W}pPr")
    if properties is not None:
        look = "".join(f"‹{_said(child)}›" for child in properties if not child.tag.endswith("}rPr"))
    runs: list[tuple[str, str]] = []
    for run_look, text in _pieces(paragraph, ""):
        if runs and runs[-1][0] == run_look:
            runs[-1] = (run_look, runs[-1][1] + text)
        elif text:
            runs.append((run_look, text))
    return look + "".join(f"‹{run_look}›{text}‹/›" if run_look else text for run_look, text in runs)


def _said(child: etree._Element) -> str:
    name = etree.QName(child).localname
    values = [str(value) for value in child.attrib.values()]
    return " ".join([name, *values]) if name != "sectPr" else "section"


def _pieces(element: etree._Element, look: str) -> Iterator[tuple[str, str]]:
    for child in element:
        name = etree.QName(child).localname
        match name:
            case "r":
                properties = child.find(f"{_W}rPr")
                own = "" if properties is None else " ".join(map(_said, properties))
                yield from _pieces(child, own)
            case "t":
                yield look, child.text or ""
            case "delText":
                yield look, f"~{child.text}~"
            case "tab" if element.tag == f"{_W}r":
                yield look, "⇥"
            case "br":
                yield look, "⏎" if child.get(f"{_W}type") is None else "‹page›"
            case "instrText":
                yield look, f"‹field {(child.text or '').strip()}›"
            case "fldSimple":
                yield look, f"‹field {child.get(f'{_W}instr', '').strip()}›"
                yield from _pieces(child, look)
            case "bookmarkStart":
                yield look, f"‹bookmark {child.get(f'{_W}name')}›"
            case "docPr":
                yield look, f"‹picture {child.get('descr')}›"
            case "dataBinding" | "showingPlcHdr":
                yield look, "‹bound›"
            case "alias":
                yield look, f"‹control {child.get(f'{_W}val')}›"
            case "footnoteReference" | "endnoteReference" | "commentReference":
                yield look, f"‹{name.removesuffix('Reference')}›"
            case "txbxContent" | "pPr" | "rPr":
                pass
            case _:
                yield from _pieces(child, look)
