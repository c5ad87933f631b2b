"""Tracked changes: text put in and taken out so that Word shows it, to accept or to reject."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Final

from lxml import etree

from selfeval.document.surgery import isolated
from selfeval.intake.marking.outline import pieces_of
from selfeval.ooxml.tables import own_cells
from selfeval.ooxml.xml import SPACE, Element, W

AUTHOR: Final = "selfeval"
_FIRST_ID = 90_000
_MARKS = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_BLOCKS = tuple(f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt"))


class Changes:
    """Makes tracked changes in the parts of one document, each under a number of its own. They carry no date."""

    def __init__(self) -> None:
        self._next = _FIRST_ID

    def replace(self, paragraph: Element, edits: Iterable[tuple[int, int, str]]) -> None:
        """Put a text in the place of another for each (start, end, text) in the paragraph's own text; none overlap."""
        for start, end, text in sorted(edits, reverse=True):
            taken = self._parted(paragraph, start, end) if end > start else []
            before = taken[0] if taken else None
            inserted = self._change("ins")
            inserted.append(_run(text, _look(paragraph, start) if before is None else before.find(f"{W}rPr")))
            if before is not None:
                before.addprevious(inserted)
            else:
                self._place(paragraph, start, inserted)
            for run in taken:
                self._delete_run(run)

    def delete_paragraph(self, paragraph: Element) -> None:
        """Take the text of a paragraph away, and its end."""
        for run in list(paragraph.iter(f"{W}r")):
            if run.find(f"{W}t") is not None or run.find(f"{W}tab") is not None or run.find(f"{W}br") is not None:
                self._delete_run(run)
        self._mark(paragraph, "del")

    def insert_paragraph(self, after: Element, text: str, properties: Element | None) -> Element:
        """A new paragraph behind another."""
        new = etree.Element(f"{W}p")
        if properties is not None:
            kept = copy.deepcopy(properties)
            for name in ("sectPr", "numPr", "rPr"):
                for old in kept.findall(f"{W}{name}"):
                    kept.remove(old)
            new.append(kept)
        after.addnext(new)
        self._mark(new, "ins")
        inserted = self._change("ins")
        inserted.append(_run(text, None))
        new.append(inserted)
        return new

    def insert_row(self, like: Element, text: str, *, after: bool) -> None:
        """A row of the same cells, empty but for the text in the first that is not merged into the one above."""
        row = copy.deepcopy(like)
        row.tail = None
        for control in row.findall(f"{W}sdt"):  # its number would stand there twice
            for cell in control.iterfind(f"{W}sdtContent/{W}tc"):
                control.addprevious(cell)
            row.remove(control)
        told = False
        for cell in own_cells(row):
            paragraph = _emptied(cell)
            self._mark(paragraph, "ins")
            if not told and not is_continued(cell):
                inserted = self._change("ins")
                inserted.append(_run(text, None))
                paragraph.append(inserted)
                told = True
        self._mark_row(row, "ins")
        if after:
            like.addnext(row)
        else:
            like.addprevious(row)

    def delete_row(self, row: Element) -> None:
        """Take a row away, with all that stands in it."""
        for paragraph in row.iter(f"{W}p"):
            self.delete_paragraph(paragraph)
        self._mark_row(row, "del")

    def _change(self, name: str) -> Element:
        self._next += 1
        return etree.Element(f"{W}{name}", {f"{W}id": str(self._next), f"{W}author": AUTHOR})

    def _mark(self, paragraph: Element, name: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        own = properties.find(f"{W}rPr")
        if own is None:
            own = etree.Element(f"{W}rPr")
            last = [child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")]
            if last:
                last[0].addprevious(own)
            else:
                properties.append(own)
        own.insert(0, self._change(name))

    def _mark_row(self, row: Element, name: str) -> None:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            before = row.find(f"{W}tblPrEx")
            if before is None:
                row.insert(0, properties)
            else:
                before.addnext(properties)
        changed = properties.find(f"{W}trPrChange")
        if changed is None:
            properties.append(self._change(name))
        else:
            changed.addprevious(self._change(name))

    def _delete_run(self, run: Element) -> None:
        for text in run.findall(f"{W}t"):
            text.tag = f"{W}delText"
            text.set(SPACE, "preserve")
        deleted = self._change("del")
        run.addprevious(deleted)
        deleted.append(run)

    def _parted(self, paragraph: Element, start: int, end: int) -> list[Element]:
        """The runs that hold this text and nothing else, once it is parted from what stands around it."""
        found: list[Element] = []
        position = 0
        for element, text, _ in pieces_of(paragraph):
            first, last = max(start - position, 0), min(end - position, len(text))
            position += len(text)
            if first >= last:
                continue
            if element.tag == f"{W}t":
                for cut, rest in ((text[:first], True), (text[last:], False)):
                    if cut:
                        beside = copy.copy(element)
                        beside.text, beside.tail = cut, None
                        beside.set(SPACE, "preserve")
                        if rest:
                            element.addprevious(beside)
                        else:
                            element.addnext(beside)
                element.text = text[first:last]
                element.set(SPACE, "preserve")
            own = isolated(element)
            if own is not None:
                found.append(own)
        return found

    def _place(self, paragraph: Element, at: int, inserted: Element) -> None:
        position = 0
        last = None
        for element, text, _ in pieces_of(paragraph):
            position += len(text)
            last = element
            if position >= at:
                break
        run = None if last is None else next(last.iterancestors(f"{W}r"), None)
        if run is not None:
            run.addnext(inserted)
        elif len(paragraph) and paragraph[0].tag == f"{W}pPr":
            paragraph.insert(1, inserted)
        else:
            paragraph.insert(0, inserted)


def is_continued(cell: Element) -> bool:
    """Whether the cell is merged into the one above it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") != "restart"


def _look(paragraph: Element, at: int) -> Element | None:
    """How a text put in there looks: as the run before it, or as the paragraph's end."""
    position = 0
    for element, text, _ in pieces_of(paragraph):
        position += len(text)
        if position >= at:
            run = next(element.iterancestors(f"{W}r"), None)
            return None if run is None else run.find(f"{W}rPr")
    own = paragraph.find(f".//{W}r/{W}rPr")
    own = paragraph.find(f"{W}pPr/{W}rPr") if own is None else own
    table = next(paragraph.iterancestors(f"{W}tbl"), None)
    if (own is not None and len(own)) or table is None:
        return own
    return next((text.getparent().find(f"{W}rPr") for text in table.iter(f"{W}t", f"{W}delText") if text.text), None)  # type: ignore[union-attr]  # a text stands in a run


def _run(text: str, look: Element | None) -> Element:
    run = etree.Element(f"{W}r")
    if look is not None:
        properties = copy.deepcopy(look)
        for change in [child for child in properties if child.tag in (*_MARKS, f"{W}rPrChange")]:
            properties.remove(change)
        run.append(properties)
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run


def _emptied(cell: Element) -> Element:
    """Leave one paragraph without text in the cell; gives it."""
    paragraphs = list(cell.iter(f"{W}p"))
    kept = paragraphs[0] if paragraphs else etree.SubElement(cell, f"{W}p")
    for child in list(kept):
        if child.tag != f"{W}pPr":
            kept.remove(child)
    for child in list(cell):
        if child.tag in _BLOCKS:
            cell.remove(child)
    cell.append(kept)
    return kept
