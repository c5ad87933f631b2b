"""The values of a report. Each prints itself as an official document writes it (design.md section 4)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self, SupportsIndex

from selfeval.amounts import format_number
from selfeval.report.live import Live

NumberKind = Literal["金额", "百分比", "整数", "年度", "数"]


class NumberStyle(NamedTuple):
    """How a number prints.

    Attributes:
        kind: amount, percentage (0.98 prints 98.00%), integer, year, or a plain number printed as typed.
        places: decimals; None prints the number as it stands, without trailing zeros.
        unit: the unit the form prints behind it, such as 万元; the number does not print it itself.
        nil: what a 无 in the cell prints; None prints it as zero.
        thousands: whether commas part the thousands; official prose prints none, some annexes do.
    """

    kind: NumberKind = "数"
    places: int | None = None
    unit: str = ""
    nil: str | None = None
    thousands: bool = False


PLAIN = NumberStyle()


class Number(Decimal):
    """An exact number that prints itself by its style. Arithmetic on it gives plain exact Decimals.

    Attributes:
        style: how it prints.
        nil: whether the clerk wrote 无, — or /: zero in sums, printed as the form says.
    """

    __slots__ = ("nil", "style")
    style: NumberStyle
    nil: bool

    def __new__(cls, value: Decimal | int | str = 0, style: NumberStyle = PLAIN, nil: bool = False) -> Self:
        """The number with how it prints; ``nil`` says that the clerk wrote 无 or the like for it."""
        number = super().__new__(cls, value)
        number.style = style
        number.nil = nil
        return number

    def __str__(self) -> str:
        kind, places, _, nil_text, thousands = self.style
        if self.nil and nil_text is not None:
            return nil_text
        if kind == "百分比":
            return format_number(self.scaleb(2), places, thousands=thousands) + "%"
        return format_number(self, places, thousands=thousands)

    def __format__(self, specifier: str, /, *rest: Any) -> str:
        return str(self) if not specifier else super().__format__(specifier, *rest)

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> tuple[Any, ...]:
        # Decimal pickles by its printed text, which here is rounded.
        return (type(self), (Decimal(self), self.style, self.nil))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: Any, /) -> Self:
        return self


class Blank:
    """An optional value nobody gave: false, without items, prints as the form says (nothing by default)."""

    __slots__ = ("text",)

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return "BLANK"

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blank) or other == ""

    def __hash__(self) -> int:
        return hash("")

    def _never(self, other: object) -> bool:
        return False  # in a template `{% if 数 > 0 %}` over a blank is simply not so

    __lt__ = __le__ = __gt__ = __ge__ = _never


BLANK = Blank()


class Paragraphs(tuple[str, ...]):
    """A text of several paragraphs: iterates over them, prints them with line breaks between."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(self)


class Date(datetime.date):
    """A day, printed with Arabic numerals and no leading zeros as GB/T 9704 writes it: 2022年4月15日."""

    __slots__ = ()

    @classmethod
    def of(cls, day: datetime.date) -> Date:
        """The same day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月{self.day}日"

    def __format__(self, specifier: str, /) -> str:
        return str(self) if not specifier else super().__format__(specifier)


Value = str | Number | Paragraphs | Date | bool | Blank | Live


class Origin(NamedTuple):
    """Where a value came from.

    Attributes:
        place: the cell it stands in, ``一般公共预算!B7``; the name for mapping input; ``""`` for a computed figure.
        typed: the text as typed there.
        unit: the unit as typed or shown there, before conversion.
        expression: the expression that computed it, ``""`` for a typed value.
        reads: the cells the expression read, directly or through other figures.
        live: whether the cell shows what the live formula of a blank workbook made of other cells: nobody typed it.
    """

    place: str = ""
    typed: str = ""
    unit: str = ""
    expression: str = ""
    reads: tuple[str, ...] = ()
    live: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell the value rests on."""
        return (self.place,) if self.place and not self.expression else self.reads


def printed(value: object) -> str:
    """The text a value prints. A plain Decimal (the result of arithmetic) prints without trailing zeros."""
    if isinstance(value, Decimal) and not isinstance(value, Number):
        return format_number(value, None)
    return str(value)
