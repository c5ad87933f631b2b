"""Operations on the tree of a part: tags gathered into one run, runs split, elements replaced by text."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from selfeval.document.tags import Span
from selfeval.ooxml.xml import SPACE, Element, W, local_name

_TAKING = (f"{W}del", f"{W}moveFrom")
_RANGE_MARKS = tuple(
    f"{W}{name}{end}"
    for name in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
    for end in ("Start", "End")
)
_HOLDERS = tuple(f"{W}{name}" for name in ("tbl", "tr", "tc", "txbxContent", "footnote", "endnote", "comment"))


def is_deleted(element: Element) -> bool:
    """Whether a tracked change has taken the element away: deleted it, or moved it elsewhere."""
    return element.tag == f"{W}delInstrText" or next(element.iterancestors(*_TAKING), None) is not None


def deleted_texts(root: Element) -> Iterator[Element]:
    """The texts that tracked changes have taken away."""
    yield from root.iter(f"{W}delText", f"{W}delInstrText")
    for change in root.iter(*_TAKING):
        yield from change.iter(f"{W}t")


def fields(root: Element) -> dict[Element, tuple[str, ...]]:
    """By text and paragraph, the fields that have begun and not ended where it begins; none where there are none."""
    found: dict[Element, tuple[str, ...]] = {}
    opened: list[str] = []
    for number, element in enumerate(root.iter(f"{W}fldChar", f"{W}t", f"{W}p")):
        if element.tag != f"{W}fldChar":
            if opened:
                found[element] = tuple(opened)
        elif element.get(f"{W}fldCharType") == "begin":
            opened.append(f"field{number}")
        elif element.get(f"{W}fldCharType") == "end" and opened:
            opened.pop()
    return found


def holders(root: Element) -> dict[Element, int]:
    """A number for each element in which a block has to end where it began: this very cell, not just any."""
    return {element: number for number, element in enumerate(root.iter(*_HOLDERS))}


def chain(element: Element | None, numbers: Mapping[Element, int]) -> tuple[str, ...]:
    """The names of the element and those around it, from the outside in, those of holders with their number."""
    if element is None:
        return ()
    around = [*reversed([*element.iterancestors()]), element]
    return tuple(local_name(outer) + (str(numbers[outer]) if outer in numbers else "") for outer in around)


def homes(pieces: Sequence[Element], spans: Sequence[Span]) -> list[Element]:
    """For each tag the text element its first word stands in: its run gives the value its look."""
    ends = list(accumulate(len(piece.text or "") for piece in pieces))
    found: list[Element] = []
    for span in spans:
        wanted = min(span.name, span.end - 1)
        found.append(pieces[next(index for index, end in enumerate(ends) if wanted < end)])
    return found


def rewrite(
    pieces: Sequence[Element], spans: Sequence[Span], tag_homes: Sequence[Element], tokens: Sequence[str]
) -> None:
    """Put each token where its tag's home is, and take the tag's text out of every piece."""
    written: dict[Element, list[str]] = {piece: [] for piece in pieces}
    start = 0
    waiting = list(zip(spans, tag_homes, tokens, strict=True))
    for piece in pieces:
        text = piece.text or ""
        end = start + len(text)
        position = start
        while position < end:
            if waiting and waiting[0][0].start <= position:
                span, home, token = waiting[0]
                if token is not None and position == span.start:
                    written[home].append(token)
                position = min(span.end, end)
                if span.end <= end:
                    waiting.pop(0)
            else:
                stop = min(waiting[0][0].start, end) if waiting else end
                written[piece].append(text[position - start : stop - start])
                position = stop
        start = end
    for piece, texts in written.items():
        piece.text = "".join(texts)
        if piece in tag_homes:
            piece.set(SPACE, "preserve")


def split_run(run: Element, tokens: Sequence[str]) -> None:
    """Take these tokens out of the run, which becomes several runs of the same look around them."""
    if not tokens or not any(token in (piece.text or "") for token in tokens for piece in run.iter(f"{W}t")):
        return
    splitter = re.compile("(" + "|".join(map(re.escape, tokens)) + ")")
    properties = run.find(f"{W}rPr")
    parts: list[Element | str] = []
    current = _empty_run(run, properties)
    for child in list(run):
        if child is properties:
            continue
        if child.tag != f"{W}t":
            current.append(child)
            continue
        for index, text in enumerate(splitter.split(child.text or "")):
            if index % 2:
                parts += [current, text]
                current = _empty_run(run, properties)
            elif text:
                piece = copy.deepcopy(child)
                piece.text, piece.tail = text, None
                current.append(piece)
    parts.append(current)
    parent = run.getparent()
    if parent is None:
        return
    for part in parts:
        if isinstance(part, str):
            _text_before(run, part)
        elif len(part) > (0 if properties is None else 1):
            run.addprevious(part)
    _text_before(run, run.tail or "")
    run.tail = None
    parent.remove(run)


def _empty_run(run: Element, properties: Element | None) -> Element:
    empty = copy.copy(run)
    for child in list(empty):
        empty.remove(child)
    empty.text = empty.tail = None
    if properties is not None:
        empty.append(copy.deepcopy(properties))
    return empty


def isolated(piece: Element) -> Element | None:
    """The run of this piece alone, in the look of the run it stood in, which is parted around it; None without a run."""
    run = piece.getparent()
    if run is None or run.tag != f"{W}r":
        return None
    properties = run.find(f"{W}rPr")
    own, rest = _empty_run(run, properties), _empty_run(run, properties)
    for follower in [*piece.itersiblings()]:
        rest.append(follower)
    own.append(piece)
    run.addnext(own)
    own.addnext(rest)
    for left in (run, rest):
        if all(child.tag == f"{W}rPr" or _is_empty_text(child) for child in left):
            remove(left)
    return own


def _is_empty_text(element: Element) -> bool:
    return element.tag == f"{W}t" and not element.text and not set(element.attrib) - {SPACE}


def remove(element: Element) -> None:
    """Take the element out of the tree, and the text behind it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def replace_by_text(element: Element, text: str, *, after: bool) -> None:
    """Put the text in the place of the element. Marks of ranges in it stay: behind the text, or before it."""
    marks = list(range_marks(element))
    if after:
        _text_before(element, text)
    for mark in marks:
        mark.tail = None
        element.addprevious(mark)
    if not after:
        _text_before(element, text)
    _text_before(element, element.tail or "")
    element.tail = None
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def leave_out_around(paragraph: Element, mark: tuple[str, str]) -> None:
    """Put the marks between which text goes around the paragraph."""
    _text_before(paragraph, mark[0])
    paragraph.tail = mark[1] + (paragraph.tail or "")


def range_marks(element: Element) -> Iterator[Element]:
    """The ends of bookmarks, comment ranges, moved and protected ranges in the element."""
    yield from element.iter(*_RANGE_MARKS)


def _text_before(element: Element, text: str) -> None:
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
        return
    parent = element.getparent()
    if parent is not None:
        parent.text = (parent.text or "") + text


def drop_go_back(root: Element) -> None:
    """Take out the bookmark Word leaves at the last edit: in a loop it would be doubled."""
    marks = [mark for mark in root.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == "_GoBack"]
    numbers = {mark.get(f"{W}id") for mark in marks}
    ends = [mark for mark in root.iter(f"{W}bookmarkEnd") if mark.get(f"{W}id") in numbers]
    for mark in [*marks, *ends]:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def unbind(element: Element) -> None:
    """Free the content controls around the element: from what Word would put over the value, or clear it as a hint."""
    for control in element.iterancestors(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        for setting in [] if properties is None else list(properties):
            if local_name(setting) in {"dataBinding", "showingPlcHdr"}:
                properties.remove(setting)  # type: ignore[union-attr]  # it has children
