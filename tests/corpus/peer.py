"""What docxtpl makes of an entry: the same template, the same values as dicts and lists."""

from __future__ import annotations

import io
import multiprocessing
import re
import resource
import signal
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing.connection import Connection
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[attr-defined]

from tests.corpus.entry import Sheets, with_objects
from tests.corpus.seen import seen

_SECONDS = 0.6
_BYTES = 1 << 30
STOPPED = "runs on for seconds, or takes more than 1 GB"
_ADDRESS = re.compile(r"0x[0-9a-f]+")


class Amount(Decimal):
    """Prints with two decimals, as the amounts of a form do."""

    def __str__(self) -> str:
        return format(self, ".2f")


@dataclass(frozen=True)
class Given:
    """What docxtpl gave: the lines of its document, or why there is none."""

    lines: tuple[str, ...] = ()
    failure: str = ""


def docxtpl_gives(template: bytes, sheets: Sheets, *, autoescape: bool, harmful: bool = False) -> Given:
    """The document's lines; a harmful template is run in a process of its own, within bounds."""
    if not harmful:
        return _given(template, sheets, autoescape)
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=_within_bounds, args=(sender, template, sheets, autoescape))
    process.start()
    sender.close()
    try:
        given: Given = receiver.recv()
    except EOFError:
        given = Given(failure=STOPPED)
    process.join()
    return given


def _within_bounds(sender: Connection, template: bytes, sheets: Sheets, autoescape: bool) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)  # of the processor, so that a busy machine changes nothing
    given = _given(template, sheets, autoescape)
    if not given.failure.startswith("MemoryError"):
        sender.send(given)


def _given(template: bytes, sheets: Sheets, autoescape: bool) -> Given:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            document = DocxTemplate(io.BytesIO(template))
            document.render(_context(with_objects(sheets, document)), autoescape=autoescape)
            target = io.BytesIO()
            document.save(target)
            return Given(tuple(_ADDRESS.sub("0x…", line) for line in seen(target.getvalue())))
        except Exception as error:  # whatever docxtpl raises is what it gives
            message = str(error).partition("\n")[0]
            if isinstance(error, RecursionError):  # its words differ from one Python to the next
                message = ""
            return Given(failure=f"{type(error).__name__}: {message}"[:100].rstrip(": "))


def _context(sheets: Sheets) -> dict[str, Any]:
    return {
        name: _record(sheet) if isinstance(sheet, Mapping) else [_record(row) for row in sheet]
        for name, sheet in sheets.items()
    }


def _record(values: Mapping[str, Any]) -> dict[str, Any]:
    return {label: _value(value) for label, value in values.items()}


def _value(value: Any) -> Any:
    if value is None:
        return ""
    return Amount(value) if isinstance(value, Decimal) else value
