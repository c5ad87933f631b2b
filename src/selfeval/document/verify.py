"""Compares a document as it is now with what the workbook says now: figures are judged, words only told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from selfeval.document.alignment import align
from selfeval.document.passages import Passage, Token, keys, passages
from selfeval.document.trace import Trace, TracedValue

Kind = Literal["differs", "vanished", "rewritten"]
_SIGNS: Final = frozenset("-−－–负+＋")
_ALIKE = 0.4
_MOST_TRIED = 2_500
"""Pairs of passages, one lost and one new, that are looked at for likeness."""


class Difference(NamedTuple):
    """One thing that is no longer what the workbook says.

    Attributes:
        kind: a figure that differs, a figure that vanished, or a passage that was rewritten, which is no fault.
        place: where it stands in the document as it is now; for what vanished, where it would stand.
        found: what stands there, ``""`` where nothing does.
        expected: what the workbook says.
        name: the name of the value, ``""`` where the template computes it.
        cells: the cells it comes from.
    """

    kind: Kind
    place: str
    found: str
    expected: str
    name: str = ""
    cells: tuple[str, ...] = ()

    def record(self) -> dict[str, object]:
        """The difference as plain data, as ``selfeval verify --format json`` writes it (docs/trace.md)."""
        return {**self._asdict(), "cells": list(self.cells)}


@dataclass(frozen=True)
class Verification:
    """What verifying a document found.

    Attributes:
        differences: all of it, in the order of the document.
        figures: how many values with a figure the workbook puts into the document.
        notes: what to know when reading it, in Chinese sentences.
    """

    differences: tuple[Difference, ...]
    figures: int
    notes: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether every figure of the document is what the workbook says."""
        return not self.judged

    @property
    def judged(self) -> tuple[Difference, ...]:
        """The figures that differ or vanished."""
        return tuple(one for one in self.differences if one.kind != "rewritten")

    @property
    def rewritten(self) -> tuple[Difference, ...]:
        """The passages whose words are others."""
        return tuple(one for one in self.differences if one.kind == "rewritten")


def compare(
    now: Mapping[str, bytes],
    wanted: Mapping[str, bytes],
    trace: Trace,
    is_figure: Callable[[TracedValue], bool],
    notes: Sequence[str] = (),
) -> Verification:
    """Compare the parts of a document with those a filling gives now.

    Args:
        now: the document as it is.
        wanted: the document as the workbook would have it, whose values are in ``trace``.
        trace: every value of ``wanted``.
        is_figure: whether a value is a figure all in all; of a text only the numbers in it are judged.
        notes: what to say beside the result.

    Raises:
        XmlError, KeyError: the document is not whole.
    """
    old, new = list(passages(wanted)), list(passages(now))
    spans = _spans(trace)
    found: list[Difference] = []
    for passage, other in _paired(old, new):
        held = _held(passage, spans)
        judged = [*_judged(passage, other, held, is_figure), *_unsaid(passage, other)]
        found += judged
        if not judged or (other is not None and _words(passage) != _words(other)):
            found.append(_rewritten(passage, other))
    figures = sum(1 for value in trace if any(character.isdecimal() for character in value.text))
    return Verification(tuple(found), figures, tuple(notes))


class _Span(NamedTuple):
    value: TracedValue
    start: int
    end: int


class _Gap(NamedTuple):
    kind: str
    number: int
    is_shared: bool


_Spans = Mapping[tuple[str, int], Sequence[_Span]]
_Key = tuple[str, tuple[str, ...]]


def _spans(trace: Trace) -> _Spans:
    """What each value takes of the text of each paragraph, by part and number of the paragraph."""
    spans: dict[tuple[str, int], list[_Span]] = defaultdict(list)
    for value in trace:
        if value.start >= 0:
            lines = value.text.lstrip("\n").split("\n") if value.paragraphs > 1 else [value.text]
            start = value.start
            for number, line in enumerate(lines, value.position.paragraph):
                spans[value.part, number].append(_Span(value, start, start + len(line)))
                start = 0
    return spans


def _held(passage: Passage, spans: _Spans) -> list[tuple[TracedValue, list[int]]]:
    """Each value in the passage, with the positions of its tokens."""
    held: dict[int, tuple[TracedValue, list[int]]] = {}
    for index, token in enumerate(passage.tokens):
        for span in spans.get((passage.part, token.paragraph), ()):
            if token.start < span.end and token.end > span.start:
                positions = held.setdefault(id(span.value), (span.value, []))[1]
                if positions[-1:] != [index]:
                    positions.append(index)
    return list(held.values())


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[Passage, Passage | None]]:
    """Each passage that is not there as it was, with the one that seems to have taken its place."""
    old_keys, new_keys = keys(old), keys(new)
    if not Counter(old_keys) - Counter(new_keys):
        return
    gaps_old, gaps_new = _gaps(old_keys, new_keys)
    lost, come = _alone(old_keys, new_keys, gaps_old), _alone(new_keys, old_keys, gaps_new)
    pairs: dict[int, int] = {}
    for gap in dict.fromkeys(gaps_old[index] for index in lost):
        mine = [index for index in lost if gaps_old[index] == gap]
        theirs = [index for index in come if gaps_new[index] == gap]
        if len(mine) == len(theirs):
            pairs.update(zip(mine, theirs, strict=True))
        else:
            pairs.update(_alike(mine, theirs, old, new))
    rest = [index for index in lost if index not in pairs]
    pairs.update(_alike(rest, [index for index in come if index not in pairs.values()], old, new))
    for index in lost:
        yield old[index], new[pairs[index]] if index in pairs else None


def _alone(items: Sequence[_Key], others: Sequence[_Key], gaps: Sequence[_Gap]) -> list[int]:
    """The positions of what the others lack, wherever they have it, counted as often as it stands."""
    left = Counter(items) - Counter(others)
    found: list[int] = []
    for index in sorted(range(len(items)), key=lambda index: gaps[index].is_shared):
        if left[items[index]]:
            left[items[index]] -= 1
            found.append(index)
    return sorted(found)


def _gaps(old: Sequence[_Key], new: Sequence[_Key]) -> tuple[list[_Gap], list[_Gap]]:
    """For each passage between which two passages that both documents have it stands, or that it is one of these."""
    gaps: tuple[list[_Gap], list[_Gap]] = ([], [])
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for number, (operation, first, last, start, stop) in enumerate(matcher.get_opcodes()):
        shared = operation == "equal"
        gaps[0].extend(_Gap(old[index][0], number, shared) for index in range(first, last))
        gaps[1].extend(_Gap(new[index][0], number, shared) for index in range(start, stop))
    return gaps


def _alike(
    mine: Sequence[int], theirs: Sequence[int], old: Sequence[Passage], new: Sequence[Passage]
) -> dict[int, int]:
    """The pairs of passages most like each other, the most alike first."""
    if len(mine) * len(theirs) > _MOST_TRIED:
        return {}
    tried = sorted(
        (-SequenceMatcher(None, old[one].key, new[other].key, autojunk=False).ratio(), abs(one - other), one, other)
        for one in mine
        for other in theirs
        if old[one].kind == new[other].kind
    )
    pairs: dict[int, int] = {}
    for unlikeness, _, one, other in tried:
        if -unlikeness >= _ALIKE and one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def _judged(
    passage: Passage,
    other: Passage | None,
    held: Sequence[tuple[TracedValue, list[int]]],
    is_figure: Callable[[TracedValue], bool],
) -> Iterator[Difference]:
    """The figures of the passage that are not the same in the other."""
    tokens = () if other is None else other.tokens
    places = align(passage.key, [token.key for token in tokens])
    place = passage.place if other is None else other.place
    for value, positions in held:
        numbers = [index for index in positions if passage.tokens[index].number]
        if not numbers and not (is_figure(value) and positions):
            continue
        if is_figure(value):
            if not _is_kept(passage.tokens, tokens, positions, places):
                expected = passage.text(positions[0], positions[-1] + 1)
                yield _difference(value, place, expected, _between(tokens, places, positions[0], positions[-1]))
            continue
        for index in numbers:
            stands = places[index]
            if stands is None or not tokens[stands].number or tokens[stands].key == passage.tokens[index].key:
                continue
            if _stands_alone(places, index):
                yield _difference(value, place, passage.tokens[index].text, tokens[stands].text)


def _unsaid(passage: Passage, other: Passage | None) -> Iterator[Difference]:
    """Numbers that stand where the workbook says nothing, the words around them being the same."""
    if other is None or _words(passage) != _words(other):
        return
    taken = set(align(passage.key, other.key))
    for index, token in enumerate(other.tokens):
        if token.number and index not in taken:
            yield Difference("differs", other.place, token.text, "")


def _stands_alone(places: Sequence[int | None], index: int) -> bool:
    """Whether what stands on both sides of the token still does: a number changed, not a sentence."""
    here = places[index]
    sides = [(side, places[side]) for side in (index - 1, index + 1) if 0 <= side < len(places)]
    return here is not None and all(place == here + side - index for side, place in sides)


def _is_kept(
    old: Sequence[Token], new: Sequence[Token], positions: Sequence[int], places: Sequence[int | None]
) -> bool:
    """Whether the tokens stand in the new passage as they were, one behind the other, and with the same sign."""
    stands = [places[index] for index in positions]
    first = stands[0]
    if first is None or stands != list(range(first, first + len(stands))):
        return False
    if any(
        new[place].key != old[index].key
        for place, index in zip(range(first, first + len(stands)), positions, strict=True)
    ):
        return False
    signed = first > 0 and new[first - 1].key in _SIGNS and first - 1 not in places
    return not (signed and old[positions[0]].number)


def _between(tokens: Sequence[Token], places: Sequence[int | None], first: int, last: int) -> str:
    """What stands where these tokens stood: all between the one before and the one behind."""
    before = next((place + 1 for place in reversed(places[:first]) if place is not None), 0)
    behind = next((place for place in places[last + 1 :] if place is not None), len(tokens))
    return "".join(token.text for token in tokens[before:behind])


def _difference(value: TracedValue, place: str, expected: str, found: str) -> Difference:
    kind: Kind = "differs" if any(character.isdecimal() for character in found) else "vanished"
    return Difference(kind, place, found, expected, value.name, value.cells)


def _words(passage: Passage) -> list[str]:
    return [token.key for token in passage.tokens if not token.number]


def _rewritten(passage: Passage, other: Passage | None) -> Difference:
    if other is None:
        return Difference("rewritten", passage.place, "", passage.text())
    return Difference("rewritten", other.place, other.text(), passage.text())
