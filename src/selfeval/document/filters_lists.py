"""Filters over lists: what is in them, in which order, in which portions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import cast

from jinja2 import Environment, pass_environment

from selfeval.document.arguments import whole_number
from selfeval.document.faults import Fault, bounded
from selfeval.document.missing import plain
from selfeval.document.operators import is_blank, same
from selfeval.document.printing import text_of
from selfeval.expressions import arithmetic as exact
from selfeval.report import BLANK, Blank, Paragraphs, Record, Table

MOST_PORTIONS = 10_000

Key = Callable[[object], tuple[tuple[bool, int, object], ...]]
"""By what items are put in order: for each column whether it is blank, the kind of its value, the value."""


def items(values: object) -> list[object]:
    """What a loop or list filter goes over: rows, paragraphs, list items, the lines of a text.

    Raises:
        Fault: a single number, date or row.
    """
    values = plain(values)
    match values:
        case Blank() | None:
            return []
        case str():
            return [line for line in values.splitlines() if line.strip()]
        case Table() | Paragraphs() | list() | tuple() | range():
            return list(cast(Iterable[object], values))
        case Record():
            raise Fault("fill.not-a-list", name=values.name)
        case Mapping():
            return list(values)
    raise Fault("fill.not-a-list", name=text_of(values))


def length(value: object) -> int:
    """How many rows, labels, paragraphs or characters."""
    value = plain(value)
    return len(value) if isinstance(value, str | Record) else len(items(value))


def first(values: object) -> object:
    """The first item, blank where there is none."""
    found = items(values)
    return found[0] if found else BLANK


def last(values: object) -> object:
    """The last item, blank where there is none."""
    found = items(values)
    return found[-1] if found else BLANK


def backwards(value: object) -> object:
    """The items from the last to the first; a text from its last character to its first."""
    value = plain(value)
    return value[::-1] if isinstance(value, str) else items(value)[::-1]


@pass_environment
def columns(environment: Environment, values: object, attribute: object) -> list[object]:
    """That column of each row."""
    return [environment.getitem(item, attribute) for item in items(values)]


@pass_environment
def join(
    environment: Environment,
    values: object,
    separator: str = "、",
    attribute: str | None = None,
    last: str | None = None,
) -> object:
    """``[a, b] | 连接("，")``: the texts of those that are not blank; blank where none is left.

    ``last`` is what stands before the last of several: 甲、乙和丙.
    """
    found = items(values) if attribute is None else columns(environment, values, attribute)
    texts = [text_of(value) for value in found if not is_blank(value)]
    bounded(sum(map(len, texts)) + len(separator) * len(texts) + len(last or ""))
    if last is not None and len(texts) > 1:
        texts[-2:] = [f"{texts[-2]}{last}{texts[-1]}"]
    return separator.join(texts) or BLANK


@pass_environment
def plain_join(environment: Environment, values: object, d: str = "", attribute: str | None = None) -> object:
    """Jinja's ``join``: nothing between the texts unless told."""
    return join(environment, values, d, attribute)


def ordering(environment: Environment, attribute: object = None, case_sensitive: bool = False) -> Key:
    """The key that puts items in order, by a column or several with commas between; blanks come last."""
    columns = attribute.split(",") if isinstance(attribute, str) else [attribute]

    def key_of(value: object) -> tuple[bool, int, object]:
        value = plain(value)
        if isinstance(value, datetime.date):
            return False, 1, value
        if isinstance(value, int | Decimal):
            return False, 0, exact.number(value)
        text = text_of(value)
        return is_blank(value), 2, text if case_sensitive else text.lower()

    if attribute is None:
        return lambda item: (key_of(item),)
    return lambda item: tuple(key_of(environment.getitem(item, column)) for column in columns)


@pass_environment
def sort(
    environment: Environment,
    values: object,
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: object = None,
) -> list[object]:
    """The items in order, by a column where one is named; blanks last."""
    key = ordering(environment, attribute, case_sensitive)
    keyed = [(key(item), item) for item in items(values)]
    filled = sorted((pair for pair in keyed if not pair[0][0][0]), key=lambda pair: pair[0], reverse=reverse)
    return [item for _, item in filled] + [item for by, item in keyed if by[0][0]]


def extreme(choose: Callable[..., object]) -> Callable[..., object]:
    """``min`` and ``max``: the item, by a column where one is named; blanks aside, blank where none is left."""

    @pass_environment
    def chosen(
        environment: Environment, values: object, case_sensitive: bool = False, attribute: object = None
    ) -> object:
        key = ordering(environment, attribute, case_sensitive)
        found = [item for item in items(values) if not key(item)[0][0]]
        return choose(found, key=key) if found else BLANK

    return chosen


@pass_environment
def unique(
    environment: Environment, values: object, case_sensitive: bool = False, attribute: object = None
) -> list[object]:
    """The items without those that came before, by a column where one is named."""
    found: list[object] = []
    known: list[object] = []
    for item in items(values):
        value = item if attribute is None else environment.getitem(item, attribute)
        if isinstance(value, str) and not case_sensitive:
            value = value.lower()
        if not any(same(value, other) for other in known):
            found.append(item)
            known.append(value)
    return found


def batch(values: object, linecount: object, fill_with: object = None) -> list[list[object]]:
    """The items by so many, the last portion filled up where told."""
    size = whole_number(linecount, "batch", 1, MOST_PORTIONS)
    found = items(values)
    portions = [found[start : start + size] for start in range(0, len(found), size)]
    if portions and fill_with is not None:
        portions[-1] += [fill_with] * (size - len(portions[-1]))
    return portions


def portions(values: object, slices: object, fill_with: object = None) -> list[list[object]]:
    """``slice``: the items in so many portions of the same size, the first ones longer by one where it must be."""
    count = whole_number(slices, "slice", 1, MOST_PORTIONS)
    found = items(values)
    size, longer = divmod(len(found), count)
    made: list[list[object]] = []
    start = 0
    for number in range(count):
        end = start + size + (number < longer)
        made.append(found[start:end] + ([] if fill_with is None or number < longer else [fill_with]))
        start = end
    return made
