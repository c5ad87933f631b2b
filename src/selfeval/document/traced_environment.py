"""The environment in which a compiled template keeps origins: the same code, other functions behind its names.

A template's code looks filters, operators and attributes up in the environment it runs in. Here each of them gives
what it gives anyway, knowing the cells that fed it, and ``put`` notes them beside what it prints.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from jinja2 import pass_context, pass_environment
from jinja2.runtime import Context

from selfeval.document import filters_lists, filters_rows, functions, printing
from selfeval.document.chart_data import Chart
from selfeval.document.environment import (
    COMPARE,
    EVALUATE,
    IN_TURN,
    LIST_OF_TURN,
    LITERAL,
    MACRO,
    PUT,
    SPACE,
    TURN,
    TemplateEnvironment,
    UndefinedMode,
    environment_for,
)
from selfeval.document.filters import FILTERS
from selfeval.document.lookup import look_up
from selfeval.document.origins import Cells, bare, carried, carry, cells_at, combined, united
from selfeval.document.state import state_of
from selfeval.names import fold
from selfeval.report import Paragraphs, Record, Table

TRACER: Final = "§tracer"
"""The name of the tracer in the context; no template can write it."""
_PLACED: Final = (MACRO, TURN, IN_TURN, LIST_OF_TURN)
"""What gives XML; the values in it know their cells."""


_LOOKING: Final[Mapping[str, Callable[..., object]]] = {
    "map": filters_rows.each,
    "attr": filters_rows.part,
    "items": filters_rows.pairs,
    "dictsort": filters_rows.sorted_pairs,
    "groupby": filters_rows.grouped,
}
"""Filters that give what they look up: looked up here, it knows its cells."""
_OF_A_COLUMN: Final = ("sum", "join", "连接", "enumerated")


class TracedEnvironment(TemplateEnvironment):
    """Gives the same values as its base, each knowing its cells."""

    def __init__(self, mode: UndefinedMode) -> None:
        super().__init__(mode)
        own = {PUT: _put, EVALUATE: _evaluate, **_LOOKING, **{name: _by_column(FILTERS[name]) for name in _OF_A_COLUMN}}
        as_is = {name: self.filters[name] for name in (COMPARE, LITERAL, SPACE, *_PLACED)}
        inside = environment_for(mode)  # what looks into rows to choose or to sort compares bare values
        self.filters = {name: _combining(function, inside) for name, function in self.filters.items()} | as_is | own

    def getattr(self, obj: Any, attribute: Any) -> Any:
        """The data of that name or at that position."""
        found = look_up(obj, attribute, self.unknown)
        if type(obj) is Record:
            origin = obj.origin(attribute)
            return found if origin is None else carry(found, origin.cells)
        return carry(found, carried(obj)) if isinstance(obj, str | Paragraphs) else found

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same; the name may be a value itself."""
        return self.getattr(obj, str(argument) if isinstance(argument, str) else argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """``left operator right``."""
        return combined(super().call_binop(context, operator, left, right), (left, right))

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """``-arg``."""
        return combined(super().call_unop(context, operator, arg), (arg,))


@lru_cache(maxsize=3)
def traced_environment(mode: UndefinedMode) -> TracedEnvironment:
    """The traced environment of a mode, shared by all templates."""
    return TracedEnvironment(mode)


def _combining(function: Callable[..., object], inside: TemplateEnvironment) -> Callable[..., object]:
    """The filter, its result knowing the cells of all that it was given."""

    @functools.wraps(function)  # with the mark by which Jinja knows what to pass first
    def combining(*given: object, **named: object) -> object:
        if type(given[0]) is TracedEnvironment:
            given = (inside, *given[1:])
        result = function(*given, **named)
        return combined(result, (*given, *named.values()) if named else given)

    return combining


def _by_column(function: Callable[..., object]) -> Callable[..., object]:
    """A filter that makes one value of a column: the column is taken first, as it knows its cells and the rows do not."""

    @pass_environment
    def combining(environment: TracedEnvironment, values: object, *given: object, **named: object) -> object:
        if "attribute" in named:
            values = filters_lists.columns(environment, values, named.pop("attribute"))
        return combined(function(environment, values, *given, **named), (values, *given, *named.values()))

    return combining


@pass_context
def _evaluate(context: Context, bindings: Mapping[str, object], index: int) -> object:
    """An expression; it rests on every cell of what it names, as a derived figure does."""
    result = functions.evaluate(context, bindings, index)
    paths = state_of(context).expressions[index].paths
    return carry(result, united(tuple(cells_at(bindings.get(fold(path[0])), path[1:])) for path in paths))


@pass_context
def _put(context: Context, value: object, line: int, path: str) -> str:
    """What ``put`` writes, behind a mark that means nothing to XML; its cells and its tag are noted."""
    state = state_of(context)
    count = len(state.printed)
    written = printing.put(context, bare(value), line, path)
    if len(state.printed) == count:
        return written
    tag = state.tags[line]
    cells = _of_chart(value) if type(value) is Chart else carried(value) or _answered(context, path)
    return str(context.parent[TRACER].note(tag, cells)) + written


def _of_chart(chart: Chart) -> Cells:
    """The cells of all the figures of a chart."""
    return united(carried(value) for series in chart.series for value in series.values)


def _answered(context: Context, path: str) -> Cells:
    """The cells of the answer at the path: what prints as a mark or as yes or no can know nothing itself."""
    sheet, *names = path.split(".")
    holder = context.parent.get(fold(sheet))
    if isinstance(holder, Table) and names:
        holder = holder.row(names.pop(0))
    origin = holder.origin(".".join(names)) if isinstance(holder, Record) else None
    return () if origin is None else origin.cells
