"""Where the parts of a report's body begin and end: ranges between marks, and sections from heading to heading.

A mark is a comment that has a paragraph to itself: ``{# 部分：附件3 #}`` … ``{# 部分完 #}``, in English ``{# part: … #}`` …
``{# end part #}``. ``{# 随部分：附件3 #}`` (``{# with part: … #}``) opens a range that goes when the part is not printed, such
as its line in a list. Without marks a section goes from its heading to the next of its level or above, or to the mark of another part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selfeval.document.control_paragraphs import ENDS
from selfeval.document.tags import WHOLE, find_tags, statement
from selfeval.names import fold
from selfeval.numbering import split_list_number
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W

_OPEN = re.compile(r"(?P<along>随|with\s+)?(?:部分|part)\s*[:：]\s*(?P<name>\S.*)", re.IGNORECASE | re.DOTALL)
_CLOSE = re.compile(r"部分完|end\s+part", re.IGNORECASE)
_OUTLINE = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)

_RUNNING_TEXT = 10
"""The level, counted from 1, that Word gives text that is no heading."""


class Unclear(ValueError):
    """Where a part ends cannot be told. Its one argument says why, in Chinese."""


@dataclass(frozen=True)
class Range:
    """What stands from one element of the body to another, both included.

    Attributes:
        name: as it is written, the number of a heading taken off.
        along: whether it only goes with the part of this name.
        marked: whether marks say where it begins and ends.
    """

    name: str
    elements: tuple[Element, ...]
    along: bool = False
    marked: bool = False

    @property
    def breaks(self) -> bool:
        """Whether pages of a set-up of their own end within it."""
        return any(element.find(f".//{W}sectPr") is not None for element in self.elements)


def marked_ranges(body: Element) -> list[Range]:
    """The ranges between marks, in the order in which they end.

    Raises:
        Unclear: a mark without its counterpart.
    """
    found: list[Range] = []
    opened: list[tuple[str, bool, int]] = []
    children = list(body)
    for number, child in enumerate(children):
        mark = _mark(child)
        if (begins := _OPEN.fullmatch(mark)) is not None:
            opened.append((begins["name"].strip(), bool(begins["along"]), number))
        elif _CLOSE.fullmatch(mark):
            if not opened:
                raise Unclear("有一处“部分完”前面没有“部分：名称”")
            name, along, first = opened.pop()
            found.append(Range(name, tuple(children[first : number + 1]), along, marked=True))
    if opened:
        raise Unclear(f"“部分：{opened[-1][0]}”后面没有“部分完”")
    return found


def _mark(element: Element) -> str:
    """The comment that is all there is in a paragraph, ``""`` elsewhere."""
    text = own_text(element).strip() if element.tag == f"{W}p" else ""
    spans = list(find_tags(text)) if text[:1] in {"{", "｛"} else []
    return spans[0].body if len(spans) == 1 and spans[0].kind == "comment" and spans[0].end == len(text) else ""


def section_names(body: Element, levels: dict[str, int]) -> Iterator[str]:
    """The headings of the body, their numbers taken off."""
    for child in body:
        if _level(child, levels):
            yield _title(child)


def section(body: Element, name: str, levels: dict[str, int]) -> Range | None:
    """The section below the heading of that name; None where there is none.

    Args:
        body: the body.
        name: the heading, its number left out.
        levels: by id of a style that makes headings, their level.

    Raises:
        Unclear: a block or a set of pages begins in it and ends beyond it.
    """
    children = list(body)
    wanted = _name(name)
    first = next(
        (at for at, child in enumerate(children) if _level(child, levels) and _name(_title(child)) == wanted), -1
    )
    if first < 0:
        return None
    level = _level(children[first], levels)
    behind = range(first + 1, len(children))
    end = next((at for at in behind if _ends(children[at], level, levels)), len(children))
    if children[end - 1].tag == f"{W}sectPr":
        end -= 1
    first, end = _whole(children, first, end)
    found = Range(name, tuple(children[first:end]))
    if found.breaks:
        raise Unclear("这一节一直到有分节符的地方，看不出在哪里结束")
    return found


def _ends(element: Element, level: int, levels: dict[str, int]) -> bool:
    """Whether a section of that level ends before the element: a heading, or the mark of another part."""
    mark = _OPEN.fullmatch(_mark(element))
    return 0 < _level(element, levels) <= level or (mark is not None and not mark["along"])


def _level(element: Element, levels: dict[str, int]) -> int:
    if element.tag != f"{W}p":
        return 0
    own, style = _outline(element), element.find(f"{W}pPr/{W}pStyle")
    return own if own is not None else 0 if style is None else levels.get(style.get(f"{W}val") or "", 0)


def _title(element: Element) -> str:
    return split_list_number(WHOLE.sub("", own_text(element)).strip()).text


def _name(title: str) -> str:
    return fold(split_list_number(title.strip()).text)


def heading_levels(styles: Element) -> dict[str, int]:
    """By id of each paragraph style that makes headings, their level, from 1; a style goes by the one it is based on."""
    by_id = {style.get(f"{W}styleId") or "": style for style in styles.iter(f"{W}style")}

    def level(number: str, seen: tuple[str, ...] = ()) -> int:
        style = by_id.get(number)
        if style is None or number in seen:
            return 0
        own = _outline(style)
        name, above = style.find(f"{W}name"), style.find(f"{W}basedOn")
        named = _OUTLINE.fullmatch("" if name is None else name.get(f"{W}val") or "")
        if own is not None:
            return own
        if named is not None:
            return int(named[1])
        return 0 if above is None else level(above.get(f"{W}val") or "", (*seen, number))

    return {number: found for number in by_id if (found := level(number))}


def _outline(element: Element) -> int | None:
    """The level that a style or paragraph gives itself, from 1; 0 for running text, None where it says nothing."""
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    value = "" if outline is None else outline.get(f"{W}val") or ""
    return (int(value) + 1) % _RUNNING_TEXT if value.isdecimal() else None


def statements(element: Element) -> list[str]:
    """The words of the statements in it, those of rows and cells of a table left aside: they end where they began."""
    text = own_text(element) if element.tag == f"{W}p" else ""
    return [statement(span.body) for span in find_tags(text) if span.kind == "block"]


def is_control(element: Element) -> bool:
    """Whether it is a paragraph of nothing but statements and comments."""
    if element.tag != f"{W}p" or element.find(f"{W}pPr/{W}sectPr") is not None:
        return False
    text = own_text(element)
    rest = text
    for span in find_tags(text):
        if span.kind == "print":
            return False
        rest = rest.replace(text[span.start : span.end], "", 1)
    return bool(text.strip()) and not rest.strip()


def _whole(children: Sequence[Element], first: int, end: int) -> tuple[int, int]:
    """The bounds at which every block ends that begins: what opens the next section is left to it."""
    opened: list[int] = []
    ending = 0
    for at in range(first, end):
        for word in statements(children[at]):
            if word in ENDS:
                opened.append(at)
            elif word in ENDS.values():
                if opened:
                    opened.pop()
                else:
                    ending += 1
    if opened:
        if not all(is_control(child) for child in children[opened[0] : end]):
            raise Unclear("这一节里的条件或循环到后面才结束")
        end = opened[0]
    while end - 1 > first and is_control(children[end - 1]) and set(statements(children[end - 1])) <= {"set"}:
        end -= 1
    while ending:
        first -= 1
        if first < 0 or not is_control(children[first]):
            raise Unclear("这一节里结束了前面开始的条件或循环")
        ending -= sum(word in ENDS for word in statements(children[first]))
    return first, end
