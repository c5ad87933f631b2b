"""Rewrites a chart part: as many series and points as there are, with their figures; how they look stays the template's."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Final

from lxml import etree

from selfeval.amounts import format_number
from selfeval.cells import column_letters
from selfeval.document import surgery
from selfeval.document.chart_data import Chart, Series
from selfeval.document.chart_workbook import SHEET
from selfeval.document.faults import Fault
from selfeval.document.tags import find_tags
from selfeval.ooxml.additions import OFFICE_RELATIONS
from selfeval.ooxml.xml import SPACE, Element, local_name

C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R_ID: Final = f"{{{OFFICE_RELATIONS}}}id"
_FILLED = frozenset(
    {"barChart", "bar3DChart", "lineChart", "line3DChart", "pieChart", "pie3DChart", "doughnutChart", "areaChart"}
    | {"area3DChart", "radarChart", "ofPieChart"}
)
_BEHIND_VALUES = frozenset({"smooth", "shape", "extLst"})
_BEHIND_DATA = frozenset({"printSettings", "userShapes", "extLst"})
_OWN_OF_A_SERIES = frozenset({"dPt", "errBars", "extLst"})
"""What belongs to the points or the identity of one series, and is no look that another could share."""
_PALETTE = ("4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
"""The accents of Office's theme, for series beside one whose colour is fixed."""


def join_tags(root: Element) -> None:
    """Put each tag of the chart's titles into one run; a paragraph with a block into its first."""
    for paragraph in root.iter(f"{A}p"):
        pieces = list(paragraph.iter(f"{A}t"))
        text = "".join(piece.text or "" for piece in pieces)
        spans = list(find_tags(text))
        if any(span.kind == "block" for span in spans):
            for piece in pieces:
                piece.text = ""
            pieces[0].text = text
        elif spans:
            homes = surgery.homes(pieces, spans)
            surgery.rewrite(pieces, spans, homes, [text[span.start : span.end] for span in spans])
            for piece in pieces:
                piece.attrib.pop(SPACE, "")  # a drawing keeps spaces anyway, and its schema knows no such attribute


def fill_chart(root: Element, chart: Chart) -> list[str]:
    """Put the figures into the chart, in place, and give the names of its series.

    Raises:
        Fault: a kind of chart that is not filled, or one without a series to go by.
    """
    area = root.find(f"{C}chart/{C}plotArea")
    kinds = [] if area is None else [local_name(group) for group in area if local_name(group).endswith("Chart")]
    unknown = next((kind for kind in kinds if kind not in _FILLED), None)
    if unknown is not None:
        raise Fault("fill.chart", reason=f"不支持 {unknown}", reason_en=f"{unknown} is not supported")
    shown = [] if area is None else sorted(area.iter(f"{C}ser"), key=lambda one: _value(one, "order"))
    if not shown:
        raise Fault("fill.chart", reason="图表里没有系列，请先留一个系列作样子", reason_en="it has no series to go by")
    while len(shown) < len(chart.series):
        shown.append(_another(shown))
    for extra in shown[len(chart.series) :]:
        surgery.remove(extra)
    points = len(chart.categories)
    names: list[str] = []
    for at, (element, series) in enumerate(zip(shown, chart.series, strict=False), 2):
        names.append(series.name or _shown_name(element))
        _fill_series(element, series, names[-1], chart.categories, at)
    _forget(root, max(points, len(chart.series)))
    if chart.title:
        _name(root, chart.title)
    return names


def shown_title(root: Element) -> str:
    """The text of the chart's title."""
    return "".join(piece.text or "" for piece in root.iterfind(f"{C}chart/{C}title//{A}t"))


def link_workbook(root: Element, relationship: str) -> None:
    """Name the workbook that 编辑数据 opens."""
    data = root.find(f"{C}externalData")
    if data is None:
        data = etree.Element(f"{C}externalData")
        etree.SubElement(data, f"{C}autoUpdate", {"val": "0"})
        _put_before(root, data, _BEHIND_DATA)
    data.set(R_ID, relationship)


def cached(root: Element) -> Iterator[tuple[str, dict[int, str], dict[int, str]]]:
    """Of each series in order: its name, its categories and its values by their index, as they stand in the part."""
    for element in sorted(root.iter(f"{C}ser"), key=lambda one: _value(one, "order")):
        yield _shown_name(element), _points(element.find(f"{C}cat")), _points(element.find(f"{C}val"))


def _points(holder: Element | None) -> dict[int, str]:
    return (
        {} if holder is None else {int(pt.get("idx") or 0): pt.findtext(f"{C}v") or "" for pt in holder.iter(f"{C}pt")}
    )


def _value(element: Element, name: str) -> int:
    found = element.find(f"{C}{name}")
    text = "" if found is None else found.get("val") or ""
    return int(text) if text.isdecimal() else 0


def _shown_name(series: Element) -> str:
    named = series.find(f"{C}tx")
    return "" if named is None else next((piece.text or "" for piece in named.iter(f"{C}v")), "")


def _another(shown: list[Element]) -> Element:
    """A series that looks like the last one but for its colour, behind it."""
    made = copy.deepcopy(shown[-1])
    for child in list(made):
        if local_name(child) in _OWN_OF_A_SERIES:
            made.remove(child)
    for name in ("idx", "order"):
        found = made.find(f"{C}{name}")
        if found is not None:
            found.set("val", str(1 + max(_value(one, name) for one in shown)))
    number = len(shown)
    for colour in [*made.iter(f"{A}schemeClr")]:
        if (colour.get("val") or "").startswith("accent"):
            colour.set("val", f"accent{number % 6 + 1}")
    for colour in [*made.iter(f"{A}srgbClr")]:
        if _is_fill(colour):
            colour.set("val", _PALETTE[number % len(_PALETTE)])
    shown[-1].addnext(made)
    return made


def _is_fill(colour: Element) -> bool:
    """Whether it colours the series itself, and not the text of its labels."""
    return not any(local_name(outer) in {"txPr", "rich", "dLbls"} for outer in colour.iterancestors())


def _fill_series(element: Element, series: Series, name: str, categories: tuple[str, ...], at: int) -> None:
    for child in list(element):
        kind = local_name(child)
        if kind in {"tx", "cat", "val", "errBars"} or (kind in {"dPt"} and _value(child, "idx") >= len(categories)):
            element.remove(child)
        elif kind == "dLbls":
            for label in child.findall(f"{C}dLbl"):
                if _value(label, "idx") >= len(categories):
                    child.remove(label)
    last = max(len(categories), 1) + 1
    title = _text_cache("tx", f"{SHEET}!${column_letters(at)}$1", (name,))
    order = element.find(f"{C}order")
    if order is None:
        element.insert(0, title)
    else:
        order.addnext(title)
    _put_before(element, _text_cache("cat", f"{SHEET}!$A$2:$A${last}", categories), _BEHIND_VALUES)
    values = _cache("val", "num", f"{SHEET}!${column_letters(at)}$2:${column_letters(at)}${last}")
    cache = values[0][1]
    etree.SubElement(cache, f"{C}formatCode").text = series.number_format
    _add_points(cache, [None if value is None else format_number(value, None) for value in series.values])
    _put_before(element, values, _BEHIND_VALUES)


def _text_cache(name: str, formula: str, texts: tuple[str, ...]) -> Element:
    holder = _cache(name, "str", formula)
    _add_points(holder[0][1], [text or None for text in texts])
    return holder


def _cache(name: str, kind: str, formula: str) -> Element:
    holder = etree.Element(f"{C}{name}")
    reference = etree.SubElement(holder, f"{C}{kind}Ref")
    etree.SubElement(reference, f"{C}f").text = formula
    etree.SubElement(reference, f"{C}{kind}Cache")
    return holder


def _add_points(cache: Element, texts: list[str | None]) -> None:
    etree.SubElement(cache, f"{C}ptCount", {"val": str(len(texts))})
    for index, text in enumerate(texts):
        if text is not None:
            etree.SubElement(etree.SubElement(cache, f"{C}pt", {"idx": str(index)}), f"{C}v").text = text


def _name(root: Element, title: str) -> None:
    """Give the chart this title, in the look that the first words of its own have."""
    pieces = list(root.iterfind(f"{C}chart/{C}title//{A}t"))
    if not pieces:
        raise Fault(
            "fill.chart", reason="图表没有标题，请先在 Word 里给它一个标题", reason_en="it has no title to change"
        )
    for piece in pieces:
        piece.text = ""
    pieces[0].text = title


def _put_before(holder: Element, child: Element, behind: frozenset[str]) -> None:
    """Add the child where the schema wants it: before the first of these."""
    following = next((other for other in holder if local_name(other) in behind), None)
    if following is None:
        holder.append(child)
    else:
        following.addprevious(child)


def _forget(root: Element, entries: int) -> None:
    """Take out what tells of series and points there are no more: hidden series, entries of the legend."""
    for extension in list(root.iter(f"{C}ext")):
        if any(local_name(inner).startswith(("filtered", "datalabelsRange")) for inner in extension.iter()):
            surgery.remove(extension)
    for entry in list(root.iter(f"{C}legendEntry")):
        if _value(entry, "idx") >= entries:
            surgery.remove(entry)
