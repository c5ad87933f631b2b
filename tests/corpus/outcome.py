"""An entry filled by selfeval and by docxtpl, and how the two compare: computed, never typed."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Literal

from docxtpl import DocxTemplate  # type: ignore[attr-defined]

from selfeval.document import fill
from selfeval.errors import TemplateError
from selfeval.findings import Findings
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Layout, Report, Table
from tests.corpus.entry import Entry, with_objects
from tests.corpus.peer import Given, docxtpl_gives
from tests.corpus.seen import seen
from tests.support.documents import report

Standing = Literal["same", "better", "refused", "refused, docxtpl fills it", "different"]

_BREAKS = re.compile(
    r"(?=<w:(?:p|tbl|tr|tc|sectPr|footnote|endnote|comment|hdr|ftr|document)[ >/])|(?=</w:(?:tbl|body)>)"
)


@dataclass(frozen=True)
class Made:
    """What selfeval gave: the document and its filled parts, or the findings it refused with."""

    document: bytes = b""
    filled: str = ""
    lines: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)


def made(entry: Entry) -> Made:
    """What selfeval makes of the entry."""
    try:
        filled = fill(entry.template, _report(entry), undefined=entry.mode)
    except TemplateError as error:
        return Made(findings=error.findings)
    document = write_zip(filled.parts)
    written = sorted(name for name in filled.fresh if name.endswith((".xml", ".rels")))
    shown = "".join(f"== {name}\n{_broken(filled.parts[name])}\n" for name in written)
    return Made(document, shown, tuple(seen(document)), filled.findings)


def _report(entry: Entry) -> Report:
    """The entry's values; a table without rows has the columns of the table 表."""
    engine = DocxTemplate(io.BytesIO(entry.template))
    made = report(**with_objects(entry.data, engine))
    for name, sheet in entry.data.items():
        if sheet == []:
            made.add(Table(name, Layout(entry.data["表"][0]), []))
    return made


def _broken(part: bytes) -> str:
    """The XML of a part in lines, one for each block; the line breaks put in are all there are."""
    return _BREAKS.sub("\n", part.decode())


def peer(entry: Entry, *, autoescape: bool = True) -> Given:
    """What docxtpl makes of the entry."""
    return docxtpl_gives(entry.template, entry.data, autoescape=autoescape, harmful=entry.harmful)


def standing(entry: Entry, given: Given) -> Standing:
    """How selfeval's outcome stands beside docxtpl's."""
    lines = list(given.lines)
    if entry.refused:
        right = not given.failure and bool(entry.meant) and lines == list(entry.meant)
        return "refused, docxtpl fills it" if right else "refused"
    if not given.failure and lines == list(entry.lines):
        return "same"
    return "different" if not given.failure and entry.also and lines == list(entry.also) else "better"
