"""What styles and numbering say of a paragraph: whether it is a heading, and of which level."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selfeval.names import fold
from selfeval.ooxml.package import Package
from selfeval.ooxml.xml import Element, W

_VALUE = f"{W}val"
_HEADING_STYLE = re.compile(r"(?:heading|标题)([1-9])", re.IGNORECASE)
_AUTOMATIC = ((re.compile(r"^%\d[、．.]?$"), 1), (re.compile(r"^[（(]%\d[）)]$"), 2))
_CHINESE_COUNTS = frozenset({"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"})


class Styles:
    """The styles and lists of one document."""

    def __init__(self, package: Package) -> None:
        by_kind = {relation.kind: relation.target for relation in package.relationships(package.main_part()).values()}
        self._styles = self._read(package, by_kind, "styles", "style", "styleId")
        self._lists = self._read(package, by_kind, "numbering", "num", "numId")
        self._shapes = self._read(package, by_kind, "numbering", "abstractNum", "abstractNumId")

    @staticmethod
    def _read(package: Package, parts: Mapping[str, str], kind: str, name: str, key: str) -> dict[str, Element]:
        if kind not in parts or parts[kind] not in package:
            return {}
        return {item.get(f"{W}{key}") or "": item for item in package.xml(parts[kind]).iter(f"{W}{name}")}

    def level(self, paragraph: Element) -> int:
        """The level of the paragraph as a heading by its style or automatic number; 0 where it is none."""
        chain = self._chain(paragraph)
        for element in chain:
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            named = element.find(f"{W}name")
            by_name = None if named is None else _HEADING_STYLE.fullmatch(fold(named.get(_VALUE) or ""))
            if outline is not None and (outline.get(_VALUE) or "").isdecimal():
                told = int(outline.get(_VALUE) or "9")
                return told + 1 if told < 9 else 0
            if by_name is not None:
                return int(by_name[1])
        for element in chain:
            numbered = element.find(f"{W}pPr/{W}numPr")
            if numbered is not None:
                return self._counted_level(numbered)
        return 0

    def _chain(self, paragraph: Element) -> list[Element]:
        found, link = [paragraph], paragraph.find(f"{W}pPr/{W}pStyle")
        while link is not None and len(found) < 12:
            style = self._styles.get(link.get(_VALUE) or "")
            if style is None:
                break
            found.append(style)
            link = style.find(f"{W}basedOn")
        return found

    def _counted_level(self, numbered: Element) -> int:
        number, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
        item = None if number is None else self._lists.get(number.get(_VALUE) or "")
        link = None if item is None else item.find(f"{W}abstractNumId")
        shape = None if link is None else self._shapes.get(link.get(_VALUE) or "")
        wanted = "0" if depth is None else depth.get(_VALUE)
        for level in () if shape is None else shape.findall(f"{W}lvl"):
            counts, written = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
            if level.get(f"{W}ilvl") == wanted and counts is not None and counts.get(_VALUE) in _CHINESE_COUNTS:
                text = "" if written is None else written.get(_VALUE) or ""
                return next((told for pattern, told in _AUTOMATIC if pattern.match(text)), 0)
        return 0
