"""Charts for tests: a Word file with native charts as Word writes them, made by hand, and what stands in one."""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree

import openpyxl

from selfeval.ooxml.additions import OFFICE_RELATIONS, Additions
from selfeval.ooxml.xml import escape, escape_attribute
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import template
from tests.support.word import parts

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = f"{{{_C}}}"
_AXES = (
    '<c:axId val="1"/><c:axId val="2"/>',
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="b"/>{title}<c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/>'
    '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:majorGridlines/><c:numFmt formatCode="General" sourceLinked="1"/>'
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
    '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>',
)
_HEADS = {
    "bar": '<c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
    "line": '<c:grouping val="standard"/><c:varyColors val="0"/>',
    "pie": '<c:varyColors val="1"/>',
    "scatter": '<c:scatterStyle val="lineMarker"/>',
}
_TAILS = {"bar": '<c:gapWidth val="150"/>', "line": '<c:marker val="1"/>', "pie": '<c:firstSliceAng val="0"/>'}


def title(*runs: str) -> str:
    """A title of these runs."""
    pieces = "".join(f'<a:r><a:rPr lang="zh-CN"/><a:t>{escape(run)}</a:t></a:r>' for run in runs)
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p>{pieces}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        if runs
        else ""
    )


def series(number: int, points: int = 2, extra: str = "", colour: str = "") -> str:
    """A series of the template's own figures."""
    letter = "BCDEFG"[number]
    colour = colour or f'<a:schemeClr val="accent{number + 1}"/>'
    fill = f"<c:spPr><a:solidFill>{colour}</a:solidFill></c:spPr>"
    texts = "".join(f'<c:pt idx="{at}"><c:v>类别{at + 1}</c:v></c:pt>' for at in range(points))
    values = "".join(f'<c:pt idx="{at}"><c:v>{at + 4.3}</c:v></c:pt>' for at in range(points))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>系列{number + 1}</c:v></c:pt></c:strCache></c:strRef></c:tx>{fill}{extra}'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${points + 1}</c:f><c:strCache><c:ptCount val="{points}"/>{texts}'
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${points + 1}</c:f>"
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{points}"/>{values}</c:numCache></c:numRef></c:val>'
        '<c:extLst><c:ext uri="{C3380CC4-5D6E-409C-BE32-E72D297353CC}" xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart">'
        f'<c16:uniqueId val="{{0000000{number}-1111-2222-3333-444444444444}}"/></c:ext></c:extLst></c:ser>'
    )


def chart_part(
    kind: str = "bar", *, count: int = 1, titled: tuple[str, ...] = (), axis: tuple[str, ...] = (), inner: str = ""
) -> str:
    """A chart part with so many series; ``inner`` in place of the series' own XML."""
    ids, axes = ("", "") if kind == "pie" else (_AXES[0], _AXES[1].replace("{title}", title(*axis)))
    body = inner or "".join(map(series, range(count)))
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{OFFICE_RELATIONS}"><c:date1904 val="0"/>'
        f'<c:roundedCorners val="0"/><c:chart>{title(*titled)}<c:autoTitleDeleted val="{int(not titled)}"/><c:plotArea>'
        f"<c:layout/><c:{kind}Chart>{_HEADS[kind]}{body}{_TAILS.get(kind, '')}{ids}</c:{kind}Chart>{axes}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def drawing(relationship: str, alternative: str, number: int = 7) -> str:
    """The run of a chart, with its alternative text."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="5000000" cy="2800000"/><wp:docPr id="{number}" name="图表 {number}" '
        f'descr="{escape_attribute(alternative)}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}">'
        f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{OFFICE_RELATIONS}" r:id="{relationship}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def embedded(sheet: str = "Sheet1") -> bytes:
    """The workbook Word puts into a new chart, with figures of its own."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = sheet
    for row in (["", "系列1"], ["类别1", 4.3], ["类别2", 5.3]):
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_charts(*paragraphs: str, charts: list[tuple[str, str]], workbooks: bool = True) -> bytes:
    """A template of these paragraphs; ``§0`` in one is the first chart: (its part, its alternative text)."""
    made = parts(template(*paragraphs))
    additions = Additions(made)
    body = made["word/document.xml"].decode()
    for number, (part, alternative) in enumerate(charts):
        name = additions.add("word/charts/chart", ".xml", part.encode(), CHART_TYPE)
        if workbooks:
            book = additions.fresh("word/embeddings/Microsoft_Excel_Worksheet", ".xlsx")
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            additions.put(book, embedded(), kind)
            link = additions.relate(name, "package", book)
            data = f'<c:externalData r:id="{link}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
            made[name] = made[name].replace(b"</c:chartSpace>", data.encode())
        link = additions.relate("word/document.xml", "chart", name)
        old = f"<w:r><w:t>§{number}</w:t></w:r>"
        assert old in body, body
        body = body.replace(old, drawing(link, alternative, 7 + number))
    made["word/document.xml"] = body.encode()
    additions.write()
    return write_zip(made)


def shown(part: bytes) -> dict[str, dict[str, str]]:
    """Of each series its figures by category, as the cache has them; blanks are left out."""
    found: dict[str, dict[str, str]] = {}
    for one in ElementTree.fromstring(part).iter(f"{C}ser"):
        name = next(piece.text or "" for piece in one.iterfind(f"{C}tx//{C}v"))
        texts = {pt.get("idx"): pt.findtext(f"{C}v") or "" for pt in one.iterfind(f"{C}cat//{C}pt")}
        counts = {count.get("val") for kind in ("cat", "val") for count in one.iterfind(f"{C}{kind}//{C}ptCount")}
        assert len(counts) == 1, "categories and values are as many"
        found[name] = {
            texts.get(pt.get("idx"), ""): pt.findtext(f"{C}v") or "" for pt in one.iterfind(f"{C}val//{C}pt")
        }
    return found


def sheet_rows(data: bytes) -> list[list[Any]]:
    """The rows of the workbook within a chart, as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Sheet1"]
    return [[cell.value for cell in row] for row in book["Sheet1"].iter_rows()]
