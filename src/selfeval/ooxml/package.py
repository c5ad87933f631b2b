"""An Office package that passed the guard: its parts by name, strict XML, and the relationships between them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from selfeval.ooxml.guard import refused, unpack
from selfeval.ooxml.xml import Element, XmlError, parse_xml

_MAIN_PART = "/officeDocument"
_MOST_KEPT, _LARGEST_KEPT = 32, 32 * 2**10


class Relationship(NamedTuple):
    """Where a part points: the last word of the relationship's type (``worksheet``), and the part's name."""

    kind: str
    target: str


class Package:
    """The parts of a workbook or document. Names are compared without regard to case, as Office does.

    Attributes:
        members: every part by its name in the zip, XML in UTF-8.
        suffix: the kind of file it was opened as, ``.xlsx`` or ``.docx``.
    """

    def __init__(self, members: Mapping[str, bytes], suffix: str = ".xlsx") -> None:
        self.members = members
        self.suffix = suffix
        self._names = {name.casefold(): name for name in members}

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and part.casefold() in self._names

    def get(self, part: str) -> bytes | None:
        """The bytes of the part, None where there is none."""
        name = self._names.get(part.casefold())
        return None if name is None else self.members[name]

    def xml(self, part: str) -> Element:
        """The root of an XML part, parsed strictly.

        Raises:
            Refused: there is no such part, or it is no well-formed XML.
        """
        try:
            return parse_xml(self.get(part) or b"")
        except XmlError as error:
            raise refused("file.unreadable", suffix=self.suffix, found=part) from error

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """The relationships of a part by id, those to the outside left out; ``""`` for those of the package itself."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self:
            return {}
        data = self.get(where) or b""
        read = _relationships if len(data) <= _LARGEST_KEPT else _relationships.__wrapped__
        return dict(read(where, data, folder, self.suffix))

    def main_part(self) -> str:
        """The name of the part that is the workbook or document itself, ``""`` where the package names none."""
        for relationship in self.relationships().values():
            if relationship.kind == posixpath.basename(_MAIN_PART) and relationship.target in self:
                return relationship.target
        return ""


def read_package(data: bytes, suffix: str = ".xlsx") -> Package:
    """The package in the bytes of a file.

    Raises:
        Refused: see ``guard.unpack``.
    """
    return Package(unpack(data, suffix), suffix)


@lru_cache(maxsize=_MOST_KEPT)
def _relationships(where: str, data: bytes, folder: str, suffix: str) -> Mapping[str, Relationship]:
    """The relationships in a .rels part; workbooks made from one blank share them to the byte, so they are read once."""
    return {
        entry.get("Id", ""): Relationship(
            posixpath.basename(entry.get("Type", "")), resolve(folder, entry.get("Target", ""))
        )
        for entry in Package({where: data}, suffix).xml(where).iter("{*}Relationship")
        if entry.get("TargetMode") != "External"
    }


def resolve(folder: str, target: str) -> str:
    """The name of the part that a relationship of a part in the folder points to."""
    target = unquote(target)
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")
