"""The stage that reads and writes workbooks. The names are imported when first used: reading needs no writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.workbook.annotate import annotate_workbook, clear_workbook
    from selfeval.workbook.layout import WorkbookLayout, lay_out
    from selfeval.workbook.mapping import from_mapping
    from selfeval.workbook.reader import cover_form, read_report
    from selfeval.workbook.source import Workbook, bytes_of, open_workbook
    from selfeval.workbook.writer import new_workbook

_HOMES = {
    "Workbook": "source",
    "WorkbookLayout": "layout",
    "annotate_workbook": "annotate",
    "bytes_of": "source",
    "clear_workbook": "annotate",
    "cover_form": "reader",
    "from_mapping": "mapping",
    "lay_out": "layout",
    "new_workbook": "writer",
    "open_workbook": "source",
    "read_report": "reader",
}

__all__ = [
    "Workbook",
    "WorkbookLayout",
    "annotate_workbook",
    "bytes_of",
    "clear_workbook",
    "cover_form",
    "from_mapping",
    "lay_out",
    "new_workbook",
    "open_workbook",
    "read_report",
]

__getattr__ = lazy_names(__name__, _HOMES)
