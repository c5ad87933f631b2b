"""Rewrites the tree of a part before Jinja compiles it: exact literals and comparisons, calls, loops, printing."""

from __future__ import annotations

from typing import cast

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from selfeval.document.environment import (
    ANSWER,
    CALLED,
    COMPARE,
    DICTIONARY,
    EACH,
    EVALUATE,
    JOINED,
    LITERAL,
    LOOP_METHODS,
    MACRO,
    NAMESPACE,
    PUT,
    SLICED,
    SPACE,
)
from selfeval.document.macros import called, printed_calls
from selfeval.document.scopes import Scopes, free_names, loop_method
from selfeval.expressions import Expression
from selfeval.names import fold


def rewrite(tree: nodes.Template, scopes: Scopes) -> list[Expression]:
    """Rewrite the tree in place, and give the expressions its calls evaluate, by number."""
    rewriter = _Rewriter(scopes)
    rewriter.visit(tree)
    return rewriter.expressions


class _Rewriter(NodeTransformer):
    def __init__(self, scopes: Scopes) -> None:
        self.expressions: list[Expression] = []
        self._scopes = scopes

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja's visitor wants these names
        for index, child in enumerate(node.nodes):
            if not isinstance(child, nodes.TemplateData):
                node.nodes[index] = self._put(child)
        return node

    def _put(self, node: nodes.Expr) -> nodes.Expr:
        """What prints the expression; a macro has printed its values itself."""
        if isinstance(node, nodes.CondExpr) and any(
            called(call) in self._scopes.macros for call in printed_calls(node)
        ):
            other = _const("", node) if node.expr2 is None else self._put(node.expr2)
            chosen = cast(nodes.Expr, self.visit(node.test))
            return nodes.CondExpr(chosen, self._put(node.expr1), other, lineno=node.lineno)
        path = self._scopes.paths.get(id(node), "")
        value = cast(nodes.Expr, self.visit(node))
        if called(node) in self._scopes.macros:
            return value
        return _filter(PUT, value, node, _const(node.lineno, node), _const(path, node))

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.name = fold(node.name)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        path = self._scopes.paths.get(id(node.iter), "")
        self.generic_visit(node)
        node.iter = _filter(EACH, cast(nodes.Expr, node.iter), node, _const(path, node))
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802
        if fold(node.name).isidentifier():
            node.name = fold(node.name)
        return node

    def visit_NSRef(self, node: nodes.NSRef) -> nodes.Node:  # noqa: N802
        node.name, node.attr = fold(node.name), fold(node.attr)
        return node

    def visit_Const(self, node: nodes.Const) -> nodes.Node:  # noqa: N802
        if isinstance(node.value, float):
            return _filter(LITERAL, _const(repr(node.value), node), node)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        left: nodes.Expr = node.expr
        result: nodes.Expr | None = None
        for operand in node.ops:
            holds = _filter(COMPARE, left, node, _const(operand.op, node), operand.expr)
            result = holds if result is None else nodes.And(result, holds, lineno=node.lineno)
            left = operand.expr
        return result or node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(JOINED, nodes.List(node.nodes, lineno=node.lineno), node)

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.expr2 is None:
            node.expr2 = _const("", node)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            part = node.arg
            bounds = [bound or _const(None, node) for bound in (part.start, part.stop, part.step)]
            return _filter(SLICED, node.node, node, *bounds)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        expression = self._scopes.expressions.get(id(node))
        if isinstance(node.node, nodes.Name) and node.node.name == DICTIONARY:
            self.generic_visit(node)
            entries = [nodes.Pair(_const(item.key, node), item.value, lineno=node.lineno) for item in node.kwargs]
            return nodes.Dict(entries, lineno=node.lineno)
        if isinstance(node.node, nodes.Name) and node.node.name == NAMESPACE:
            self.generic_visit(node)
            held = [nodes.Pair(_const(fold(item.key), node), item.value, lineno=node.lineno) for item in node.kwargs]
            return _filter(SPACE, nodes.Dict(held, lineno=node.lineno), node)
        if called(node) in self._scopes.macros:
            return self._macro(node)
        method = loop_method(node)
        if method and isinstance(node.node, nodes.Getattr):
            self.generic_visit(node)
            values = nodes.List(node.args, lineno=node.lineno)
            return _filter(LOOP_METHODS[method], node.node.node, node, values)
        if expression is None:
            self.generic_visit(node)
            name = node.node.name if isinstance(node.node, nodes.Name) else ""
            if name not in CALLED:
                return node
            made = _filter(CALLED[name], node.args[0], node, *node.args[1:])
            made.kwargs = cast("list[nodes.Pair]", node.kwargs)
            return made
        self.expressions.append(expression)
        pairs = [
            nodes.Pair(_const(name, node), nodes.Name(name, "load", lineno=node.lineno), lineno=node.lineno)
            for name in free_names(node)
        ]
        return _filter(EVALUATE, nodes.Dict(pairs, lineno=node.lineno), node, _const(len(self.expressions) - 1, node))

    def _macro(self, node: nodes.Call) -> nodes.Expr:
        arguments = nodes.List([self._given(argument) for argument in node.args], lineno=node.lineno)
        keywords = [
            nodes.Pair(_const(fold(keyword.key), node), self._given(keyword.value), lineno=node.lineno)
            for keyword in node.kwargs
        ]
        name = cast(nodes.Expr, self.visit(node.node))
        return _filter(MACRO, name, node, arguments, nodes.Dict(keywords, lineno=node.lineno))

    def _given(self, node: nodes.Expr) -> nodes.Expr:
        path = self._scopes.paths.get(id(node), "")
        value = cast(nodes.Expr, self.visit(node))
        return _filter(ANSWER, value, node, _const(path, node)) if path else value


def _filter(name: str, value: nodes.Expr, at: nodes.Node, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=at.lineno)


def _const(value: object, at: nodes.Node) -> nodes.Const:
    return nodes.Const(value, lineno=at.lineno)
