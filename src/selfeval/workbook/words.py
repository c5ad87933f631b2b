"""From a cell to words: text, paragraphs, choices, and number-or-text. Text goes in whole, or is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from selfeval.amounts import is_money_unit, parse_number
from selfeval.cells import Cell, Kind, column_number
from selfeval.cells import place as place_of
from selfeval.form.model import Field
from selfeval.names import closest, fold
from selfeval.numbering import is_only_number, split_list_number
from selfeval.report import Number, NumberStyle, Paragraphs
from selfeval.workbook.reading import Made, Reading
from selfeval.workbook.text import forbidden, lines, plain_breaks, quote, seen, trim, without_forbidden

_PERCENT = NumberStyle("百分比")
_SHOWN_NUMBERS = 3
_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def text(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A text. A number becomes its shortest text (13800000000), a date the Chinese one, TRUE and FALSE 是 and 否."""
    words = worded(reading, cell, field.label, place)
    if field.numbered:
        _tell_only_numbers(reading, words.split("\n"), field, place)
        words = "\n".join(_unnumbered(reading, words.split("\n"), field, place))
    return words or None, field.unit


def paragraphs(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """The paragraphs of a cell: a line break is a new one, lines without text are none."""
    found = lines(worded(reading, cell, field.label, place))
    _tell_only_numbers(reading, found, field, place)
    if field.numbered:
        found = _unnumbered(reading, found, field, place)
    return Paragraphs(found) if found else None, ""


def choice(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """One of the field's choices, whatever its width, spaces, or list number; another spelling with a note."""
    typed = trim(_yes_or_no(cell) or seen(cell))
    known = field.choice_by_spelling
    chosen = known.get(fold(typed)) or known.get(fold(split_list_number(typed).text))
    if chosen is None:
        near = closest(typed, field.choices)
        suggestion = f"您是否想选“{near}”？" if near else ""
        if all(map(is_money_unit, field.choices)):  # another unit means other figures
            suggestion = "请把金额换算成可选的单位。"
        expected = "、".join(field.choices)
        found = quote(typed)
        reading.add(
            "cell.unknown-choice", place, label=field.label, found=found, suggestion=suggestion, expected=expected
        )
    elif fold(chosen) != fold(typed):
        reading.add("cell.choice-alias", place, label=field.label, found=quote(typed), expected=chosen)
    return chosen, field.unit


def number_or_text(reading: Reading, cell: Cell, field: Field, place: str) -> Made:
    """A number where the cell holds nothing else (98 % prints so), else the text; 无 and / stay text."""
    if isinstance(cell.value, Decimal):
        return Number(cell.value, _PERCENT._replace(places=field.places) if cell.percent else field.style), field.unit
    if cell.kind is Kind.TEXT:
        parsed = parse_number(str(cell.value))
        if parsed is not None and not parsed.unit:
            return Number(parsed.value, field.style), field.unit
    return text(reading, cell, field, place)


def worded(reading: Reading, cell: Cell, label: str, place: str) -> str:
    """The text of a cell with its ends trimmed and its line breaks alike; what no document can hold is a finding."""
    line = one_line(cell.value)
    if line is not None:
        return line
    said = _yes_or_no(cell)
    if said:
        reading.add("cell.understood", place, label=label, found=seen(cell), expected=said)
        return said
    words = trim(plain_breaks(seen(cell)))
    left = _BOOKMARK.findall(words)
    if left:
        reading.add("cell.bookmark-left", place, label=label, found=quote(left[0]))
        words = without_bookmarks(words)
    bad = forbidden(words)
    for character in bad:
        reading.add("cell.control-character", place, label=label, found=f"U+{ord(character):04X}")
    return without_forbidden(words) if bad else words


def one_line(value: object) -> str | None:
    """The text without spaces at its ends; None for one with a line break or a character to look at twice."""
    return value.strip(" ") if type(value) is str and value.isprintable() and "[" not in value else None


def without_bookmarks(text: str) -> str:
    """The text without ``[bookmark: _GoBack]``, which copying from some programs leaves in it."""
    return trim(_BOOKMARK.sub("", text))


def _tell_only_numbers(reading: Reading, typed: Iterable[str], field: Field, place: str) -> None:
    """Numbers pasted without their text, which a tab behind them has sent to the next cell."""
    number = next(filter(is_only_number, typed), "")
    if not number:
        return
    address = place.rpartition("!")[2]
    suggestion = f"请把这一条的文字移到 {address}，没有的请清空"
    at = _PLACE.fullmatch(address)
    if reading.grid is not None and at is not None:
        row, column = int(at[2]), column_number(at[1]) + 1
        beside = reading.grid.at(row, column)
        if beside.kind is Kind.TEXT and not beside.has_formula and fold(str(beside.value)) != fold(field.unit):
            there = place_of(reading.grid.name, row, column)
            suggestion = f"请把 {there.rpartition('!')[2]} 的文字“{quote(seen(beside))}”移到 {address}"
            reading.told.add(there)
    reading.add("cell.only-a-number", place, label=field.label, found=number, cell=address, suggestion=suggestion)


def _yes_or_no(cell: Cell) -> str:
    if cell.kind is not Kind.BOOLEAN:
        return ""
    return "是" if cell.value else "否"


def _unnumbered(reading: Reading, typed: list[str], field: Field, place: str) -> list[str]:
    """The lines without the list numbers typed before them: the document numbers them."""
    split = [split_list_number(line) for line in typed]
    numbers = [line.number for line in split if line.number]
    if numbers:
        shown = " ".join(numbers[:_SHOWN_NUMBERS]) + (" …" if len(numbers) > _SHOWN_NUMBERS else "")
        reading.add("cell.list-number", place, label=field.label, found=shown)
    return [line.text for line in split]
