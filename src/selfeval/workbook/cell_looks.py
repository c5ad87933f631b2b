"""Formats added to the styles of a workbook that is annotated, and taken away again.

A marked cell gets a format of its own that differs from the cell's in the fill only. The new fill remembers the old one
in its background colour, which no program shows of a solid fill, so that two formats never become one.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from selfeval.findings import Severity
from selfeval.ooxml.xml import Element, local_name
from selfeval.workbook.styles import BODY_FONT, GREY, HEADER_FILL, HEADING_FONT, INK, LINE, NAVY

MARKS = {Severity.ERROR: "FFC7C3", Severity.WARNING: "FFE8A3", Severity.NOTE: "DCEBFB"}
"""The fill of a cell with a finding, as RRGGBB."""

_LINK = "#0563C1"
_FONTS = {
    "title": (HEADING_FONT, 16, NAVY, ""),
    "grey": (BODY_FONT, 10, GREY, ""),
    "header": (HEADING_FONT, 11, NAVY, ""),
    "text": (BODY_FONT, 11, INK, ""),
    "centred": (BODY_FONT, 11, INK, ""),
    "link": (BODY_FONT, 11, _LINK, "<u/>"),
}
_ALIGNED = {"header": 'horizontal="center" wrapText="1"', "centred": 'horizontal="center"', "title": "", "grey": ""}
_WRAPPED = 'horizontal="left" wrapText="1" indent="1"'
_BORDERED = frozenset({"header", "text", "centred", "link"})


class CellLooks:
    """The styles part of a workbook, with formats added."""

    def __init__(self, styles: Element) -> None:
        self._root = styles
        self._namespace = etree.QName(styles).namespace
        self._made: dict[tuple[str, str], int] = {}
        self._marked: dict[tuple[int, Severity], int] = {}

    def get(self, look: str, fill: str = "") -> int:
        """The format of a cell of our own sheet: title, grey, header, text, centred or link; ``fill`` as RRGGBB."""
        key = look, fill or (HEADER_FILL.removeprefix("#") if look == "header" else "")
        if key not in self._made:
            font = self._put("fonts", _font(*_FONTS[look]))
            filled = self._put("fills", _solid(key[1])) if key[1] else 0
            border = self._put("borders", _BORDER) if look in _BORDERED else 0
            self._made[key] = self._put(
                "cellXfs",
                f'<xf numFmtId="0" fontId="{font}" fillId="{filled}" borderId="{border}" xfId="0" applyFont="1" '
                f'applyFill="1" applyBorder="1" applyAlignment="1">'
                f'<alignment vertical="center" {_ALIGNED.get(look, _WRAPPED)}/></xf>',
            )
        return self._made[key]

    def marked(self, style: int, severity: Severity) -> int:
        """The format with the fill of a finding in place of its own."""
        key = style, severity
        if key not in self._marked:
            formats = self._all("cellXfs")
            look = deepcopy(formats[style]) if style < len(formats) else etree.Element(f"{{{self._namespace}}}xf")
            fill = self._put("fills", _solid(MARKS[severity], self._fill_of(look)))
            look.set("fillId", str(fill))
            look.set("applyFill", "1")
            self._marked[key] = self._put("cellXfs", look)
        return self._marked[key]

    def ours(self) -> frozenset[int]:
        """The formats whose fill marks a finding."""
        return frozenset(at for at, look in enumerate(self._all("cellXfs")) if self._mark(look))

    def trim(self, used: int) -> None:
        """Take away formats of ours at the end of the list, behind the last one that any sheet uses."""
        while len(self._all("cellXfs")) > used + 1 and self._is_ours(self._all("cellXfs")[-1]):
            self._pop("cellXfs")
        for group, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
            needed = {look.get(attribute, "0") for looks in ("cellXfs", "cellStyleXfs") for look in self._all(looks)}
            while (items := self._all(group)) and str(len(items) - 1) not in needed and self._is_added(items[-1]):
                self._pop(group)

    # ------------------------------------------------------------ the part

    def _group(self, name: str) -> Element | None:
        return self._root.find(f"{{{self._namespace}}}{name}")

    def _all(self, name: str) -> list[Element]:
        group = self._group(name)
        return [] if group is None else [child for child in group if isinstance(child.tag, str)]

    def _put(self, name: str, item: str | Element) -> int:
        """The position of the item in its list, at the end unless it is there already."""
        element = _parsed(item, self._namespace) if isinstance(item, str) else item
        items = self._all(name)
        for at, there in enumerate(items):
            if _alike(there, element):
                return at
        group = self._group(name)
        if group is None:
            group = self._new_group(name)
        group.append(element)
        group.set("count", str(len(items) + 1))
        return len(items)

    def _new_group(self, name: str) -> Element:
        order = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
        before = {*order[: order.index(name)]}
        at = sum(1 for child in self._root if isinstance(child.tag, str) and local_name(child) in before)
        group = etree.Element(f"{{{self._namespace}}}{name}")
        self._root.insert(at, group)
        return group

    def _pop(self, name: str) -> None:
        group = self._group(name)
        if group is not None:
            items = self._all(name)
            group.remove(items[-1])
            group.set("count", str(len(items) - 1))

    def _fill_of(self, look: Element) -> Element | None:
        """The colour of the format's fill where that is solid."""
        fills, number = self._all("fills"), look.get("fillId", "0")
        fill = fills[int(number)] if number.isdecimal() and int(number) < len(fills) else None
        pattern = None if fill is None else fill.find("{*}patternFill[@patternType='solid']")
        return None if pattern is None else pattern.find("{*}fgColor")

    def _mark(self, look: Element) -> bool:
        colour = self._fill_of(look)
        return colour is not None and colour.get("rgb", "")[-6:].upper() in MARKS.values()

    def _is_ours(self, look: Element) -> bool:
        fonts, number = self._all("fonts"), look.get("fontId", "0")
        font = fonts[int(number)] if number.isdecimal() and int(number) < len(fonts) else None
        return self._mark(look) or (font is not None and self._is_added(font))

    def _is_added(self, item: Element) -> bool:
        """Whether a font, fill or border is one that formats of ours are made of."""
        match local_name(item):
            case "font":
                return any(_alike(item, _parsed(_font(*font), self._namespace)) for font in _FONTS.values())
            case "fill":
                colour = item.find("{*}patternFill/{*}fgColor")
                return colour is not None and colour.get("rgb", "")[-6:].upper() in {*MARKS.values(), HEADER_FILL[1:]}
        return _alike(item, _parsed(_BORDER, self._namespace))


_SIDES = "".join(
    f'<{side} style="thin"><color rgb="FF{LINE[1:]}"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_BORDER = f"<border>{_SIDES}<diagonal/></border>"


def _font(name: str, size: int, colour: str, extra: str) -> str:
    return (
        f'<font>{extra}<sz val="{size}"/><color rgb="FF{colour[1:]}"/><name val="{name}"/>'
        '<family val="3"/><charset val="134"/></font>'
    )


def _solid(colour: str, replaced: Element | None = None) -> str:
    """A solid fill; ``replaced`` is the colour of the fill it stands for."""
    behind = {"indexed": "64"} if replaced is None else {str(key): str(value) for key, value in replaced.items()}
    said = " ".join(f'{key}="{value}"' for key, value in behind.items())
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor {said}/></patternFill></fill>'


def _parsed(text: str, namespace: str | None) -> Element:
    name, mark, rest = text.partition(" " if text.startswith("<xf") else ">")
    return etree.fromstring(f'{name} xmlns="{namespace}"{mark}{rest}')


def _alike(left: Element, right: Element) -> bool:
    """Whether two elements say the same."""
    return (
        left.tag == right.tag
        and sorted(left.items()) == sorted(right.items())
        and len(left) == len(right)
        and all(map(_alike, left, right))
    )
