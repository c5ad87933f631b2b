"""What holds for every workbook and every set of findings."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from xlsxwriter import Workbook

from selfeval.cells import address
from selfeval.findings import Finding, Findings, Severity
from selfeval.ooxml.package import read_package
from selfeval.workbook import annotate_workbook, clear_workbook
from selfeval.workbook.grid import read_grids
from tests.support.marking import found, meaning, notes
from tests.support.workbooks import parts, saved

SHEETS = ("甲", "乙 (2)", "O'B")
ROWS, COLUMNS = 6, 4
VALUES = st.one_of(
    st.none(),
    st.integers(-10, 10),
    st.decimals(-1000, 1000, places=2).map(float),
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).filter(
        lambda text: text.strip() and not text.startswith("=") and "\ufffe" not in text and "\uffff" not in text
    ),
)
LOOKS = st.sampled_from(
    [{}, {"bold": True}, {"bg_color": "#FFFBE0"}, {"bg_color": "#E4F1DC"}, {"num_format": "0.00%"}, {"border": 1}]
)
PLACES = st.tuples(st.integers(1, ROWS), st.integers(1, COLUMNS))
CELLS = st.dictionaries(PLACES, st.tuples(VALUES, LOOKS), max_size=10)
NOTES = st.dictionaries(PLACES, st.sampled_from(["甲的批注", "两行\n批注"]), max_size=3)
BOOKS = st.lists(st.tuples(CELLS, NOTES), min_size=1, max_size=len(SHEETS))


@st.composite
def some_findings(draw: st.DrawFn) -> Findings:
    places = st.one_of(
        st.builds(lambda sheet, at: f"{sheet}!{address(*at)}", st.sampled_from(SHEETS), PLACES),
        st.sampled_from(["填报.xlsx", "没有这张表!A1"]),
    )
    made: st.SearchStrategy[Finding] = st.builds(found, places, st.sampled_from(Severity))
    return Findings(draw(st.lists(made, max_size=8)))


def written_by_xlsxwriter(sheets: list[Any]) -> bytes:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        for name, (cells, remarks) in zip(SHEETS, sheets, strict=False):
            sheet = book.add_worksheet(name)
            for (row, column), (value, look) in cells.items():
                sheet.write(row - 1, column - 1, value, book.add_format(look) if look else None)
            for (row, column), text in remarks.items():
                sheet.write_comment(row - 1, column - 1, text)
    return file.getvalue()


def written_by_openpyxl(sheets: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (cells, remarks) in zip(SHEETS, sheets, strict=False):
        sheet = book.create_sheet(name)
        for (row, column), (value, look) in cells.items():
            cell = sheet.cell(row, column, value)
            if "bg_color" in look:
                cell.fill = PatternFill("solid", fgColor=look["bg_color"][1:])
            if "bold" in look:
                cell.font = Font(bold=True)
            cell.number_format = look.get("num_format", "General")
        for (row, column), text in remarks.items():
            sheet.cell(row, column).comment = Comment(text, "某人")
    return saved(book)


ANY_WORKBOOK = st.builds(
    lambda write, sheets: write(sheets), st.sampled_from([written_by_xlsxwriter, written_by_openpyxl]), BOOKS
)


@settings(max_examples=60, deadline=None)
@given(data=ANY_WORKBOOK, first=some_findings(), second=some_findings())
def test_values_stay_marking_twice_is_marking_once_and_clearing_undoes_it(
    data: bytes, first: Findings, second: Findings
):
    marked = annotate_workbook(data, first)
    assert read_grids(read_package(marked)) == read_grids(read_package(data))
    assert annotate_workbook(marked, first) == marked
    assert meaning(parts(annotate_workbook(marked, second))) == meaning(parts(annotate_workbook(data, second)))
    cleared = clear_workbook(marked)
    assert meaning(parts(cleared)) == meaning(parts(data))
    assert notes(cleared) == notes(data)
