"""``{% macro 名(x) %}…{% endmacro %}``: what may stand in a template, so that a call prints all of it and comes to an end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from jinja2 import nodes

from selfeval.document.lower import Tag
from selfeval.findings import Finding
from selfeval.names import fold

_ELEMENT: Final = re.compile(r"<(/?)\w[^>]*?(/?)>")
_BLOCKS: Final = frozenset({"body", "tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment"})
"""What holds paragraphs and tables."""

Macros = Mapping[str, nodes.Macro]


def macros_of(tree: nodes.Template) -> Macros:
    """The macros of a part by folded name."""
    return {fold(macro.name): macro for macro in tree.find_all(nodes.Macro)}


def called(node: nodes.Node) -> str:
    """The folded name that a node calls; ``""`` for any other node."""
    return fold(node.node.name) if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""


def printed_calls(node: nodes.Node) -> Iterator[nodes.Call]:
    """The calls that a printed expression is: itself, or what it chooses between."""
    match node:
        case nodes.Call():
            yield node
        case nodes.CondExpr(expr1=one, expr2=other):
            yield from printed_calls(one)
            if other is not None:
                yield from printed_calls(other)


def macro_findings(tree: nodes.Template, tag_at: Callable[[int], Tag]) -> Iterator[Finding]:
    """A finding for each macro that calls itself, and each call that is none, or would not print all of the macro."""
    macros = macros_of(tree)
    if not macros:
        return
    reached = {
        name: {called(call) for call in macro.find_all(nodes.Call)} & set(macros) for name, macro in macros.items()
    }
    for name, macro in macros.items():
        if name in _all_reached(reached, name):
            yield tag_at(macro.lineno).finding("template.macro-recursion", name=macro.name)
    printed = {
        id(call) for output in tree.find_all(nodes.Output) for child in output.nodes for call in printed_calls(child)
    }
    for call in tree.find_all(nodes.Call):
        called_macro = macros.get(called(call))
        if called_macro is None:
            continue
        tag = tag_at(call.lineno)
        if id(call) not in printed or tag.plain:
            yield tag.finding("template.macro-call", name=called_macro.name)
        elif not _takes(called_macro, call):
            names = "、".join(argument.name for argument in called_macro.args)
            yield tag.finding("template.macro-arguments", name=called_macro.name, expected=names)
        elif not _fits(called_macro, tag_at(called_macro.lineno).chain, tag.chain):
            yield tag.finding("template.macro-place", name=called_macro.name)


def _all_reached(reached: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = reached[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _takes(macro: nodes.Macro, call: nodes.Call) -> bool:
    """Whether the call gives what the macro asks for, each once."""
    names = [fold(argument.name) for argument in macro.args]
    given = [*names[: len(call.args)], *(fold(keyword.key) for keyword in call.kwargs)]
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names) or len(set(given)) < len(given):
        return False
    required = names[: len(names) - len(macro.defaults)]
    return set(required) <= set(given) <= set(names)


def _fits(macro: nodes.Macro, home: tuple[str, ...], place: tuple[str, ...]) -> bool:
    """Whether what the macro holds is whole where it is called, as it is where it stands."""
    xml = "".join(piece.data for piece in macro.find_all(nodes.TemplateData))
    depth = lowest = 0
    for closing, empty in _ELEMENT.findall(xml):
        depth += -1 if closing else 0 if empty else 1
        lowest = min(lowest, depth)
    if "<" not in xml:
        return place[-1:] == ("t",)
    return _around(home, 1 - lowest) == _around(place, 1 - lowest)


def _around(chain: tuple[str, ...], count: int) -> list[str]:
    names = (name.rstrip("0123456789") for name in chain[-count:])  # a macro may stand in another cell
    return ["" if name in _BLOCKS else name for name in names]
