"""Adds to a package: parts under names of their own, relationships under ids of their own, content types."""

from __future__ import annotations

import posixpath
from typing import Final
from urllib.parse import quote

from lxml import etree

from selfeval.ooxml.relations import content_types, with_content_type
from selfeval.ooxml.xml import Element, parse_xml, write_xml
from selfeval.ooxml.zipped import CONTENT_TYPES

OFFICE_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ITEM = f"{{{_PACKAGE}}}Relationship"


class Additions:
    """What is added to the parts of one document; parts at once, relationships by ``write``.

    Attributes:
        parts: the parts of the document, which grow.
        changed: the names of those added or changed.
    """

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.changed: set[str] = set()
        self._names = {name.lower() for name in parts}
        self._given: dict[tuple[str, bytes], str] = {}
        self._taken: dict[str, set[str]] = {}
        self._new: dict[str, dict[tuple[str, str, bool], str]] = {}

    def add(self, stem: str, suffix: str, data: bytes, kind: str) -> str:
        """Add a part of this content type, and give its name: ``word/media/image1.png``. The same bytes are added once."""
        key = (stem + suffix, data)
        if key not in self._given:
            self._given[key] = self.fresh(stem, suffix)
            self.put(self._given[key], data, kind)
        return self._given[key]

    def fresh(self, stem: str, suffix: str) -> str:
        """A name that no part has yet, kept for one to come."""
        number = 1
        while f"{stem}{number}{suffix}".lower() in self._names:
            number += 1
        self._names.add(f"{stem}{number}{suffix}".lower())
        return f"{stem}{number}{suffix}"

    def put(self, name: str, data: bytes, kind: str = "") -> None:
        """Put a part in; ``kind`` is its content type, ``""`` where it stays."""
        self.parts[name] = data
        self._names.add(name.lower())
        self.changed.add(name)
        if kind and content_types({name: b"", CONTENT_TYPES: self.parts[CONTENT_TYPES]}).get(name) != kind:
            self.parts[CONTENT_TYPES] = with_content_type(self.parts[CONTENT_TYPES], name, kind)
            self.changed.add(CONTENT_TYPES)

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of a new relationship from one part to another, or to an address; the same one twice has one id.

        Args:
            source: the part it starts from.
            kind: the last word of its type, such as ``image``, or the whole type.
            target: a part's name, or for an ``external`` one an address.
        """
        where = relations_of(source)
        if where not in self._taken:
            there = parse_xml(self.parts[where]).iter(_ITEM) if where in self.parts else ()
            self._taken[where] = {item.get("Id") or "" for item in there}
        new = self._new.setdefault(where, {})
        if not external:
            target = quote(posixpath.relpath(target, posixpath.dirname(source) or "."))
        key = (kind if "/" in kind else f"{OFFICE_RELATIONS}/{kind}", target, external)
        if key not in new:
            number = 1
            while f"rId{number}" in self._taken[where]:
                number += 1
            new[key] = f"rId{number}"
            self._taken[where].add(new[key])
        return new[key]

    def write(self) -> None:
        """Write the relationships; last, since filling may have written the parts they stand in."""
        for where, new in self._new.items():
            root = parse_xml(self.parts[where]) if where in self.parts else _no_relations()
            for (kind, target, external), number in new.items():
                item = etree.SubElement(root, _ITEM, {"Id": number, "Type": kind, "Target": target})
                if external:
                    item.set("TargetMode", "External")
            self.put(where, write_xml(root), "application/vnd.openxmlformats-package.relationships+xml")
        self._new.clear()


def relations_of(part: str) -> str:
    """The name of the part that holds the relationships of this one."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _no_relations() -> Element:
    return etree.Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})  # type: ignore[dict-item]
