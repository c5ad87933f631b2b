from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.amounts import convert, format_number, from_float, is_nil, parse_number, round_half_up


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,234.50", "1234.50", ""),
        ("１２３", "123", ""),
        ("１，２３４．５", "1234.5", ""),
        ("258.9万元", "258.9", "万元"),
        ("258.9 万", "258.9", "万元"),
        ("￥36,284,512.37元", "36284512.37", "元"),
        ("98%", "98", "%"),
        ("98.5％", "98.5", "%"),
        ("-3.5", "-3.5", ""),
        ("−3.5", "-3.5", ""),
        (".5", "0.5", ""),
        (" 7名 ", "7", "名"),
    ],
)
def test_a_number_as_clerks_type_it_is_understood(text: str, value: str, unit: str) -> None:
    assert parse_number(text) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["约258.9", "1,23", "12 34", "258.9左右3", "1.2.3", "abc", "", "1,2345", "--5", "1e5x9", "9" * 60]
)
def test_a_text_that_could_mean_more_than_one_number_is_not(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["无", " 无 ", "—", "——", "-", "/", "／"])
def test_the_marks_for_none_are_nil(text: str) -> None:
    assert is_nil(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_converting_there_and_back_keeps_every_digit(value: Decimal) -> None:
    assert convert(convert(value, "元", "万元"), "万元", "元") == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_becomes_the_decimal_that_reads_back_as_it(number: float) -> None:
    assert float(from_float(number)) == number


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [("2.675", 2, "2.68"), ("0.005", 2, "0.01"), ("-0.004", 2, "0.00"), ("258.9", 2, "258.90"), ("258.90", None, "258.9"),
     ("100", None, "100"), ("1E+3", None, "1000"), ("1E+308", 2, "1" + "0" * 308 + ".00")],
)  # fmt: skip
def test_numbers_print_rounded_half_up_and_never_as_minus_zero(value: str, places: int | None, printed: str) -> None:
    assert format_number(Decimal(value), places) == printed


def test_rounding_goes_away_from_zero_on_both_sides() -> None:
    assert (round_half_up(Decimal("1.005"), 2), round_half_up(Decimal("-1.005"), 2)) == (
        Decimal("1.01"),
        Decimal("-1.01"),
    )
