"""What has to be answered for a condition of a template to hold, or not to hold."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from selfeval.document.tag_trees import ANY_ROW
from selfeval.expressions.tree import (
    Comparison,
    ComparisonOperator,
    Constant,
    Logic,
    Membership,
    Name,
    Node,
    Not,
    Path,
    walk,
)
from selfeval.form.model import FieldType
from selfeval.intake.fields import NeededLabel

_MOST = 64
"""Ways that are followed; more say nothing new."""
_OPPOSITE: Mapping[ComparisonOperator, ComparisonOperator] = {
    "==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip
_TURNED: Mapping[ComparisonOperator, ComparisonOperator] = {
    "==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}  # fmt: skip
_HOLDS: Mapping[ComparisonOperator, Callable[[Decimal, Decimal], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Given(Enum):
    """What is answered where no one answer is wanted."""

    SOME = "anything"
    NONE = "nothing"


Answers = Mapping[Path, object]
"""The answers that matter: text, number, or one of ``Given``."""


@dataclass(frozen=True)
class Ways:
    """The ways in which something comes about.

    Attributes:
        answers: each way by itself; none where it never comes about.
        sure: whether all was understood: without a way it is then impossible.
    """

    answers: tuple[Answers, ...]
    sure: bool = True

    @property
    def never(self) -> bool:
        """Whether it cannot come about."""
        return self.sure and not self.answers

    def with_all_of(self, other: Ways) -> Ways:
        """Both come about."""
        if self.never or other.never:
            return NEVER
        pairs = [(one, two) for one in self.answers for two in other.answers]
        sure = self.sure and other.sure and not any(_other_rows(one, two) for one, two in pairs)
        return Ways(_few(_joined(one, two) for one, two in pairs), sure)

    def or_else(self, other: Ways) -> Ways:
        """One of them comes about."""
        return Ways(_few((*self.answers, *other.answers)), self.sure and other.sure)


@dataclass(frozen=True)
class Asked:
    """What can be answered.

    Attributes:
        labels: by the path of each answer.
        numbers: by path, the numbers a condition may tell apart: its own and some on either side of each.
    """

    labels: Mapping[Path, NeededLabel]
    numbers: Mapping[Path, Sequence[Decimal]]


def asked_of(labels: Mapping[Path, NeededLabel], conditions: Iterable[Node]) -> Asked:
    """``conditions`` are all those that are going to be asked about."""
    compared: dict[Path, set[Decimal]] = {}
    for node in (node for condition in conditions for node in walk(condition)):
        for path, value in _held_against(node):
            if path in labels and isinstance(value, Decimal):
                compared.setdefault(path, set()).add(value)
    return Asked(labels, {path: _apart(numbers, labels[path]) for path, numbers in compared.items()})


def _held_against(node: Node) -> Iterator[tuple[Path, Decimal | str]]:
    match node:
        case Membership(Name(path), options):
            yield from ((path, option) for option in options)
        case Comparison(Name(path), ((_, Constant(value)),)) | Comparison(Constant(value), ((_, Name(path)),)):
            yield path, value


def _apart(numbers: Iterable[Decimal], asked: NeededLabel) -> Sequence[Decimal]:
    """The numbers themselves, their neighbours and what lies between two: every way in which all comparisons can come out."""
    field = asked.field
    limits = [] if field is None else [one for one in (field.minimum, field.maximum) if one is not None]
    ends = sorted({one for number in (*numbers, *limits) for one in (number, number + 1, number - 1)})
    found = [*ends, *((one + other) / 2 for one, other in pairwise(ends))]
    return [one for one in found if _may_be(one, asked)]


ALWAYS = Ways(({},))
NEVER = Ways(())
UNKNOWN = Ways(({},), sure=False)


def ways_of(condition: Node, asked: Asked, *, holds: bool = True) -> Ways:
    """How the condition comes to hold, or not to.

    Args:
        condition: its names are paths of answers.
        asked: everything that can be answered.
        holds: which of the two.
    """
    match condition:
        case Constant(value):
            return ALWAYS if bool(value) is holds else NEVER
        case Not(operand):
            return ways_of(operand, asked, holds=not holds)
        case Logic(word, operands):
            each = [ways_of(operand, asked, holds=holds) for operand in operands]
            return _all(each) if (word == "and") is holds else _any(each)
        case Membership(Name(path), options):
            each = [_compared(path, "==" if holds else "!=", option, asked) for option in options]
            return _any(each) if holds else _all(each)
        case Comparison(Name(path), ((sign, Constant(value)),)):
            return _compared(path, sign if holds else _OPPOSITE[sign], value, asked)
        case Comparison(Constant(value), ((sign, Name(path)),)):
            return _compared(path, _TURNED[sign if holds else _OPPOSITE[sign]], value, asked)
        case Name(path) if path in asked.labels:  # a zero may be as good as nothing
            return Ways(({path: Given.SOME if holds else Given.NONE},), sure=False)
    return UNKNOWN


def _compared(path: Path, sign: ComparisonOperator, value: Decimal | str, asked: Asked) -> Ways:
    one = asked.labels.get(path)
    if one is not None and isinstance(value, Decimal) and one.type.is_number:
        numbers = asked.numbers.get(path, ())
        return Ways(_few({path: number} for number in numbers if _HOLDS[sign](number, value)))
    if one is not None and isinstance(value, str) and sign in {"==", "!="}:
        return _text(path, one, value, same=sign == "==")
    return UNKNOWN


def _text(path: Path, one: NeededLabel, value: str, *, same: bool) -> Ways:
    if one.type is FieldType.CHOICE and one.choices:
        found: list[Answers] = [{path: choice} for choice in one.choices if (choice == value) is same]
        if not one.required and (value == "") is same:
            found.append({path: Given.NONE})
        return Ways(tuple(found))
    if one.type not in (FieldType.TEXT, FieldType.PARAGRAPHS, FieldType.CHOICE, FieldType.NUMBER_OR_TEXT):
        return UNKNOWN
    return Ways(({path: (value or Given.NONE) if same else Given.SOME},), sure=False)


def _may_be(value: Decimal, asked: NeededLabel) -> bool:
    """Whether a clerk may answer that."""
    field = asked.field
    low, high = (None, None) if field is None else (field.minimum, field.maximum)
    whole = asked.type not in (FieldType.INTEGER, FieldType.YEAR) or value == value.to_integral_value()
    return whole and (low is None or value >= low) and (high is None or value <= high)


def _any(ways: Iterable[Ways]) -> Ways:
    found = NEVER
    for one in ways:
        found = found.or_else(one)
    return found


def _all(ways: Iterable[Ways]) -> Ways:
    found = ALWAYS
    for one in ways:
        found = found.with_all_of(one)
    return found


def _joined(one: Answers, other: Answers) -> Answers | None:
    """Both together; None where they contradict each other."""
    joined = dict(one)
    for path, answer in other.items():
        there = joined.get(path, Given.SOME)
        if there is Given.SOME:
            joined[path] = answer
        elif answer not in (there, Given.SOME):
            return None
    return joined


def _other_rows(one: Answers, other: Answers) -> bool:
    """Whether both say something of the rows of one table: of two loops, they may mean two rows."""
    return any(ANY_ROW in path and path in other and other[path] != answer for path, answer in one.items())


def _few(answers: Iterable[Answers | None]) -> tuple[Answers, ...]:
    found: list[Answers] = []
    for one in answers:
        if one is not None and one not in found:
            found.append(one)
        if len(found) == _MOST:
            break
    return tuple(found)
