"""What one filling keeps beside the values: counters, what was printed, how much has been done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from jinja2.runtime import Context

from selfeval.document.faults import Fault
from selfeval.numbering import Numbering

if TYPE_CHECKING:
    from selfeval.document.chart_data import Chart
    from selfeval.document.lower import Tag
    from selfeval.document.picture_files import PictureFolder
    from selfeval.expressions import Expression
    from selfeval.report import Live

STATE: Final = "§state"
"""The name of the state in the context; no template can write it."""

MOST_TURNS = 500_000
MOST_CHARACTERS = 64_000_000


class Printed(NamedTuple):
    """One value as it was printed.

    Attributes:
        part: the part it went into.
        path: the name it came from, ``""`` where it was computed in the template.
        text: its text.
        plain: whether it went into an attribute or a field code.
    """

    part: str
    path: str
    text: str
    plain: bool


class Placement(NamedTuple):
    """One of docxtpl's objects that is printed, placed once the part is whole.

    Attributes:
        value: None for the blank value of a ``{{p }}``, whose paragraph goes.
        printed: where among the printed values its text goes.
    """

    value: Live | None
    tag: Tag
    path: str = ""
    printed: int = -1


class ChartPlacement(NamedTuple):
    """What a chart shows, and the tag in its alternative text."""

    chart: Chart
    tag: Tag


@dataclass
class ListCopies:
    """The lists that turns of loops have begun anew, for all parts of one filling.

    Attributes:
        last: the highest number of a list so far.
        made: by its new number, of which list each is a copy.
    """

    last: int
    made: dict[int, str] = field(default_factory=dict)
    _numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def number(self, part: str, original: str, turn: int) -> str:
        """The number of the list in that turn; the first turn keeps it."""
        if turn == 1:
            return original
        key = (part, original, turn)
        if key not in self._numbers:
            self.last += 1
            self._numbers[key] = self.last
            self.made[self.last] = original
        return str(self._numbers[key])


_LIST = re.compile(r'(?<=<w:numId w:val=")\d+')


@dataclass(slots=True)
class State:
    """The state of one filling of one part; numbering and printed values are shared by all parts."""

    part: str
    tags: Mapping[int, Tag]
    expressions: list[Expression]
    numbering: Numbering
    printed: list[Printed]
    required: Callable[[str], bool]
    marks: bool
    copies: ListCopies
    lists: Mapping[str, int]
    begun: dict[int, int] = field(default_factory=dict)
    turns: int = 0
    characters: int = 0
    names: dict[int, str] = field(default_factory=dict)
    live: list[Placement] = field(default_factory=list)
    pictures: PictureFolder | None = None
    charts: list[ChartPlacement] = field(default_factory=list)

    def spend(self, turns: int = 0, characters: int = 0) -> None:
        """Count work done; a template may not make an endless document."""
        self.turns += turns
        self.characters += characters
        if self.turns > MOST_TURNS or self.characters > MOST_CHARACTERS:
            raise Fault("fill.too-much")

    def list_of_turn(self, number: str) -> str:
        """The number of the list that counts in this turn of the loop it starts anew in."""
        loop = self.lists.get(number)
        return number if loop is None else self.copies.number(self.part, number, self.begun.get(loop, 1))

    def in_turn(self, xml: str) -> str:
        """The XML of the template with the lists of this turn."""
        return _LIST.sub(lambda match: self.list_of_turn(match[0]), xml) if self.lists else xml


def state_of(context: Context) -> State:
    """The state of the filling that runs in this context."""
    state = context.parent[STATE]
    if not isinstance(state, State):
        raise TypeError("no filling runs in this context")
    return state
