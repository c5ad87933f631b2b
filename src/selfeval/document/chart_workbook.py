"""The workbook within a chart, which 编辑数据 opens: one sheet of categories and series, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selfeval.amounts import format_number
from selfeval.cells import column_letters
from selfeval.document.chart_data import GENERAL, Chart
from selfeval.ooxml.xml import escape
from selfeval.ooxml.zipped import CONTENT_TYPES, write_zip

SHEET: Final = "Sheet1"
"""What Word calls the sheet of a new chart."""
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    CONTENT_TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}
_FIRST_FORMAT = 164  # numbers below it are Excel's own formats


def workbook(chart: Chart, names: list[str]) -> bytes:
    """The workbook of the chart, the same bytes each time: categories in column A, each series beside with its name above.

    Args:
        chart: what it shows.
        names: the names of its series.
    """
    formats = list(dict.fromkeys(series.number_format for series in chart.series if series.number_format != GENERAL))
    styles = [
        0 if series.number_format == GENERAL else formats.index(series.number_format) + 1 for series in chart.series
    ]
    rows = [_row(1, [_text(f"{column_letters(at)}1", name) for at, name in enumerate(names, 2)])]
    for number, category in enumerate(chart.categories, 2):
        cells = [_text(f"A{number}", category)]
        for at, (series, style) in enumerate(zip(chart.series, styles, strict=True), 2):
            value = series.values[number - 2]
            if value is not None:
                cells.append(f'<c r="{column_letters(at)}{number}" s="{style}"><v>{format_number(value, None)}</v></c>')
        rows.append(_row(number, cells))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    parts = {**_FIXED, "xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": "".join(_styles(formats))}
    return write_zip({name: f"{_DECLARATION}{text}".encode() for name, text in parts.items()})


def _row(number: int, cells: list[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _styles(formats: list[str]) -> Iterator[str]:
    yield f'<styleSheet xmlns="{_MAIN}">'
    if formats:
        yield f'<numFmts count="{len(formats)}">'
        yield from (
            f'<numFmt numFmtId="{_FIRST_FORMAT + at}" formatCode="{escape(code)}"/>' for at, code in enumerate(formats)
        )
        yield "</numFmts>"
    yield '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    yield '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    yield '<fill><patternFill patternType="gray125"/></fill></fills>'
    yield '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    yield '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    yield f'<cellXfs count="{len(formats) + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    yield from (
        f'<xf numFmtId="{_FIRST_FORMAT + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for at in range(len(formats))
    )
    yield '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
