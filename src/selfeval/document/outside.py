"""Tags outside the text of a document: in the targets of hyperlinks and in the document's properties."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from selfeval.document.tags import OPENING, find_tags
from selfeval.ooxml.xml import Element, XmlError, local_name, parse_xml

_PACKAGE = "application/vnd.openxmlformats-package"
_OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS: Final = f"{_PACKAGE}.relationships+xml"
CHART: Final = f"{_OFFICE}.drawingml.chart+xml"
_OWN_PROPERTIES = frozenset({f"{_PACKAGE}.core-properties+xml", f"{_OFFICE}.extended-properties+xml"})
OUTSIDE: Final = frozenset({RELATIONS, *_OWN_PROPERTIES, f"{_OFFICE}.custom-properties+xml", CHART})
"""The kinds of parts beside those of Word's own that may hold tags."""
_ENCODED = {"%7b%7b": "{{", "%7d%7d": "}}", "%7b%25": "{%", "%25%7d": "%}", "%7b%23": "{#", "%23%7d": "#}"}
_MARKS = re.compile("|".join(_ENCODED), re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|ftp)://\S.*|(?:mailto|tel):\S.*", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}]')
"""What no address may hold as it is."""


def outside_root(kind: str, data: bytes) -> Element | None:
    """The part ready for its tags to be taken out; None where it has none, or one where no value may go.

    Of the properties that each document gets anew only those with tags are left.
    """
    try:
        root = parse_xml(data)
    except XmlError:
        return None
    if kind == RELATIONS:
        return root if _open_targets(root) else None
    if kind == CHART:
        from selfeval.document.chart_part import join_tags  # few templates hold charts

        join_tags(root)
    for item in list(root) if kind in _OWN_PROPERTIES else ():
        if not _has_tag("".join(map(str, item.itertext()))):
            root.remove(item)
    return root if any(map(_has_tag, [*map(str, root.itertext()), *_attributes(root)])) else None


def _open_targets(root: Element) -> bool:
    """Write the tags in targets of hyperlinks as they were typed; whether there are any, and none elsewhere."""
    found = False
    for item in root:
        if _is_link(item):
            target = _decoded(item.get("Target") or "")
            if _has_tag(target):
                item.set("Target", target)
                found = True
        elif any(map(_has_tag, _attributes(item))):
            return False
    return found


def _decoded(target: str) -> str:
    """The target with the percent-encoding of its tags undone, that of all else kept."""
    marked = _MARKS.sub(lambda match: _ENCODED[match[0].lower()], target)
    pieces: list[str] = []
    position = 0
    for span in find_tags(marked):
        pieces += [marked[position : span.start], unquote(marked[span.start : span.end])]
        position = span.end
    return "".join([*pieces, marked[position:]]) if pieces else target


def close_targets(root: Element) -> None:
    """Encode what came into the targets of hyperlinks and cannot stand in an address: spaces, quotes, braces."""
    for item in root:
        if _is_link(item):
            item.set("Target", closed_address(item.get("Target") or ""))


def is_address(text: str) -> bool:
    """Whether a link may lead there: an address of the net, not a file or a script."""
    return _ADDRESS.fullmatch(text) is not None


def closed_address(address: str) -> str:
    """The address with what cannot stand in one encoded."""
    return _UNSAFE.sub(lambda match: quote(match[0]), address)


def _is_link(item: Element) -> bool:
    return (
        local_name(item) == "Relationship"
        and (item.get("Type") or "").endswith("/hyperlink")
        and item.get("TargetMode") == "External"
        and not any(_has_tag(item.get(name) or "") for name in ("Id", "Type"))
    )


def _attributes(root: Element) -> list[str]:
    return [str(value) for item in root.iter() for value in item.attrib.values()]


def _has_tag(text: str) -> bool:
    return OPENING.search(text) is not None
