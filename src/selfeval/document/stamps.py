"""The stamp of a document: by it selfeval knows its own work, and that a person has edited it since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml import etree

from selfeval.amounts import format_number
from selfeval.names import fold
from selfeval.ooxml.guard import Refused, unpack
from selfeval.ooxml.relations import ROOT_RELATIONS, content_types, with_content_type, with_relation
from selfeval.ooxml.xml import Element, XmlError, escape, parse_xml, write_xml
from selfeval.ooxml.zipped import CONTENT_TYPES
from selfeval.report import Blank, Date, Number, Record, Report, Value

_CUSTOM, _CORE, _APP = "docProps/custom.xml", "docProps/core.xml", "docProps/app.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES = f"{{{_OFFICE}/custom-properties}}"
_VARIANT = f"{{{_OFFICE}/docPropsVTypes}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CUSTOM_RELATION = f"{_OFFICE}/relationships/custom-properties"
STAMPED: Final = frozenset({_CUSTOM, _CORE})
"""The parts that ``stamp`` writes anew for each document."""
_KINDS: Mapping[str, tuple[str, str]] = {
    _CUSTOM: ("application/vnd.openxmlformats-officedocument.custom-properties+xml", _CUSTOM_RELATION),
    _CORE: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE}/relationships/metadata/core-properties",
    ),
    _APP: (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{_OFFICE}/relationships/extended-properties",
    ),
}
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one set of custom properties Office knows
_PREFIX: Final = "selfeval."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Stamp:
    """What a document says of itself.

    Attributes:
        version: of selfeval.
        form_id, form_version, form_hash: of the form; ``""`` where the sheets were used as they are.
        options: the options of the fill that change what is printed.
        values_hash: of the values read, see ``values_hash``.
        parts_hash: of the parts but for the properties; ``stamp`` computes it.
    """

    version: str
    form_id: str = ""
    form_version: str = ""
    form_hash: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    values_hash: str = ""
    parts_hash: str = ""


def stamp(parts: Mapping[str, bytes], mark: Stamp, title: str = "", filled: Collection[str] = ()) -> dict[str, bytes]:
    """The parts with the stamp in their properties: this title, creator selfeval, no dates, no names of people.

    What the template has put into the properties stays: those of the parts ``filled``.
    """
    stamped = {name: data for name, data in parts.items() if name not in {_CORE, _APP}}
    stamped[_CORE] = _core(title)
    stamped[_APP] = (
        f'{_DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>selfeval</Application></Properties>"
    ).encode()
    for name in (_CORE, _APP):
        if name in filled:
            stamped[name] = _overlaid(stamped[name], parts[name])
    for name, (kind, relation) in _KINDS.items():
        stamped[CONTENT_TYPES] = with_content_type(stamped[CONTENT_TYPES], name, kind)
        stamped[ROOT_RELATIONS] = with_relation(stamped[ROOT_RELATIONS], relation, name)
    stamped[_CUSTOM] = _custom(parts.get(_CUSTOM), mark, parts_hash(stamped, {*filled, CONTENT_TYPES, ROOT_RELATIONS}))
    return stamped


def _overlaid(properties: bytes, filled: bytes) -> bytes:
    """The properties with those that were filled in the place of their like."""
    root = parse_xml(properties)
    for item in list(parse_xml(filled)):
        for old in root.findall(str(item.tag)):
            root.remove(old)
        root.append(item)
    return write_xml(root)


def read_stamp(docx: bytes) -> Stamp | None:
    """The stamp of a document; None where it is none of ours, or no document at all."""
    parts = _parts(docx)
    return None if parts is None else _stamp_in(parts)


def is_untouched(docx: bytes) -> bool:
    """Whether the document carries our stamp and nobody has edited it since."""
    parts = _parts(docx)
    mark = None if parts is None else _stamp_in(parts)
    return parts is not None and mark is not None and mark.parts_hash == parts_hash(parts)


def parts_hash(parts: Mapping[str, bytes], fresh: Collection[str] | None = None) -> str:
    """The hash of the uncompressed parts but for the properties: of each part's name and its own hash.

    Args:
        parts: every part by name.
        fresh: the parts that are this document's own; the hashes of all others are kept. None keeps nothing.
    """
    digest = hashlib.sha256()
    for name in sorted(parts):
        if not name.startswith("docProps/"):
            own = fresh is None or name in fresh
            digest.update(f"{name}\0{(_hash if own else _kept_hash)(parts[name])}\n".encode())
    return digest.hexdigest()


def _hash(part: bytes) -> str:
    return hashlib.sha256(part).hexdigest()


_kept_hash = lru_cache(maxsize=256)(_hash)


def values_hash(report: Report) -> str:
    """The hash of the values that were read, by name and after conversion; computed figures are left out."""
    digest = hashlib.sha256()
    for sheet in sorted(report.sheets.values(), key=lambda sheet: fold(sheet.name)):
        records = [sheet] if isinstance(sheet, Record) else sheet.rows
        lines = ["\x1e" + fold(sheet.name)]
        for record in records:
            lines.append("\x1d" + "\x1f".join(sorted(_values(record))))
        digest.update("".join(lines).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _values(record: Record) -> Iterator[str]:
    for label, value, origin in record.entries():
        text = _canonical(value)
        if text and not (origin and origin.expression):
            yield f"{fold(label)}\x1c{text}"


def _canonical(value: Value) -> str:
    """The value by its kind and exact content; ``""`` for a blank. Separators are characters no value can hold."""
    kind = type(value)
    if kind is str:
        return f"text {value}" if value else ""
    if kind is Blank:
        return ""
    if kind is Number:
        return "nil" if value.nil else f"number {format_number(value, None)}"  # type: ignore[union-attr,arg-type]
    if isinstance(value, Blank):
        return ""
    if isinstance(value, Date):
        return f"date {value.isoformat()}"
    return f"{kind.__name__} {value}"


def _parts(docx: bytes) -> dict[str, bytes] | None:
    try:
        return unpack(docx, ".docx")
    except Refused:
        return None


def _stamp_in(parts: Mapping[str, bytes]) -> Stamp | None:
    try:
        found = _read_custom(parts.get(_CUSTOM, b""))
        options = json.loads(found["options"])
        content_types(parts)
        if not isinstance(options, dict):
            return None
        return Stamp(
            found["version"],
            found["form"],
            found["form-version"],
            found["form-hash"],
            {str(key): str(value) for key, value in options.items()},
            found["values"],
            found["parts"],
        )
    except (XmlError, KeyError, ValueError, RecursionError):
        return None


def _read_custom(data: bytes) -> dict[str, str]:
    return {
        (item.get("name") or "").removeprefix(_PREFIX): "".join(map(str, item.itertext()))
        for item in parse_xml(data).iter(f"{_PROPERTIES}property")
        if (item.get("name") or "").startswith(_PREFIX)
    }


def _custom(old: bytes | None, mark: Stamp, digest: str) -> bytes:
    """The custom properties: those of the template, and ours in place of older ones of ours."""
    root = _old_properties(old)
    for item in root.findall(f"{_PROPERTIES}property"):
        if (item.get("name") or "").startswith(_PREFIX):
            root.remove(item)
    numbers = [int(item.get("pid") or "1") for item in root if (item.get("pid") or "").isdecimal()]
    number = max([1, *numbers])
    options = json.dumps(dict(mark.options), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for name, text in {
        "version": mark.version,
        "form": mark.form_id,
        "form-version": mark.form_version,
        "form-hash": mark.form_hash,
        "options": options,
        "values": mark.values_hash,
        "parts": digest,
    }.items():
        number += 1
        attributes = {"fmtid": _FORMAT_ID, "pid": str(number), "name": _PREFIX + name}
        item = etree.SubElement(root, f"{_PROPERTIES}property", attributes)
        etree.SubElement(item, f"{_VARIANT}lpwstr").text = text
    return write_xml(root)


def _old_properties(old: bytes | None) -> Element:
    if old is not None:
        try:
            return parse_xml(old)
        except XmlError:
            pass
    names = {None: _PROPERTIES[1:-1], "vt": _VARIANT[1:-1]}
    return etree.Element(f"{_PROPERTIES}Properties", nsmap=names)  # type: ignore[arg-type]


def _core(title: str) -> bytes:
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>selfeval</dc:creator></cp:coreProperties>"
    ).encode()
