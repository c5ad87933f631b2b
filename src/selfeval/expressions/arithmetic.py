"""Arithmetic and comparison of report values: exact, blank where an operand is blank, and never a float.

Expressions and the operators of Word templates both compute with these functions.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, Overflow

from selfeval.amounts import CALCULATION, from_float, is_nil, round_to
from selfeval.expressions.errors import DivisionByZero, ExpressionError, WrongType
from selfeval.expressions.tree import ArithmeticOperator, ComparisonOperator
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Number, NumberStyle, Paragraphs

Operand = Decimal | Blank


def number(value: object) -> Operand:
    """The value as an operand: a finite Decimal (nil is zero) or blank. A float comes from a template's literal.

    Raises:
        WrongType: anything else: a text, a yes or no, a date, a record.
    """
    match value:
        case Blank():
            return value
        case bool():
            raise WrongType(value)
        case Decimal() if value.is_finite():
            return value
        case int():
            return Decimal(value)
        case float() if math.isfinite(value):
            return from_float(value)
    raise WrongType(value)


def add(left: object, right: object) -> Operand:
    """The sum; an amount plus a number is an amount."""
    return _compute(CALCULATION.add, left, right, _sum_style)


def subtract(left: object, right: object) -> Operand:
    """The difference; ``1 - 执行率`` is a percentage."""
    return _compute(CALCULATION.subtract, left, right, _sum_style)


def multiply(left: object, right: object) -> Operand:
    """The product; an amount times a number or a rate is an amount, ``20 * 执行率`` a plain number (a score)."""
    return _compute(CALCULATION.multiply, left, right, _product_style)


def divide(left: object, right: object) -> Operand:
    """The quotient, to 50 digits; an amount by a number is an amount, an amount by an amount a plain number.

    Raises:
        DivisionByZero: the divisor is zero and the dividend is not blank.
    """
    dividend, divisor = number(left), number(right)
    if isinstance(dividend, Decimal) and isinstance(divisor, Decimal) and divisor.is_zero():
        raise DivisionByZero(zero_dividend=dividend.is_zero())
    return _compute(CALCULATION.divide, dividend, divisor, _quotient_style)


def negate(value: object) -> Operand:
    """The value with the other sign, printed in the same way."""
    operand = number(value)
    if isinstance(operand, Blank):
        return BLANK
    return _styled(operand if operand.is_zero() else operand.copy_negate(), _style(operand))


def absolute(value: object) -> Operand:
    """The value without its sign, printed in the same way."""
    operand = number(value)
    return BLANK if isinstance(operand, Blank) else _styled(operand.copy_abs(), _style(operand))


def rounded(value: object, places: int, rounding: str = ROUND_HALF_UP) -> Operand:
    """The value rounded to so many places, halves away from zero unless told, and printed with as many.

    A percentage prints with two places less, what is whole already (3 people, the year 2022) as it did.
    """
    operand = number(value)
    if isinstance(operand, Blank):
        return BLANK
    try:
        return _styled(round_to(operand, places, rounding), _rounded_style(_style(operand), places))
    except InvalidOperation:
        raise ExpressionError("数太大，无法四舍五入", english="the number is too large to be rounded") from None


def _rounded_style(style: NumberStyle | None, places: int) -> NumberStyle:
    if style is None:
        return NumberStyle("数", max(places, 0))
    if style.kind in {"整数", "年度"}:
        return style
    return style._replace(places=max(places - 2 if style.kind == "百分比" else places, 0))


ARITHMETIC: dict[ArithmeticOperator, Callable[[object, object], Operand]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
}


def compare(operator: ComparisonOperator, left: object, right: object) -> bool | Blank:
    """Whether the comparison holds; blank where an operand is blank.

    One exception asks whether something was filled in: a blank ``== ""`` is true, ``!= ""`` false. Numbers compare
    exactly, texts after folding (width, brackets and spaces do not matter), 无 typed for a number equals ``"无"``.

    Raises:
        WrongType: order is asked of what has none, such as texts, or a whole sheet is compared.
    """
    if type(left) is str and type(right) is str and operator in {"==", "!="}:  # a row condition asks this of every row
        return (left == right or fold(left) == fold(right)) is (operator == "==")
    if isinstance(left, Blank) or isinstance(right, Blank):
        asks_if_filled = operator in {"==", "!="} and "" in [side for side in (left, right) if isinstance(side, str)]
        return operator == "==" if asks_if_filled else BLANK
    if operator in {"==", "!="}:
        return _equal(left, right) is (operator == "==")
    order = _order(left, right)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[operator]


def _equal(left: object, right: object) -> bool:
    for side in (left, right):
        if isinstance(side, Mapping) or not isinstance(side, str | int | float | Decimal | datetime.date | Paragraphs):
            raise WrongType(side, "可以比较的值")
    if _is_number(left) and _is_number(right):
        return number(left) == number(right)
    if _is_text(left) and _is_text(right):
        return fold(str(left)) == fold(str(right))
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Number) and one.nil and _is_text(other):
            return is_nil(str(other))
    alike = bool if isinstance(left, bool) else datetime.date
    return isinstance(left, alike) and isinstance(right, alike) and left == right


def _order(left: object, right: object) -> int:
    """Below zero where the left one is smaller or earlier, 0 where they are alike."""
    if isinstance(left, datetime.date) and isinstance(right, datetime.date):
        return (left > right) - (left < right)
    first, second = number(left), number(right)
    return (first > second) - (first < second)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str | Paragraphs)


def _compute(
    operation: Callable[[Decimal, Decimal], Decimal],
    left: object,
    right: object,
    choose_style: Callable[[NumberStyle | None, NumberStyle | None, Decimal], NumberStyle | None],
) -> Operand:
    first, second = number(left), number(right)
    if isinstance(first, Blank) or isinstance(second, Blank):
        return BLANK
    try:
        result = operation(first, second)
    except (Overflow, InvalidOperation):
        raise too_large() from None
    return _styled(result, choose_style(_style(first), _style(second), result))


def too_large() -> ExpressionError:
    """The error of a result that no number of 50 digits can hold."""
    return ExpressionError("计算结果太大，请检查数和单位", english="the result is too large")


def _style(value: Decimal) -> NumberStyle | None:
    """How the operand prints; None for one that prints as it stands."""
    if not isinstance(value, Number) or (value.style.kind == "数" and value.style.places is None):
        return None
    return value.style


def _styled(value: Decimal, style: NumberStyle | None) -> Decimal:
    return Decimal(value) if style is None else Number(value, style)


def _sum_style(left: NumberStyle | None, right: NumberStyle | None, result: Decimal) -> NumberStyle | None:
    styles = [style for style in (left, right) if style is not None]
    for kind in ("金额", "百分比"):
        alike = [style for style in styles if style.kind == kind]
        if alike:
            return max(alike, key=_places)  # no digit of either goes
    kinds = [style.kind for style in styles]
    if not kinds or kinds == ["年度", "年度"]:  # the distance of two years is no year
        return None
    chosen = styles[kinds.index("年度")] if "年度" in kinds else styles[0]
    if chosen.kind == "数":
        return chosen if chosen.places is None or result == round_to(result, chosen.places) else None
    return chosen if _is_whole(result) else None


def _places(style: NumberStyle) -> float:
    return math.inf if style.places is None else style.places


def _product_style(left: NumberStyle | None, right: NumberStyle | None, result: Decimal) -> NumberStyle | None:
    styles = [style for style in (left, right) if style is not None]
    kinds = [style.kind for style in styles]
    if kinds.count("金额") == 1:
        return styles[kinds.index("金额")]
    if kinds == ["百分比", "百分比"]:
        return left
    return styles[0] if kinds in (["整数"], ["整数", "整数"]) and _is_whole(result) else None


def _quotient_style(left: NumberStyle | None, right: NumberStyle | None, result: Decimal) -> NumberStyle | None:
    if left is None or left.kind not in {"金额", "百分比"}:
        return None
    return None if right is not None and right.kind in {"金额", left.kind} else left


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()
