"""Reads docxtpl's objects out of plain data, without importing docxtpl: where there is one, its user has imported it."""

from __future__ import annotations

import html
import io
import os
import sys
from pathlib import Path
from typing import Any, get_args

from lxml import etree

from selfeval.ooxml.guard import Refused, unpack
from selfeval.ooxml.relations import ROOT_RELATIONS, relations
from selfeval.ooxml.xml import XmlError
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Live, LiveKind
from selfeval.workbook.plain import UnsupportedValue

MOST_PICTURE_BYTES = 20 * 2**20


def live_value(value: object) -> Live | None:
    """What the object holds now; None where it is none of docxtpl's.

    Raises:
        UnsupportedValue: it is one, but its picture or document cannot be read.
    """
    kind = _kind(value)
    if kind is None:
        return None
    try:
        return _read(kind, value)
    except UnsupportedValue:
        raise
    except Refused as error:
        raise UnsupportedValue(f"{kind}：{error.findings[0].message('zh')}") from error
    except Exception as error:  # whatever an object that is not as docxtpl made it raises
        raise UnsupportedValue(f"{kind}：{error or type(error).__name__}"[:200]) from error


def _kind(value: object) -> LiveKind | None:
    library = sys.modules.get("docxtpl")
    for kind in get_args(LiveKind) if library is not None else ():
        known = getattr(library, kind, None)
        if isinstance(known, type) and isinstance(value, known):
            return kind  # type: ignore[no-any-return]  # one of the literal's own
    return None


def _read(kind: LiveKind, value: Any) -> Live:
    match kind:
        case "RichText" | "RichTextParagraph":
            return Live(kind, str(value.xml).encode())
        case "Listing":
            return Live(kind, html.unescape(str(value.xml)).encode())
        case "InlineImage":
            data = _picture(value.image_descriptor)
            return Live(kind, data, _length(value.width), _length(value.height), str(value.anchor or ""))
    return Live(kind, _document(value))


def _picture(source: Any) -> bytes:
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            data = file.read(MOST_PICTURE_BYTES + 1)
    else:
        source.seek(0)
        data = bytes(source.read(MOST_PICTURE_BYTES + 1))
    if len(data) > MOST_PICTURE_BYTES:
        raise UnsupportedValue(f"InlineImage：图片超过 {MOST_PICTURE_BYTES // 2**20} MB")
    return data


def _length(value: Any) -> int | None:
    return None if value is None else int(value)


def _document(subdoc: Any) -> bytes:
    """A .docx of the body of the Subdoc: its references lead into the parts of the template it was made for."""
    target = io.BytesIO()
    subdoc.docx.save(target)
    parts = dict(unpack(target.getvalue(), ".docx"))
    try:
        main = next(
            link.target for link in relations(parts) if link.source == ROOT_RELATIONS and link.kind == "officeDocument"
        )
    except (XmlError, StopIteration) as error:
        raise UnsupportedValue("Subdoc") from error
    parts[main] = etree.tostring(subdoc.subdocx.element, encoding="UTF-8", xml_declaration=True, standalone=True)
    return write_zip(parts)
