"""The one function that every printed value goes through: its text, escaped for where it stands, and remembered."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from selfeval.document.chart_data import Chart, chart_mark
from selfeval.document.faults import Fault
from selfeval.document.missing import Mark, Missing, NoTurn, asked, mark_text, plain
from selfeval.document.state import MOST_CHARACTERS, ChartPlacement, Placement, Printed, State, state_of
from selfeval.ooxml.xml import escape, escape_attribute, illegal_character
from selfeval.report import Blank, Live, Number, Paragraphs, printed

if TYPE_CHECKING:
    from selfeval.document.lower import Tag

MARKED = "selfeval-mark"
"""The attribute of a text element that is a mark; it never reaches the document."""

LIVE = "selfeval-live"
"""The attribute of a text element in whose place one of docxtpl's objects goes; it never reaches the document either."""

_NEXT = '</w:t>{}<w:t xml:space="preserve">'
_BREAK = _NEXT.format("<w:br/>")
_TAB = _NEXT.format("<w:tab/>")
_CARE = re.compile('[\x00-\x1f"&<>\ud800-\udfff\ufffe\uffff]')
"""What escaping, a line break or XML's own bounds may change."""
_YES, _NO = "是", "否"


@pass_context
def put(context: Context, value: object, line: int, path: str) -> str:
    """The XML of a value printed by the tag on that line; ``path`` is the name it came from, where it has one."""
    state = state_of(context)
    tag = state.tags[line]
    kind = type(value)
    if (kind is str or kind is Number) and not tag.plain:  # nearly every value: nothing to escape, break or refuse
        text = str(value)
        if text and not _CARE.search(text):
            state.characters += len(text)
            if state.characters > MOST_CHARACTERS:
                state.spend()
            state.printed.append(Printed(state.part, path, text, False))
            return text
    if kind is Live:
        return _placed_later(state, tag, value, path)  # type: ignore[arg-type]  # its kind says so
    if kind is Chart:
        return _charted(state, tag, value)  # type: ignore[arg-type]
    mark = _mark_name(value, path, state.marks, state.required)
    if mark is not None:
        text = mark_text(mark)
        state.printed.append(Printed(state.part, path, text, tag.plain))
        if tag.plain:
            return escape_attribute(text)
        return f'</w:t><w:t {MARKED}="" xml:space="preserve">{escape(text)}</w:t><w:t xml:space="preserve">'
    text = text_of(value)
    if text:
        bad = illegal_character(text)
        if bad is not None:
            raise Fault("fill.illegal-character", name=path or tag.body, code=f"U+{ord(bad):04X}")
        state.spend(characters=len(text))
        state.printed.append(Printed(state.part, path, text, tag.plain))
    elif tag.level == "p":
        return _live_mark(state, Placement(None, tag))
    if tag.plain:
        return escape_attribute(text)
    return escape(text).replace("\n", state.in_turn(tag.new_paragraph) or _BREAK).replace("\t", _TAB)


def _placed_later(state: State, tag: Tag, value: Live, path: str) -> str:
    if tag.plain:
        raise Fault("fill.live-as-text", name=path or tag.body, kind=value.kind)
    state.spend(characters=len(value.data))
    state.printed.append(Printed(state.part, path, "", False))
    return _live_mark(state, Placement(value, tag, path, len(state.printed) - 1))


def _charted(state: State, tag: Tag, value: Chart) -> str:
    if not tag.plain:
        raise Fault("fill.chart-place")
    state.charts.append(ChartPlacement(value, tag))
    state.printed.append(Printed(state.part, "", "", True))
    return chart_mark(len(state.charts) - 1)


def _live_mark(state: State, placement: Placement) -> str:
    state.live.append(placement)
    return _NEXT.format(f'<w:t {LIVE}="{len(state.live) - 1}"/>')


def text_of(value: object) -> str:
    """The text a value prints; line breaks are ``\\n``.

    Raises:
        Fault: what is no single value: a whole sheet, a row, a list.
        UndefinedError: an unknown name in a strict template.
    """
    value = plain(value)
    match value:
        case bool():
            return _YES if value else _NO
        case str():
            text = str(value)
        case Blank() | int() | Decimal() | datetime.date() | Paragraphs():
            text = printed(value)
        case Live():
            raise Fault("fill.live-as-text", name="", kind=value.kind)
        case _:
            raise Fault("fill.not-printable", name=getattr(value, "name", ""))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _mark_name(value: object, path: str, marks: bool, required) -> str | None:  # type: ignore[no-untyped-def]
    if isinstance(value, Undefined):
        return value.name if marks and isinstance(value, Missing) and not isinstance(value, NoTurn) else None
    if isinstance(value, Mark):
        return value.name
    return asked(path) if isinstance(value, Blank) and path and required(path) else None
