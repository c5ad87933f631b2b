"""The styles of the document that is being filled: looked up by id or name, added to."""

from __future__ import annotations

from selfeval.document.faults import Fault
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.relations import ROOT_RELATIONS, content_types, relations
from selfeval.ooxml.xml import WORD, Element, W, parse_xml, write_xml

_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KIND_WORDS = {"character": "字符样式", "paragraph": "段落样式"}


def main_part(parts: dict[str, bytes]) -> str:
    """The name of the part that holds the body, ``""`` where the package names none."""
    found = (link for link in relations(parts) if link.source == ROOT_RELATIONS and link.kind == "officeDocument")
    return next((link.target for link in found), "")


def part_of_type(parts: dict[str, bytes], word: str) -> str:
    """The name of the part of this kind (``styles``, ``numbering``), ``""`` where there is none."""
    kinds = content_types(parts)
    return next((name for name in sorted(kinds) if kinds[name] == f"{_WORDML}.{word}+xml"), "")


def add_part_of_type(additions: Additions, word: str, root: Element) -> str:
    """Write the part of this kind, made and related to the body where there is none; its name."""
    name = part_of_type(additions.parts, word)
    if not name:
        name = f"word/{word}.xml"
        additions.relate(main_part(additions.parts), word, name)
    additions.put(name, write_xml(root), f"{_WORDML}.{word}+xml")
    return name


def style_name(style: Element) -> str:
    """The name of a style as Word compares names."""
    name = style.find(f"{W}name")
    return ("" if name is None else name.get(f"{W}val") or "").lower()


class StyleSheet:
    """The styles of one package."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        name = part_of_type(parts, "styles")
        root = parse_xml(parts[name]) if name else None
        self.root: Element = parse_xml(f'<w:styles xmlns:w="{WORD}"/>') if root is None else root
        self._changed = False

    def by_id(self, number: str) -> Element | None:
        """The style with this id."""
        return next((style for style in self._all() if style.get(f"{W}styleId") == number), None)

    def by_name(self, kind: str, name: str) -> Element | None:
        """The style of this kind and name."""
        found = (style for style in self._all() if style.get(f"{W}type") == kind and style_name(style) == name.lower())
        return next(found, None)

    def named(self, kind: str, wanted: str) -> str:
        """The id of the style of this kind with this id or name.

        Raises:
            Fault: there is none.
        """
        style = self.by_id(wanted)
        if style is None or style.get(f"{W}type") != kind:
            style = self.by_name(kind, wanted)
        if style is None:
            raise Fault("fill.no-such-style", style=wanted, style_kind=_KIND_WORDS[kind], style_kind_en=f"{kind} style")
        return style.get(f"{W}styleId") or ""

    def add(self, style: Element) -> str:
        """Add the style under an id that no other has; the id."""
        wanted = style.get(f"{W}styleId") or "style"
        taken = {other.get(f"{W}styleId") for other in self._all()}
        number, found = 1, wanted
        while found in taken:
            number += 1
            found = f"{wanted}{number}"
        style.set(f"{W}styleId", found)
        self.root.append(style)
        self._changed = True
        return found

    def write(self, additions: Additions) -> None:
        """Write the styles into the package, where any were added."""
        if self._changed:
            add_part_of_type(additions, "styles", self.root)
            self._changed = False

    def _all(self) -> list[Element]:
        return self.root.findall(f"{W}style")
