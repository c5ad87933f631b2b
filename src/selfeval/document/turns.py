"""What a loop repeats and each turn needs anew: numbered lists that start again, bookmarks with those that point to them.

Decided once, in the tree of the part. A list that stands wholly within a loop starts anew in each turn; where the loop
repeats but one item of it, the items of all turns are one list. A reference to a bookmark of the same loop leads to that
of the same turn; the first turn keeps the name, and references from outside lead there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from selfeval.document.environment import IN_TURN, LIST_OF_TURN, TURN

_NAME: Final = re.compile(r'<w:bookmarkStart\s[^>]*?w:name="([^"]*)"')
_REFERENCE: Final = re.compile(r'\sw:anchor="([^"]*)"|(?<![A-Za-z])(?:PAGE|NOTE)?REF\s+([^\s<"&]+)')
_IN_LIST: Final = re.compile(
    r'<w:numPr>\s*(?:<w:ilvl w:val="(\d)"\s*/>\s*)?<w:numId w:val="(\d+)"\s*/>|<w:numId w:val="(\d+)"\s*/>'
)
_LONGEST_STEM: Final = 30

Loops = tuple[nodes.For, ...]
Counts = Callable[[str, int], bool]


@dataclass
class Turns:
    """The loops of a part whose turns are counted.

    Attributes:
        loops: each by its number.
        bookmarks: by name, the number of the loop, and what a name of a later turn begins with.
        lists: by number of the list, the number of the loop in each turn of which it starts anew.
    """

    loops: list[nodes.For] = field(default_factory=list)
    bookmarks: dict[str, tuple[int, str]] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)

    def number(self, loop: nodes.For) -> int:
        """The number of the loop, from now on counted."""
        found = next((number for number, known in enumerate(self.loops) if known is loop), None)
        if found is None:
            self.loops.append(loop)
            return len(self.loops) - 1
        return found


def count_turns(tree: nodes.Template, counts: Counts) -> Turns:
    """Find what is to be made anew, and change the tree so that it is; ``counts`` tells of a list's level."""
    turns = Turns()
    pieces = list(_pieces(tree, ()))
    _find_bookmarks(pieces, turns)
    _find_lists(tree, pieces, counts, turns)
    if turns.loops:
        _Counting(turns).visit(tree)
    return turns


def _pieces(node: nodes.Node, loops: Loops) -> Iterator[tuple[str, Loops]]:
    """The XML of the tree, each piece with the loops around it, from the outside in."""
    if isinstance(node, nodes.TemplateData):
        yield node.data, loops
        return
    if isinstance(node, nodes.For):
        for child in node.body:
            yield from _pieces(child, (*loops, node))
        for child in node.else_:
            yield from _pieces(child, loops)
        return
    for child in node.iter_child_nodes():
        yield from _pieces(child, loops)


def _find_bookmarks(pieces: Iterable[tuple[str, Loops]], turns: Turns) -> None:
    homes: dict[str, Loops] = {}
    pointing: list[tuple[str, Loops]] = []
    for data, loops in pieces:
        for match in _NAME.finditer(data):
            homes[match[1]] = () if match[1] in homes else loops
        pointing += [(match[1] or match[2], loops) for match in _REFERENCE.finditer(data)]
    for name, loops in pointing:
        home = homes.get(name)
        if home and any(loop is home[-1] for loop in loops) and name not in turns.bookmarks:
            stem = name[:_LONGEST_STEM] + "_"
            while any(other.lower().startswith(stem.lower()) for other in homes):
                stem += "_"
            turns.bookmarks[name] = turns.number(home[-1]), stem


def _find_lists(tree: nodes.Template, pieces: Iterable[tuple[str, Loops]], counts: Counts, turns: Turns) -> None:
    levels: dict[str, int] = {}
    for data, _ in pieces:
        for match in _IN_LIST.finditer(data):
            number = match[2] or match[3]
            levels[number] = min(levels.get(number, 9), int(match[1] or 0))
    for number, level in levels.items():
        owner = _owner(tree, number, level) if counts(number, level) else None
        if owner is not None:
            turns.lists[number] = turns.number(owner)


def _owner(tree: nodes.Template, number: str, level: int) -> nodes.For | None:
    """The loop in each turn of which the list starts anew."""
    around: list[nodes.For] = []
    here: Iterable[nodes.Node] = tree.body
    while True:
        items, loops = _items(here, number, level)
        if items or len(loops) != 1:
            break
        around.append(loops[0])
        here = loops[0].body
    if around and items + len(loops) > 1:
        return around[-1]
    return around[-2] if len(around) > 1 else None


def _items(body: Iterable[nodes.Node], number: str, level: int) -> tuple[int, list[nodes.For]]:
    """How many items of the list the body holds at most, and the loops in it that hold some."""
    items, loops = 0, list[nodes.For]()
    for node in body:
        match node:
            case nodes.TemplateData():
                items += sum(
                    (match[2] or match[3]) == number and int(match[1] or 0) == level
                    for match in _IN_LIST.finditer(node.data)
                )
            case nodes.For():
                inner, deeper = _items(node.body, number, level)
                loops += [node] if inner or deeper else []
                inner, deeper = _items(node.else_, number, level)
                items, loops = items + inner, loops + deeper
            case nodes.If():
                bodies: list[Iterable[nodes.Node]] = [node.body, *([branch] for branch in node.elif_), node.else_]
                branches = [_items(body, number, level) for body in bodies]
                items += max(inner for inner, _ in branches)
                loops += [loop for _, deeper in branches for loop in deeper]
            case _:
                inner, deeper = _items(node.iter_child_nodes(), number, level)
                items, loops = items + inner, loops + deeper
    return items, loops


class _Counting(NodeTransformer):
    """Counts the turns where each begins, and asks for the turn where a name or list stands."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._around: list[int] = []

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's visitor wants these names
        known = [number for number, loop in enumerate(self._turns.loops) if loop is node]
        self._around += known
        node.body = [self.visit(child) for child in node.body]
        if known:
            del self._around[-1]
            begin = _asked(TURN, known[0], node.lineno)
            node.body.insert(0, nodes.Output([begin], lineno=node.lineno))
        node.else_ = [self.visit(child) for child in node.else_]
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        children: list[nodes.Expr] = []
        for child in node.nodes:
            children += self._split(child) if isinstance(child, nodes.TemplateData) else [child]
        node.nodes = children
        return node

    def _split(self, piece: nodes.TemplateData) -> Iterator[nodes.Expr]:
        position = 0
        for start, end, asked in sorted(self._asked(piece), key=lambda found: found[0]):
            yield nodes.TemplateData(piece.data[position:start], lineno=piece.lineno)
            yield asked
            position = end
        yield nodes.TemplateData(piece.data[position:], lineno=piece.lineno)

    def _asked(self, piece: nodes.TemplateData) -> Iterator[tuple[int, int, nodes.Expr]]:
        for match in (*_NAME.finditer(piece.data), *_REFERENCE.finditer(piece.data)):
            group = 1 if match[1] is not None else 2
            loop, stem = self._turns.bookmarks.get(match[group], (-1, ""))
            if loop in self._around:
                yield *match.span(group), _asked(IN_TURN, match[group], piece.lineno, loop, stem)
        for match in _IN_LIST.finditer(piece.data):
            group = 2 if match[2] is not None else 3
            loop = self._turns.lists.get(match[group], -1)
            if loop in self._around:
                yield *match.span(group), _asked(LIST_OF_TURN, match[group], piece.lineno)


def _asked(name: str, value: object, line: int, *arguments: object) -> nodes.Expr:
    held = [nodes.Const(argument, lineno=line) for argument in arguments]
    return nodes.Filter(nodes.Const(value, lineno=line), name, held, [], None, None, lineno=line)
