"""A4 pages: margins, one page wide, header rows on each page, page number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PORTRAIT_WIDTH = 91.0
"""The column widths that fill the width of an upright A4 page at full size."""
_A4 = 9
_MOST_TITLE = 60  # a footer holds 255 characters in all


def set_up_page(sheet: Worksheet, title: str, *, header_row: int = 0, landscape: bool = False) -> None:
    """Set the sheet up for printing. The header row, where there is one, stands on every page."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    if header_row:
        sheet.repeat_rows(header_row - 1)
    footer_title = title[:_MOST_TITLE].replace("&", "&&")
    sheet.set_footer(f'&L&"宋体"&9 {footer_title}&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9 &A')
