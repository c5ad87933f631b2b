"""Paragraphs that hold nothing but block tags: they leave no empty paragraph behind where their blocks are whole.

``{% if x %}``, text, ``{% endif %}`` in three paragraphs is meant as ``{%p if x %}``. It is read so if every tag of the
block stands in such a paragraph or was written with ``p``, and all of these in one body, cell or text box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval.document.tags import BLOCK_SET
from selfeval.ooxml.xml import Element

ENDS = {"if": "endif", "for": "endfor", "with": "endwith", BLOCK_SET: "endset", "macro": "endmacro"}
"""The statements that open a block, and what ends each."""
BRANCHES = {"elif": {"if"}, "else": {"if", "for"}}
"""The statements within a block, and of which."""
KEEPING = frozenset({BLOCK_SET, "macro"})
"""The blocks that print nothing where they stand."""


def liftable(
    holders: Mapping[int, Element], lifted: Mapping[int, Element], words: Iterable[tuple[int, str]]
) -> list[Element]:
    """The paragraphs that go, their tags staying in their place.

    Args:
        holders: by the number of a tag, the paragraph that holds only block tags and this among them.
        lifted: by the number of a tag whose paragraph has gone already, what held that.
        words: number and first word of every block tag of the part, in order.
    """
    blocks = _blocks(words)
    if blocks is None:
        return []
    kept: set[Element] = set()
    whole = False
    while not whole:
        whole = True
        for numbers in blocks:
            there = [paragraph for number in numbers if (paragraph := holders.get(number)) is not None]
            there = [paragraph for paragraph in there if paragraph not in kept]
            gone = [lifted[number] for number in numbers if number in lifted]
            levels = {*gone, *(paragraph.getparent() for paragraph in there)}
            if there and (len(there) + len(gone) < len(numbers) or len(levels) > 1):
                kept.update(there)
                whole = False
    return [paragraph for paragraph in dict.fromkeys(holders.values()) if paragraph not in kept]


def _blocks(words: Iterable[tuple[int, str]]) -> list[list[int]] | None:
    """The numbers of the tags of each block; None where the blocks are not whole."""
    blocks: list[list[int]] = []
    opened: list[tuple[str, list[int]]] = []
    for number, word in words:
        if word in ENDS:
            opened.append((word, [number]))
        elif word in BRANCHES:
            if not opened or opened[-1][0] not in BRANCHES[word]:
                return None
            opened[-1][1].append(number)
        elif word in ENDS.values():
            if not opened or ENDS[opened[-1][0]] != word:
                return None
            blocks.append([*opened.pop()[1], number])
    return None if opened else blocks
