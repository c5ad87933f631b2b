"""Carries the body of one .docx over into another: content, styles, numbering, pictures, charts, links.

Where both have a style of one name, that of the document it comes into goes, as Word pastes. What cannot be carried
without a loss (notes, comments, objects, and sections where they cannot stand) is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from lxml import etree

from selfeval.document.carried_numbering import CarriedNumbering, number_directly
from selfeval.document.faults import Fault
from selfeval.document.outside import closed_address
from selfeval.document.page_setup import KEPT_SETUP, own_setup
from selfeval.document.positions import Positions
from selfeval.document.safety import safety_findings
from selfeval.document.style_sheet import StyleSheet, main_part
from selfeval.ooxml.additions import OFFICE_RELATIONS, Additions, relations_of
from selfeval.ooxml.guard import Refused, unpack
from selfeval.ooxml.relations import Relation, content_types, relations
from selfeval.ooxml.xml import Element, W, XmlError, local_name, parse_xml, write_xml

IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_R = f"{{{OFFICE_RELATIONS}}}"
_OWN_NUMBERS = (
    *(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{x}" for x in ("paraId", "textId")),
    f"{W}rsid",
)
_STYLED = frozenset(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next"))
"""What names a style."""
_CARRIED_KINDS = frozenset({"image", "hyperlink", "chart"})
_BELOW = frozenset({"image", "package", "themeOverride", "chartUserShapes", "chartStyle", "chartColorStyle"})
_REFUSED: Final[Mapping[str, str]] = {
    "sectPr": "分节符",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "commentReference": "批注",
    "altChunk": "嵌入的文件",
    "subDoc": "子文档",
    "object": "嵌入的对象",
    "control": "控件",
}
_RANGES = ("bookmarkStart", "bookmarkEnd")


class Carried(NamedTuple):
    """What was carried over.

    Attributes:
        content: paragraphs, tables and content controls.
        places: of each paragraph of it in order, where it stands in the document it came from: 第3段.
        setup: the set-up of the last pages of that document; None where it says none.
    """

    content: list[Element]
    places: list[str]
    setup: Element | None


def carry_over(
    docx: bytes, additions: Additions, styles: StyleSheet, part: str, first_mark: int, *, with_sections: bool = False
) -> Carried:
    """The content of the document's body, ready to stand in a part of another package.

    Args:
        docx: the bytes of a .docx. It is not trusted: checked as a template is.
        additions: the package it comes into, which gets the parts the content refers to.
        styles: the styles of that package, which get those it lacks.
        part: the part of that package the content will stand in.
        first_mark: an id from which on no bookmark of that part has one.
        with_sections: whether the content may end pages of a set-up of their own.

    Raises:
        Fault: what cannot be opened, is not safe, or cannot be carried over without a loss.
    """
    try:
        guest = _Guest(docx)
    except Refused as error:
        raise Fault("fill.carried", reason=error.findings[0].message("zh")) from error
    except (XmlError, KeyError) as error:
        raise Fault("fill.carried", reason=str(error)[:120]) from error
    content = guest.content()
    _look_at(content, "sectPr" if with_sections else "")
    for section in [section for top in content for section in top.iter(f"{W}sectPr")]:
        for child in [child for child in section if child.tag not in KEPT_SETUP]:
            section.remove(child)
    _renumber_marks(content, first_mark)
    numbering = CarriedNumbering(guest.parts, additions)
    for top in content:
        for paragraph in top.iter(f"{W}p"):
            number_directly(paragraph, guest.styles)
    _Styles(guest.styles, styles, numbering).carry(content)
    numbering.renumber(content)
    numbering.write()
    styles.write(additions)
    links = _Links(guest, additions, part)
    for element in list(_all(content)):
        links.carry(element)
        _trim(element)
    return Carried(content, guest.places(), guest.setup())


def put_before(anchor: Element, piece: Element) -> None:
    """Put the piece before the element; what it names by prefix is named by those in force there."""
    ignored = [piece.nsmap[prefix] for prefix in (piece.get(IGNORABLE) or "").split()]
    piece.tail = None
    anchor.addprevious(piece)
    if ignored:
        prefixes = {space: prefix for prefix, space in piece.nsmap.items() if prefix}
        piece.set(IGNORABLE, " ".join(prefixes[space] for space in ignored))


class _Guest:
    """The document that is carried over."""

    def __init__(self, docx: bytes) -> None:
        self.parts = dict(unpack(docx, ".docx"))
        self.kinds = content_types(self.parts)
        links = list(relations(self.parts))
        found = next(safety_findings(self.parts, self.kinds, links), None)
        if found is not None:
            raise Fault("fill.carried", reason=found.message("zh"))
        self.main = main_part(self.parts)
        self.styles = StyleSheet(self.parts)
        self._links = {(link.source, link.id): link for link in links}
        self._root = parse_xml(self.parts[self.main])

    def content(self) -> list[Element]:
        body = self._root.find(f"{W}body")
        if body is None:
            raise Fault("fill.carried", reason="没有正文")
        # Each piece as a tree of its own declares every prefix: some stand in values only, as in Requires="wps".
        pieces = [etree.tostring(child, with_tail=False) for child in body if child.tag != f"{W}sectPr"]
        return [self._ignorable(parse_xml(piece)) for piece in pieces]

    def setup(self) -> Element | None:
        """The set-up of its last pages."""
        found = self._root.find(f"{W}body/{W}sectPr")
        return None if found is None else own_setup(found)

    def places(self) -> list[str]:
        """Where its paragraphs stand, in order."""
        positions = Positions(self._root)
        return [positions.of(paragraph).words() for paragraph in self._root.iter(f"{W}p")]

    def _ignorable(self, piece: Element) -> Element:
        """The piece, which says itself what a program may ignore where it does not know it."""
        used = {str(name)[1:].partition("}")[0] for element in piece.iter() for name in (element.tag, *element.attrib)}
        prefixes = [
            prefix for prefix in (self._root.get(IGNORABLE) or "").split() if self._root.nsmap.get(prefix) in used
        ]
        if prefixes:
            piece.set(IGNORABLE, " ".join(prefixes))
        return piece

    def link(self, part: str, number: str) -> Relation:
        found = self._links.get((relations_of(part), number))
        if found is None or (not found.external and found.target not in self.parts):
            raise Fault("fill.carried", reason=f"{part} {number}")
        return found

    def links_of(self, part: str) -> list[Relation]:
        return [link for (source, _), link in self._links.items() if source == relations_of(part)]

    def kind_of(self, link: Relation) -> str:
        """The whole type of the relationship: some kinds of parts have types of their own."""
        for item in parse_xml(self.parts[link.source]):
            if item.get("Id") == link.id:
                return item.get("Type") or ""
        return ""


def _all(content: Iterable[Element]) -> Iterator[Element]:
    for top in content:
        yield from top.iter()


def _look_at(content: list[Element], allowed: str) -> None:
    for element in _all(content):
        what = _REFUSED.get(local_name(element))
        if what is not None and local_name(element) != allowed and str(element.tag).startswith(W):
            raise Fault("fill.carried", reason=f"其中有{what}，不能并入")


def _renumber_marks(content: list[Element], first: int) -> None:
    """Give bookmarks ids apart from those of the part."""
    given: dict[str, str] = {}
    for element in list(_all(content)):
        if element.tag in {f"{W}{name}" for name in _RANGES}:
            old = element.get(f"{W}id") or ""
            element.set(f"{W}id", given.setdefault(old, str(first + len(given))))


def _trim(element: Element) -> None:
    """Take off what must be unique in a document and means nothing in another."""
    for name in list(element.attrib):
        if str(name).startswith(_OWN_NUMBERS):
            del element.attrib[name]


class _Styles:
    """Carries the styles that content names, and those that these name."""

    def __init__(self, guest: StyleSheet, host: StyleSheet, numbering: CarriedNumbering) -> None:
        self._guest, self._host, self._numbering = guest, host, numbering
        self._ids: dict[str, str] = {}

    def carry(self, content: Iterable[Element]) -> None:
        for element in list(_all(content)):
            if element.tag in _STYLED:
                self._renamed(element)

    def _renamed(self, reference: Element) -> None:
        old = reference.get(f"{W}val") or ""
        new = self._carried(old)
        parent = reference.getparent()
        if new:
            reference.set(f"{W}val", new)
        elif parent is not None:  # it names no style: Word takes the default, and so does this
            parent.remove(reference)

    def _carried(self, number: str) -> str:
        if number in self._ids:
            return self._ids[number]
        style = self._guest.by_id(number)
        if style is None:
            return ""
        name = style.find(f"{W}name")
        known = self._host.by_name(style.get(f"{W}type") or "", "" if name is None else name.get(f"{W}val") or "")
        if known is not None:
            self._ids[number] = known.get(f"{W}styleId") or ""
            return self._ids[number]
        style = copy.deepcopy(style)
        style.tail = None
        style.attrib.pop(f"{W}default", "")
        self._ids[number] = self._host.add(style)
        for element in list(style):
            if element.tag in _STYLED:
                self._renamed(element)
        self._numbering.renumber([style])
        for element in style.iter():
            _trim(element)
        return self._ids[number]


class _Links:
    """Carries the parts and addresses that content refers to."""

    def __init__(self, guest: _Guest, additions: Additions, part: str) -> None:
        self._guest, self._additions, self._part = guest, additions, part

    def carry(self, element: Element) -> None:
        for name, value in list(element.attrib.items()):
            if str(name).startswith(_R) and value:
                element.set(name, self._carried(self._guest.link(self._guest.main, str(value))))

    def _carried(self, link: Relation) -> str:
        if link.kind not in _CARRIED_KINDS:
            raise Fault("fill.carried", reason=f"其中有 {link.kind}，不能并入")
        kind = self._guest.kind_of(link)
        if link.external:
            return self._additions.relate(self._part, kind, closed_address(link.target), external=True)
        return self._additions.relate(self._part, kind, self._copied(link.target))

    def _copied(self, name: str) -> str:
        """The name the part has in the package now, with all that it refers to."""
        below = self._guest.links_of(name)
        folder, _, file = name.rpartition("/")
        stem, _, suffix = file.rpartition(".")
        data = self._guest.parts[name]
        kind = self._guest.kinds.get(name, "")
        if not below:
            return self._additions.add(f"{folder}/{stem.rstrip('0123456789')}", f".{suffix}", data, kind)
        root = parse_xml(data)
        new = self._additions.fresh(f"{folder}/{stem.rstrip('0123456789')}", f".{suffix}")
        ids: dict[str, str] = {}
        for link in below:
            if link.external or link.kind not in _BELOW:
                raise Fault("fill.carried", reason=f"其中有 {link.kind}，不能并入")
            target = self._guest.link(name, link.id).target
            ids[link.id] = self._additions.relate(new, self._guest.kind_of(link), self._copied(target))
        for element in root.iter():
            for attribute, value in list(element.attrib.items()):
                if str(attribute).startswith(_R) and value:
                    element.set(attribute, ids.get(str(value), str(value)))
        self._additions.put(new, write_xml(root), kind)
        return new
