"""What the compiler puts in place of calls and loops: each runs with the state of the filling."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.utils import Namespace

from selfeval.document.arguments import wrong
from selfeval.document.filters_lists import items
from selfeval.document.lookup import as_position
from selfeval.document.missing import Mark, Missing, asked, plain
from selfeval.document.state import state_of
from selfeval.names import fold
from selfeval.report import Blank

MOST_IN_RANGE = 10_000


@pass_context
def number(context: Context, level: object) -> str:
    """``编号(1)`` 一、, ``编号("附件")`` 附件1: counted where it is printed."""
    level = plain(level)
    wanted = level if isinstance(level, str) else as_position(level)
    try:
        if wanted is not None:
            return state_of(context).numbering.next(wanted)
    except ValueError:
        pass
    raise wrong(
        "编号", '级别请写 1 到 5，或写带引号的词，如 编号("附件")', 'give a level from 1 to 5, or a word: 编号("附件")'
    )


def space(values: Mapping[str, object]) -> Namespace:
    """``namespace(和=0)``: a place for values that a loop adds up; they are read and set by name only."""
    return Namespace(values)


def counted_range(*bounds: object) -> range:
    """``range(5)``, at most ten thousand long."""
    positions = [as_position(plain(bound)) for bound in bounds]
    if not 1 <= len(positions) <= 3 or None in positions or positions[2:] == [0]:
        raise wrong("range", "请写整数，如 range(5)", "give whole numbers, as in range(5)")
    found = range(*(position for position in positions if position is not None))
    try:
        if len(found) <= MOST_IN_RANGE:
            return found
    except OverflowError:
        pass
    raise wrong("range", f"最多 {MOST_IN_RANGE} 次", f"at most {MOST_IN_RANGE} turns")


@pass_context
def each(context: Context, values: object, path: str) -> list[object]:
    """What a loop goes over; a required answer that is blank is one mark."""
    state = state_of(context)
    if isinstance(values, Missing) and state.marks:
        return [Mark(values.name)]
    if isinstance(values, Blank) and path and state.required(path):
        return [Mark(asked(path))]
    found = items(values)
    state.spend(turns=len(found) + 1)
    return found


@pass_context
def evaluate(context: Context, bindings: Mapping[str, object], index: int) -> object:
    """An expression with 合计 and the like, taken out of the template when it was compiled."""
    environment = context.environment

    def resolve(path: tuple[str, ...]) -> object:
        found = bindings.get(fold(path[0]))
        if found is None or isinstance(found, Undefined):
            if isinstance(found, Missing):
                return plain(found)
            raise KeyError(path[0])
        for part in path[1:]:
            found = environment.getitem(found, part)
        if isinstance(found, Undefined) and not isinstance(found, Missing):
            raise KeyError(".".join(path))
        return plain(found)

    return state_of(context).expressions[index].evaluate(resolve)


def cycle(loop: object, values: list[object]) -> object:
    """``loop.cycle("单", "双")``: the values by turns."""
    return values[_loop(loop).index0 % len(values)]


def changed(loop: object, values: list[object]) -> bool:
    """``loop.changed(项.类别)``: whether it is another value than in the turn before."""
    return _loop(loop).changed(*map(plain, values))


def _loop(loop: object) -> LoopContext:
    if isinstance(loop, LoopContext):
        return loop
    raise wrong("loop", "只能写在循环里", "it stands in loops only")


@pass_context
def call_macro(context: Context, macro: object, arguments: list[object], keywords: Mapping[str, object]) -> str:
    """What a macro of the template prints."""
    if not isinstance(macro, Macro):
        raise wrong("macro", "请把 {% macro %} 写在使用它的地方之前", "put {% macro %} before the place that uses it")
    state_of(context).spend(turns=1)
    return str(macro(*arguments, **keywords))


@pass_context
def answer(context: Context, value: object, path: str) -> object:
    """An answer given to a macro; where it is required and blank, a mark."""
    return Mark(path) if isinstance(value, Blank) and state_of(context).required(path) else value


@pass_context
def turn(context: Context, loop: int) -> str:
    """Another turn of the loop begins; nothing is printed."""
    begun = state_of(context).begun
    begun[loop] = begun.get(loop, 0) + 1
    return ""


@pass_context
def in_turn(context: Context, name: str, loop: int, stem: str) -> str:
    """The name a bookmark has in this turn of the loop: its own in the first."""
    number = state_of(context).begun.get(loop, 1)
    return name if number == 1 else f"{stem}{number}"


@pass_context
def list_of_turn(context: Context, number: str) -> str:
    """The number of the list that counts in this turn of its loop."""
    return state_of(context).list_of_turn(number)


def sliced(values: object, start: object, stop: object, step: object) -> object:
    """``rows[:3]``: a part of a list or text."""
    part = slice(*(None if bound is None else as_position(plain(bound)) for bound in (start, stop, step)))
    values = plain(values)
    return values[part] if isinstance(values, str) else items(values)[part]
