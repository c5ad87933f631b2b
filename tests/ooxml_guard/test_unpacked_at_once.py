"""Unpacking at once gives what zipfile gives, and never what it would refuse."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.ooxml import guard
from selfeval.ooxml.guard import Refused, unpack
from tests.support.workbooks import packed, workbook

SMALL = packed(
    {"[Content_Types].xml": b"<Types/>", "甲/乙.xml": b"<a>" + b"b" * 300 + b"</a>", "c/": b"", "d.bin": b"x"}
)


def outcome(data: bytes) -> object:
    try:
        return unpack(data)
    except Refused as refusal:
        return [str(found) for found in refusal.findings]


def by_zipfile(data: bytes) -> object:
    with patch.object(guard, "inflated", lambda *_: None):
        return outcome(data)


@settings(max_examples=500, deadline=None)
@given(st.integers(0, len(SMALL) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_a_spoiled_package_is_unpacked_or_refused_alike(start, piece, length):
    data = SMALL[:start] + piece + SMALL[start + length :]
    assert outcome(data) == by_zipfile(data)


def test_an_honest_package_is_unpacked_without_zipfile():
    data = workbook({"封面": [["项目", "填报内容"]]})
    with patch.object(guard, "_read", side_effect=AssertionError):
        quick = outcome(data)
    assert isinstance(quick, dict)
    assert quick == by_zipfile(data)
