"""The XML that docxtpl's RichText brings: parsed strictly, nothing but what RichText writes let through, put in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from selfeval.document.faults import Fault
from selfeval.document.outside import is_address
from selfeval.document.run_flow import holdable
from selfeval.ooxml.additions import OFFICE_RELATIONS
from selfeval.ooxml.xml import WORD, Element, W, XmlError, local_name, parse_xml

_R = f"{{{OFFICE_RELATIONS}}}"
_LINK = re.compile(r'(?<=\br:id=")[^"<>]*(?=")')
_LARGEST_SIZE = 3276  # half points, Word's own bound
_ON = re.compile("true|false|on|off|0|1")
_NAME = re.compile(r"[^\x00-\x1f]{1,255}")
_COLOUR = re.compile("auto|[0-9A-Fa-f]{6}")
_UNDERLINES = re.compile(
    "single|words|double|thick|dotted|dottedHeavy|dash|dashedHeavy|dashLong|dashLongHeavy|dotDash|dashDotHeavy"
    "|dotDotDash|dashDotDotHeavy|wave|wavyHeavy|wavyDouble|none"
)
_TOGGLE = {"val": _ON}
_PROPERTIES: Final[Mapping[str, Mapping[str, re.Pattern[str]]]] = {
    "rStyle": {"val": _NAME},
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _NAME),
    "b": _TOGGLE,
    "bCs": _TOGGLE,
    "i": _TOGGLE,
    "iCs": _TOGGLE,
    "strike": _TOGGLE,
    "color": {"val": _COLOUR},
    "sz": {"val": re.compile("[1-9][0-9]{0,3}")},
    "szCs": {"val": re.compile("[1-9][0-9]{0,3}")},
    "u": {"val": _UNDERLINES},
    "shd": {"val": re.compile("clear"), "color": _COLOUR, "fill": _COLOUR},
    "vertAlign": {"val": re.compile("subscript|superscript|baseline")},
    "rtl": _TOGGLE,
    "lang": dict.fromkeys(("val", "eastAsia", "bidi"), re.compile("[A-Za-z0-9-]{2,35}")),
}
"""What RichText can write about a run, in the order of the schema, with the values each attribute may have."""
_NEEDING_VALUE = frozenset({"rStyle", "color", "sz", "szCs", "vertAlign"})
_ORDER = {name: position for position, name in enumerate(_PROPERTIES)}

Style = Callable[[str, str], str]
"""Gives the id of a style by its kind (``character``, ``paragraph``) and its id or name."""
Link = Callable[[str], str]
"""Gives the id of the relationship to an address."""


def rich_runs(data: bytes, style: Style, link: Link) -> list[Element]:
    """The runs and hyperlinks of a RichText.

    Raises:
        Fault: it is no well-formed XML, holds anything RichText does not write, or a link whose address is not known.
    """
    return list(_inline(_parsed(data), style, link))


def rich_paragraphs(data: bytes, style: Style, link: Link) -> list[Element]:
    """The paragraphs of a RichTextParagraph: each its properties, then runs and hyperlinks.

    Raises:
        Fault: as ``rich_runs``.
    """
    root = _parsed(data)
    for paragraph in _children(root, {"p"}):
        properties = [child for child in _children(paragraph, {"pPr", "r", "hyperlink"}) if local_name(child) == "pPr"]
        for held in properties:
            for named in _children(held, {"pStyle"}):
                named.set(f"{W}val", style("paragraph", _value(named, "val", _NAME)))
        list(_inline(paragraph, style, link))
    return list(root)


def _parsed(data: bytes) -> Element:
    text = holdable(data.decode())
    # docxtpl writes an address into the attribute as it is.
    text = _LINK.sub(lambda match: re.sub("&(?!amp;)", "&amp;", match[0]), text)
    try:
        return parse_xml(f'<w:p xmlns:w="{WORD}" xmlns:r="{OFFICE_RELATIONS}">{text}</w:p>')
    except XmlError as error:
        raise Fault("fill.rich-text", reason=str(error)[:120]) from error


def _children(element: Element, allowed: set[str]) -> Iterator[Element]:
    """The children, where they are of these names and no text stands beside them."""
    texts = [element.text, *(child.tail for child in element)]
    strange = [str(child.tag) for child in element if child.tag not in {f"{W}{name}" for name in allowed}]
    strange += [text for text in texts if text and text.strip()]
    if strange:
        raise Fault("fill.rich-text", reason=strange[0][:120])
    yield from list(element)


def _inline(holder: Element, style: Style, link: Link) -> Iterator[Element]:
    for element in _children(holder, {"r", "hyperlink", "pPr"} if local_name(holder) == "p" else {"r"}):
        if local_name(element) == "hyperlink":
            _resolve(element, link)
            list(_inline(element, style, link))
        elif local_name(element) == "r":
            _look_at_run(element, style)
        else:
            continue
        yield element


def _resolve(element: Element, link: Link) -> None:
    address = element.get(f"{_R}id") or ""
    if not is_address(address):
        raise Fault("fill.rich-text-link", address=address)
    frame = element.get(f"{W}tgtFrame")
    element.attrib.clear()
    element.set(f"{_R}id", link(address))
    if frame == "_blank":
        element.set(f"{W}tgtFrame", frame)


def _look_at_run(run: Element, style: Style) -> None:
    for child in _children(run, {"rPr", "t", "br", "tab"}):
        if local_name(child) == "rPr":
            _look_at_properties(child, style)
        elif len(child) or (child.attrib and local_name(child) != "t"):
            raise Fault("fill.rich-text", reason=etree.tostring(child, encoding="unicode")[:120])


def _look_at_properties(properties: Element, style: Style) -> None:
    """Check each property and put them in the order of the schema; a font is one for Chinese too."""
    found: dict[str, Element] = {}
    for item in _children(properties, set(_PROPERTIES)):
        name = local_name(item)
        for attribute in item.attrib:
            known = str(attribute).removeprefix(W)
            if known not in _PROPERTIES[name]:
                raise Fault("fill.rich-text", reason=f"{name} {known}")
            _value(item, known, _PROPERTIES[name][known])
        if name in _NEEDING_VALUE:
            _value(item, "val", _PROPERTIES[name]["val"])
        found.setdefault(name, item)
        properties.remove(item)
    if "rStyle" in found:
        found["rStyle"].set(f"{W}val", style("character", found["rStyle"].get(f"{W}val") or ""))
    if "rFonts" in found and found["rFonts"].get(f"{W}eastAsia") is None:
        found["rFonts"].set(f"{W}eastAsia", found["rFonts"].get(f"{W}ascii") or "")
    if "shd" in found:
        for attribute, value in (("val", "clear"), ("color", "auto")):
            found["shd"].set(f"{W}{attribute}", found["shd"].get(f"{W}{attribute}") or value)
    for name in ("sz", "szCs"):
        if name in found and int(found[name].get(f"{W}val") or 0) > _LARGEST_SIZE:
            raise Fault("fill.rich-text", reason=f"size={found[name].get(f'{W}val')}")
    properties.extend(sorted(found.values(), key=lambda item: _ORDER[local_name(item)]))


def _value(element: Element, name: str, pattern: re.Pattern[str]) -> str:
    value = element.get(f"{W}{name}") or ""
    if not pattern.fullmatch(value):
        raise Fault("fill.rich-text", reason=f"{local_name(element)}={value}"[:120])
    return value
