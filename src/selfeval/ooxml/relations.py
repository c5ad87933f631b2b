"""Relationships and content types of a package: read, looked up, added to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from selfeval.ooxml.xml import parse_xml, write_xml
from selfeval.ooxml.zipped import CONTENT_TYPES

ROOT_RELATIONS: Final = "_rels/.rels"
_REMEMBERED = 128
"""Documents of one template share these small parts to the byte, so what was read from them is kept."""
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class Relation(NamedTuple):
    """One relationship.

    Attributes:
        kind: the last word of its type, such as ``image`` or ``officeDocument``.
        target: the part it points to; for an external one the address as written.
        source: the .rels part it stands in.
    """

    id: str
    kind: str
    target: str
    external: bool
    source: str


def relations(parts: Mapping[str, bytes]) -> Iterator[Relation]:
    """Every relationship of the package.

    Raises:
        XmlError: a .rels part is no XML.
    """
    for name in sorted(parts):
        if name.endswith(".rels"):
            yield from _relations_in(name, parts[name])


@lru_cache(maxsize=_REMEMBERED)
def _relations_in(source: str, data: bytes) -> tuple[Relation, ...]:
    return tuple(_read_relations(source, data))


def _read_relations(source: str, data: bytes) -> Iterator[Relation]:
    folder = posixpath.dirname(posixpath.dirname(source))
    for item in parse_xml(data).iter(f"{_RELATIONS}Relationship"):
        target = item.get("Target", "")
        external = item.get("TargetMode") == "External"
        if not external:
            path = unquote(target.partition("#")[0])
            target = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
        kind = item.get("Type", "").rpartition("/")[2]
        yield Relation(item.get("Id", ""), kind, target, external, source)


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each part that has one.

    Raises:
        XmlError: ``[Content_Types].xml`` is no XML.
        KeyError: it is missing.
    """
    defaults, overrides = _declared_types(parts[CONTENT_TYPES])
    found: dict[str, str] = {}
    for name in parts:
        kind = overrides.get(name.lower()) or defaults.get(name.rpartition(".")[2].lower())
        if kind is not None and name != CONTENT_TYPES:
            found[name] = kind
    return found


@lru_cache(maxsize=_REMEMBERED)
def _declared_types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The content types by extension and by part, names in lower case."""
    root = parse_xml(data)
    defaults = {
        item.get("Extension", "").lower(): item.get("ContentType", "") for item in root.iter(f"{_TYPES}Default")
    }
    overrides = {
        unquote(item.get("PartName", "")).lstrip("/").lower(): item.get("ContentType", "")
        for item in root.iter(f"{_TYPES}Override")
    }
    return defaults, overrides


@lru_cache(maxsize=_REMEMBERED)
def with_content_type(data: bytes, part: str, kind: str) -> bytes:
    """``[Content_Types].xml`` with this content type for the part."""
    root = parse_xml(data)
    for item in root.findall(f"{_TYPES}Override"):
        if item.get("PartName", "").lower() == f"/{part}".lower():
            item.set("ContentType", kind)
            return write_xml(root)
    etree.SubElement(root, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": kind})
    return write_xml(root)


@lru_cache(maxsize=_REMEMBERED)
def with_relation(data: bytes, kind: str, target: str) -> bytes:
    """The package's own relationships with one of this type to the target; unchanged where it is there."""
    root = parse_xml(data)
    items = root.findall(f"{_RELATIONS}Relationship")
    if any(item.get("Type") == kind for item in items):
        return data
    taken = {item.get("Id") for item in items}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    etree.SubElement(root, f"{_RELATIONS}Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target})
    return write_xml(root)
