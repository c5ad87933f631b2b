"""What can be wrong with an expression: each a Chinese sentence with the next step, and the place where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.errors import SelfevalError

if TYPE_CHECKING:
    from selfeval.expressions.tree import Path

_WANTED = {
    "数": "a number",
    "一个值": "a single value",
    "可以比较的值": "a value that can be compared",
    "判断（请写成比较）": "a yes or no; write a comparison",
    "逐行填报的表": "a table of rows",
}
"""What was needed, in English."""
_SHOWN = 24  # characters of a long source on either side of the place


class ExpressionError(SelfevalError):
    """An expression that cannot be read, or cannot be computed.

    Attributes:
        reason: the sentence without source and place.
        source: the expression as written, ``""`` where it is not known.
        position: where in the source, counted from 0; None where the error has no single place.
        english: the reason in English; ``""`` where it has none.
    """

    def __init__(self, reason: str, source: str = "", position: int | None = None, english: str = "") -> None:
        super().__init__(reason, source, position)
        self.english = english
        self.reason = reason
        self.source = source
        self.position = position

    def __str__(self) -> str:
        if self.position is None:
            return f"公式「{_shortened(self.source, 0)}」：{self.reason}" if self.source else self.reason
        where = "末尾" if self.position >= len(self.source) else f"第 {self.position + 1} 个字"
        return f"公式「{_shortened(self.source, self.position)}」{where}：{self.reason}"


class UnknownName(ExpressionError, KeyError):
    """A name that the workbook, or the form, does not have.

    Attributes:
        path: the name.
    """

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(reason, english=f"there is no name {'.'.join(path)!r}")
        self.args = (reason, path)
        self.path = path


class WrongType(ExpressionError):
    """A value that cannot take part: a text in a sum, a text where a condition is needed, a field where a table is.

    Attributes:
        value: the offending value.
        wanted: what was needed in its place, as a word of the sentence.
        path: the name it was read from, None where it was computed.
    """

    def __init__(self, value: object, wanted: str = "数", path: Path | None = None) -> None:
        name = f"{'.'.join(path)} 的" if path else ""
        shown = _shortened(str(value), 0)
        super().__init__(
            f"{name}「{shown}」不是{wanted}，不能这样计算，请检查填报内容或公式",
            english=f"{'.'.join(path) + ': ' if path else ''}{shown!r} is not {_WANTED.get(wanted, 'what is needed')}",
        )
        self.args = (value, wanted, path)
        self.value = value
        self.wanted = wanted
        self.path = path


class DivisionByZero(ExpressionError):
    """A division by zero; what it gives is for the form to say.

    Attributes:
        dividend: what was divided, in words; ``""`` where only values were at hand.
        divisor: what was zero, in words.
        dividend_paths: the names the dividend reads.
        divisor_paths: the names the divisor reads.
        zero_dividend: whether the dividend is zero too: nothing of nothing.
    """

    def __init__(
        self,
        dividend: str = "",
        divisor: str = "",
        dividend_paths: tuple[Path, ...] = (),
        divisor_paths: tuple[Path, ...] = (),
        zero_dividend: bool = False,
    ) -> None:
        super().__init__(f"{divisor or '除数'}为 0，不能作除数", english="division by zero")
        self.args = (dividend, divisor, dividend_paths, divisor_paths, zero_dividend)
        self.dividend = dividend
        self.divisor = divisor
        self.dividend_paths = dividend_paths
        self.divisor_paths = divisor_paths
        self.zero_dividend = zero_dividend


class NoExcelFormula(ExpressionError):
    """The expression has no Excel formula that Excel, WPS and LibreOffice all compute.

    Attributes:
        construct: what has no equivalent, as written in the expression.
    """

    def __init__(self, construct: str) -> None:
        super().__init__(f"「{construct}」没有对应的 Excel 公式，只由 selfeval 计算")
        self.args = (construct,)
        self.construct = construct


def _shortened(source: str, position: int) -> str:
    start = max(0, position - _SHOWN)
    end = max(position, 0) + _SHOWN * 2
    return ("…" if start else "") + source[start:end] + ("…" if end < len(source) else "")
