"""检查结果: the sheet that lists every finding with a link to its cell, written and read back as XML.

Each line shows the cell's former format in its last column: this is how the format is found again when the marks are
taken away, whatever program has saved the workbook and renumbered its formats since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from selfeval.findings import Severity
from selfeval.ooxml.xml import Element, escape, escape_attribute
from selfeval.workbook.addresses import position
from selfeval.workbook.cell_looks import MARKS, CellLooks
from selfeval.workbook.measure import line_count, row_height
from selfeval.workbook.strings import rich_text
from selfeval.workbook.text import quote, without_forbidden

TITLE, SIGNATURE = "检查结果", "由 selfeval 生成"

_HEADERS = ("序号", "级别", "位置", "问题", "怎样处理", "规则", "单元格原样")
_WIDTHS = (6, 8, 24, 52, 40, 24, 20)
_HEADER_ROW, _LEVEL, _PLACE, _BEFORE = 4, 2, 3, 7
_NOTHING = "（空单元格）"
"""Stands for a cell that was not there at all: it had no format of its own."""
_LEAST_HEIGHT = 24.0
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Line(NamedTuple):
    """One finding on the sheet.

    Attributes:
        link: the cell to jump to, as ``'一般公共预算'!B7``; ``""`` for a finding without a cell.
        marked: the format the cell has now, None where it has no cell.
        before: the format it had, None where no such cell was there.
        shows: what stands in the cell.
    """

    severity: Severity
    place: str
    body: str
    hint: str
    rule: str
    link: str = ""
    marked: int | None = None
    before: int | None = None
    shows: str = ""


class Former(NamedTuple):
    """What a line of the sheet says about the format of a cell."""

    place: str
    marked: int
    before: int | None


def findings_sheet(lines: Sequence[Line], looks: CellLooks, namespace: str, file: str) -> bytes:
    """The worksheet part.

    Args:
        lines: the findings in their order.
        looks: the formats of the workbook.
        namespace: of the workbook's parts; ISO Strict has one of its own.
        file: what was checked, in words.
    """
    rows = [
        _row(1, 33, [_cell(1, 1, TITLE, looks.get("title"))]),
        _row(
            2,
            21,
            [
                _cell(
                    2,
                    1,
                    f"{SIGNATURE}：{file}。改正后请重新检查；这张表和批注、底色可用 --clear 去掉。",
                    looks.get("grey"),
                )
            ],
        ),
        _row(3, 21, [_cell(3, 1, _counted(lines), looks.get("grey"))]),
        _row(
            _HEADER_ROW,
            27,
            [_cell(_HEADER_ROW, at, text, looks.get("header")) for at, text in enumerate(_HEADERS, start=1)],
        ),
    ]
    links: list[str] = []
    for number, line in enumerate(lines, start=1):
        row = _HEADER_ROW + number
        rows.append(_finding_row(row, number, line, looks))
        if line.link:
            tip = f"转到 {line.place}"
            links.append(
                f'<hyperlink ref="C{row}" location="{escape_attribute(line.link)}" '
                f'display="{escape_attribute(line.place)}" tooltip="{escape_attribute(tip[:250])}"/>'
            )
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, start=1)
    )
    last = _HEADER_ROW + len(lines)
    below = f"A{_HEADER_ROW + 1}"
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{namespace}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="A1:G{last}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">',
        f'<pane ySplit="{_HEADER_ROW}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>',
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>',
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>',
        f'<mergeCells count="3">{"".join(f"""<mergeCell ref="A{at}:G{at}"/>""" for at in (1, 2, 3))}</mergeCells>',
        f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
    ]
    return "".join(parts).encode()


def is_ours(root: Element, strings: Sequence[str]) -> bool:
    """Whether the sheet named 检查结果 is one that selfeval wrote."""
    texts = {at: text for at, text, _ in _texts(root, strings)}
    return texts.get((1, 1)) == TITLE and texts.get((2, 1), "").startswith(SIGNATURE)


def formers(root: Element, strings: Sequence[str]) -> Iterator[Former]:
    """The former format of each cell that has a mark, as the sheet remembers it."""
    texts: dict[tuple[int, int], str] = {}
    styles: dict[tuple[int, int], int] = {}
    for at, text, style in _texts(root, strings):
        texts[at], styles[at] = text, style
    for (row, column), place in texts.items():
        if column == _PLACE and row > _HEADER_ROW and "!" in place and (row, _BEFORE) in styles:
            before = None if texts[row, _BEFORE] == _NOTHING else styles[row, _BEFORE]
            yield Former(place, styles.get((row, _LEVEL), 0), before)


def _finding_row(row: int, number: int, line: Line, looks: CellLooks) -> str:
    level = looks.get("centred", MARKS[line.severity]) if line.marked is None else line.marked
    shows, before = quote(line.shows), line.before
    if before is None:
        shows, before = "" if line.marked is None else _NOTHING, looks.get("text")
    cells = [
        f'<c r="A{row}" s="{looks.get("centred")}"><v>{number}</v></c>',
        _cell(row, _LEVEL, line.severity.word, level),
        _cell(row, _PLACE, line.place, looks.get("link" if line.link else "text")),
        _cell(row, 4, line.body, looks.get("text")),
        _cell(row, 5, line.hint, looks.get("text")),
        _cell(row, 6, line.rule, looks.get("text")),
        _cell(row, _BEFORE, shows, before),
    ]
    texts = zip((line.place, line.body, line.hint, line.rule), _WIDTHS[2:6], strict=True)
    height = max(_LEAST_HEIGHT, row_height(max(line_count(text, width - 1) for text, width in texts)))
    return _row(row, height, cells)


def _counted(lines: Iterable[Line]) -> str:
    severities = [line.severity for line in lines]
    counts = [f"{severities.count(severity)} 处{severity.word}" for severity in Severity if severity in severities]
    return f"共 {'，'.join(counts)}。点“位置”可以转到单元格。" if counts else "没有发现问题。"


def _row(number: int, height: float, cells: Iterable[str]) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _cell(row: int, column: int, text: str, style: int) -> str:
    at = f"{'ABCDEFG'[column - 1]}{row}"
    said = stored(text)
    if not said:
        return f'<c r="{at}" s="{style}"/>'
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'


def stored(text: str) -> str:
    """The text as a workbook stores it: ``_x0041_`` would be read as an escape."""
    return _ESCAPED.sub("_x005F_", without_forbidden(text))


def _texts(root: Element, strings: Sequence[str]) -> Iterator[tuple[tuple[int, int], str, int]]:
    """Row and column, text and format of each cell of the sheet."""
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        value, inline = cell.findtext("{*}v") or "", cell.find("{*}is")
        text = value if inline is None else rich_text(inline)
        if cell.get("t") == "s":
            text = strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
        style = cell.get("s", "0")
        yield position(cell.get("r", ""), TITLE), text, int(style) if style.isdecimal() else 0
