"""Which names a template reads: its tree walked once, with what each variable stands for where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from jinja2 import nodes

from selfeval.document.arguments import arguments_of, takes
from selfeval.document.environment import CALLED, CHARTS, DICTIONARY, LOOP_METHODS, NAMESPACE, called_function
from selfeval.document.filters import FILTERS
from selfeval.document.guards import defined_by
from selfeval.document.instead import called_of, written, written_instead, written_label
from selfeval.document.macros import called, macros_of
from selfeval.expressions import Expression, ExpressionError, from_jinja
from selfeval.expressions import tree as expression_tree
from selfeval.expressions.convert import FUNCTIONS
from selfeval.names import fold

ThingKind = Literal["sheet", "rows", "row", "member", "value"]
UseKind = Literal["sheet", "label", "row", "column"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What an expression stands for, as far as the tree tells.

    Attributes:
        kind: a sheet; rows chosen from it; one row of it; a field, or a row of fixed rows; a value of a fixed row.
        path: the sheet, and below it the label and column.
    """

    kind: ThingKind
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One name a template reads.

    Attributes:
        path: by its parts, as written.
        kind: a whole sheet; something of a sheet; a column read from one row; a column read by 合计 and the like.
        line: the line of the tag.
        maybe: the last part is bare inside an aggregate and may be a variable from outside.
        guard: what a condition around it has proven to be there, of which the name is a part or which is a part of it.
    """

    path: tuple[str, ...]
    kind: UseKind
    line: int
    maybe: bool = False
    guard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongCall:
    """A call of what cannot be called, or of an aggregate that cannot be read; ``instead`` is what gives the same, ``near`` the label
    that looks like a call."""

    line: int
    name: str
    reason: str = ""
    instead: str = ""
    near: str | None = None


class Scopes:
    """Walks the tree of one part.

    Attributes:
        uses: every name read, in order.
        paths: by the id of a node, the path of the answer it prints or loops over.
        expressions: by the id of a call, the expression it stands for.
        wrong: calls that cannot be.
        macros: those of the part, by folded name.
    """

    _KEEPING = frozenset({"筛选", "selectattr", "rejectattr", "sort", "list", "reverse", "unique"})
    _BY_COLUMN = frozenset({"筛选", "selectattr", "rejectattr", "map", "groupby"})
    _EXEMPT_TESTS = frozenset({"defined", "undefined"})
    _EXEMPT_FILTERS = frozenset({"default", "d", "默认"})

    def __init__(self, tree: nodes.Template, *, in_pieces: bool = False) -> None:
        """``in_pieces``: the tags were read one by one, so a variable of any block may be read by any tag."""
        self.uses: list[Use] = []
        self.paths: dict[int, str] = {}
        self.expressions: dict[int, Expression] = {}
        self.wrong: list[WrongCall] = []
        self._bound: list[dict[str, Thing | None]] = [{}]
        self.macros = macros_of(tree)
        self._exempt = 0
        self._guards: frozenset[tuple[str, ...]] = frozenset()
        if in_pieces:
            targets = (name for name in tree.find_all(nodes.Name) if name.ctx in {"store", "param"})
            self._bound[0] = {"loop": None, **{fold(name.name): None for name in targets}}
            tests = [test for test in tree.find_all(nodes.Test) if test.name in self._EXEMPT_TESTS]
            self._guards = frozenset(path for test in tests if (path := self._guarded(test.node)) is not None)
        self._walk(tree)

    def _walk(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._loop(node)
            case nodes.If():
                self._condition(node)
            case nodes.With():
                values = [self._thing(value) for value in node.values]
                with self._scope():
                    for target, thing in zip(node.targets, values, strict=True):
                        self._bind(target, thing)
                    for child in node.body:
                        self._walk(child)
            case nodes.Macro():
                self._bound[-1][fold(node.name)] = None
                with self._scope():
                    for default in node.defaults:
                        self._thing(default)
                    for argument in node.args:
                        self._bind(argument, None)
                    for child in node.body:
                        self._walk(child)
            case nodes.Assign():
                self._bind(node.target, self._thing(node.node))
            case nodes.AssignBlock():
                for child in node.body:
                    self._walk(child)
                self._bind(node.target, None)
            case nodes.Output():
                for child in node.nodes:
                    if not isinstance(child, nodes.TemplateData):
                        self._remember(child, self._thing(child))
            case nodes.Expr():
                self._thing(node)
            case _:
                for child in node.iter_child_nodes():
                    self._walk(child)

    def _condition(self, node: nodes.If) -> None:
        before = self._guards
        for branch in (node, *node.elif_):
            self._thing(branch.test)
            unproven = self._guards
            self._guards |= self._proven(branch.test, True)
            for child in branch.body:
                self._walk(child)
            self._guards = unproven | self._proven(branch.test, False)
        for child in node.else_:
            self._walk(child)
        self._guards = before

    def _proven(self, test: nodes.Node, holds: bool) -> frozenset[tuple[str, ...]]:
        """The names that are there where the test holds, or does not."""
        paths = (self._guarded(node) for node in defined_by(test, holds))
        return frozenset(path for path in paths if path is not None)

    def _guarded(self, node: nodes.Node) -> tuple[str, ...] | None:
        with self._exempted(True):
            thing = self._thing(node)
        return None if thing is None else tuple(map(fold, thing.path))

    def _one_after_other(self, first: nodes.Expr, then: nodes.Expr, holds: bool) -> None:
        """``first and then``: the second is looked at only where the first holds, ``or`` where it does not."""
        before = self._guards
        self._thing(first)
        self._guards |= self._proven(first, holds)
        self._thing(then)
        self._guards = before

    def _chosen(self, node: nodes.CondExpr) -> None:
        self._one_after_other(node.test, node.expr1, True)
        if node.expr2 is not None:
            self._one_after_other(node.test, node.expr2, False)

    def _loop(self, node: nodes.For) -> None:
        thing = self._thing(node.iter)
        self._remember(node.iter, thing)
        # A value of a row may be the rows of another table that belong to it: ``for 指标 in 项.指标``.
        of_rows = thing is not None and (thing.kind in {"sheet", "rows"} or self._may_be_rows(thing))
        row = Thing("row", thing.path) if of_rows and thing is not None else None
        with self._scope():
            self._bind(node.target, row)
            self._bound[-1]["loop"] = None
            if node.test is not None:
                self._thing(node.test)
            for child in node.body:
                self._walk(child)
        with self._scope():
            for child in node.else_:
                self._walk(child)

    @staticmethod
    def _may_be_rows(thing: Thing) -> bool:
        """Whether it is something of a row: paragraphs, or the rows of another table that belong to it."""
        return thing.kind == "value" and len(thing.path) == 2

    def _thing(self, node: nodes.Node) -> Thing | None:
        match node:
            case nodes.Name():
                return self._name(node)
            case nodes.Getattr(node=holder, attr=part):
                return self._part(self._thing(holder), part, node.lineno)
            case nodes.Getitem(node=holder, arg=nodes.Const(value=part)):
                thing = self._thing(holder)
                if isinstance(part, str):
                    return self._part(thing, part, node.lineno)
                return Thing("row", thing.path) if thing is not None and thing.kind in {"sheet", "rows"} else None
            case nodes.Filter():
                return self._filtered(node)
            case nodes.Test():
                with self._exempted(node.name in self._EXEMPT_TESTS):
                    self._all(node)
            case nodes.Call():
                self._call(node)
            case nodes.And():
                self._one_after_other(node.left, node.right, True)
            case nodes.Or():
                self._one_after_other(node.left, node.right, False)
            case nodes.CondExpr():
                self._chosen(node)
            case _:
                self._all(node)
        return None

    def _all(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            self._thing(child)

    def _name(self, node: nodes.Name) -> Thing | None:
        name = fold(node.name)
        for scope in reversed(self._bound):
            if name in scope:
                return scope[name]
        self._use((node.name,), "sheet", node.lineno)
        return Thing("sheet", (node.name,))

    def _part(self, holder: Thing | None, part: str, line: int) -> Thing | None:
        if holder is None or holder.kind in {"rows", "value"}:
            return None
        path = (*holder.path, part)
        if holder.kind == "row":
            self._use(path, "row", line)
            return Thing("value", path)
        self._use(path, "label", line)
        return Thing("member" if holder.kind == "sheet" else "value", path)

    def _filtered(self, node: nodes.Filter) -> Thing | None:
        if node.node is None:
            return None
        with self._exempted(node.name in self._EXEMPT_FILTERS):
            thing = self._thing(node.node)
        for child in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._thing(child)
        if thing is None:
            return None
        if node.name == "attr" and node.args and isinstance(node.args[0], nodes.Const):
            return self._part(thing, str(node.args[0].value), node.lineno)
        if thing.kind in {"sheet", "rows"} or self._may_be_rows(thing):
            for column in self._columns(node):
                self._use((*thing.path, column), "row", node.lineno)
        if thing.kind in {"sheet", "rows"}:
            if node.name in self._KEEPING:
                return Thing("rows", thing.path)
            return Thing("row", thing.path) if node.name in {"first", "last"} else None
        # What a filter makes of an answer is blank where the answer is, and then stands for it.
        return thing if node.name not in self._EXEMPT_FILTERS and thing.kind in {"member", "value"} else None

    def _columns(self, node: nodes.Filter) -> Iterator[str]:
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        positional = node.args[:1] if node.name in self._BY_COLUMN else []
        if node.name.endswith("attr") and any(self._text(test) in self._EXEMPT_TESTS for test in node.args[1:2]):
            return
        for argument in (*positional, *named):
            for column in self._text(argument).split(","):
                if column and not (node.name == "map" and argument in positional and column in FILTERS):
                    yield column.strip()

    @classmethod
    def _texts(cls, node: nodes.Node) -> list[str]:
        """The columns that an argument of a chart names: one, several, or those of a mapping from other names."""
        found = [node] if isinstance(node, nodes.Const) else []
        if isinstance(node, nodes.List | nodes.Tuple):
            found = node.items  # type: ignore[assignment]
        elif isinstance(node, nodes.Dict):
            found = [pair.value for pair in node.items]  # type: ignore[misc]
        return [text for text in map(cls._text, found) if text]

    @staticmethod
    def _text(node: nodes.Node) -> str:
        return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""

    def _call(self, node: nodes.Call) -> None:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name in FUNCTIONS:
            try:
                expression = from_jinja(node, name)
            except ExpressionError as error:
                self.wrong.append(WrongCall(node.lineno, name, error.reason))
                return
            self.expressions[id(node)] = expression
            self._expression_uses(expression.tree, node.lineno)
        elif called(node) in self.macros:
            for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
                self._remember(argument, self._thing(argument))
        elif loop_method(node):
            for told in (called_of(node), *node.args):
                self._thing(told)
        elif name in {NAMESPACE, DICTIONARY} and not (node.args or node.dyn_args or node.dyn_kwargs):
            for item in node.kwargs:
                self._thing(item.value)
        elif name in CALLED and node.args and not (node.dyn_args or node.dyn_kwargs):
            thing = self._thing(node.args[0])
            keywords = {keyword.key: keyword.value for keyword in node.kwargs}
            for argument in (*node.args[1:], *keywords.values()):
                self._thing(argument)
            if name in CHARTS and thing is not None and thing.kind in {"sheet", "rows"}:
                for argument in (
                    *node.args[1:],
                    *(keywords[key] for key in ("categories", "series") if key in keywords),
                ):
                    for column in self._texts(argument):
                        self._use((*thing.path, column), "row", node.lineno)
            function = called_function(name)
            if not takes(function, len(node.args) - 1, (str(keyword.key) for keyword in node.kwargs)):
                reason = f"参数是 {arguments_of(function, chinese=not name.isascii())}"
                self.wrong.append(WrongCall(node.lineno, name, reason))
        else:
            self._thing(called_of(node))
            self.wrong.append(
                WrongCall(node.lineno, written(node.node), instead=written_instead(node), near=written_label(node))
            )

    def _expression_uses(self, root: expression_tree.Node, line: int) -> None:
        for node in expression_tree.walk(root):
            match node:
                case expression_tree.Name(path):
                    self._path(path, "label", line)
                case expression_tree.Column(path, bare):
                    if not (bare and self._is_bound(path[-1])):
                        self._path(path, "column", line, maybe=bare)
                case expression_tree.Aggregate(_, table, None, _):
                    self._path(table, "label", line)

    def _path(self, path: tuple[str, ...], kind: UseKind, line: int, *, maybe: bool = False) -> None:
        thing = self._look(path[0])
        if thing is None and self._is_bound(path[0]):
            return
        if thing is not None:
            if thing.kind == "row" and kind == "label":
                kind = "row"
            path = (*thing.path, *path[1:])
        self._use(path, kind if len(path) > 1 else "sheet", line, maybe)

    def _look(self, name: str) -> Thing | None:
        return next((scope[fold(name)] for scope in reversed(self._bound) if fold(name) in scope), None)

    def _is_bound(self, name: str) -> bool:
        return any(fold(name) in scope for scope in self._bound)

    def _use(self, path: tuple[str, ...], kind: UseKind, line: int, maybe: bool = False) -> None:
        if not self._exempt:
            self.uses.append(Use(path, kind, line, maybe, self._guard_of(path)))

    def _guard_of(self, path: tuple[str, ...]) -> tuple[str, ...]:
        if not self._guards:
            return ()
        folded = tuple(map(fold, path))
        matching = (guard for guard in self._guards if all(map(str.__eq__, guard, folded)))
        return max(matching, key=lambda guard: (len(guard), guard), default=())

    def _remember(self, node: nodes.Node, thing: Thing | None) -> None:
        if thing is not None and thing.kind in {"member", "value"}:
            self.paths[id(node)] = ".".join(thing.path)

    def _bind(self, target: nodes.Node, thing: Thing | None) -> None:
        if isinstance(target, nodes.Name):
            name = fold(target.name)
            known = self._bound[-1]
            known[name] = thing if name not in known or known[name] == thing else None
        else:
            for inner in target.find_all(nodes.Name):
                self._bound[-1][fold(inner.name)] = None

    @contextmanager
    def _scope(self) -> Iterator[None]:
        self._bound.append({})
        yield
        self._bound.pop()

    @contextmanager
    def _exempted(self, exempt: bool) -> Iterator[None]:
        self._exempt += exempt
        yield
        self._exempt -= exempt


def loop_method(node: nodes.Call) -> str:
    """The method of ``loop`` that is called, of those that only tell; ``""`` for any other call."""
    match node:
        case nodes.Call(node=nodes.Getattr(node=nodes.Name(name="loop"), attr=name), kwargs=[], dyn_args=None):
            return name if name in LOOP_METHODS and node.dyn_kwargs is None and node.args else ""
    return ""


def free_names(node: nodes.Call) -> Mapping[str, nodes.Name]:
    """The names in the arguments of a call, once each, by folded name."""
    found: dict[str, nodes.Name] = {}
    for argument in node.args:
        for name in (argument, *argument.find_all(nodes.Name)):
            if isinstance(name, nodes.Name):
                found.setdefault(fold(name.name), name)
    return found
