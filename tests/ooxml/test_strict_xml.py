"""XML is parsed strictly and written without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.ooxml.xml import XmlError, escape, escape_attribute, illegal_character, parse_xml, write_xml

LEGAL = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: illegal_character(text) is None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a/><b/>",
        b"<a>&nbsp;</a>",
        b"<a>&#7;</a>",
        b"<a b='1' b='2'/>",
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        b"<a>\xff</a>",
        "<a>\ud800</a>",
        "<a>" * 500 + "</a>" * 500,
    ],
)
def test_refuses_what_is_not_well_formed_or_brings_a_doctype(data: bytes | str) -> None:
    with pytest.raises(XmlError):
        parse_xml(data)


@given(LEGAL)
def test_escaped_text_is_read_back_whole(text: str) -> None:
    root = parse_xml(f'<a b="{escape_attribute(text)}">{escape(text)}</a>')

    assert (root.text or "") == text
    assert root.get("b") == text
    assert (parse_xml(write_xml(root)).text or "") == text


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_names_the_character_xml_cannot_hold(character: str) -> None:
    assert illegal_character(f"甲{character}乙") == character


def test_all_else_is_legal() -> None:
    assert illegal_character("\t\n\r 甲𠮷\x7f\x85\u2028\ufeff\ue000\ufffd\U0010ffff") is None
