"""Fills the charts of a document: where ``图表`` was printed stands a mark, which tells the chart of its figures.

The figures go into the chart part, which Word shows, and into the workbook within it, which 编辑数据 opens, together. A
chart that a loop repeats gets parts of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from selfeval.amounts import format_number
from selfeval.document.chart_data import Chart
from selfeval.document.chart_part import R_ID, C, cached, fill_chart, link_workbook, shown_title
from selfeval.document.chart_workbook import WORKBOOK_TYPE, workbook
from selfeval.document.faults import Fault
from selfeval.document.outside import CHART
from selfeval.document.places import part_label
from selfeval.document.state import ChartPlacement
from selfeval.findings import Finding, finding
from selfeval.ooxml.additions import Additions, relations_of
from selfeval.ooxml.relations import Relation, content_types, relations
from selfeval.ooxml.xml import Element, XmlError, parse_xml, write_xml

_DOC_PR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MARK = re.compile(r"selfeval-chart:(\d+);")
_WORKBOOKS = frozenset({"package", "oleObject"})


class _Job(NamedTuple):
    """One chart to be filled: which part, made from which, with what."""

    name: str
    original: str
    placement: ChartPlacement


class Charting:
    """The filling of the charts of one document."""

    def __init__(self, additions: Additions) -> None:
        self._additions = additions
        self._jobs: list[_Job] = []

    def collect(self, part: str, root: Element, placements: list[ChartPlacement]) -> Iterator[Finding]:
        """Take the marks out of a part, and note which chart each speaks of; a finding for a mark that speaks of none."""
        targets = {
            link.id: link.target
            for link in relations(self._additions.parts)
            if link.source == relations_of(part) and link.kind == "chart" and not link.external
        }
        placed: set[int] = set()
        for properties in root.iter(_DOC_PR):
            for number in _marks_of(properties):
                holder = properties.getparent()
                reference = None if holder is None else next(holder.iter(f"{C}chart"), None)
                target = "" if reference is None else targets.get(reference.get(R_ID) or "", "")
                if reference is not None and target in self._additions.parts and number < len(placements):
                    placed.add(number)
                    self._note(part, reference, target, placements[number])
        for number, placement in enumerate(placements):
            if number not in placed:
                yield placement.tag.finding("fill.chart-place")

    def write(self) -> Iterator[Finding]:
        """Write the charts, once the text of all parts is filled, and prove each; a finding where one cannot be."""
        parts = self._additions.parts
        originals = {job.original: parts[job.original] for job in self._jobs}
        for job in self._jobs:
            try:
                root = parse_xml(originals[job.original])
                names = fill_chart(root, job.placement.chart)
            except XmlError as error:
                yield finding("fill.not-well-formed", job.name, reason=str(error))
                continue
            except Fault as error:
                yield job.placement.tag.finding(error.rule, **error.details)
                continue
            if job.name != job.original:
                self._copy_relations(job)
            link_workbook(root, self._put_workbook(job.name, workbook(job.placement.chart, names)))
            self._additions.put(job.name, write_xml(root), CHART)
            yield from chart_findings(job.name, parts[job.name], job.placement.chart)

    def _note(self, part: str, reference: Element, target: str, placement: ChartPlacement) -> None:
        name = target
        if any(job.original == target for job in self._jobs):
            name = self._additions.fresh(*_stem(target))
            reference.set(R_ID, self._additions.relate(part, "chart", name))
        self._jobs.append(_Job(name, target, placement))

    def _put_workbook(self, chart: str, data: bytes) -> str:
        """Put the workbook in the place of the chart's own, and give its relationship."""
        where = relations_of(chart)
        own = [link for link in self._links(chart) if link.kind in _WORKBOOKS]
        if len(own) == 1 and own[0].target.endswith(".xlsx") and not self._is_shared(own[0].target, where):
            self._additions.put(own[0].target, data, WORKBOOK_TYPE)
            return own[0].id
        if own:
            self._drop(where, [link.id for link in own], [link.target for link in own])
        name = self._additions.fresh("word/embeddings/Microsoft_Excel_Worksheet", ".xlsx")
        self._additions.put(name, data, WORKBOOK_TYPE)
        return self._additions.relate(chart, "package", name)

    def _links(self, chart: str) -> list[Relation]:
        return [link for link in relations(self._additions.parts) if link.source == relations_of(chart)]

    def _is_shared(self, target: str, where: str) -> bool:
        return any(link.target == target and link.source != where for link in relations(self._additions.parts))

    def _drop(self, where: str, numbers: list[str], targets: list[str]) -> None:
        """Take the relationships out, and what they alone led to: a workbook with the figures of the template."""
        root = parse_xml(self._additions.parts[where])
        for item in list(root):
            if item.get("Id") in numbers:
                root.remove(item)
        self._additions.put(where, write_xml(root))
        for target in targets:
            if not any(link.target == target for link in relations(self._additions.parts)):
                self._additions.parts.pop(target, None)

    def _copy_relations(self, job: _Job) -> None:
        """Give the copy of a chart what the chart has: colours and style of its own, no workbook yet."""
        parts, where = self._additions.parts, relations_of(job.original)
        if where not in parts:
            return
        targets = {link.id: link for link in self._links(job.original)}
        types = content_types(parts)
        root = parse_xml(parts[where])
        for item in list(root):
            link = targets[item.get("Id") or ""]
            if link.kind in _WORKBOOKS:
                root.remove(item)
            elif not link.external and link.target in parts and link.target.endswith(".xml"):
                name = self._additions.fresh(*_stem(link.target))
                self._additions.put(name, parts[link.target], types.get(link.target, ""))
                item.set("Target", posixpath.relpath(name, posixpath.dirname(job.name)))
        self._additions.put(relations_of(job.name), write_xml(root))


def _marks_of(properties: Element) -> list[int]:
    """The numbers of the marks in the attributes of a drawing, which are taken out."""
    found: list[int] = []
    for name, value in list(properties.items()):
        text = str(value)
        if _MARK.search(text):
            found += [int(number) for number in _MARK.findall(text)]
            properties.set(name, _MARK.sub("", text).strip())
    return found


def _stem(name: str) -> tuple[str, str]:
    """A part's name without its number, and its suffix."""
    stem, suffix = posixpath.splitext(name)
    return stem.rstrip("0123456789"), suffix


def chart_findings(name: str, data: bytes, chart: Chart) -> Iterator[Finding]:
    """A finding for each figure and each text of the chart that does not stand in the written part where it should."""
    root = parse_xml(data)
    written = list(cached(root))
    if chart.title and shown_title(root) != chart.title:
        yield finding("fill.value-lost", part_label(name), found=chart.title, name=chart.title)
    if len(written) != len(chart.series):
        yield finding("fill.value-lost", part_label(name), found=str(len(written)), name=str(len(chart.series)))
        return
    categories = {at: text for at, text in enumerate(chart.categories) if text}
    for series, (called, texts, values) in zip(chart.series, written, strict=True):
        wanted = {at: format_number(value, None) for at, value in enumerate(series.values) if value is not None}
        if texts != categories or values != wanted or (series.name and called != series.name):
            yield finding("fill.value-lost", part_label(name), found=series.name, name=series.name)
