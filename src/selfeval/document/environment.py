"""The Jinja environment templates run in: sandboxed, strict, exact, and closed to everything that is not data."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, Literal

from jinja2 import Undefined, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from selfeval.document import charts, functions, operators, picture_files
from selfeval.document.argument_names import name_arguments
from selfeval.document.faults import Fault
from selfeval.document.filters import FILTERS
from selfeval.document.generate import PrintingCode
from selfeval.document.lookup import look_up
from selfeval.document.missing import Missing, Unknown
from selfeval.document.predicates import TESTS
from selfeval.document.printing import put

UndefinedMode = Literal["error", "mark", "blank"]

PUT: Final = "§put"
EACH: Final = "§each"
LITERAL: Final = "§literal"
COMPARE: Final = "§compare"
JOINED: Final = "§joined"
EVALUATE: Final = "§evaluate"
SLICED: Final = "§sliced"
CALLED: Final = {
    "编号": "§number",
    "range": "§range",
    "图片": "§picture",
    "picture": "§picture",
    "图表": "§chart",
    "chart": "§chart",
}
"""Functions a template calls, by the filter the compiler puts in their place."""
CHARTS: Final = frozenset({"图表", "chart"})
"""Those of them that name columns of what they are given."""
NAMESPACE: Final = "namespace"
"""The function that makes a place for values that outlive a turn of a loop."""
SPACE: Final = "§space"
DICTIONARY: Final = "dict"
"""The function that is a literal written otherwise: ``dict(甲=1)``."""
LOOP_METHODS: Final = {"cycle": "§cycle", "changed": "§changed"}
"""The methods of ``loop`` that may be called, by the filter in their place."""
MACRO: Final = "§macro"
ANSWER: Final = "§answer"
TURN: Final = "§turn"
IN_TURN: Final = "§in-turn"
LIST_OF_TURN: Final = "§list"
_COMPILED: Final[dict[str, Callable[..., object]]] = {
    SPACE: functions.space,
    PUT: put,
    EACH: functions.each,
    LITERAL: operators.literal,
    COMPARE: operators.compare,
    JOINED: operators.joined,
    EVALUATE: functions.evaluate,
    SLICED: functions.sliced,
    LOOP_METHODS["cycle"]: functions.cycle,
    LOOP_METHODS["changed"]: functions.changed,
    MACRO: functions.call_macro,
    ANSWER: functions.answer,
    TURN: functions.turn,
    IN_TURN: functions.in_turn,
    LIST_OF_TURN: functions.list_of_turn,
    CALLED["编号"]: functions.number,
    CALLED["range"]: functions.counted_range,
    CALLED["图片"]: picture_files.picture,
    CALLED["图表"]: charts.chart,
}
"""What ``rewrite`` puts into the tree. No template can write these names."""


def called_function(name: str) -> Callable[..., object]:
    """The function that a template calls by this name."""
    return _COMPILED[CALLED[name]]


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Names are looked up in data only; operators are exact; nothing can be called but what the compiler put there."""

    code_generator_class = PrintingCode
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, mode: UndefinedMode) -> None:
        super().__init__(
            autoescape=True,
            undefined=Unknown if mode == "error" else Missing,
            optimized=False,  # what is constant is computed by our operators too
            cache_size=0,
            keep_trailing_newline=True,
        )
        self.globals.clear()
        self.filters = {**FILTERS, **_COMPILED}
        self.tests = dict(TESTS)
        self.mode = mode
        self.strict = mode == "error"

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """The tree of the source, arguments by the names that their code has."""
        tree = super().parse(source, name, filename)
        name_arguments(tree, CALLED)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The data of that name, never an attribute of Python's."""
        return look_up(obj, attribute, self.unknown)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same."""
        return look_up(obj, argument, self.unknown)

    def unknown(self, name: str) -> Undefined:
        """What stands for a name that nobody knows."""
        return self.undefined(name=name)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """``left operator right``, exactly."""
        return operators.compute(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """``-arg``, exactly."""
        return operators.compute_one(operator, arg)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing is reached by attribute."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called."""
        return False

    def call(self, context: Context, obj: Any, *arguments: Any, **keywords: Any) -> Any:
        """Refused: the compiler has put all that may be called in place."""
        raise Fault("fill.no-such-item", name="()")


@lru_cache(maxsize=3)
def environment_for(mode: UndefinedMode) -> TemplateEnvironment:
    """The environment of a mode, shared by all templates."""
    return TemplateEnvironment(mode)
