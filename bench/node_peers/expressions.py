"""Turns a Jinja expression of a template into JavaScript, as far as the benchmark's templates go."""

from __future__ import annotations

import json
from collections.abc import Collection

from jinja2 import Environment, nodes

_ENVIRONMENT = Environment(autoescape=False)  # noqa: S701 - parses only
_FILTERS = {"筛选": "h.select", "写作": "h.phrase", "连接": "h.join"}
_TESTS = {"空": "h.isBlank", "有数": "h.hasNumber"}
for _name in _FILTERS:
    _ENVIRONMENT.filters[_name] = str
for _name in _TESTS:
    _ENVIRONMENT.tests[_name] = callable


def to_javascript(source: str, local: Collection[str]) -> str:
    """The expression in JavaScript; names that are not ``local`` are sheets of ``data``."""
    output = _ENVIRONMENT.parse(f"{{{{ {source} }}}}").body[0]
    assert isinstance(output, nodes.Output)  # noqa: S101 - one tag was parsed
    return _expression(output.nodes[0], local)


def _expression(node: nodes.Node, local: Collection[str]) -> str:
    def sub(part: nodes.Node) -> str:
        return _expression(part, local)

    match node:
        case nodes.Const():
            return json.dumps(node.value, ensure_ascii=False)
        case nodes.Name():
            return (
                node.name
                if node.name in local or node.name in ("loop", "编号")
                else f"data[{json.dumps(node.name, ensure_ascii=False)}]"
            )
        case nodes.Getattr():
            return f"{sub(node.node)}.{node.attr}"
        case nodes.List():
            return f"[{', '.join(map(sub, node.items))}]"
        case nodes.Not():
            return f"!h.truthy({sub(node.node)})"
        case nodes.And() | nodes.Or():
            sign = "&&" if isinstance(node, nodes.And) else "||"
            return f"(h.truthy({sub(node.left)}) {sign} h.truthy({sub(node.right)}))"
        case nodes.CondExpr() if node.expr2 is not None:
            return f"(h.truthy({sub(node.test)}) ? {sub(node.expr1)} : {sub(node.expr2)})"
        case nodes.Call():
            return f"{sub(node.node)}({', '.join(map(sub, node.args))})"
        case nodes.Filter() if node.node is not None and node.name == "length":
            return f"{sub(node.node)}.length"
        case nodes.Filter() if node.node is not None and node.name in _FILTERS:
            return f"{_FILTERS[node.name]}({', '.join(map(sub, [node.node, *node.args]))})"
        case nodes.Test() if node.name in _TESTS:
            return f"{_TESTS[node.name]}({sub(node.node)})"
    raise ValueError(f"no JavaScript for {node!r}")
