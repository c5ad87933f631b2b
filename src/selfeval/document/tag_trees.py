"""What a tag asks: its condition as a tree of our own, each name the answer it means."""

from __future__ import annotations

from decimal import Decimal

from jinja2 import TemplateError, nodes

from selfeval.document.blocks import alone
from selfeval.document.environment import environment_for
from selfeval.document.lower import Tag
from selfeval.document.template import CompiledPart
from selfeval.expressions import tree
from selfeval.expressions.tree import Comparison, Constant, Logic, Membership, Name, Node, Not, Path
from selfeval.names import fold

ANY_ROW = "*"
"""In the place of a row: one that a loop gives."""
YES, NO = Constant(Decimal(1)), Constant(Decimal(0))
UNREAD = Name(())
"""In the place of what conditions are not read for: it may come out either way."""

_ALL_ROWS = frozenset({"sort", "list", "reverse", "unique"})
_EQUALS = frozenset({"equalto", "==", "eq"})
_COMPARISONS: dict[str, tree.ComparisonOperator] = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=",
}  # fmt: skip


class TagTree:
    """One tag, read by itself. A path is folded, with the row where there are rows: ``("项目支出", ANY_ROW, "全年执行数")``."""

    def __init__(self, part: CompiledPart, line: int) -> None:
        """``line`` is that of the tag in the part."""
        self.tag: Tag = part.tags[line]
        self._uses = [use for use in part.uses if use.line == line and len(use.path) > 1]
        try:
            self._tree = environment_for("error").parse(alone(self.tag))
        except TemplateError:
            self._tree = nodes.Template([], lineno=1)

    def condition(self) -> Node:
        """What an ``if`` or ``elif`` asks, or which rows a ``for`` goes through."""
        found = next(self._tree.find_all((nodes.If, nodes.For)), None)
        if isinstance(found, nodes.For):
            rows = self._rows(found.iter)
            return rows if found.test is None else Logic("and", (rows, self._read(found.test)))
        if isinstance(found, nodes.If):
            return self._read((found.elif_[0] if found.elif_ else found).test)
        return UNREAD

    def _path(self, node: nodes.Node) -> Path:
        """The answer that the node reads; ``()`` where it reads none, or where it may be one of several."""
        match node:
            case nodes.Getattr(attr=name) | nodes.Name(name=name) | nodes.Getitem(arg=nodes.Const(value=str(name))):
                return self._path_of(name)
        return ()

    def _path_of(self, name: str) -> Path:
        found = {_path(use.kind, use.path) for use in self._uses if fold(use.path[-1]) == fold(name)}
        return found.pop() if len(found) == 1 else ()

    def _rows(self, rows: nodes.Node | None) -> Node:
        match rows:
            case nodes.Name():
                return YES
            case nodes.Filter(node=inner, name=name) if name in _ALL_ROWS:
                return self._rows(inner)
            case nodes.Filter(
                node=inner,
                name=("selectattr" | "rejectattr") as name,
                args=[nodes.Const(value=str(column)), nodes.Const(value=test), value],
            ) if test in _EQUALS:
                chosen = self._compared(Name(self._path_of(column)), "==", value)
                return Logic("and", (self._rows(inner), chosen if name == "selectattr" else Not(chosen)))
            case nodes.Filter(node=inner, name="筛选", args=[nodes.Const(value=str(column)), value]):
                return Logic("and", (self._rows(inner), self._compared(Name(self._path_of(column)), "==", value)))
        return UNREAD

    def _read(self, node: nodes.Node) -> Node:
        match node:
            case nodes.Const(value=str() as text):
                return Constant(text)
            case nodes.Const(value=value) if isinstance(value, bool) or value is None:
                return YES if value else NO
            case nodes.Not(node=inner):
                return Not(self._read(inner))
            case nodes.And(left=left, right=right):
                return Logic("and", (self._read(left), self._read(right)))
            case nodes.Or(left=left, right=right):
                return Logic("or", (self._read(left), self._read(right)))
            case nodes.Compare(expr=left, ops=[nodes.Operand(op=("in" | "notin") as operator, expr=listed)]):
                options = [_constant(item) for item in getattr(listed, "items", ())]
                if not options or None in options:
                    return UNREAD
                found = Membership(self._read(left), tuple(one.value for one in options if one is not None))
                return found if operator == "in" else Not(found)
            case nodes.Compare(expr=left, ops=[nodes.Operand(op=operator, expr=right)]):
                return self._compared(self._read(left), _COMPARISONS[operator], right)
        return _constant(node) or Name(self._path(node))

    def _compared(self, left: Node, operator: tree.ComparisonOperator, right: nodes.Node) -> Node:
        return Comparison(left, ((operator, self._read(right)),))


def _path(kind: str, path: Path) -> Path:
    *above, label = map(fold, path)
    return (above[-1], ANY_ROW, label) if kind in {"row", "column"} else (*above, label)


def _constant(node: nodes.Node) -> Constant | None:
    """The text or number that is written there; None where none is."""
    match node:
        case nodes.Neg(node=inner):
            number = _constant(inner)
            return None if number is None or isinstance(number.value, str) else Constant(-number.value)
        case nodes.Const(value=str() as text):
            return Constant(text)
        case nodes.Const(value=int() | float() as value) if not isinstance(value, bool):
            return Constant(Decimal(repr(value)))
    return None
