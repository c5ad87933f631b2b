"""Texts of a workbook part: rich text joined, phonetic guides left out, ``_x000B_`` escapes decoded."""

from __future__ import annotations

import re

from lxml import etree

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def decode(text: str) -> str:
    """The text with its escapes decoded: a workbook writes a control character as ``_x0007_``, ``_`` as ``_x005F_``."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _SURROGATE_PAIR.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def rich_text(element: etree._Element) -> str:
    """The text of a shared or inline string: its own, or that of its runs."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return decode(element[0].text or "")
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if tag.endswith("}t"):
            pieces.append(child.text or "")
        elif tag.endswith("}r"):
            pieces += [part.text or "" for part in child.iterchildren("{*}t")]
    return decode("".join(pieces))


def shared_strings(root: etree._Element) -> list[str]:
    """The shared string table, in order."""
    return [rich_text(element) for element in root.iterchildren("{*}si")]
