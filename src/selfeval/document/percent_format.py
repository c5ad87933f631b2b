"""``'%.2f' % 值``: Python's patterns with a percent sign, exact for decimals and bounded in width."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from selfeval.amounts import format_number
from selfeval.document.faults import Fault, bounded
from selfeval.document.missing import plain
from selfeval.document.printing import text_of
from selfeval.expressions import arithmetic as exact
from selfeval.report import BLANK, Blank

MOST_WIDTH: Final = 200
_MOST_PLACES: Final = 50
_MOST_PIECES: Final = 1_000
_PIECE = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?(?P<flags>[-+ 0]*)(?P<width>\d*)(?:\.(?P<places>\d*))?(?P<kind>.?)", re.S
)
_WHOLE: Final[Mapping[str, Callable[[int], str]]] = {
    **dict.fromkeys("diu", str),
    "x": lambda number: f"{number:x}",
    "X": lambda number: f"{number:X}",
    "o": lambda number: f"{number:o}",
}


def formatted(pattern: str, arguments: Sequence[object], named: Mapping[str, object]) -> object:
    """The pattern with the values in place of its pieces; blank where a number that it needs is blank."""
    pieces = list(_PIECE.finditer(pattern))
    if len(pieces) > _MOST_PIECES:
        raise Fault("fill.too-much")
    given = list(arguments)
    made: list[str] = []
    position = 0
    for piece in pieces:
        made.append(pattern[position : piece.start()])
        position = piece.end()
        if piece["kind"] == "%" and piece[0] == "%%":
            made.append("%")
            continue
        if piece["name"] is not None and piece["name"] in named:
            value = named[piece["name"]]
        elif piece["name"] is None and given:
            value = given.pop(0)
        else:
            raise _wrong("%s 等的个数与值不一致", "there is no value for " + piece[0])
        text = _written(plain(value), piece)
        if text is None:
            return BLANK
        made.append(text)
        bounded(sum(map(len, made)))
    if given:
        raise _wrong("%s 等的个数与值不一致", "there are more values than places for them")
    return "".join([*made, pattern[position:]])


def _written(value: object, piece: re.Match[str]) -> str | None:
    width, places = int(piece["width"][:9] or 0), int((piece["places"] or "0")[:9])
    if width > MOST_WIDTH or places > _MOST_PLACES:
        raise _wrong(
            f"宽度最多 {MOST_WIDTH}，小数最多 {_MOST_PLACES} 位", f"at most {MOST_WIDTH} wide, {_MOST_PLACES} places"
        )
    flags, kind = piece["flags"], piece["kind"]
    if kind == "s":
        text = text_of(value)
        text = text if piece["places"] is None else text[:places]
        return text.ljust(width) if "-" in flags else text.rjust(width)
    if kind not in {"f", "F", *_WHOLE}:
        raise _wrong("只能写 %s、%d、%f、%x 和 %o", "there are %s, %d, %f, %x and %o")
    number = exact.number(value)
    if isinstance(number, Blank):
        return None
    if number.adjusted() > MOST_WIDTH:
        raise Fault("fill.too-much")
    digits = _digits(number, kind, 6 if piece["places"] is None else places)
    sign = "-" if digits.startswith("-") else "+" if "+" in flags else " " if " " in flags else ""
    digits = digits.removeprefix("-")
    if "-" in flags:
        return (sign + digits).ljust(width)
    return sign + digits.rjust(width - len(sign), "0") if "0" in flags else (sign + digits).rjust(width)


def _digits(number: Decimal, kind: str, places: int) -> str:
    return format_number(number, places) if kind in "fF" else _WHOLE[kind](int(number))


def _wrong(reason: str, reason_en: str) -> Fault:
    return Fault("fill.wrong-argument", name="%", reason=reason, reason_en=reason_en)
