"""The operators of a template: exact numbers, comparison after folding, nothing that can grow without bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation, Overflow
from typing import cast

from selfeval.amounts import CALCULATION, from_float
from selfeval.document.faults import Fault, bounded
from selfeval.document.missing import plain
from selfeval.document.percent_format import formatted
from selfeval.document.printing import text_of
from selfeval.expressions import DivisionByZero, ExpressionError
from selfeval.expressions import arithmetic as exact
from selfeval.expressions.tree import ComparisonOperator
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Paragraphs, Record, Table

MOST_ITEMS = 500_000
"""The items a list made by a template may have."""
MOST_POWER = 100
MOST_DIGITS = 400
"""The digits before the point that a power may have."""

COMPARISONS: Mapping[str, ComparisonOperator] = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=",
}  # fmt: skip


def compute(operator: str, left: object, right: object) -> object:
    """``left operator right``.

    Raises:
        ExpressionError: what cannot be computed, in a Chinese sentence.
        Fault: an operator templates do not have.
    """
    left, right = plain(left), plain(right)
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        bounded(len(left) + len(right))
        return left + right
    if operator == "+" and isinstance(left, list) and isinstance(right, list):
        return _longer(left, right)
    if operator == "%" and isinstance(left, str):
        named = right if isinstance(right, Mapping) else {}
        return formatted(left, right if isinstance(right, tuple) else () if named else (right,), named)
    if operator == "**":
        return _power(left, right)
    if operator in exact.ARITHMETIC:
        return exact.ARITHMETIC[operator](left, right)
    if operator in _WHOLE:
        first, second = exact.number(left), exact.number(right)
        if isinstance(first, Blank) or isinstance(second, Blank):
            return BLANK
        if second.is_zero():
            raise DivisionByZero
        try:
            return _WHOLE[operator](first, second)
        except InvalidOperation:
            raise exact.too_large() from None
    raise Fault("fill.no-operator", name=operator)


def _longer(left: list[object], right: list[object]) -> list[object]:
    if len(left) + len(right) > MOST_ITEMS:
        raise Fault("fill.too-much")
    return left + right


def _power(left: object, right: object) -> object:
    base, exponent = exact.number(left), exact.number(right)
    if isinstance(base, Blank) or isinstance(exponent, Blank):
        return BLANK
    if exponent != exponent.to_integral_value() or abs(exponent) > MOST_POWER:
        reason, reason_en = (
            f"指数请写 -{MOST_POWER} 到 {MOST_POWER} 的整数",
            "the exponent is a whole number from -{0} to {0}",
        )
        raise Fault("fill.wrong-argument", name="**", reason=reason, reason_en=reason_en.format(MOST_POWER))
    if base.is_zero() and exponent < 0:
        raise DivisionByZero
    if base.is_zero() and exponent.is_zero():
        return Decimal(1)
    try:
        result = CALCULATION.power(base, exponent)
    except (InvalidOperation, Overflow):
        raise exact.too_large() from None
    if result.adjusted() > MOST_DIGITS:
        raise exact.too_large()
    return result


_WHOLE: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "%": lambda left, right: CALCULATION.subtract(
        left, CALCULATION.multiply(right, (left / right).to_integral_value("ROUND_FLOOR"))
    ),
    "//": lambda left, right: CALCULATION.divide(left, right).to_integral_value("ROUND_FLOOR"),
}


def compute_one(operator: str, value: object) -> object:
    """``-value`` or ``+value``."""
    value = plain(value)
    return exact.negate(value) if operator == "-" else exact.number(value)


def compare(left: object, operator: str, right: object) -> bool | Blank:
    """Whether the comparison holds; ``operator`` by Jinja's name. A comparison with none asks for none itself."""
    left, right = plain(left), plain(right)
    if operator in {"in", "notin"}:
        return contains(right, left) is (operator == "in")
    if left is None or right is None:
        return all(side is None or isinstance(side, Blank) for side in (left, right)) is (operator == "eq")
    if isinstance(left, str) and isinstance(right, str) and operator not in {"eq", "ne"}:
        reason, reason_en = (
            "文字没有大小，请先写成数：值|float",
            "texts have no order; make numbers of them: value|float",
        )
        raise Fault("fill.wrong-argument", name="<", reason=reason, reason_en=reason_en)
    return exact.compare(COMPARISONS[operator], left, right)


def contains(container: object, item: object) -> bool:
    """Whether the item is in the container: a piece of a text, one of a list, a label of a record."""
    container, item = plain(container), plain(item)
    match container:
        case Blank():
            return False
        case str():
            return text_of(item) in container
        case Record() | dict():
            return item in container
        case list() | tuple() | range():
            return any(same(one, item) for one in cast(Sequence[object], container))
    raise Fault("fill.no-such-item", name="in")


def same(one: object, other: object) -> bool:
    """Whether two values are equal; two blanks are."""
    if type(one) is str and type(other) is str:  # 筛选 asks this of every row of a table
        return one == other or fold(one) == fold(other)
    one, other = plain(one), plain(other)
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    if isinstance(one, Record | Table | list | None) or isinstance(other, Record | Table | list | None):
        return one is other
    return exact.compare("==", one, other) is True


def is_blank(value: object) -> bool:
    """Whether there is nothing to print: blank, an empty text or list, a text of spaces."""
    value = plain(value)
    if value is None or isinstance(value, Blank):
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Paragraphs | list | tuple | Table):
        return all(is_blank(item) for item in value) if isinstance(value, Paragraphs) else not len(value)
    return False


def literal(digits: str) -> Decimal:
    """A number written in a template with a decimal point."""
    value = from_float(float(digits))
    if not value.is_finite():
        raise ExpressionError("这个数太大，不能准确计算", english="the number is too large")
    return value


def joined(values: Sequence[object]) -> str:
    """``a ~ b``: the texts, one after the other."""
    texts = list(map(text_of, values))
    bounded(sum(map(len, texts)))
    return "".join(texts)
