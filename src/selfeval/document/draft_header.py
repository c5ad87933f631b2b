"""The word 草稿 in the headers of every section of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from selfeval.ooxml.additions import OFFICE_RELATIONS, Additions
from selfeval.ooxml.relations import content_types, relations
from selfeval.ooxml.xml import WORD, Element, W, XmlError, parse_xml, write_xml

DRAFT_MARK: Final = "草稿"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_SETTINGS: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_REFERENCE, _TYPE = f"{W}headerReference", f"{W}type"
_RELATION_ID = f"{{{OFFICE_RELATIONS}}}id"
_RED, _SIZE = "FF0000", "32"  # half points


def mark_headers(root: Element, additions: Additions, main: str) -> None:
    """Mark every header that any section prints; a section that would print none is given one.

    Args:
        root: the body, whose sections are changed.
        additions: takes the headers.
        main: the part of the body.
    """
    own = f"/{main.rpartition('/')[2]}.rels"
    targets = {link.id: link.target for link in relations(additions.parts) if link.source.endswith(own)}
    both_sides = _tells_even_from_odd(additions)
    inherited: set[str] = set()
    used: dict[str, None] = {}
    made = ""
    for section in _sections(root):
        held = {reference.get(_TYPE) or "default": reference for reference in section.findall(_REFERENCE)}
        used.update(dict.fromkeys(targets.get(one.get(_RELATION_ID) or "", "") for one in held.values()))
        inherited |= held.keys()
        for kind in _printed(section, both_sides):
            if kind not in inherited:
                made = made or additions.fresh("word/header", ".xml")
                reference = {_TYPE: kind, _RELATION_ID: additions.relate(main, "header", made)}
                section.insert(0, etree.Element(_REFERENCE, reference))
                inherited.add(kind)
    if made:
        additions.put(made, _marked(etree.Element(f"{W}hdr", nsmap={"w": WORD})), _KIND)
    for part in used:
        if part in additions.parts:
            additions.put(part, _marked(parse_xml(additions.parts[part])))


def _sections(root: Element) -> list[Element]:
    """The sections in order, the last one's made where the body has none."""
    found = [one for one in root.iter(f"{W}sectPr") if one.getparent().tag != f"{W}sectPrChange"]  # type: ignore[union-attr]
    body = root.find(f"{W}body")
    if body is not None and (not found or found[-1].getparent() is not body):
        found.append(etree.SubElement(body, f"{W}sectPr"))
    return found


def _printed(section: Element, both_sides: bool) -> Iterator[str]:
    """The kinds of header the section prints."""
    yield "default"
    title = section.find(f"{W}titlePg")
    if title is not None and _is_on(title):
        yield "first"
    if both_sides:
        yield "even"


def _tells_even_from_odd(additions: Additions) -> bool:
    for part, kind in content_types(additions.parts).items():
        if kind == _SETTINGS:
            try:
                found = parse_xml(additions.parts[part]).find(f"{W}evenAndOddHeaders")
            except XmlError:
                return False
            return found is not None and _is_on(found)
    return False


def _is_on(flag: Element) -> bool:
    return flag.get(f"{W}val", "true") not in {"0", "false", "off"}


def _marked(header: Element) -> bytes:
    """The header with the word below what it holds, so that the places of what it holds stay true."""
    paragraph = etree.SubElement(header, f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}ind", {f"{W}firstLineChars": "0", f"{W}firstLine": "0"})
    etree.SubElement(properties, f"{W}jc", {f"{W}val": "right"})
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    etree.SubElement(look, f"{W}rFonts", {f"{W}eastAsia": "黑体"})
    etree.SubElement(look, f"{W}color", {f"{W}val": _RED})
    etree.SubElement(look, f"{W}sz", {f"{W}val": _SIZE})
    etree.SubElement(run, f"{W}t").text = DRAFT_MARK
    return write_xml(header)
