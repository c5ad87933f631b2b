"""Scans worksheets and string tables written as ordinary programs write them, without building a tree of them.

Excel, WPS, LibreOffice, openpyxl and XlsxWriter write rows, cells and strings in one plain shape. Where a part has this
shape from its first row to its last, proven by one pattern over the whole of it, its cells are taken from the text. All
that stands around them, the frame, is still parsed strictly. Any other part is None here and goes to the XML parser,
which alone refuses anything.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import NamedTuple

from selfeval.ooxml.xml import Element, XmlError, illegal_character, parse_xml

_LARGEST = 8 * 2**20
"""Beyond, the bounds the XML parser has of its own might tell."""
_LARGEST_KEPT = 32 * 2**10
_DECLARATION = re.compile(
    rb"""<\?xml version=["']1\.0["'](?: encoding=["'](?i:UTF-8)["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>"""
)
_TEXT = "(?:[^<>&\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]++|&(?:amp|lt|gt|quot|apos|#[0-9]{1,7});)*+"
"""No character XML cannot hold, no carriage return, which it reads as something else, no entity of its own."""
_REFERENCE = re.compile("&#([0-9]+);")
_ESCAPED = re.compile("&(#?)([a-z0-9]+);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TRUTH = '"(?:[01]|true|false)"'
_DYE = f'(?: thickTop={_TRUTH})?+(?: thickBot={_TRUTH})?+(?: x14ac:dyDescent="[0-9.]++")?+'
_SPANS = '(?: spans="[0-9: ]*+")?+'
_ROW_STYLE = f'(?: s="[0-9]++")?+(?: customFormat={_TRUTH})?+'
_LEVEL = f'(?: outlineLevel="[0-9]++")?+(?: collapsed={_TRUTH})?+'
_HEIGHT = '(?: ht="[0-9.]++")?+'
_HIDDEN, _CUSTOM = f"(?: hidden={_TRUTH})?+", f"(?: customHeight={_TRUTH})?+"
_ROW_SHAPES = (
    _SPANS + _ROW_STYLE + _HEIGHT + _HIDDEN + _CUSTOM + _LEVEL + _DYE,  # Excel, LibreOffice, XlsxWriter
    _ROW_STYLE + _HEIGHT + _HIDDEN + _CUSTOM + _LEVEL + _SPANS,  # WPS
    _HIDDEN + _LEVEL + _HEIGHT + f"(?: customFormat={_TRUTH})?+" + _CUSTOM + '(?: s="[0-9]++")?+',  # openpyxl
)
_ROW = f'<row r="[1-9][0-9]{{0,6}}"(?:{"|".join(f"{shape}(?= ?/?>)" for shape in _ROW_SHAPES)})'
_PRESERVE = '(?: xml:space="preserve")?+'
_FORMULA = (
    f'<f(?: t="[a-zA-Z]++")?+(?: aca={_TRUTH})?+(?: ref="[A-Z0-9:]++")?+(?: ca={_TRUTH})?+(?: si="[0-9]++")?+'
    f"(?:/>|>{_TEXT}</f>)"
)
_VALUE = f"<v(?: ?/>|>{_TEXT}</v>)"
_INLINE = f"<is><t{_PRESERVE}(?: ?/>|>{_TEXT}</t>)</is>"
_NAMED = r'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]{1,6}")?+'
_CELL = (
    f'{_NAMED}(?: ?/>| t="inlineStr"(?: ?/>|>(?:{_INLINE})?+</c>)'
    f'|(?: t="(?!inlineStr)[a-zA-Z]++")?+(?: ?/>|>(?:{_FORMULA})?+(?:{_VALUE})?+</c>))'
)
_ROWS = re.compile(f"(?:{_ROW}(?: ?/>|>(?:{_CELL})*+</row>))*+")
_FILLED = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?(?: t="([a-zA-Z]++)")?>'
    r"(?:(<f)[^>]*+>(?:[^<]*+</f>)?)?(?:(<v|<is><t)[^>]*+>([^<]*+)(?:</v>|</t></is>|</is>)?)?</c>"
)
_HIDDEN_ROW = re.compile(r'<row r="([0-9]+)"[^>]* hidden="(?:1|true)"')
_LOOK = (
    '<[a-zA-Z]++(?: theme="[0-9]++" tint="[-0-9.E]++"'
    '|(?: (?:val|rgb|theme|indexed)="[^\\x00-\\x1f\\ufffe\\uffff<>&"]*+")?+) ?/>'
)
_RUN = f"<r>(?:<rPr>(?:{_LOOK})*+</rPr>)?+<t{_PRESERVE}(?: ?/>|>{_TEXT}</t>)</r>"
_STRINGS = re.compile(
    f"(?:<si>(?:<t{_PRESERVE}(?: ?/>|>{_TEXT}</t>)|(?:{_RUN})++)"
    '(?:<phoneticPr(?: fontId="[0-9]++")?+(?: type="[a-zA-Z]++")?+(?: alignment="[a-zA-Z]++")?+ ?/>)?+</si>)*+'
)
_ITEM = re.compile("<si>(?:<t(?: [^>]*+)?>([^<]*+)|(<r>.*?)</si>|<t)", re.DOTALL)
_STRING = re.compile("<t(?: [^>]*+)?>([^<]*+)")

Scanned = tuple[str, str, str, str, str, str, str]
"""A cell that holds anything: column, row, style, type, formula or ``""``, start of its value or ``""``, the value."""


class Sheet(NamedTuple):
    """A worksheet that was scanned.

    Attributes:
        cells: its cells in the order of the part.
        hidden: its hidden rows.
        merged: the ranges that are merged, as the part says them.
    """

    cells: list[Scanned]
    hidden: frozenset[int]
    merged: tuple[str, ...]


def scan_sheet(data: bytes) -> Sheet | None:
    """The cells of an ordinary worksheet; None where the XML parser has to look."""
    start, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if start < 0 or end < start or len(data) > _LARGEST:
        return None
    start += len(b"<sheetData>")
    rows = _covered(data[start:end], _ROWS)
    if rows is None:
        return None
    probe = b'<row x14ac:dyDescent="1"/>' if "x14ac:" in rows else b""  # the frame proves that the prefix is known
    frame = data[:start] + probe + data[end:]
    merged = _known_ranges(frame) if len(frame) <= _LARGEST_KEPT else _ranges(frame)
    if merged is None:
        return None
    hidden = frozenset(map(int, _HIDDEN_ROW.findall(rows))) if ' hidden="' in rows else frozenset()
    return Sheet(_FILLED.findall(rows, 0, rows.rfind("</c>") + 4), hidden, merged)  # behind, all rows are blank


def scan_strings(data: bytes) -> list[str] | None:
    """The texts of an ordinary string table, its escapes left as they are; None where the XML parser has to look."""
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if start < 0 or end < start or len(data) > _LARGEST:
        return None
    strings = _covered(data[start:end], _STRINGS)
    if strings is None or not _is_only(_frame(data[:start] + b"<si/>" + data[end:]), "si"):
        return None
    found = [text if text or not rich else "".join(_STRING.findall(rich)) for text, rich in _ITEM.findall(strings)]
    return [unescape(text) if "&" in text else text for text in found] if "&" in strings else found


def unescape(text: str) -> str:
    """The text with its character references and XML's own five entities decoded; the patterns let no other pass."""
    return _ESCAPED.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    return chr(int(match[2])) if match[1] else _ENTITIES[match[2]]


def _covered(body: bytes, shape: re.Pattern[str]) -> str | None:
    """The text of what was cut out, None where it is not of that shape from end to end."""
    if sys.version_info < (3, 11, 5):  # its patterns did not always match as they should (gh-106052)
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    if not shape.fullmatch(text):
        return None
    return text if "&#" not in text or all(map(_is_legal, set(_REFERENCE.findall(text)))) else None


def _is_legal(code: str) -> bool:
    return int(code) <= sys.maxunicode and illegal_character(chr(int(code))) is None


def _frame(data: bytes) -> Element | None:
    """The root of a part without its rows or strings, None where it is not well-formed or might hide them.

    A tag found in the bytes is a tag where no comment, CDATA or instruction stands before it, and it is UTF-8.
    """
    declared = _DECLARATION.match(data)
    if b"<!" in data or b"<?" in data[declared.end() if declared else 0 :]:
        return None
    try:
        return parse_xml(data)
    except XmlError:
        return None


def _is_only(root: Element | None, name: str) -> bool:
    """Whether one child of the root has that name, in the root's own namespace."""
    if root is None:
        return False
    namespace, brace, _ = str(root.tag).rpartition("}")
    found = [str(child.tag) for child in root if str(child.tag).rpartition("}")[2] == name]
    return bool(brace) and found == [f"{namespace}}}{name}"]


def _ranges(frame: bytes) -> tuple[str, ...] | None:
    """The merged ranges of a worksheet, None where its rows do not stand where they should."""
    root = _frame(frame)
    if root is None or not _is_only(root, "sheetData"):
        return None
    return tuple(entry.get("ref", "") for entry in root.iterfind("{*}mergeCells/{*}mergeCell"))


_known_ranges = lru_cache(maxsize=64)(_ranges)
"""Workbooks made from one blank share the frames of their sheets to the byte, so each is looked at once."""
