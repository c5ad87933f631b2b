"""What has to be answered for each tag of a template to be reached: the blocks around it, taken together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from selfeval.document.control_paragraphs import ENDS, KEEPING
from selfeval.document.lower import Tag
from selfeval.document.tag_trees import TagTree
from selfeval.document.tags import statement
from selfeval.document.template import CompiledPart
from selfeval.expressions import Path
from selfeval.intake.conditions import ALWAYS, UNKNOWN, Asked, Ways, asked_of, ways_of
from selfeval.intake.fields import NeededLabel


@dataclass(frozen=True)
class Reached:
    """One tag.

    Attributes:
        ways: how it is reached.
        kind: a tag that prints; the beginning of a branch; what stands in a block that prints nothing where it stands.
    """

    tag: Tag
    ways: Ways
    kind: Literal["prints", "branch", "kept"]


@dataclass
class _Block:
    word: str
    before: Ways = ALWAYS
    """The conditions of the branches before do not hold."""
    now: Ways = ALWAYS
    kept: bool = field(default=False)


def reached(part: CompiledPart, labels: Mapping[Path, NeededLabel]) -> Iterator[Reached]:
    """Every tag that prints and every beginning of a branch, in order.

    Args:
        part: a part without faults.
        labels: what can be answered, by path.
    """
    trees = {line: TagTree(part, line) for line in sorted(part.tags)}
    asked = asked_of(labels, (tree.condition() for tree in trees.values() if tree.tag.block))
    around: list[_Block] = []
    for tree in trees.values():
        tag = tree.tag
        if not tag.block:
            if tag.source:
                kept = any(block.kept for block in around)
                yield Reached(tag, _all(around), "kept" if kept else "prints")
            continue
        word = statement(tag.body)
        if word in ENDS.values():
            around.pop()
        elif word in ENDS or word in {"elif", "else"}:
            if word in ENDS:
                around.append(_Block(word, kept=word in KEEPING))
            _enter(around[-1], word, tree, asked)
            yield Reached(tag, _all(around), "branch")


def _enter(block: _Block, word: str, tree: TagTree, asked: Asked) -> None:
    """Let the block be in the branch that the tag begins."""
    condition = tree.condition()
    if word in {"if", "elif"}:
        block.now = block.before.with_all_of(ways_of(condition, asked))
        block.before = block.before.with_all_of(ways_of(condition, asked, holds=False))
    elif word == "else":
        block.now = block.before if block.word == "if" else UNKNOWN
    elif word == "for":
        block.now = ways_of(condition, asked)
    elif word == "macro":
        block.now = UNKNOWN


def _all(around: list[_Block]) -> Ways:
    found = ALWAYS
    for block in around:
        found = found.with_all_of(block.now)
    return found
