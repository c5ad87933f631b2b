from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval.expressions import DivisionByZero, WrongType
from selfeval.expressions.arithmetic import absolute, add, compare, divide, multiply, negate, number, rounded, subtract
from selfeval.report import BLANK, Blank, Number, NumberStyle

AMOUNT = NumberStyle("金额", 2, "万元")


def test_a_float_of_a_template_becomes_the_decimal_that_was_typed():
    assert add(Decimal("0.2"), 0.1) == Decimal("0.3")
    assert multiply(Number("258.9", AMOUNT), 0.01) == Decimal("2.589")
    assert str(multiply(Number("258.9", AMOUNT), 0.01)) == "2.59"
    assert number(1e22) == Decimal("1e22")


@pytest.mark.parametrize("bad", [True, float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), "3", None, [1]])
def test_refuses_what_is_no_number(bad: object):
    for operation in (add, subtract, multiply, divide):
        with pytest.raises(WrongType):
            operation(bad, 1)
        with pytest.raises(WrongType):
            operation(BLANK, bad)
    for single in (negate, absolute, number):
        with pytest.raises(WrongType):
            single(bad)


def test_blank_wins_over_every_number():
    for operation in (add, subtract, multiply, divide):
        assert isinstance(operation(BLANK, 1), Blank)
        assert isinstance(operation(0, BLANK), Blank)
    assert isinstance(divide(BLANK, 0), Blank)
    assert isinstance(negate(BLANK), Blank)
    assert isinstance(rounded(BLANK, 2), Blank)


def test_division_by_zero_is_its_own_error():
    for zero in (0, 0.0, Decimal("0.00"), Number(0, AMOUNT, nil=True)):
        with pytest.raises(DivisionByZero):
            divide(5, zero)


def test_the_negative_of_zero_has_no_sign():
    assert str(negate(Decimal(0))) == "0"


def test_signs_and_absolute_values_lose_no_digit():
    long = Decimal("-" + "1234567890" * 4 + ".5")

    assert absolute(long) == long.copy_abs()
    assert negate(long) == long.copy_abs()


def test_compares_floats_by_the_decimal_that_was_typed():
    assert compare("==", Number("258.9", AMOUNT), 258.9) is True
    assert compare("<", Decimal("0.3"), 0.1) is False
    assert compare("!=", 1, Decimal("1.0")) is False
    assert compare(">=", 2, 2.0) is True


def test_numbers_texts_and_conditions_never_equal_one_another():
    assert compare("==", True, 1) is False
    assert compare("==", "1", 1) is False
    assert compare("!=", True, "True") is True
    assert compare("==", True, True) is True


def test_there_is_no_order_among_texts():
    with pytest.raises(WrongType) as caught:
        compare("<", "甲", "乙")
    assert caught.value.value == "甲"
