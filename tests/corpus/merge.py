"""Documents put into one, for programs that take long to start: the validator sees the corpus in a few calls."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from selfeval.ooxml.zipped import write_zip
from tests.support.word import parts

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_BODY = "word/document.xml"
_OFFSET = 1000
_PLAIN = {"[Content_Types].xml", "_rels/.rels", _BODY}


def merged(documents: Iterable[bytes]) -> list[bytes]:
    """The bodies of documents of nothing but a body as one document, then all others as they are.

    What is doubled within a document stays doubled; between documents ids and names are kept apart.
    """
    hosts: list[dict[str, bytes]] = []
    bodies: list[etree._Element] = []
    others: list[bytes] = []
    for index, document in enumerate(documents):
        held = parts(document)
        if held.keys() - _PLAIN:
            others.append(document)
            continue
        root = etree.fromstring(held[_BODY])
        _set_apart(root, index)
        bodies.append(root)
        hosts.append(held)
    if not bodies:
        return others
    first = bodies[0].find(f"{_W}body")
    last = first[-1]
    for root in bodies[1:]:
        for block in list(root.find(f"{_W}body"))[:-1]:
            last.addprevious(block)
    return [write_zip({**hosts[0], _BODY: etree.tostring(bodies[0], xml_declaration=True, encoding="UTF-8")}), *others]


def _set_apart(root: etree._Element, index: int) -> None:
    for element in root.iter(etree.Element):
        for name in (f"{_W}id", "id") if etree.QName(element).localname != "id" else (f"{_W}val",):
            value = element.get(name) or ""
            if value:
                element.set(name, str(int(value) + index * _OFFSET) if value.isdigit() else f"{value}_{index}")
        if element.tag == f"{_W}bookmarkStart":
            element.set(f"{_W}name", f"{element.get(f'{_W}name')}_{index}"[-40:])
