"""The stage that reads and writes workbooks. The names are imported when first used: reading needs no writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.workbook.layout import WorkbookLayout, lay_out
    from selfeval.workbook.mapping import from_mapping
    from selfeval.workbook.reader import cover_form, read_report
    from selfeval.workbook.source import Workbook, open_workbook
    from selfeval.workbook.writer import new_workbook

_HOMES = {
    "Workbook": "source",
    "WorkbookLayout": "layout",
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
    "cover_form",
    "from_mapping",
    "lay_out",
    "new_workbook",
    "open_workbook",
    "read_report",
]

__getattr__ = lazy_names(__name__, _HOMES)
