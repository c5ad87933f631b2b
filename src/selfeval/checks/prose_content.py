"""What should not be in running text, or is not enough: the report's own headings, guidance left over, a short section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfeval.amounts import is_nil
from selfeval.checks.prose_figures import sentence_around
from selfeval.checks.prose_form import more_of
from selfeval.checks.prose_names import lexicon_of
from selfeval.checks.prose_text import Line, Prose
from selfeval.findings import Finding, finding
from selfeval.form.model import FieldType, Form
from selfeval.names import fold
from selfeval.numbering import split_list_number
from selfeval.report import Record, Report, Table

_GUIDANCE = re.compile(  # each alternative begins with a literal: then the search runs in C
    r"……+|\.\.\.\.\.\.+|请填写[^，。；]{0,12}|请在此[^，。；]{0,12}|此处填写|〔待填[^〕]*〕|___+|＿＿+|XX+|xx+|ＸＸ+|××+"
)
_LETTER = re.compile(r"[A-Za-z\d]")
_LONGEST_HEADING = 40


def judge_headings(prose: Prose, form: Form) -> list[Finding]:
    """A finding for each value with a line that is a heading of the report."""
    titles = lexicon_of(form).titles
    groups: dict[tuple[int, str], list[Line]] = {}
    for line in prose.lines:
        if len(line.text) <= _LONGEST_HEADING and _bare(line.text) in titles:
            groups.setdefault((id(line.record), line.label), []).append(line)
    return [
        finding("prose-heading", lines[0].place, found=lines[0].text.strip(), more=more_of(len(lines)))
        for lines in groups.values()
    ]


def _bare(text: str) -> str:
    """A line as a heading is compared: without its number and a mark behind it."""
    return fold(split_list_number(text.strip()).text).rstrip(":。、")


def judge_guidance(prose: Prose, report: Report, form: Form) -> list[Finding]:
    """A finding for each text in which words of the outline are left: ……, 请填写, XX."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for match in _guidance(prose.text):
        line = prose.lines[prose.index_at(match.start())]
        quoted = sentence_around(line.text, match.start() - line.start)
        groups.setdefault(line.place, []).append((match.group(), quoted))
    for place, text in _short_texts(report, form):
        for match in _guidance(text):
            groups.setdefault(place, []).append((match.group(), sentence_around(text, match.start())))
    return [
        finding("prose-guidance", place, found=left[0][0], sentence=left[0][1], more=more_of(len(left)))
        for place, left in groups.items()
    ]


def _guidance(text: str) -> Iterator[re.Match[str]]:
    for match in _GUIDANCE.finditer(text):
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if not (match.group()[0] in "Xx" and _LETTER.search(around)):  # XXL, 2xx
            yield match


def _short_texts(report: Report, form: Form) -> Iterator[tuple[str, str]]:
    """The 文本 answers that are no titles of running text: place and text."""
    for sheet in form.sheets.values():
        labels = [known.label for known in sheet.fields.values() if known.type is FieldType.TEXT]
        prosaic = sheet.kind == "table" and any(known.type is FieldType.PARAGRAPHS for known in sheet.fields.values())
        there = report.sheet(sheet.name)
        if labels and there is not None and not prosaic:
            for record in there if isinstance(there, Table) else (there,):
                yield from _answers(record, labels)


def _answers(record: Record, labels: list[str]) -> Iterator[tuple[str, str]]:
    for label in labels:
        value = record.lookup(label)
        if isinstance(value, str):
            yield record.cell_of(label) or f"{record.name}.{label}", value


def judge_lengths(prose: Prose) -> list[Finding]:
    """A finding for each section that is filled in and has fewer characters than the form asks for."""
    sections: dict[str, list[Line]] = {}
    for line in prose.lines:
        if line.section.minimum and not line.is_title:
            sections.setdefault(line.section.name, []).append(line)
    found = []
    for name, lines in sections.items():
        length = sum(len(fold(line.text)) for line in lines)
        if length < lines[0].section.minimum and not all(is_nil(line.text.rstrip("。")) for line in lines):
            details = {"label": name, "found": str(length), "expected": str(lines[0].section.minimum)}
            found.append(finding("prose-short", lines[0].place, **details))
    return found
