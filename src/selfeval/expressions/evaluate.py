"""Evaluating a tree against a report: exact, blanks carried through, rows read one by one."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from selfeval.expressions import arithmetic, tree
from selfeval.expressions.errors import DivisionByZero, UnknownName, WrongType
from selfeval.expressions.explain import explain
from selfeval.report import BLANK, Blank, Paragraphs, Table

Resolve = Callable[[tree.Path], object]
Row = Mapping[str, object]


def evaluate(node: tree.Node, resolve: Resolve) -> object:
    """The value of the tree; ``resolve`` gives the value, record or table of a name, or raises KeyError."""
    return _Evaluation(resolve).value(node)


def count_addends(node: tree.Node, resolve: Resolve) -> int:
    """How many filled figures a sum is made of: its terms, and for 合计 the rows it takes."""
    evaluation = _Evaluation(resolve)
    match node:
        case tree.Arithmetic("+" | "-", left, right):
            return count_addends(left, resolve) + count_addends(right, resolve)
        case tree.Aggregate(function="合计"):
            return sum(1 for _ in evaluation.items(node))
    return 0 if isinstance(evaluation.value(node), Blank) else 1


class _Evaluation:
    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._row: Row = {}

    def value(self, node: tree.Node) -> object:
        return _VALUES[type(node)](self, node)

    def condition(self, node: tree.Node) -> bool | Blank:
        """Whether the condition holds."""
        value = self.value(node)
        if isinstance(value, bool | Blank):
            return value
        raise WrongType(value, "判断（请写成比较）", _path(node))

    def named(self, path: tree.Path) -> object:
        try:
            return self._resolve(path)
        except UnknownName:
            raise
        except KeyError as error:
            name, told = ".".join(path), error.args[0] if error.args else ""
            reason = told if isinstance(told, str) and told not in {"", name, *path} else f"没有「{name}」"
            raise UnknownName(reason, path) from None

    def cell(self, path: tree.Path, bare: bool) -> object:
        try:
            return self._row[path[-1]]
        except KeyError as error:
            if bare:
                try:
                    return self._resolve(path[-1:])
                except KeyError:
                    pass
            raise UnknownName(f"{'.'.join(path[:-1])} 没有「{path[-1]}」这一栏", path) from error

    def number(self, node: tree.Node) -> arithmetic.Operand:
        value = self.value(node)
        try:
            return arithmetic.number(value)
        except WrongType:
            raise WrongType(value, "数", _path(node)) from None

    def scalar(self, node: tree.Node) -> object:
        value = self.value(node)
        if isinstance(value, str | Decimal | Blank):  # the common ones first: Mapping is slow to ask for
            return value
        if isinstance(value, Mapping | Table):
            raise WrongType(getattr(value, "name", "…"), "一个值", _path(node))
        return value

    def arithmetic(self, node: tree.Arithmetic) -> arithmetic.Operand:
        left, right = self.number(node.left), self.number(node.right)
        try:
            return arithmetic.ARITHMETIC[node.operator](left, right)
        except DivisionByZero:
            raise DivisionByZero(
                explain(node.left), explain(node.right), tree.paths_of(node.left), tree.paths_of(node.right)
            ) from None

    def compared(self, left: tree.Node, operator: tree.ComparisonOperator, right: tree.Node) -> bool | Blank:
        first, second = self.scalar(left), self.scalar(right)
        try:
            return arithmetic.compare(operator, first, second)
        except WrongType as error:
            raise WrongType(error.value, error.wanted, _path(left if error.value is first else right)) from None

    def function(self, name: tree.FunctionName, arguments: tuple[tree.Node, ...]) -> object:
        if name == "绝对值":
            return arithmetic.absolute(self.number(arguments[0]))
        if name == "四舍五入":
            places = self.value(arguments[1])
            return arithmetic.rounded(self.number(arguments[0]), int(places) if isinstance(places, Decimal) else 0)
        return _extreme(name, ((self.scalar(argument), _path(argument)) for argument in arguments))

    def aggregate(self, node: tree.Aggregate) -> object:
        values = self.items(node)
        match node.function:
            case "计数":
                return Decimal(sum(1 for _ in values))
            case "首":
                return next(values, (BLANK, None))[0]
            case "末":
                return last[0][0] if (last := deque(values, maxlen=1)) else BLANK
            case "合计":
                total: arithmetic.Operand = BLANK
                for value, _ in values:
                    total = arithmetic.add(0 if isinstance(total, Blank) else total, value)
                return total
            case "最大" | "最小":
                return _extreme(node.function, values)

    def items(self, node: tree.Aggregate) -> Iterator[tuple[object, tree.Path | None]]:
        """What is taken of each row that counts, with its name; blank items are left out."""
        for row in self._rows(node.table):
            self._row = row
            if node.condition is not None and self.condition(node.condition) is not True:
                continue
            if node.item is None:
                yield row, None
                continue
            value = self.number(node.item) if node.function == "合计" else self.scalar(node.item)
            if not isinstance(value, Blank):
                yield value, _path(node.item)

    def _rows(self, path: tree.Path) -> Iterable[Row]:
        table = self.named(path)
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


def _conditions(evaluation: _Evaluation, node: tree.Logic) -> bool | Blank:
    return (all_of if node.operator == "and" else any_of)(map(evaluation.condition, node.operands))


def _comparison(evaluation: _Evaluation, node: tree.Comparison) -> bool | Blank:
    if len(node.rest) == 1:
        return evaluation.compared(node.first, *node.rest[0])
    return all_of(evaluation.compared(*pair) for pair in node.pairs)


def _membership(evaluation: _Evaluation, node: tree.Membership) -> bool | Blank:
    found = evaluation.scalar(node.operand)
    return any_of(arithmetic.compare("==", found, option) for option in node.options)


def _negation(evaluation: _Evaluation, node: tree.Not) -> bool | Blank:
    holds = evaluation.condition(node.operand)
    return BLANK if isinstance(holds, Blank) else not holds


def _choice(evaluation: _Evaluation, node: tree.Choice) -> object:
    holds = evaluation.condition(node.condition)
    return BLANK if isinstance(holds, Blank) else evaluation.value(node.then if holds else node.otherwise)


# A table of functions by type: a row condition is evaluated for every row, and a match statement tries case by case.
_VALUES: Mapping[type, Callable[[_Evaluation, Any], object]] = {
    tree.Constant: lambda _, node: node.value,
    tree.Name: lambda evaluation, node: evaluation.named(node.path),
    tree.Column: lambda evaluation, node: evaluation.cell(node.path, node.bare),
    tree.Negative: lambda evaluation, node: arithmetic.negate(evaluation.number(node.operand)),
    tree.Arithmetic: lambda evaluation, node: evaluation.arithmetic(node),
    tree.Comparison: _comparison,
    tree.Membership: _membership,
    tree.Logic: _conditions,
    tree.Not: _negation,
    tree.Choice: _choice,
    tree.Aggregate: lambda evaluation, node: evaluation.aggregate(node),
    tree.Function: lambda evaluation, node: evaluation.function(node.name, node.arguments),
}
