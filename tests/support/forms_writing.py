"""Opens a blank workbook made from a form in the test."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.form import Form
from selfeval.workbook.writer import new_workbook

COVER = """
[sheet."封面"]
kind = "fields"
field."单位名称" = { required = true, help = "单位全称" }
field."金额单位" = { type = "选项", choices = ["万元", "元"], default = '"万元"', means = "amount_unit" }
field."表式" = { required = true }
field."表式版本" = { required = true }
"""


def opened(form: Form, *, values: bool = False) -> openpyxl.Workbook:
    """The blank workbook of the form as openpyxl sees it: its formulas, or the values stored beside them."""
    return openpyxl.load_workbook(io.BytesIO(new_workbook(form)), data_only=values)


def header_row(sheet: Worksheet, first: str) -> int:
    """The row whose first cell is that header."""
    return next(row for row in range(1, 9) if str(sheet.cell(row, 1).value).removesuffix(" *") == first)


def row_of(sheet: Worksheet, label: str) -> int:
    """The row of a label, with or without its mark."""
    for row in range(1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value).removesuffix(" *") == label:
            return row
    raise AssertionError(f"{sheet.title} has no {label}")


def rules(sheet: Worksheet) -> dict[str, Any]:
    """The data validations of a sheet by their range."""
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
