"""A4 pages: margins, one page wide, header rows on each page, page number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PORTRAIT_WIDTH = 91.0
"""The column widths that fill the width of an upright A4 page at full size."""
_A4 = 9
_SIDE, _END = 0.6, 0.75  # margins in inches
_ROOM = (8.27 - 2 * _SIDE) * 72, (11.69 - 2 * _END) * 72  # points between the margins of an upright page
_SPARE = 0.97  # of the page: each program makes rows a little higher or lower
_MOST_TITLE = 60  # a footer holds 255 characters in all


def set_up_page(sheet: Worksheet, title: str, *, header_row: int = 0, landscape: bool = False) -> None:
    """Set the sheet up for printing. The header row, where there is one, stands on every page."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=_SIDE, right=_SIDE, top=_END, bottom=_END)
    sheet.center_horizontally()
    if header_row:
        sheet.repeat_rows(header_row - 1)
    footer_title = title[:_MOST_TITLE].replace("&", "&&")
    sheet.set_footer(f'&L&"宋体"&9 {footer_title}&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9 &A')


def break_before(
    starts: Sequence[int], heights: Mapping[int, float], widths: Sequence[float], *, header_row: int
) -> list[int]:
    """The rows that begin a new upright page, so that no block of rows is torn; one longer than a page is left whole.

    Args:
        starts: the first row of each block, in order; the last block goes to the last row that has a height.
        heights: the height of each row in points, from the title on.
        widths: of all columns, in characters: wide ones make the page smaller, so that more goes on it.
        header_row: the last row above the blocks; it stands on every page.
    """
    width = sum(round(width * 8 + 5) * 0.75 for width in widths)  # as Excel: 8 pixels a character, 5 beside them
    room = _ROOM[1] * _SPARE * max(1.0, width / _ROOM[0])
    ends = [*starts[1:], max(heights) + 1]
    used = sum(height for row, height in heights.items() if row <= header_row)
    breaks: list[int] = []
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        block = sum(heights[row] for row in range(start, end))
        if index and used + block > room:
            breaks.append(start)
            used = heights[header_row]
        used += block
    return breaks
