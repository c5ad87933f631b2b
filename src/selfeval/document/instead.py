"""What to write in a template instead of a call of Python: docxtpl lets a template call, here it filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jinja2 import nodes

METHODS: Final[Mapping[str, str]] = {
    "upper": "{{ {0}|upper }}",
    "lower": "{{ {0}|lower }}",
    **dict.fromkeys(("strip", "lstrip", "rstrip"), "{{ {0}|trim }}"),
    **dict.fromkeys(("strftime", "isoformat", "date"), "{{ {0}|日期 }}"),
    "format": '{{ 值|写作("…{}…") }}',
    "replace": '{{ {0}|replace("旧", "新") }}',
    "join": '{{ 列表|连接("、") }}',
    **dict.fromkeys(("split", "splitlines"), "{% for 段 in {0} %}{{ 段 }}{% endfor %}"),
    **dict.fromkeys(("items", "keys", "values"), "{% for 项, 值 in {0}|items %}{{ 项 }}{{ 值 }}{% endfor %}"),
    **{name: "{{ {0}|" + name + " }}" for name in ("capitalize", "title")},
    "center": "{{ {0}|center(20) }}",
    "get": '{{ {0}["项目"]|default("无") }}',
    **dict.fromkeys(("quantize", "round"), "{{ {0}|round(2) }}"),
    **dict.fromkeys(("count", "size"), "{{ {0}|length }}"),
    **dict.fromkeys(
        ("append", "extend", "update", "add", "pop", "insert"),
        "{% set 计 = namespace(和=0) %}、{% set 计.和 = 计.和 + 1 %}",
    ),
}
"""By the method called, the edit that gives the same; ``{0}`` stands for what it is called of."""

FUNCTIONS_OF_PYTHON: Final[Mapping[str, str]] = {
    "len": "{{ {0}|length }}",
    **dict.fromkeys(("str", "format"), "{{ {0} }}"),
    "int": "{{ {0}|int }}",
    "float": "{{ {0}|float }}",
    "joiner": "{{ '、' if not loop.first }}",
    "cycler": "{{ loop.cycle('单', '双') }}",
    "round": "{{ {0}|round(2) }}",
    "abs": "{{ {0}|abs }}",
    "sum": "{{ 合计(表.栏) }}",
    "max": "{{ 最大(表.栏) }}",
    "min": "{{ 最小(表.栏) }}",
    "sorted": "{% for 行 in {0}|sort %}",
    "reversed": "{% for 行 in {0}|reverse %}",
    "enumerate": "{% for 行 in {0} %}{{ loop.index }}",
    "loop": "{% for 内 in 行 %}",
    "caller": "{{ 内容 }}",
}
"""The same by function; ``{0}`` stands for its first argument."""


FILTERS_REFUSED: Final[Mapping[str, str]] = {
    "safe": "template.no-safe",
    "random": "template.no-random",
    **dict.fromkeys(("tojson", "pprint", "xmlattr", "urlize"), "template.no-code"),
}
"""Jinja's filters that templates do not have, by the rule that says why and what to write."""


def written_instead(call: nodes.Call) -> str:
    """The edit that restores what the call meant; ``""`` where none is known."""
    match call.node:
        case nodes.Getattr(node=holder, attr=name):
            return METHODS.get(name, "").replace("{0}", written(holder))
        case nodes.Name(name=name):
            return FUNCTIONS_OF_PYTHON.get(name, "").replace("{0}", written(call.args[0]) if call.args else "值")
    return ""


def written_label(call: nodes.Call) -> str | None:
    """The bracket form of a label that looks like a call: 表.费用(元); None where it is a call."""
    match call:
        case nodes.Call(node=nodes.Getattr(node=holder, attr=name), args=[nodes.Name(name=inner)], kwargs=[]):
            return f'{written(holder)}["{name}({inner})"]'
    return None


def called_of(call: nodes.Call) -> nodes.Node:
    """The value whose method is called, or whose method's result's; an empty list where a function is."""
    node: nodes.Node = call
    while isinstance(node, nodes.Call):
        node = node.node.node if isinstance(node.node, nodes.Getattr) else nodes.List([], lineno=call.lineno)
    return node


def written(node: nodes.Node) -> str:
    """An expression of names as a template writes it; 值 for any other."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=holder, attr=name):
            return f"{written(holder)}.{name}"
        case nodes.Getitem(node=holder, arg=nodes.Const(value=str(name))):
            return f'{written(holder)}["{name}"]'
        case nodes.Call():
            edit = written_instead(node)
            return edit[3:-3] if edit.startswith("{{ ") and edit.count("}}") == 1 else "值"
    return "值"
