"""Strict XML: nothing is recovered, no entity is resolved, nothing is fetched."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from selfeval.errors import SelfevalError

Element = etree._Element

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{WORD}}}"
"""The prefix of WordprocessingML names, as lxml writes them."""
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_ATTRIBUTE_ESCAPES = {**_ESCAPES, ord("\n"): "&#10;", ord("\t"): "&#9;"}


class XmlError(SelfevalError):
    """A part that is no well-formed XML, or brings a DOCTYPE."""


def parse_xml(data: bytes | str, *, whole: bool = False) -> Element:
    """The root of the part; comments and processing instructions are left out unless the ``whole`` is asked for.

    Raises:
        XmlError: it is not well-formed, or has a DOCTYPE.
    """
    if isinstance(data, str):
        try:
            data = data.encode()
        except UnicodeEncodeError as error:
            raise XmlError("含有 XML 不能保存的字符") from error
    if any(mark in data for mark in _DOCTYPE):
        raise XmlError("含有 DOCTYPE 声明")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        recover=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
        load_dtd=False,
        dtd_validation=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error)) from error


DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
"""What ``write_xml`` puts before a part."""


def write_xml(root: Element) -> bytes:
    """The part with this root, in UTF-8 with the declaration Office writes."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def escape(text: str) -> str:
    """The text as element content."""
    return text.translate(_ESCAPES)


def escape_attribute(text: str) -> str:
    """The text as the value of an attribute, its line breaks and tabs kept."""
    return text.translate(_ATTRIBUTE_ESCAPES)


def illegal_character(text: str) -> str | None:
    """The first character of the text that XML cannot hold; None where it can hold all."""
    found = _ILLEGAL.search(text)
    return found.group() if found else None


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
