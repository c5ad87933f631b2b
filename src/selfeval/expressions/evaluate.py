"""Evaluating a tree against a report: exact, blanks carried through, rows read one by one.

A tree is turned into nested functions once, so that a row condition costs a few calls in each row and no search for
what kind of node comes next.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from selfeval.expressions import arithmetic, tree
from selfeval.expressions.errors import DivisionByZero, UnknownName, WrongType
from selfeval.expressions.explain import explain
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Paragraphs, Table

Resolve = Callable[[tree.Path], object]
"""Gives the value, record or table of a name, or raises KeyError."""
Row = Mapping[str, object]
Compute = Callable[[Resolve, Row], object]
"""The value of a tree: by the names around it and, inside an aggregate, the row that is read."""
Number = Callable[[Resolve, Row], arithmetic.Operand]
Condition = Callable[[Resolve, Row], bool | Blank]
Items = Callable[[Resolve], Iterator[tuple[object, tree.Path | None]]]

NO_ROW: Row = {}


def computing(node: tree.Node) -> Compute:
    """The tree as a function; it raises what ``Expression.evaluate`` says."""
    return _MAKERS[type(node)](node)


def count_addends(node: tree.Node, resolve: Resolve) -> int:
    """How many filled figures a sum is made of: its terms, and for 合计 the rows it takes."""
    match node:
        case tree.Arithmetic("+" | "-", left, right):
            return count_addends(left, resolve) + count_addends(right, resolve)
        case tree.Aggregate(function="合计"):
            return sum(1 for _ in _items(node)(resolve))
        case tree.Function("合计", arguments):
            return sum(count_addends(argument, resolve) for argument in arguments)
    return 0 if isinstance(computing(node)(resolve, NO_ROW), Blank) else 1


def _condition(node: tree.Node) -> Condition:
    compute = computing(node)

    def holds(resolve: Resolve, row: Row) -> bool | Blank:
        value = compute(resolve, row)
        if isinstance(value, bool | Blank):
            return value
        raise WrongType(value, "判断（请写成比较）", _path(node))

    return holds


def _number(node: tree.Node) -> Number:
    compute = computing(node)

    def number(resolve: Resolve, row: Row) -> arithmetic.Operand:
        value = compute(resolve, row)
        try:
            return arithmetic.number(value)
        except WrongType:
            raise WrongType(value, "数", _path(node)) from None

    return number


def _scalar(node: tree.Node) -> Compute:
    compute = computing(node)

    def scalar(resolve: Resolve, row: Row) -> object:
        value = compute(resolve, row)
        if isinstance(value, str | Decimal | Blank):  # the common ones first: Mapping is slow to ask for
            return value
        if isinstance(value, Mapping | Table):
            raise WrongType(getattr(value, "name", "…"), "一个值", _path(node))
        return value

    return scalar


def _constant(node: tree.Constant) -> Compute:
    return lambda resolve, row: node.value


def _name(node: tree.Name) -> Compute:
    return lambda resolve, row: _named(resolve, node.path)


def _named(resolve: Resolve, path: tree.Path) -> object:
    try:
        return resolve(path)
    except UnknownName:
        raise
    except KeyError as error:
        name, told = ".".join(path), error.args[0] if error.args else ""
        reason = told if isinstance(told, str) and told not in {"", name, *path} else f"没有「{name}」"
        raise UnknownName(reason, path) from None


def _column(node: tree.Column) -> Compute:
    path, label = node.path, node.path[-1]

    def cell(resolve: Resolve, row: Row) -> object:
        try:
            return row[label]
        except KeyError as error:
            if node.bare:
                try:
                    return resolve(path[-1:])
                except KeyError:
                    pass
            raise UnknownName(f"{'.'.join(path[:-1])} 没有「{label}」这一栏", path) from error

    return cell


def _negative(node: tree.Negative) -> Compute:
    number = _number(node.operand)
    return lambda resolve, row: arithmetic.negate(number(resolve, row))


def _arithmetic(node: tree.Arithmetic) -> Compute:
    left, right, operation = _number(node.left), _number(node.right), arithmetic.ARITHMETIC[node.operator]

    def compute(resolve: Resolve, row: Row) -> object:
        first, second = left(resolve, row), right(resolve, row)
        try:
            return operation(first, second)
        except DivisionByZero as error:
            sides = (explain(node.left), explain(node.right))
            paths = (tree.paths_of(node.left), tree.paths_of(node.right))
            raise DivisionByZero(*sides, *paths, zero_dividend=error.zero_dividend) from None

    return compute


def _comparison(node: tree.Comparison) -> Condition:
    pairs = [_compared(*pair) for pair in node.pairs]
    return pairs[0] if len(pairs) == 1 else lambda resolve, row: all_of(pair(resolve, row) for pair in pairs)


def _compared(left: tree.Node, operator: tree.ComparisonOperator, right: tree.Node) -> Condition:
    first_of, second_of = _scalar(left), _scalar(right)

    def compare(resolve: Resolve, row: Row) -> bool | Blank:
        first, second = first_of(resolve, row), second_of(resolve, row)
        try:
            return arithmetic.compare(operator, first, second)
        except WrongType as error:
            raise WrongType(error.value, error.wanted, _path(left if error.value is first else right)) from None

    if not (isinstance(right, tree.Constant) and isinstance(right.value, str) and operator in {"==", "!="}):
        return compare
    text, folded, compute, wanted = right.value, fold(right.value), computing(left), operator == "=="

    def compare_text(resolve: Resolve, row: Row) -> bool | Blank:
        found = compute(resolve, row)
        if type(found) is str:  # what a row condition nearly always asks: 资金来源 == "一般公共预算"
            return (found == text or fold(found) == folded) is wanted
        return compare(resolve, row)

    return compare_text


def _membership(node: tree.Membership) -> Condition:
    operand = _scalar(node.operand)

    def holds(resolve: Resolve, row: Row) -> bool | Blank:
        found = operand(resolve, row)
        return any_of(arithmetic.compare("==", found, option) for option in node.options)

    return holds


def _logic(node: tree.Logic) -> Condition:
    together = all_of if node.operator == "and" else any_of
    conditions = [_condition(operand) for operand in node.operands]
    return lambda resolve, row: together(condition(resolve, row) for condition in conditions)


def _not(node: tree.Not) -> Condition:
    condition = _condition(node.operand)

    def negated(resolve: Resolve, row: Row) -> bool | Blank:
        holds = condition(resolve, row)
        return BLANK if isinstance(holds, Blank) else not holds

    return negated


def _choice(node: tree.Choice) -> Compute:
    condition, then, otherwise = _condition(node.condition), computing(node.then), computing(node.otherwise)

    def choose(resolve: Resolve, row: Row) -> object:
        holds = condition(resolve, row)
        return BLANK if isinstance(holds, Blank) else (then if holds else otherwise)(resolve, row)

    return choose


def _function(node: tree.Function) -> Compute:
    if node.name == "绝对值":
        number = _number(node.arguments[0])
        return lambda resolve, row: arithmetic.absolute(number(resolve, row))
    if node.name == "四舍五入":
        number, places = _number(node.arguments[0]), computing(node.arguments[1])

        def rounded(resolve: Resolve, row: Row) -> object:
            wanted = places(resolve, row)
            return arithmetic.rounded(number(resolve, row), int(wanted) if isinstance(wanted, Decimal) else 0)

        return rounded
    if node.name == "合计":
        numbers = [_number(argument) for argument in node.arguments]
        return lambda resolve, row: _sum(number(resolve, row) for number in numbers)
    arguments = [(_scalar(argument), _path(argument)) for argument in node.arguments]
    return lambda resolve, row: _extreme(node.name, ((value(resolve, row), path) for value, path in arguments))


def _aggregate(node: tree.Aggregate) -> Compute:
    items = _items(node)
    match node.function:
        case "计数":
            return lambda resolve, row: Decimal(sum(1 for _ in items(resolve)))
        case "首":
            return lambda resolve, row: next(items(resolve), (BLANK, None))[0]
        case "末":
            return lambda resolve, row: last[0][0] if (last := deque(items(resolve), maxlen=1)) else BLANK
        case "合计":
            return lambda resolve, row: _sum(value for value, _ in items(resolve))
    return lambda resolve, row: _extreme(node.function, items(resolve))


def _items(node: tree.Aggregate) -> Items:
    """What is taken of each row that counts, with its name; blank items are left out."""
    condition = None if node.condition is None else _condition(node.condition)
    item, path = node.item, None if node.item is None else _path(node.item)
    value_of = None if item is None else (_number if node.function == "合计" else _scalar)(item)

    def items(resolve: Resolve) -> Iterator[tuple[object, tree.Path | None]]:
        for row in _rows(resolve, node.table):
            if condition is not None and condition(resolve, row) is not True:
                continue
            value = row if value_of is None else value_of(resolve, row)
            if not isinstance(value, Blank):
                yield value, path

    return items


def _rows(resolve: Resolve, path: tree.Path) -> Iterable[Row]:
    table = _named(resolve, path)
    if type(table) is Table:
        return table.rows
    if isinstance(table, Blank):
        return ()
    if isinstance(table, str | Paragraphs | Mapping) or not isinstance(table, Iterable):
        raise WrongType(getattr(table, "name", table), "逐行填报的表", path)
    return table


def all_of(conditions: Iterable[bool | Blank]) -> bool | Blank:
    """``and``: false once one is false, else blank if one is blank. What follows a false one is not looked at."""
    result: bool | Blank = True
    for holds in conditions:
        if holds is False:
            return False
        if isinstance(holds, Blank):
            result = BLANK
    return result


def any_of(conditions: Iterable[bool | Blank]) -> bool | Blank:
    """``or``: true once one is true, else blank if one is blank. What follows a true one is not looked at."""
    result: bool | Blank = False
    for holds in conditions:
        if holds is True:
            return True
        if isinstance(holds, Blank):
            result = BLANK
    return result


def _sum(values: Iterable[object]) -> arithmetic.Operand:
    """The sum of the values that are not blank; blank if none is left."""
    total: arithmetic.Operand = BLANK
    for value in values:
        if not isinstance(value, Blank):
            total = arithmetic.add(0 if isinstance(total, Blank) else total, value)
    return total


def _extreme(name: str, values: Iterable[tuple[object, tree.Path | None]]) -> object:
    """The largest or smallest of the values that are not blank: all numbers, or all dates; blank if none is left."""
    best: object = BLANK
    for value, path in values:
        if isinstance(value, Blank):
            continue
        try:
            if isinstance(best, Blank):
                best = value if isinstance(value, datetime.date) else arithmetic.number(value)
            elif arithmetic.compare(">" if name == "最大" else "<", value, best) is True:
                best = value
        except WrongType as error:
            raise WrongType(error.value, error.wanted, path) from None
    return best


def _path(node: tree.Node) -> tree.Path | None:
    return node.path if isinstance(node, tree.Name | tree.Column) else None


_MAKERS: Mapping[type, Callable[[Any], Compute]] = {
    tree.Constant: _constant,
    tree.Name: _name,
    tree.Column: _column,
    tree.Negative: _negative,
    tree.Arithmetic: _arithmetic,
    tree.Comparison: _comparison,
    tree.Membership: _membership,
    tree.Logic: _logic,
    tree.Not: _not,
    tree.Choice: _choice,
    tree.Aggregate: _aggregate,
    tree.Function: _function,
}
