"""Writes the blank workbook of a form: what a finance bureau sends out and a clerk fills in."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from selfeval.form.model import GUIDE_SHEET, SELFCHECK_SHEET, Form, SheetKind
from selfeval.workbook.fields_sheet import FieldsWriter
from selfeval.workbook.guide import GuideWriter
from selfeval.workbook.layout import lay_out
from selfeval.workbook.prefilled import blank_report
from selfeval.workbook.selfcheck_sheet import SelfCheckWriter, colour_answers, plan
from selfeval.workbook.styles import NORMAL, NORMAL_COLUMN_PIXELS, Styles
from selfeval.workbook.table_sheet import RowsWriter, TableWriter

_CREATED = datetime.datetime(2020, 1, 1)  # fixed: the same form gives the same bytes
_WRITERS: dict[SheetKind, type[FieldsWriter] | type[TableWriter] | type[RowsWriter]] = {
    "fields": FieldsWriter,
    "table": TableWriter,
    "rows": RowsWriter,
}


def new_workbook(form: Form, answers: Mapping[str, Any] | None = None) -> bytes:
    """The blank workbook of the form, as the bytes of an .xlsx file; the same form gives the same bytes.

    Nothing in it is protected, hidden or named: it is filled in, copied and rearranged in Excel, WPS and LibreOffice.

    Args:
        form: what is asked.
        answers: what is filled in already, as it is to stand in the cells: sheet → field → value (a list for several
            paragraphs), for a table sheet → list of rows, for fixed rows sheet → row → column → value.
    """
    from xlsxwriter import Workbook

    from selfeval.workbook.growing import GrowingSheet

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "default_format_properties": dict(NORMAL),  # XlsxWriter adds to it
        "default_column_width": NORMAL_COLUMN_PIXELS,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with Workbook(file, options) as workbook:
        workbook.set_properties({"title": form.title, "author": "selfeval", "created": _CREATED})
        styles = Styles(workbook)
        given = answers or {}
        form = _with_room(form, given)
        layout = lay_out(form)
        planned = plan(form, layout)
        guide = GuideWriter(form, layout, workbook.add_worksheet(GUIDE_SHEET), styles, selfcheck=bool(planned.live))
        guide.write()
        blank = blank_report(form, given)
        for name, where in layout.sheets.items():
            sheet = workbook.add_worksheet(name, GrowingSheet)
            writer = _WRITERS[where.sheet.kind]
            writer(form, layout, blank, styles, guide.lists, sheet, where, given.get(name, {})).write()
        if planned.live:
            sheet = workbook.add_worksheet(SELFCHECK_SHEET)
            SelfCheckWriter(form, layout, planned, sheet, styles=styles, answers=given).write()
            colour_answers(workbook, planned, styles)
    return file.getvalue()


def _with_room(form: Form, answers: Mapping[str, Any]) -> Form:
    """The form with at least as many rows in each table as are filled in."""
    sheets = dict(form.sheets)
    for name, rows in answers.items():
        if name in sheets and sheets[name].kind == "table" and len(rows) > sheets[name].blank_rows:
            sheets[name] = replace(sheets[name], blank_rows=len(rows))
    return replace(form, sheets=sheets)
