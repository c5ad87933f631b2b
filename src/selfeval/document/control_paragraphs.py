"""Paragraphs that hold nothing but block tags: they leave no empty paragraph behind where their blocks are whole.

``{% if x %}``, text, ``{% endif %}`` in three paragraphs is meant as ``{%p if x %}``. It is read so if every tag of the
block stands in such a paragraph, and all of these in one body, cell or text box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval.document.tags import BLOCK_SET
from selfeval.ooxml.xml import Element, W

ENDS = {"if": "endif", "for": "endfor", "with": "endwith", BLOCK_SET: "endset"}
"""The statements that open a block, and what ends each."""
BRANCHES = {"elif": {"if"}, "else": {"if", "for"}}
"""The statements within a block, and of which."""


def liftable(holders: Mapping[int, Element], words: Iterable[tuple[int, str]]) -> list[Element]:
    """The paragraphs that go, their tags staying in their place.

    Args:
        holders: by the number of a tag, the paragraph that holds only block tags and this among them.
        words: number and first word of every block tag of the part, in order.
    """
    blocks = _blocks(words)
    if blocks is None:
        return []
    kept = {paragraph for paragraph in holders.values() if _is_table(paragraph, before=True, after=True)}
    whole = False
    while not whole:
        whole = True
        for word, numbers in blocks:
            paragraphs = [holders.get(number) for number in numbers]
            there = [paragraph for paragraph in paragraphs if paragraph is not None and paragraph not in kept]
            if there and (len(there) < len(numbers) or not _at_one_level(there) or _joins_tables(word, there)):
                kept.update(there)
                whole = False
    return [paragraph for paragraph in dict.fromkeys(holders.values()) if paragraph not in kept]


def _at_one_level(paragraphs: list[Element]) -> bool:
    return len({paragraph.getparent() for paragraph in paragraphs}) == 1


def _joins_tables(word: str, paragraphs: list[Element]) -> bool:
    """Whether it is a loop over a table: Word makes one of tables with no paragraph between."""
    return word == "for" and _is_table(paragraphs[0], after=True) and _is_table(paragraphs[-1], before=True)


def _is_table(paragraph: Element, *, before: bool = False, after: bool = False) -> bool:
    """Whether tables stand at these sides of the paragraph."""
    beside = [*([paragraph.getprevious()] if before else []), *([paragraph.getnext()] if after else [])]
    return all(element is not None and element.tag == f"{W}tbl" for element in beside)


def _blocks(words: Iterable[tuple[int, str]]) -> list[tuple[str, list[int]]] | None:
    """The first word of each block and the numbers of its tags; None where the blocks are not whole."""
    blocks: list[tuple[str, list[int]]] = []
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
            opening, numbers = opened.pop()
            blocks.append((opening, [*numbers, number]))
    return None if opened else blocks
