"""The expression in Chinese words, for findings and documentation: 基本支出与项目支出之和."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from selfeval.amounts import format_number
from selfeval.expressions import tree

Label = Callable[[tree.Path], str]

_COMPARISONS = {"==": "等于", "!=": "不等于", "<": "小于", "<=": "不超过", ">": "大于", ">=": "不低于"}
_ENDINGS = {"+": "之和", "-": "之差", "*": "之积"}


def last_part(path: tree.Path) -> str:
    """The label a name ends with: 支出合计 for 一般公共预算.支出合计; of a fixed row and its column both."""
    return path[-1] if len(path) < 3 else f"{path[-2]}的{path[-1]}"


def explain(node: tree.Node, label: Label = last_part) -> str:
    """What the tree computes, in words; ``label`` names what it reads."""
    return _Words(label).text(node)


class _Words:
    def __init__(self, label: Label) -> None:
        self._label = label

    def text(self, node: tree.Node) -> str:
        match node:
            case tree.Constant(value):
                return _constant(value)
            case tree.Name(path) | tree.Column(path, _):
                return self._label(path)
            case tree.Negative(operand):
                return f"{self._operand(operand)}的相反数"
            case tree.Arithmetic("/", left, right):
                return self._quotient(left, right)
            case tree.Arithmetic("*", _, _):
                return _listed([self._operand(factor) for factor in _factors(node)]) + "之积"
            case tree.Arithmetic():
                return self._sum(node)
            case tree.Comparison():
                return "且".join(self._compared(*pair) for pair in node.pairs)
            case tree.Membership(operand, options):
                return f"{self._operand(operand)}为{self._alternatives(options)}"
            case tree.Logic(operator, operands):
                return ("，且" if operator == "and" else "，或").join(self._clause(operand) for operand in operands)
            case tree.Not(tree.Membership(operand, options)):
                return f"{self._operand(operand)}不为{self._alternatives(options)}"
            case tree.Not(operand):
                return f"并非（{self.text(operand)}）"
            case tree.Choice(condition, then, otherwise):
                return f"如果{self.text(condition)}，则为{self._clause(then)}，否则为{self._clause(otherwise)}"
            case tree.Aggregate():
                return self._aggregate(node)
            case tree.Function(name, arguments):
                return self._function(name, arguments)

    def _operand(self, node: tree.Node) -> str:
        """The text as part of a longer one, in brackets where it would run into its neighbours."""
        compound = tree.Arithmetic | tree.Comparison | tree.Membership | tree.Logic | tree.Not | tree.Choice
        plain_extreme = isinstance(node, tree.Function) and node.name in {"合计", "最大", "最小"}
        return f"（{self.text(node)}）" if isinstance(node, compound) or plain_extreme else self.text(node)

    def _ended(self, node: tree.Node) -> str:
        """The text before words that go on; 之和, 之差 and 之积 show by themselves where it ends."""
        text = self.text(node)
        ends = isinstance(node, tree.Arithmetic) and text.endswith(tuple(_ENDINGS.values()))
        return text if ends else self._operand(node)

    def _clause(self, node: tree.Node) -> str:
        return self._operand(node) if isinstance(node, tree.Logic | tree.Choice) else self.text(node)

    def _sum(self, node: tree.Arithmetic) -> str:
        terms = _terms(node)
        texts = [self._operand(term) for _, term in terms]
        signs = [sign for sign, _ in terms]
        if "-" not in signs:
            return _listed(texts) + "之和"
        if len(terms) == 2:
            return _listed(texts) + "之差"
        return "".join(({"+": "加", "-": "减"}[sign] if at else "") + texts[at] for at, sign in enumerate(signs))

    def _quotient(self, left: tree.Node, right: tree.Node) -> str:
        if isinstance(left, tree.Arithmetic) and left.operator == "/":
            return f"{self.text(left)}再除以{self._operand(right)}"
        return f"{self._ended(left)}除以{self._operand(right)}"

    def _compared(self, left: tree.Node, operator: tree.ComparisonOperator, right: tree.Node) -> str:
        verb = _COMPARISONS[operator]
        if operator in {"==", "!="}:
            for one, other in ((left, right), (right, left)):
                match one:
                    case tree.Constant(""):
                        return self._operand(other) + ("未填" if operator == "==" else "已填")
                    case tree.Constant(str()):
                        left, right, verb = other, one, "为" if operator == "==" else "不为"
                        break
        return f"{self._side(left)}{verb}{self._side(right)}"

    def _side(self, node: tree.Node) -> str:
        return self.text(node) if isinstance(node, tree.Arithmetic) else self._operand(node)

    def _alternatives(self, options: Sequence[Decimal | str]) -> str:
        return _listed([_constant(option) for option in options], "或")

    def _aggregate(self, node: tree.Aggregate) -> str:
        table = self._label(node.table)
        item = "" if node.item is None else self._operand(node.item)
        match node.function:
            case "合计":
                text = f"{table}的{item}合计"
            case "计数":
                text = f"{table}的{item}个数" if item else f"{table}的行数"
            case "最大" | "最小":
                text = f"{table}的{item}{node.function}值"
            case "首":
                text = f"{table}的第一个{item}"
            case "末":
                text = f"{table}的最后一个{item}"
        return text if node.condition is None else f"{text}（{self.text(node.condition)}）"

    def _function(self, name: tree.FunctionName, arguments: tuple[tree.Node, ...]) -> str:
        if name == "绝对值":
            return f"{self._ended(arguments[0])}的绝对值"
        if name == "四舍五入":
            places = self.text(arguments[1])
            unit = "整数" if places == "0" else f" {places} 位小数"
            return f"{self._ended(arguments[0])}（四舍五入到{unit}）"
        if name == "合计":
            return _listed([self._operand(argument) for argument in arguments]) + "之和"
        return _listed([self._operand(argument) for argument in arguments]) + f"中的{name}值"


def _constant(value: Decimal | str) -> str:
    return f"“{value}”" if isinstance(value, str) else format_number(value, None)


def _listed(texts: Sequence[str], last: Literal["与", "或"] = "与") -> str:
    """甲、乙与丙."""
    return "、".join(texts[:-1]) + (last if len(texts) > 1 else "") + texts[-1]


def _terms(node: tree.Node) -> list[tuple[str, tree.Node]]:
    """The terms of a sum with their signs, read through nested sums on the left."""
    terms: list[tuple[str, tree.Node]] = []
    while isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
        terms.append((node.operator, node.right))
        node = node.left
    return [("+", node), *reversed(terms)]


def _factors(node: tree.Node) -> list[tree.Node]:
    factors: list[tree.Node] = []
    while isinstance(node, tree.Arithmetic) and node.operator == "*":
        factors.append(node.right)
        node = node.left
    return [node, *reversed(factors)]
