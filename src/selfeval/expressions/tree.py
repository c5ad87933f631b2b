"""The tree of an expression: a closed set of nodes, and what can be said of one without computing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Path = tuple[str, ...]
"""A name by its parts, as written: ``("一般公共预算", "支出合计")``. Folded only when it is resolved."""

ArithmeticOperator = Literal["+", "-", "*", "/"]
ComparisonOperator = Literal["==", "!=", "<", "<=", ">", ">="]
AggregateName = Literal["合计", "计数", "最大", "最小", "首", "末"]
FunctionName = Literal["合计", "最大", "最小", "绝对值", "四舍五入"]
Gives = Literal["数", "文字", "判断"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a text written in the expression."""

    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Name:
    """A value of the report: ``表.项目``, ``表.行.栏``, or a bare name that the resolver knows."""

    path: Path


@dataclass(frozen=True, slots=True)
class Column:
    """Inside an aggregate, a column of its table.

    Attributes:
        path: the table's path and the column.
        bare: written without the table, so that it may be a name from outside where the table has no such column.
    """

    path: Path
    bare: bool


@dataclass(frozen=True, slots=True)
class Negative:
    """``-甲``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``甲 + 乙`` and the other three."""

    operator: ArithmeticOperator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """``甲 < 乙``, or a chain ``甲 < 乙 <= 丙``."""

    first: Node
    rest: tuple[tuple[ComparisonOperator, Node], ...]

    @property
    def pairs(self) -> tuple[tuple[Node, ComparisonOperator, Node], ...]:
        """The comparisons of the chain, all of which have to hold."""
        operands = (self.first, *(operand for _, operand in self.rest))
        return tuple((left, operator, right) for left, (operator, right) in zip(operands, self.rest, strict=False))


@dataclass(frozen=True, slots=True)
class Membership:
    """``甲 in ("一", "二")``."""

    operand: Node
    options: tuple[Decimal | str, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """``甲 and 乙 and 丙``, or with ``or``."""

    operator: Literal["and", "or"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``not 甲``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """``甲 if 条件 else 乙``."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``合计(表.栏, 条件)``: over the rows of one table.

    Attributes:
        function: what is made of the values.
        table: the table's path.
        item: what is taken of each row; None for ``计数(表)``, which counts rows.
        condition: which rows count; None for all.
    """

    function: AggregateName
    table: Path
    item: Node | None
    condition: Node | None


@dataclass(frozen=True, slots=True)
class Function:
    """``绝对值(甲)``, ``四舍五入(甲, 2)``, ``合计(甲, 乙)``, ``最大(甲, 乙)``: over plain values."""

    name: FunctionName
    arguments: tuple[Node, ...]


Node = (
    Constant
    | Name
    | Column
    | Negative
    | Arithmetic
    | Comparison
    | Membership
    | Logic
    | Not
    | Choice
    | Aggregate
    | Function
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order in which they are written."""
    match node:
        case Constant() | Name() | Column():
            return ()
        case Negative(operand) | Not(operand) | Membership(operand, _):
            return (operand,)
        case Arithmetic(_, left, right):
            return (left, right)
        case Comparison(first, rest):
            return (first, *(operand for _, operand in rest))
        case Logic(_, operands) | Function(_, operands):
            return operands
        case Choice(condition, then, otherwise):
            return (then, condition, otherwise)
        case Aggregate(_, _, item, condition):
            return tuple(part for part in (item, condition) if part is not None)


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order in which they are written."""
    yield node
    for child in children(node):
        yield from walk(child)


def replaced(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The tree with each node that ``change`` gives another for, put in its place with all below it."""
    other = change(node)
    if other is not None:
        return other

    def below(part: Node) -> Node:
        return replaced(part, change)

    match node:
        case Negative(operand):
            return Negative(below(operand))
        case Not(operand):
            return Not(below(operand))
        case Membership(operand, options):
            return Membership(below(operand), options)
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, below(left), below(right))
        case Comparison(first, rest):
            return Comparison(below(first), tuple((operator, below(operand)) for operator, operand in rest))
        case Logic(operator, operands):
            return Logic(operator, tuple(map(below, operands)))
        case Choice(condition, then, otherwise):
            return Choice(below(condition), below(then), below(otherwise))
        case Function(name, arguments):
            return Function(name, tuple(map(below, arguments)))
    return node


def paths_of(node: Node) -> tuple[Path, ...]:
    """Every name the tree reads, in order, once."""
    found: dict[Path, None] = {}
    for part in walk(node):
        if isinstance(part, Name | Column):
            found.setdefault(part.path)
        elif isinstance(part, Aggregate) and part.item is None:
            found.setdefault(part.table)
    return tuple(found)


def gives(node: Node) -> Gives | None:
    """What kind of value the node gives, None where that depends on the report."""
    match node:
        case Constant(value):
            return "文字" if isinstance(value, str) else "数"
        case Negative() | Arithmetic():
            return "数"
        case Comparison() | Membership() | Logic() | Not():
            return "判断"
        case Choice(_, then, otherwise):
            kind = gives(then)
            return kind if kind == gives(otherwise) else None
        case Aggregate(function, _, _, _):
            return "数" if function in {"合计", "计数"} else None
        case Function(name, _):
            return "数" if name in {"合计", "绝对值", "四舍五入"} else None  # the largest of several dates is a date
        case Name() | Column():
            return None
