"""How many amounts of a report ``template mark`` finds, and how many it names as the workbook does.

Run ``python -m scripts.mark_measure REPORT WORKBOOK``: a finished report (.docx, or .txt with a paragraph a line) and a
workbook that holds its figures. An amount is named rightly where the label proposed is one that the workbook has for
that very figure: a field's label or another word of the form for it, a row's name, a column.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import docx

import selfeval
from selfeval import templates
from selfeval.amounts import round_half_up
from selfeval.form import builtin_form
from selfeval.form.builtin import preferred_form
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL, Form
from selfeval.names import fold
from selfeval.ooxml.package import read_package
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W
from selfeval.report import Number, Record, Report, Table

_AMOUNT = re.compile(r"(?<![\d.])(\d+(?:,\d{3})*(?:\.\d+)?)\s*(?:亿元|万元|元)")
_CELL = re.compile(r"\s*(\d+(?:,\d{3})*\.\d+)\s*")
_LABELS = re.compile(r"""[.\[]["']?([^.\[\]"']+)""")


class Measured(NamedTuple):
    """Amounts there are, found, named rightly; and each that is not, in words."""

    amounts: int
    found: int
    right: int
    missed: tuple[str, ...]


def measure(document: Path, report: Report, form: Form) -> Measured:
    """Compare what is proposed for a report with the values it was written from."""
    package = read_package(document.read_bytes(), ".docx")
    paragraphs = list(package.xml(package.main_part()).iter(f"{W}p"))
    proposals = {(one.paragraph, one.start): one.tag for one in templates.mark(document).proposals}
    columns = {
        column: tag
        for (number, _), tag in proposals.items()
        if tag.startswith("{{ 项") and (column := _column(paragraphs[number - 1])) is not None
    }
    names = _names(report, form)
    amounts, found, right, missed = 0, 0, 0, []
    for number, paragraph in enumerate(paragraphs, 1):
        column = _column(paragraph)
        for start, text in _amounts(own_text(paragraph), in_cell=column is not None):
            amounts += 1
            tag = proposals.get((number, start)) or (columns.get(column) if column is not None else None)
            if tag is None:
                missed.append(f"第{number}段 {text}：没有找到")
                continue
            found += 1
            labels = {fold(label) for label in _LABELS.findall(tag.strip("{} )"))}
            if tag.startswith("{{ 合计") or labels & names.get(Decimal(text.replace(",", "")), set()):
                right += 1
            else:
                missed.append(f"第{number}段 {text}：{tag}")
    return Measured(amounts, found, right, tuple(missed))


def _amounts(text: str, *, in_cell: bool) -> Iterator[tuple[int, str]]:
    cell = _CELL.fullmatch(text) if in_cell else None
    if cell is not None:
        yield 0, cell[1]
    else:
        for match in _AMOUNT.finditer(text):
            yield match.start(), match[1]


def _column(paragraph: Element) -> tuple[Element, int] | None:
    """The table a paragraph stands in, and the number of its cell in the row."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    row = None if cell is None else cell.getparent()
    return None if cell is None or row is None else (next(row.iterancestors(f"{W}tbl")), row.index(cell))


def _names(report: Report, form: Form) -> dict[Decimal, set[str]]:
    """By figure, what the workbook and its form call it."""
    found: dict[Decimal, set[str]] = {}
    for sheet in report:
        there = report.sheet(sheet)
        for record in there if isinstance(there, Table) else [there]:
            if isinstance(record, Record):
                texts = [value for value in record.values() if isinstance(value, str)]
                for label, value in record.items():
                    if isinstance(value, Number):
                        asked = form.sheets[sheet].fields.get(label) if sheet in form.sheets else None
                        words = (
                            label,
                            record.name,
                            *texts,
                            *((asked.name, *asked.words, *asked.aliases) if asked else ()),
                        )
                        shown = Decimal(value) if value.style.kind == "百分比" else round_half_up(Decimal(value), 2)
                        found.setdefault(shown, set()).update(map(fold, words))
    return found


def main(report: str, workbook: str) -> None:
    """Print the two shares."""
    loaded = selfeval.load(workbook)
    said = loaded.record(COVER_SHEET)
    form_id = said.lookup(FORM_ID_LABEL) if said is not None else None
    form = builtin_form(form_id) if isinstance(form_id, str) and form_id else preferred_form()
    with TemporaryDirectory() as folder:
        found = measure(_as_word(Path(report), Path(folder)), loaded, form)
    for line in found.missed:
        print(line)
    print(f"amounts {found.amounts}, found {found.found}, named rightly {found.right}")


def _as_word(report: Path, folder: Path) -> Path:
    """The report itself, or a Word file of its paragraphs where it is plain text."""
    if report.suffix != ".txt":
        return report
    made = docx.Document()
    for line in report.read_text(encoding="utf-8").split("\n"):
        made.add_paragraph(line)
    made.save(str(folder / "report.docx"))
    return folder / "report.docx"


if __name__ == "__main__":
    main(*sys.argv[1:])
