"""Notes on the cells of a sheet (批注): ours are added and taken away, those of people stay as they are.

What is ours is known by its text, from the opening to the closing words, because programs that save a workbook keep the
text of a note and not much else. A note of a person gets ours below its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from selfeval.cells import column_number
from selfeval.ooxml.editing import Editing
from selfeval.ooxml.note_shapes import Box, add_boxes, can_hold, has_shapes, new_shapes, remove_boxes
from selfeval.ooxml.xml import SPACE, Element, local_name

OPENING, CLOSING = "【selfeval 检查】", "（以上由 selfeval 填写）"
AUTHOR = "selfeval"

_OURS = re.compile(rf"\n?{re.escape(OPENING)}.*?(?:{re.escape(CLOSING)}|\Z)", re.DOTALL)
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_AFTER_LEGACY_DRAWING = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
        "webPublishItems", "tableParts", "extLst",
    }
)  # fmt: skip
"""What follows legacyDrawing in a sheet: the schema has an order."""


class Note(NamedTuple):
    """A note of ours.

    Attributes:
        address: of its cell, ``B7``.
        box: where it is shown.
        text: its lines, without the opening and closing words.
    """

    address: str
    box: Box
    text: str


def relationship_types(root: Element) -> str:
    """How the types of relationships begin in a workbook of that root: ISO Strict has names of its own."""
    return _STRICT if "purl.oclc.org" in str(root.tag) else _TRANSITIONAL


@dataclass
class SheetNotes:
    """The notes of one sheet."""

    editing: Editing
    sheet: str
    """The sheet's part."""

    def add(self, notes: Iterable[Note]) -> None:
        """Add our notes; a cell whose note is a conversation (threaded comment) is left alone: no program shows more."""
        drawing = self._drawing()
        if drawing and not can_hold(self.editing.parts[drawing]):
            return
        comments = self._comments() or self._new_comments()
        root = self.editing.tree(comments)
        there = {entry.get("ref", ""): entry for entry in root.iterfind("{*}commentList/{*}comment")}
        added: list[Note] = []
        author = ""
        for note in notes:
            entry = there.get(note.address)
            if entry is None:
                author = author or _author(root)
                _add_comment(root, note, author)
                added.append(note)
            elif not _is_thread(root, entry):
                _append_text(entry, note.text)
        if added:
            drawing = drawing or self._new_drawing()
            sheet = self.editing.tree(self.sheet)
            boxes = [note.box for note in added]
            self.editing.parts[drawing] = add_boxes(self.editing.parts[drawing], sheet, boxes)

    def clear(self) -> None:
        """Take our notes away, and parts that held nothing else."""
        comments = self._comments()
        if not comments:
            return
        root = self.editing.tree(comments)
        gone = [entry for entry in root.iterfind("{*}commentList/{*}comment") if _cut(entry)]
        if not gone:
            return
        for entry in gone:
            entry.getparent().remove(entry)  # type: ignore[union-attr]
        _drop_author(root)
        drawing = self._drawing()
        if drawing:
            cells = [_position(entry.get("ref", "")) for entry in gone]
            self.editing.parts[drawing] = remove_boxes(self.editing.parts[drawing], cells)
        if root.find("{*}commentList/{*}comment") is None:
            self._remove("comments")
            if drawing and not has_shapes(self.editing.parts[drawing]):
                self._remove("vmlDrawing", drawing)
                sheet = self.editing.tree(self.sheet)
                for element in sheet.findall("{*}legacyDrawing"):
                    sheet.remove(element)

    # ------------------------------------------------------------ parts

    def _comments(self) -> str:
        return next((part for _, part in self.editing.related(self.sheet, "comments")), "")

    def _drawing(self) -> str:
        element = self.editing.tree(self.sheet).find("{*}legacyDrawing")
        if element is None:
            return ""
        named = next((value for key, value in element.items() if str(key).endswith("}id")), "")
        drawings = self.editing.related(self.sheet, "vmlDrawing")
        return next((part for identifier, part in drawings if identifier == named), "")

    def _new_comments(self) -> str:
        root = self.editing.tree(self.sheet)
        namespace = etree.QName(root).namespace
        part = self.editing.free_name("xl/comments{}.xml")
        data = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>'
        ).encode()
        self.editing.add(self.sheet, f"{relationship_types(root)}/comments", part, _COMMENTS_TYPE, data)
        return part

    def _new_drawing(self) -> str:
        root = self.editing.tree(self.sheet)
        part = self.editing.free_name("xl/drawings/vmlDrawing{}.vml")
        shapes = new_shapes(data for name, data in self.editing.parts.items() if name.lower().endswith(".vml"))
        types = relationship_types(root)
        identifier = self.editing.add(self.sheet, f"{types}/vmlDrawing", part, _VML_TYPE, shapes)
        for element in root.findall("{*}legacyDrawing"):  # one that leads nowhere
            root.remove(element)
        drawing = etree.Element(f"{{{etree.QName(root).namespace}}}legacyDrawing", {f"{{{types}}}id": identifier})
        root.insert(_place_of_drawing(root), drawing)
        return part

    def _remove(self, kind: str, only: str = "") -> None:
        for identifier, part in list(self.editing.related(self.sheet, kind)):
            if not only or part == only:
                self.editing.remove(self.sheet, identifier, part)


def _place_of_drawing(root: Element) -> int:
    for index, child in enumerate(root):
        inside = {local_name(element) for element in child.iter("{*}*")} if isinstance(child.tag, str) else set()
        if isinstance(child.tag, str) and (
            local_name(child) in _AFTER_LEGACY_DRAWING
            or (local_name(child) == "AlternateContent" and inside & _AFTER_LEGACY_DRAWING)
        ):
            return index
    return len(root)


# ---------------------------------------------------------------- comments


def _author(root: Element) -> str:
    """The index of our name among the authors."""
    authors = root.find("{*}authors")
    if authors is None:
        authors = etree.Element(_same(root, "authors"))
        root.insert(0, authors)
    names = [entry.text or "" for entry in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, _same(root, "author")).text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _drop_author(root: Element) -> None:
    """Take our name away where it is the last of the authors and nothing is by it."""
    authors = root.find("{*}authors")
    used = {entry.get("authorId") for entry in root.iterfind("{*}commentList/{*}comment")}
    if authors is not None and len(authors) and authors[-1].text == AUTHOR and str(len(authors) - 1) not in used:
        authors.remove(authors[-1])


def _add_comment(root: Element, note: Note, author: str) -> None:
    entries = root.find("{*}commentList")
    if entries is None:
        entries = etree.SubElement(root, _same(root, "commentList"))
    entry = etree.SubElement(entries, _same(root, "comment"), {"ref": note.address, "authorId": author})
    text = etree.SubElement(entry, _same(root, "text"))
    _add_run(text, OPENING, bold=True)
    _add_run(text, f"\n{note.text}\n{CLOSING}")


def _append_text(entry: Element, words: str) -> None:
    text = entry.find("{*}text")
    if text is None:
        text = etree.SubElement(entry, _same(entry, "text"))
    plain = text.find("{*}t")
    if plain is not None:  # beside runs no program shows it
        run = etree.Element(_same(entry, "r"))
        text.insert(0, run)
        run.append(plain)
    _add_run(text, f"\n{OPENING}\n{words}\n{CLOSING}")


def _add_run(text: Element, words: str, *, bold: bool = False) -> None:
    run = etree.Element(_same(text, "r"))
    look = etree.SubElement(run, _same(text, "rPr"))
    if bold:
        etree.SubElement(look, _same(text, "b"))
    for tag, value in (("sz", "9"), ("color", ""), ("rFont", "宋体"), ("charset", "134")):
        etree.SubElement(look, _same(text, tag), {"val": value} if value else {"indexed": "81"})
    said = etree.SubElement(run, _same(text, "t"))
    said.set(SPACE, "preserve")
    said.text = words
    runs = text.findall("{*}r")
    text.insert(text.index(runs[-1]) + 1 if runs else 0, run)  # phonetic hints come behind all runs


def _is_thread(root: Element, entry: Element) -> bool:
    authors = root.findall("{*}authors/{*}author")
    number = entry.get("authorId", "")
    return number.isdecimal() and int(number) < len(authors) and (authors[int(number)].text or "").startswith("tc=")


def _cut(entry: Element) -> bool:
    """Take what is ours out of a note; true where nothing is left of it."""
    text = entry.find("{*}text")
    if text is None:
        return False
    pieces = [piece for piece in text.iter("{*}t") if local_name(piece.getparent()) in {"text", "r"}]  # type: ignore[arg-type]
    whole = "".join(piece.text or "" for piece in pieces).replace("\r\n", "\n")
    if not _OURS.search(whole):
        return False
    if not _OURS.sub("", whole).strip():
        return True
    _keep(pieces, [found.span() for found in _OURS.finditer("".join(piece.text or "" for piece in pieces))])
    runs = text.findall("{*}r")
    if len(runs) == 1 and len(runs[0]) == 1 and text.find("{*}t") is None:  # as it was before ours came to it
        text.replace(runs[0], runs[0][0])
    return False


def _keep(pieces: list[Element], spans: list[tuple[int, int]]) -> None:
    """Take these spans of the joined text out of its pieces; a run of which nothing is left goes."""
    start = 0
    for piece in pieces:
        words = piece.text or ""
        end = start + len(words)
        left = [
            letter for at, letter in enumerate(words, start) if not any(first <= at < last for first, last in spans)
        ]
        if len(left) < len(words):
            piece.text = "".join(left)
            run = piece.getparent()
            if not left and run is not None and local_name(run) == "r":
                run.getparent().remove(run)  # type: ignore[union-attr]
        start = end


def _position(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :] or 0), column_number(letters)


def _same(element: Element, tag: str) -> str:
    """The tag in the element's namespace."""
    return f"{{{etree.QName(element).namespace}}}{tag}"
