"""From Jinja's nodes to our own tree; every other construct is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast, get_args

from selfeval.amounts import from_float
from selfeval.expressions import tree
from selfeval.expressions.errors import ExpressionError
from selfeval.expressions.scan import Token
from selfeval.names import fold

if TYPE_CHECKING:
    from jinja2 import nodes

MOST_LEVELS = 100

FUNCTIONS = ("合计", "计数", "最大", "最小", "首", "末", "绝对值", "四舍五入")
"""The names that can be called."""

_AGGREGATES = frozenset(get_args(tree.AggregateName))
_OVER_VALUES = frozenset({"合计", "最大", "最小"})
"""Those that also take several values in place of a column and a condition."""
_ARITHMETIC: dict[str, tree.ArithmeticOperator] = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/"}
_COMPARISONS: dict[str, tree.ComparisonOperator] = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=",
}  # fmt: skip
_REFUSED = {
    "Filter": "公式里不能用过滤器（|），怎样显示由 type 和 places 决定",
    "Test": '公式里不能用 is，是否填写请写 != ""',
    "Pow": "公式里没有乘方（**），请写成连乘",
    "Mod": "公式里没有 %，百分数请写成小数，如 0.98",
    "FloorDiv": "公式里没有整除（//），请写 /",
    "Concat": "公式里不能拼接文字（~）",
    "Dict": "公式里不能用花括号",
    "List": '方括号只能跟在 in 后面，或用来写名称：表["…"]',
    "Tuple": "一条公式只能写一个表达式；一组值只能跟在 in 后面",
}


class Converter:
    """Converts one expression; ``tokens`` give errors their place."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._table: tree.Path | None = None
        self._level = 0

    def convert(self, node: nodes.Node) -> tree.Node:
        """The tree for the node.

        Raises:
            ExpressionError: a construct the language does not have.
        """
        self._level += 1
        if self._level > MOST_LEVELS:
            raise self._error(node, f"公式套了 {MOST_LEVELS} 层以上，请拆成几个指标，长的加总请用 合计")
        converted = self._converted(node)
        self._level -= 1
        return converted

    def _converted(self, node: nodes.Node) -> tree.Node:
        from jinja2 import nodes

        match node:
            case nodes.Const(value=value):
                return tree.Constant(self._constant(node, value))
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._name(self._path(node))
            case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
                operator = _ARITHMETIC[type(node).__name__]
                return tree.Arithmetic(operator, self._number(node.left), self._number(node.right))
            case nodes.Neg():
                return tree.Negative(self._number(node.node))
            case nodes.Pos():
                return self._number(node.node)
            case nodes.Compare():
                return self._comparison(node)
            case nodes.And() | nodes.Or():
                return self._logic(node)
            case nodes.Not():
                return tree.Not(self._condition(node.node))
            case nodes.CondExpr():
                if node.expr2 is None:
                    raise self._error(node, "if 后面还要写 else，如 甲 if 条件 else 乙")
                then, condition = self.convert(node.expr1), self._condition(node.test)
                return tree.Choice(condition, then, self.convert(node.expr2))
            case nodes.Call():
                return self._call(node)
        raise self._error(node, _REFUSED.get(type(node).__name__, "公式里不能这样写，请改用加减乘除、比较和函数"))

    def _constant(self, node: nodes.Node, value: object) -> Decimal | str:
        match value:
            case bool() | None:
                raise self._error(node, "公式里不能写 true、false、none，请写成比较")
            case str():
                return value
            case int():
                return Decimal(value)
            case float() if from_float(value).is_finite():
                return from_float(value)
        raise self._error(node, "这个数太大，不能准确计算")

    def _path(self, node: nodes.Node) -> tree.Path:
        from jinja2 import nodes

        parts: list[str] = []
        inner = node
        while not isinstance(inner, nodes.Name):
            match inner:
                case nodes.Getattr(node=below, attr=part):
                    parts.append(part)
                case nodes.Getitem(node=below, arg=nodes.Const(value=str() as part)) if part.strip():
                    parts.append(part)
                case nodes.Getitem():
                    raise self._error(inner, '方括号里请写带引号的名称，如 表["2020年决算数"]')
                case _:
                    raise self._error(inner, '名称请写成 表.项目、表.行.栏 或 表["…"]')
            inner = below
        parts.append(inner.name)
        if len(parts) > 3:
            raise self._error(node, "名称最多三级：表.行.栏")
        return tuple(reversed(parts))

    def _name(self, path: tree.Path) -> tree.Name | tree.Column:
        if self._table is not None:
            if len(path) == 1:
                return tree.Column((*self._table, *path), bare=True)
            if _same(path[:-1], self._table):
                return tree.Column((*self._table, path[-1]), bare=False)
        return tree.Name(path)

    def _number(self, node: nodes.Node) -> tree.Node:
        return self._of_kind(node, {"文字", "判断"}, "要用数来计算")

    def _condition(self, node: nodes.Node) -> tree.Node:
        return self._of_kind(node, {"数", "文字"}, '要写成条件，如 甲 > 0 或 甲 == "是"')

    def _of_kind(self, node: nodes.Node, refused: set[str], reason: str) -> tree.Node:
        converted = self.convert(node)
        kind = tree.gives(converted)
        if kind in refused:
            raise self._error(node, f"这里是{kind}，{reason}")
        return converted

    def _comparison(self, node: nodes.Compare) -> tree.Node:
        operators = [operand.op for operand in node.ops]
        if {"in", "notin"} & set(operators):
            if len(operators) > 1:
                raise self._error(node, "in 不能和别的比较连写，请用 and 连接")
            found = tree.Membership(self._comparable(node.expr), self._options(node.ops[0].expr))
            return found if operators == ["in"] else tree.Not(found)
        operands = [self._comparable(expr) for expr in (node.expr, *(operand.expr for operand in node.ops))]
        rest = tuple((_COMPARISONS[name], operand) for name, operand in zip(operators, operands[1:], strict=True))
        comparison = tree.Comparison(operands[0], rest)
        for left, operator, right in comparison.pairs:
            if operator not in {"==", "!="} and "文字" in {tree.gives(left), tree.gives(right)}:
                raise self._error(node, "文字不能比大小，只能用 ==、!= 或 in")
        return comparison

    def _comparable(self, node: nodes.Node) -> tree.Node:
        return self._of_kind(node, {"判断"}, "不能再作比较，请用 and、or 连接")

    def _options(self, node: nodes.Node) -> tuple[Decimal | str, ...]:
        from jinja2 import nodes

        if not isinstance(node, nodes.Tuple | nodes.List) or not node.items:
            raise self._error(node, 'in 后面请写一组固定的值，如 in ("甲", "乙")')
        options: list[Decimal | str] = []
        for item in node.items:
            match self.convert(item):
                case tree.Constant(value):
                    options.append(value)
                case tree.Negative(tree.Constant(Decimal() as value)):
                    options.append(value.copy_negate())
                case _:
                    raise self._error(node, "in 后面的一组值只能是文字和数，不能是名称或算式")
        return tuple(options)

    def _logic(self, node: nodes.And | nodes.Or) -> tree.Logic:
        operator: Literal["and", "or"] = "and" if type(node).__name__ == "And" else "or"
        operands: list[tree.Node] = []
        for side in (node.left, node.right):
            condition = self._condition(side)
            same = isinstance(condition, tree.Logic) and condition.operator == operator
            operands += condition.operands if same and isinstance(condition, tree.Logic) else (condition,)
        return tree.Logic(operator, tuple(operands))

    def _call(self, node: nodes.Call) -> tree.Node:
        from jinja2 import nodes

        if not isinstance(node.node, nodes.Name):
            raise self._error(node, '只有函数名后面能跟括号；名称里有括号时请写成 表["…（…）"]')
        name = node.node.name
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._error(node, f"{name} 的参数请依次写，不写参数名和星号")
        if name == "绝对值" and len(node.args) == 1:
            return tree.Function("绝对值", (self._number(node.args[0]),))
        if name == "四舍五入" and len(node.args) == 2:
            places = self.convert(node.args[1])
            if not isinstance(places, tree.Constant) or places.value not in range(13):
                raise self._error(node.args[1], "四舍五入 的第二个参数是小数位数，请写 0 到 12 的整数")
            return tree.Function("四舍五入", (self._number(node.args[0]), places))
        if name not in _AGGREGATES:
            usage = {"绝对值": "请写 绝对值(甲)", "四舍五入": "请写 四舍五入(甲, 2)"}
            raise self._error(node, usage.get(name, f"没有函数「{name}」，可以用的有：{'、'.join(FUNCTIONS)}"))
        return self._aggregate(cast(tree.AggregateName, name), node)

    def _aggregate(self, name: tree.AggregateName, node: nodes.Call) -> tree.Node:
        values = self._values(name, node) if name in _OVER_VALUES and len(node.args) >= 2 else None
        if values is not None:
            return values
        if self._table is not None:
            raise self._error(node, f"{name} 不能写在另一个按行计算的函数里，请先把它列为单独的指标")
        if not 1 <= len(node.args) <= 2:
            raise self._error(node, f"{name} 请写成 {name}(表.栏) 或 {name}(表.栏, 条件)")
        self._table, item = self._table_of(name, node.args[0])
        if item is not None:
            item = self._number(node.args[0]) if name == "合计" else self.convert(node.args[0])
        condition = self._condition(node.args[1]) if len(node.args) == 2 else None
        table, self._table = self._table, None
        return tree.Aggregate(name, table, item, condition)

    def _values(self, name: str, node: nodes.Call) -> tree.Function | None:
        """The call over several values; None where its second argument is a row condition."""
        arguments = tuple(self.convert(argument) for argument in node.args)
        kinds = [tree.gives(argument) for argument in arguments]
        if name == "合计":  # of a constant nobody wants a sum: it was meant as a condition
            alike = not {"文字", "判断"} & set(kinds) and not any(isinstance(one, tree.Constant) for one in arguments)
            return tree.Function("合计", arguments) if alike else None
        if len(arguments) == 2 and kinds[1] == "判断":
            return None
        if {"文字", "判断"} & set(kinds):
            raise self._error(node, f"{name} 要用数来比大小，不能用文字和条件")
        return tree.Function(cast(tree.FunctionName, name), arguments)

    def _table_of(self, name: str, node: nodes.Node) -> tuple[tree.Path, tree.Node | None]:
        """The table an aggregate goes over, and its argument; None where that is the table itself."""
        item = self.convert(node)
        if isinstance(item, tree.Name) and len(item.path) == 1 and name == "计数":
            return item.path, None
        if any(isinstance(part, tree.Aggregate) for part in tree.walk(item)):
            raise self._error(node, f"{name} 里不能再套按行计算的函数，请先把它列为单独的指标")
        tables = {tuple(map(fold, path[:-1])): path[:-1] for path in tree.paths_of(item) if len(path) > 1}
        if len(tables) != 1:
            raise self._error(node, f"{name} 的第一个参数请写成 表.栏，并且只用一张表的栏")
        return next(iter(tables.values())), item

    def _error(self, node: nodes.Node, reason: str) -> ExpressionError:
        index = _first_line(node) - 2
        position = self._tokens[index].start if 0 <= index < len(self._tokens) else None
        return ExpressionError(reason, "", position)


def _first_line(node: nodes.Node) -> int:
    """The line the construct starts on: Jinja gives a comparison or a tuple the line it ends on."""
    first = node.lineno
    pending = [node]
    while pending:
        part = pending.pop()
        first = min(first, part.lineno or first)  # an operand of a comparison has none
        pending += part.iter_child_nodes()
    return first


def _same(one: tree.Path, other: tree.Path) -> bool:
    return tuple(map(fold, one)) == tuple(map(fold, other))
