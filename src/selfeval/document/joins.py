"""Joins paragraphs: ``{%- … %}`` puts its paragraph behind the one before, ``{% … -%}`` the one after behind its own."""

from __future__ import annotations

from selfeval.ooxml.xml import Element, W


class Joins:
    """The paragraphs of a part that were joined to others."""

    def __init__(self) -> None:
        self._hosts: dict[Element, Element] = {}

    def before(self, paragraph: Element) -> bool:
        """Join it to the paragraph before; False where none stands there that it could be joined to."""
        if paragraph in self._hosts:
            return True
        host = paragraph.getprevious()
        return host is not None and self._join(host, paragraph)

    def after(self, paragraph: Element) -> bool:
        """Join the paragraph after to it; False where none stands there that could be joined."""
        host = self.host(paragraph)
        following = host.getnext()
        return following is not None and self._join(host, following)

    def host(self, paragraph: Element) -> Element:
        """The paragraph in which its content stands now."""
        while paragraph in self._hosts:
            paragraph = self._hosts[paragraph]
        return paragraph

    def _join(self, host: Element, paragraph: Element) -> bool:
        alike = host.tag == paragraph.tag == f"{W}p"
        if not alike or (host.tail or "").strip() or any(_ends_section(item) for item in (host, paragraph)):
            return False
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            paragraph.remove(properties)
        if len(host):
            host[-1].tail = (host[-1].tail or "") + (paragraph.text or "")
        else:
            host.text = (host.text or "") + (paragraph.text or "")
        for child in list(paragraph):
            host.append(child)
        host.tail = paragraph.tail
        parent = paragraph.getparent()
        if parent is not None:
            paragraph.tail = None
            parent.remove(paragraph)
        self._hosts[paragraph] = host
        return True


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None
