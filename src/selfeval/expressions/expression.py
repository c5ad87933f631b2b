"""One parsed expression and its four uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from selfeval.expressions.errors import ExpressionError
from selfeval.expressions.evaluate import NO_ROW, Compute, computing, count_addends
from selfeval.expressions.excel import Spellings, as_written, to_excel
from selfeval.expressions.explain import explain, last_part
from selfeval.expressions.tree import Node, Path, paths_of


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of a form: evaluates, lists what it reads, writes itself as an Excel formula, explains itself.

    Attributes:
        source: as written.
        tree: what it means.
        paths: every name it reads, in order, once; a column of a table as (table, column).
    """

    source: str
    tree: Node
    paths: tuple[Path, ...] = field(init=False, compare=False, repr=False)
    _compute: Compute | None = field(default=None, init=False, compare=False, repr=False)
    """Made when first needed: most expressions of a form that was only asked for its sheets never are."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "paths", paths_of(self.tree))

    def __reduce__(self) -> tuple[type[Expression], tuple[str, Node]]:
        return Expression, (self.source, self.tree)  # functions made on the way do not pickle

    @property
    def is_constant(self) -> bool:
        """Whether it reads no name at all: ``"万元"``."""
        return not self.paths

    def evaluate(self, resolve: Callable[[Path], object]) -> object:
        """Its value: a number, text, date, yes or no, or blank.

        ``resolve`` gives the value of a name; for 合计 and the like it is asked for the table, ``("项目支出",)``, and has
        to give its rows. It raises KeyError for a name there is not.

        Raises:
            UnknownName: ``resolve`` does not know a name.
            WrongType: a text in arithmetic and the like.
            DivisionByZero: with what was divided by what.
        """
        compute = self._compute
        if compute is None:
            compute = computing(self.tree)
            object.__setattr__(self, "_compute", compute)
        try:
            return compute(resolve, NO_ROW)
        except ExpressionError as error:
            error.source = error.source or self.source
            raise

    def addends(self, resolve: Callable[[Path], object]) -> int:
        """How many filled figures its value is the sum of; for 合计 those of the rows it takes.

        Raises:
            ExpressionError: as ``evaluate``.
        """
        return count_addends(self.tree, resolve)

    def excel(self, address: Callable[[Path], str | None], spellings: Spellings = as_written) -> str:
        """The Excel formula without its equals sign.

        ``address`` gives the reference of a name, ``'一般公共预算'!$B$7``, for a column of a table that of its range;
        None where the workbook has no such cell. A cell reference in arithmetic is wrapped in N(), so it must be one.
        ``spellings``: see ``to_excel``.

        Raises:
            NoExcelFormula: naming the construct that has no equivalent.
        """
        try:
            return to_excel(self.tree, address, spellings)
        except ExpressionError as error:
            error.source = error.source or self.source
            raise

    def explain(self, label: Callable[[Path], str] = last_part) -> str:
        """What it computes, in Chinese: ``基本支出与项目支出之和``. ``label`` words the names it reads."""
        return explain(self.tree, label)

    def __str__(self) -> str:
        return self.source
