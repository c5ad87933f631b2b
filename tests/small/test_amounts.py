from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.amounts import convert, figure_at, format_number, from_float, is_nil, parse_number, round_half_up


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


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("91.98万元，", "91.98", "万元"),
        ("８６１．５万元", "861.5", "万元"),
        ("一千零二十万元", "10200000", "元"),
        ("五百四十三万二千元", "5432000", "元"),
        ("百分之九十八点二", "98.2", "%"),
        ("98.2％", "98.2", "%"),
        ("30,117,246.58元", "30117246.58", "元"),
        ("1.45亿元", "1.45", "亿元"),
        ("三十六名", "36", "名"),
        ("2025年", "2025", ""),
    ],
)
def test_a_figure_in_running_text_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    figure = figure_at(text, 0)
    assert figure is not None
    assert (figure.value, figure.unit) == (Decimal(value), unit)


def test_no_figure_is_no_figure() -> None:
    assert figure_at("万元", 0) is None


@pytest.mark.parametrize(
    ("text", "value", "agrees"),
    [
        ("92万元", "91.98", True),
        ("91.9万元", "91.98", False),
        ("1500万元", "1486.2", True),
        ("1510万元", "1486.2", False),
        ("0.92亿元", "9198", True),
        ("919800元", "91.98", True),
        ("九十二万元", "91.98", True),
    ],
)
def test_a_stated_figure_agrees_with_a_value_that_rounds_to_it(text: str, value: str, agrees: bool) -> None:
    figure = figure_at(text, 0)
    assert figure is not None
    assert figure.agrees_with(Decimal(value), "万元") is agrees
