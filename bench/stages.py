"""A clock around the functions of each stage, put there from outside: selfeval itself has no timers."""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Stage:
    """A stage and where its functions are: ``module:function``.

    ``inside`` names the stage that must be the one calling; a call from elsewhere counts for its caller.
    """

    name: str
    functions: tuple[str, ...]
    inside: str = ""


STAGES = (
    Stage("choosing the form", ("selfeval.api.loading:choose",)),
    Stage("opening and guarding the workbook, its cells", ("selfeval.workbook.source:open_workbook",)),
    Stage("report from the cells", ("selfeval.workbook.reader:read_report",)),
    Stage("derived figures", ("selfeval.figures:compute",)),
    Stage("checks", ("selfeval.checks:judge",)),
    Stage("filling", ("selfeval.document.filling:fill",)),
    Stage("self-proof: parsing the result", ("selfeval.ooxml.xml:parse_xml",), inside="filling"),
    Stage("mending", ("selfeval.document.mend:mend",)),
    Stage("writing the XML", ("selfeval.ooxml.xml:write_xml",)),
    Stage(
        "self-proof: values, tags, package",
        ("selfeval.document.proof:part_findings", "selfeval.document.proof:package_findings"),
    ),
    Stage(
        "stamp",
        ("selfeval.document.stamps:stamp", "selfeval.document.stamps:values_hash"),
    ),
    Stage("zip", ("selfeval.ooxml.zipped:write_zip",)),
)
"""The stages in the order in which they run."""


class Clock:
    """Counts each stage's own seconds while it is entered, for one document after the other."""

    def __init__(self) -> None:
        self.documents: list[dict[str, float]] = []
        self._there: set[str] = set()
        self._inner = [0.0]
        self._running = [""]
        self._undo: list[tuple[object, str, object]] = []

    def __enter__(self) -> Self:
        for stage in STAGES:
            for place in stage.functions:
                module, _, name = place.partition(":")
                try:
                    function = getattr(importlib.import_module(module), name)
                except (ImportError, AttributeError):
                    continue
                self._there.add(stage.name)
                self._replace(function, self._clocked(function, stage))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for module, name, function in reversed(self._undo):
            setattr(module, name, function)

    def whole(self, function: Callable[..., object], *arguments: object) -> None:
        """Call the function and count its time: as ``together``, and what no stage took as ``all else``."""
        self.documents.append(dict.fromkeys(self._there, 0.0))
        self._inner.append(0.0)
        begin = time.perf_counter()
        function(*arguments)
        taken = time.perf_counter() - begin
        self._count("together", taken)
        self._count("all else", taken - self._inner.pop())

    def _clocked(self, function: Callable[..., Any], stage: Stage) -> Callable[..., Any]:
        lazy = inspect.isgeneratorfunction(function)

        @functools.wraps(function)
        def clocked(*arguments: Any, **options: Any) -> Any:
            if stage.inside and self._running[-1] != stage.inside:
                return function(*arguments, **options)
            self._running.append(stage.name)
            self._inner.append(0.0)
            begin = time.perf_counter()
            try:
                result = function(*arguments, **options)
                return iter(list(result)) if lazy else result
            finally:
                taken = time.perf_counter() - begin
                self._running.pop()
                self._count(stage.name, taken - self._inner.pop())
                self._inner[-1] += taken

        return clocked

    def _count(self, name: str, seconds: float) -> None:
        document = self.documents[-1]
        document[name] = document.get(name, 0.0) + seconds

    def _replace(self, function: object, clocked: object) -> None:
        """Put the clocked function wherever selfeval's modules hold the other."""
        for module_name, module in list(sys.modules.items()):
            if module_name.partition(".")[0] == "selfeval":
                for name, value in list(vars(module).items()):
                    if value is function:
                        self._undo.append((module, name, value))
                        setattr(module, name, clocked)
