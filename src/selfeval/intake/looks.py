"""What font and size a run is printed in: its own, else its style's, else the document's."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.ooxml.xml import Element, W, parse_xml


class Looks:
    """The styles of one document, looked up from a run outwards."""

    def __init__(self, styles: bytes | None) -> None:
        root = None if styles is None else parse_xml(styles)
        self._styles: dict[str, Element] = {}
        self._default: Element | None = None
        self._normal = ""
        for style in () if root is None else root.iter(f"{W}style"):
            self._styles[style.get(f"{W}styleId") or ""] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
                self._normal = style.get(f"{W}styleId") or ""
        if root is not None:
            self._default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def font(self, run: Element) -> str | None:
        """The font of its Chinese characters; ``""`` for that of the theme, None where nothing says one."""
        for properties in self._around(run):
            fonts = properties.find(f"{W}rFonts")
            if fonts is not None:
                if fonts.get(f"{W}eastAsiaTheme") is not None:
                    return ""
                if fonts.get(f"{W}eastAsia"):
                    return fonts.get(f"{W}eastAsia")
        return None

    def latin_font(self, run: Element) -> str | None:
        """The font its own properties or its character style give its Latin letters, None where they give none."""
        own = run.find(f"{W}rPr/{W}rFonts")
        return None if own is None else own.get(f"{W}ascii") or own.get(f"{W}hAnsi")

    def size(self, run: Element) -> float | None:
        """Its size in points."""
        for properties in self._around(run):
            size = properties.find(f"{W}sz")
            if size is not None and (size.get(f"{W}val") or "").isdecimal():
                return int(size.get(f"{W}val") or "0") / 2
        return None

    def is_bold(self, run: Element) -> bool:
        """Whether it is printed bold."""
        for properties in self._around(run):
            bold = properties.find(f"{W}b")
            if bold is not None:
                return (bold.get(f"{W}val") or "1") not in {"0", "false", "off"}
        return False

    def is_heading(self, paragraph: Element) -> bool:
        """Whether it is a heading: by its own outline level, or by its style's."""
        properties = [paragraph.find(f"{W}pPr"), *(style.find(f"{W}pPr") for style in self._styles_of(paragraph))]
        for one in properties:
            level = None if one is None else one.find(f"{W}outlineLvl")
            if level is not None:
                return (level.get(f"{W}val") or "9") != "9"
        names = (style.find(f"{W}name") for style in self._styles_of(paragraph))
        said = [(name.get(f"{W}val") or "").lower() for name in names if name is not None]
        return any(name.startswith(("heading", "title", "标题", "toc")) for name in said)

    def numbering(self, paragraph: Element) -> str:
        """The id of the numbered list it belongs to, itself or by its style; ``""`` where it belongs to none."""
        for one in (paragraph.find(f"{W}pPr"), *(style.find(f"{W}pPr") for style in self._styles_of(paragraph))):
            number = None if one is None else one.find(f"{W}numPr/{W}numId")
            if number is not None:
                value = number.get(f"{W}val") or "0"
                return "" if value == "0" else value
        return ""

    def _around(self, run: Element) -> Iterator[Element]:
        own = run.find(f"{W}rPr")
        if own is not None:
            yield own
            style = own.find(f"{W}rStyle")
            yield from self._chain("" if style is None else style.get(f"{W}val") or "")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            for one in self._styles_of(paragraph):
                properties = one.find(f"{W}rPr")
                if properties is not None:
                    yield properties
        if self._default is not None:
            yield self._default

    def _chain(self, style_id: str) -> Iterator[Element]:
        for style in self._lineage(style_id):
            properties = style.find(f"{W}rPr")
            if properties is not None:
                yield properties

    def _styles_of(self, paragraph: Element) -> Iterator[Element]:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        yield from self._lineage(self._normal if style is None else style.get(f"{W}val") or self._normal)

    def _lineage(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            base = style.find(f"{W}basedOn")
            style_id = "" if base is None else base.get(f"{W}val") or ""
