"""Word templates and documents for tests, built in the test: paragraphs of runs, tables, headers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import docx
from docx.document import Document

from selfeval.document import Filled, fill
from selfeval.errors import TemplateError
from selfeval.findings import Findings
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.text import own_text, text_of
from selfeval.ooxml.xml import Element, W, parse_xml
from selfeval.ooxml.zipped import write_zip
from selfeval.report import BLANK, Layout, Number, NumberStyle, Paragraphs, Record, Report, Table, Value
from selfeval.workbook.live import live_value

AMOUNT = NumberStyle("金额", 2, "万元")
BODY = "word/document.xml"

Runs = str | Sequence[str]


def template(*paragraphs: Runs, header: str = "", table: Iterable[Sequence[str]] = ()) -> bytes:
    """A template with these paragraphs, each a text or its runs, then a table of these rows."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text in [runs] if isinstance(runs, str) else runs:
            paragraph.add_run(text)
    rows = [list(row) for row in table]
    if rows:
        made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].add_run(header)
    return saved(document)


def saved(document: Document) -> bytes:
    """The bytes of a python-docx document."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(data: bytes, **changes: bytes | None) -> bytes:
    """The package with parts replaced, added or (None) left out; ``/`` and ``.`` are written ``__`` and ``_dot_``."""
    parts: dict[str, bytes] = dict(unpack(data, ".docx"))
    for key, body in changes.items():
        name = key.replace("__", "/").replace("_dot_", ".")
        if body is None:
            del parts[name]
        else:
            parts[name] = body
    return write_zip(parts)


def with_body(data: bytes, old: str, new: str) -> bytes:
    """The package with one piece of its body's XML replaced."""
    body = unpack(data, ".docx")[BODY].decode()
    assert old in body
    return with_parts(data, word__document_dot_xml=body.replace(old, new).encode())


def report(**sheets: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Report:
    """A report of these sheets: a mapping is a fields sheet, a list of mappings a table. Decimals are amounts."""
    made: list[Record | Table] = []
    for name, content in sheets.items():
        if isinstance(content, Mapping):
            made.append(_record(name, content))
        else:
            layout = Layout(dict.fromkeys(label for row in content for label in row))
            made.append(Table(name, layout, [_record(f"{name}[{i}]", row, layout) for i, row in enumerate(content, 1)]))
    return Report(made)


def _record(name: str, content: Mapping[str, Any], layout: Layout | None = None) -> Record:
    record = Record(name, layout or Layout(content))
    for label, value in content.items():
        record.set(label, _value(value), None)
    return record


def _value(value: Any) -> Value:
    if value is None:
        return BLANK
    live = live_value(value)
    if live is not None:
        return live
    if isinstance(value, Decimal) and not isinstance(value, Number):
        return Number(value, AMOUNT)
    if isinstance(value, int) and not isinstance(value, bool):
        return Number(value, NumberStyle("整数", 0))
    return Paragraphs(value) if isinstance(value, list) else value


def paragraph_texts(element: Element) -> list[str]:
    """The text of each paragraph below the element, in order; a paragraph within another counts by itself."""
    return [own_text(paragraph) for paragraph in element.iter(f"{W}p")]


def filled_lines(filled: Filled, part: str = BODY) -> list[str]:
    """The text of each paragraph of a filled part."""
    return paragraph_texts(parse_xml(filled.parts[part]))


def filled_text(filled: Filled, part: str = BODY) -> str:
    """All the text of a filled part."""
    return text_of(parse_xml(filled.parts[part])).removeprefix("\n")


def lines(*paragraphs: Runs, **sheets: Any) -> list[str]:
    """The paragraphs of a template filled with the sheets."""
    return filled_lines(fill(template(*paragraphs), report(**sheets)))


def faults(data: bytes, values: Report | None = None, **options: Any) -> Findings:
    """The findings a template is refused with; none where it is filled."""
    try:
        fill(data, values or report(), **options)
    except TemplateError as error:
        return error.findings
    return Findings()


def zip_times(data: bytes) -> set[tuple[int, ...]]:
    """The times that stand in the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.date_time for entry in archive.infolist()}
