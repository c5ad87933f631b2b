"""Reads a small workbook in one call, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import openpyxl

from selfeval.errors import InvalidReport
from selfeval.findings import Finding, Findings
from selfeval.form import Form
from selfeval.report import Report
from selfeval.workbook import open_workbook, read_report
from tests.support.forms import small_form
from tests.support.workbooks import HEADER, Rows, workbook

FORM = small_form()


def read(data: bytes, form: Form | None = FORM) -> tuple[Report, list[Finding]]:
    """The report of the bytes of a workbook, and what was found."""
    return read_report(open_workbook(data), form)


def read_sheets(
    sheets: Mapping[str, Rows], form: Form | None = FORM, change: Callable[[openpyxl.Workbook], object] | None = None
) -> tuple[Report, list[tuple[str, str]]]:
    """The report of these sheets, and (place, rule) of what was found in or about them.

    What is missing because the test left it out is not told.
    """
    report, found = read(workbook(sheets, change), form)
    return report, told(found)


def answers(sheet: str, *rows: Sequence[object]) -> dict[str, Rows]:
    """A fields sheet with the header in row 1 and these rows below it."""
    return {sheet: [HEADER, *rows]}


def told(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """(place, rule) of each finding but those about missing sheets and labels."""
    return [(f.place, f.rule) for f in found if f.rule not in ("sheet.missing", "label.missing")]


def refusal(data: bytes) -> list[tuple[str, str]]:
    """(place, rule) of the findings a file is refused with."""
    found = Findings()
    try:
        open_workbook(data, "甲.xlsx")
    except InvalidReport as error:
        found = error.findings
    return found.rows()
