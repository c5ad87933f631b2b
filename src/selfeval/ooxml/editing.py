"""Changes some parts of a package and leaves every other byte as it was."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from lxml import etree

from selfeval.ooxml.guard import refused
from selfeval.ooxml.package import Package, resolve
from selfeval.ooxml.xml import Element, XmlError, parse_xml
from selfeval.ooxml.zipped import CONTENT_TYPES

_BEFORE_ROOT = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = f"{{{_RELATIONS_NAMESPACE}}}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NO_RELATIONS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS_NAMESPACE}"></Relationships>'
).encode()


class Editing:
    """The parts of a package while they are changed.

    A part is parsed when asked for and written again only where its tree then differs; what stands before its root
    stays to the byte.

    Attributes:
        parts: every part by its name in the zip; a part that is no tree may be replaced here.
    """

    def __init__(self, package: Package) -> None:
        self.parts: dict[str, bytes] = dict(package.members)
        self._suffix = package.suffix
        self._trees: dict[str, tuple[Element, bytes]] = {}

    def tree(self, part: str) -> Element:
        """The root of an XML part, to look at or to change.

        Raises:
            Refused: there is no such part, or it is no well-formed XML.
        """
        if part not in self._trees:
            try:
                root = parse_xml(self.parts.get(part, b""), whole=True)
            except XmlError as error:
                raise refused("file.unreadable", suffix=self._suffix, found=part) from error
            self._trees[part] = root, etree.tostring(root)
        return self._trees[part][0]

    def settle(self) -> None:
        """Write every changed tree to its part; the trees go on."""
        for part, (root, before) in self._trees.items():
            now = etree.tostring(root)
            if now != before:
                self.parts[part] = _written(root, self.parts[part])
                self._trees[part] = root, now

    def finish(self) -> Mapping[str, bytes]:
        """The parts with all changes in them."""
        self.settle()
        return self.parts

    # ------------------------------------------------------------ parts and relationships

    def related(self, owner: str, kind: str) -> Iterator[tuple[str, str]]:
        """Id and part of each relationship of that kind (``comments``) that the owner has within the package."""
        if relations_of(owner) not in self.parts:
            return
        names = {name.casefold(): name for name in self.parts}
        for item in self.tree(relations_of(owner)).iterfind(_RELATION):
            target = resolve(posixpath.dirname(owner), item.get("Target", "")).casefold()
            its_kind = posixpath.basename(item.get("Type", ""))
            if its_kind == kind and item.get("TargetMode") != "External" and target in names:
                yield item.get("Id", ""), names[target]

    def add(self, owner: str, kind: str, part: str, content_type: str, data: bytes) -> str:
        """Add a part that the owner points to by a relationship of the full type ``kind``; the relationship's id."""
        self.parts[part] = data
        types = self.tree(CONTENT_TYPES)
        etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type})
        self.parts.setdefault(relations_of(owner), _NO_RELATIONS)
        root = self.tree(relations_of(owner))
        taken = {item.get("Id") for item in root}
        identifier = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        target = posixpath.relpath(part, posixpath.dirname(owner))
        etree.SubElement(root, _RELATION, {"Id": identifier, "Type": kind, "Target": target})
        return identifier

    def remove(self, owner: str, identifier: str, part: str) -> None:
        """Take a part away, with the relationship that points to it and its content type."""
        self._drop(part)
        types = self.tree(CONTENT_TYPES)
        for item in types.findall(f"{_TYPES}Override"):
            if item.get("PartName", "").casefold() == f"/{part}".casefold():
                types.remove(item)
        root = self.tree(relations_of(owner))
        for item in root.findall(_RELATION):
            if item.get("Id") == identifier:
                root.remove(item)
        if not len(root):
            self._drop(relations_of(owner))

    def free_name(self, pattern: str) -> str:
        """The first part name of the pattern (``xl/comments{}.xml``) that is not taken."""
        names = {name.casefold() for name in self.parts}
        return next(name for name in map(pattern.format, range(1, len(names) + 2)) if name.casefold() not in names)

    def _drop(self, part: str) -> None:
        del self.parts[part]
        self._trees.pop(part, None)


def relations_of(part: str) -> str:
    """The name of the part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _written(root: Element, before: bytes) -> bytes:
    found = _BEFORE_ROOT.match(before)
    head = found.group() if found else b""
    end = before[len(before.rstrip()) :]
    encoding: Literal["us-ascii", "utf-8"] = "us-ascii" if b"ascii" in head[:200].lower() else "utf-8"
    return head + etree.tostring(root, encoding=encoding, xml_declaration=False, with_tail=False) + end
