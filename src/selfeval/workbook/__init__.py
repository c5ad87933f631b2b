"""The stage that reads and writes workbooks."""

from selfeval.workbook.layout import WorkbookLayout, lay_out
from selfeval.workbook.mapping import from_mapping
from selfeval.workbook.reader import cover_form, read_report
from selfeval.workbook.source import Workbook, open_workbook
from selfeval.workbook.writer import new_workbook

__all__ = [
    "Workbook",
    "WorkbookLayout",
    "cover_form",
    "from_mapping",
    "lay_out",
    "new_workbook",
    "open_workbook",
    "read_report",
]
