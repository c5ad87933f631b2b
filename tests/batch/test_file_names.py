from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.batch.file_names import distinct, safe_name

_ANY = st.text(st.characters(), max_size=300)  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("水利局-2025", "水利局-2025"),
        ("a/b\\c:d*e?f", "a_b_c_d_e_f"),
        ("第一行\n第二行", "第一行 第二行"),
        ("=cmd", "_cmd"),
        ("-rf", "_rf"),
        ("~$a", "_$a"),
        (".hidden", "_hidden"),
        ("CON", "CON_"),
        ("com1.2025", "com1_.2025"),
        ("LPT¹", "LPT¹_"),
        ("console", "console"),
        ("末尾. .", "末尾"),
        ("", "未命名"),
        ("\u202egnp", "gnp"),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
    ],
)
def test_a_name_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(_ANY)
def test_any_text_becomes_a_name_of_at_most_255_bytes_that_stays_as_it_is(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(f"{name}.docx".encode()) <= 255
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & set('<>:"/\\|?*\r\n\0')
    assert name[0] not in "=-+@.~ "
    assert safe_name(name) == name


@given(
    st.dictionaries(
        _ANY.filter(lambda key: key.isprintable()), st.sampled_from(["甲", "A", "a", "É", "é", "长" * 200]), max_size=12
    )
)
def test_no_two_names_are_alike_and_none_depends_on_the_order(wanted: dict[str, str]) -> None:
    names = distinct(wanted)
    alike = [unicodedata.normalize("NFC", name.casefold()) for name in names.values()]
    assert len(set(alike)) == len(alike)
    assert all(len(name.encode()) <= 255 for name in names.values())
    assert distinct(dict(reversed(wanted.items()))) == names


def test_all_that_collide_get_their_path() -> None:
    assert distinct({"a/x.xlsx": "x", "b/x.xlsx": "X", "y.xlsx": "y"}) == {
        "a/x.xlsx": "x（a-x）.docx",
        "b/x.xlsx": "X（b-x）.docx",
        "y.xlsx": "y.docx",
    }
