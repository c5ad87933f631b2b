"""Proves a filled document: every value put in is in the output, no tag is left, the package is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from selfeval.document.places import part_label
from selfeval.document.state import Printed
from selfeval.document.tags import OPENING
from selfeval.findings import Finding, finding
from selfeval.ooxml.relations import content_types, relations
from selfeval.ooxml.text import text_of
from selfeval.ooxml.xml import Element, W, XmlError
from selfeval.ooxml.zipped import CONTENT_TYPES

_SHOWN = 40
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chartSpace"


def part_findings(name: str, root: Element, printed: Iterable[Printed]) -> Iterator[Finding]:
    """A finding for each value that is not in the part where it should be, and each tag left in its text."""
    values = list(printed)
    yield from text_findings(name, text_of(root), [value for value in values if not value.plain])
    outside = [value for value in values if value.plain]
    written = "\n".join(_outside_texts(root)) if outside or root.tag == _CHART else ""
    if outside:
        yield from _lost(name, written, outside)
    if root.tag == _CHART and _tag_between(written, outside):  # all the text of a chart is outside Word's own
        yield finding("fill.tag-left", part_label(name), found=_first_opening(written))


def text_findings(name: str, text: str, printed: Iterable[Printed]) -> Iterator[Finding]:
    """The same for the text of a part and the values that went into it."""
    values = list(printed)
    yield from _lost(name, text, values)
    if _openings(text) > sum(_openings(value.text) for value in values) and _tag_between(text, values):
        yield finding("fill.tag-left", part_label(name), found=_first_opening(text))


def _lost(name: str, text: str, values: Iterable[Printed]) -> Iterator[Finding]:
    position = 0
    for value in values:
        found = text.find(value.text, position)
        if found < 0:
            yield finding("fill.value-lost", part_label(name), found=value.text[:_SHOWN], name=value.path)
        else:
            position = found + len(value.text)


def _tag_between(text: str, values: Iterable[Printed]) -> bool:
    """Whether a tag begins outside every value."""
    position = 0
    for value in values:
        found = text.find(value.text, position)
        if found >= 0:
            if OPENING.search(text, position, found):
                return True
            position = found + len(value.text)
    return OPENING.search(text, position) is not None


def _openings(text: str) -> int:
    return len(OPENING.findall(text))


def _first_opening(text: str) -> str:
    found = OPENING.search(text)
    return "" if found is None else text[found.start() : found.start() + _SHOWN]


def _outside_texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        yield from map(str, element.attrib.values())
        if element.tag != f"{W}t" and element.text:
            yield element.text


def package_findings(parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """A finding for each relationship that leads nowhere and each part without a content type."""
    try:
        types = content_types(parts)
        links = list(relations(parts))
    except (XmlError, KeyError) as error:
        yield finding("fill.broken-package", found=str(error))
        return
    names = {name.lower() for name in parts}
    for link in links:
        if not link.external and link.target.lower() not in names and link.kind != "hyperlink":
            yield finding("fill.broken-package", found=f"{link.source} → {link.target}")
    for name in sorted(parts):
        if name not in types and name != CONTENT_TYPES:
            yield finding("fill.broken-package", found=name)
