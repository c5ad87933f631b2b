"""The expression as an Excel formula, in functions that old Excel, WPS and LibreOffice all compute.

The formula follows the arithmetic only: the caller wraps it where a blank should stay blank. Known differences: MAX
and MIN pass over 无, which here counts as zero; ``==`` in Excel minds width and brackets, and overlooks case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from selfeval.expressions import tree
from selfeval.expressions.errors import NoExcelFormula

Address = Callable[[tree.Path], str | None]
Spellings = Callable[[tree.Path, str], tuple[str, ...]]

_LONGEST_FORMULA = 8192
_LONGEST_TEXT = 255  # of a text inside a formula
_MOST_LEVELS = 64  # more nested brackets, and Excel calls the workbook damaged
_SUM, _PRODUCT, _SIGN, _ATOM = 1, 2, 3, 4  # a sign binds tightest
_OPERATORS = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_OVER_VALUES = {"合计": "SUM", "最大": "MAX", "最小": "MIN"}
_PLAIN_TEXT = re.compile(r'"[^"]*"')


def as_written(_path: tree.Path, text: str) -> tuple[str, ...]:
    """Cells hold the text a row condition asks for as it is written there."""
    return (text,)


def to_excel(node: tree.Node, address: Address, spellings: Spellings = as_written) -> str:
    """The formula without its equals sign; ``address`` gives the reference of a cell, or of a column's range.

    ``spellings`` gives the texts which, in cells of a column, all mean the one a row condition asks for; ``""`` where a
    blank cell does.

    Raises:
        NoExcelFormula: it has none; the error names the construct.
    """
    formula = _Formula(address, spellings).text(node)
    if len(formula) > _LONGEST_FORMULA or _depth(formula) > _MOST_LEVELS:
        raise NoExcelFormula("太长或套得太深的公式")
    return formula


class _Formula:
    def __init__(self, address: Address, spellings: Spellings) -> None:
        self._address = address
        self._spellings = spellings

    def text(self, node: tree.Node, numeric: bool = False) -> str:
        """The formula of the node; ``numeric`` where a cell's 无 has to count as zero."""
        match node:
            case tree.Constant(value):
                return _constant(value)
            case tree.Name(path) | tree.Column(path, _):
                return f"N({self._reference(path)})" if numeric else self._reference(path)
            case tree.Negative(operand):
                return "-" + self._operand(operand, _SIGN)
            case tree.Arithmetic(operator, left, right):
                level = _LEVELS[operator]
                return self._operand(left, level) + operator + self._operand(right, level + 1)
            case tree.Comparison():
                return _all("AND", (self._compared(*pair) for pair in node.pairs))
            case tree.Membership(operand, options):
                equals = (self._compared(operand, "==", tree.Constant(option)) for option in options)
                return _all("OR", equals)
            case tree.Logic(operator, operands):
                return _all(operator.upper(), map(self.text, operands))
            case tree.Not(operand):
                return f"NOT({self.text(operand)})"
            case tree.Choice(condition, then, otherwise):
                return f"IF({self.text(condition)},{self.text(then, numeric)},{self.text(otherwise, numeric)})"
            case tree.Aggregate():
                return self._aggregate(node)
            case tree.Function(name, arguments):
                return self._function(name, arguments)

    def _operand(self, node: tree.Node, level: int) -> str:
        text = self.text(node, numeric=True)
        return text if _level(node) >= level else f"({text})"

    def _reference(self, path: tree.Path) -> str:
        reference = self._address(path)
        if reference is None:
            raise NoExcelFormula(".".join(path))
        return reference

    def _compared(self, left: tree.Node, operator: tree.ComparisonOperator, right: tree.Node) -> str:
        numeric = operator not in {"==", "!="} or "数" in {tree.gives(left), tree.gives(right)}
        return self.text(left, numeric) + _OPERATORS[operator] + self.text(right, numeric)

    def _function(self, name: tree.FunctionName, arguments: tuple[tree.Node, ...]) -> str:
        if name == "绝对值":
            return f"ABS({self.text(arguments[0], numeric=True)})"
        if name == "四舍五入":
            return f"ROUND({self.text(arguments[0], numeric=True)},{self.text(arguments[1])})"
        # A bare reference: MAX and MIN pass over a blank cell, which N() would turn into zero, and SUM over its text.
        return _all(_OVER_VALUES[name], map(self.text, arguments), always=True)

    def _aggregate(self, node: tree.Aggregate) -> str:
        equalities = [(column, self._criterion(node, column, value)) for column, value in _equalities(node)]
        criteria = [part for column, value in equalities for part in (self._reference(column), value)]
        if any(value.startswith("{") for _, value in equalities):
            if len(equalities) > 1:
                raise NoExcelFormula(f"{_written(node)} 的条件")
            return f"SUMPRODUCT({self._over_rows(node, criteria)})"
        return self._over_rows(node, criteria)

    def _criterion(self, node: tree.Aggregate, column: tree.Path, value: Decimal | str) -> str:
        """The cells that meet an equality: a criterion of SUMIFS, or several of them in braces."""
        if isinstance(value, Decimal):
            return _constant(value)
        texts = self._spellings(column, value)
        if "" in texts and node.item is None:  # blank rows below the table would count
            raise NoExcelFormula(f"{_written(node)} 的条件")
        # Text that starts with a sign would read as a comparison, and * ? ~ are wildcards.
        criteria = [_constant("=" + re.sub(r"([*?~])", r"~\1", text)) for text in texts]
        return criteria[0] if len(criteria) == 1 else "{" + ",".join(criteria) + "}"

    def _over_rows(self, node: tree.Aggregate, criteria: list[str]) -> str:
        match node.function, node.item, criteria:
            case "合计", tree.Column(path, _), []:
                return f"SUM({self._reference(path)})"
            case "合计", tree.Column(path, _), _:
                return f"SUMIFS({','.join([self._reference(path), *criteria])})"
            case "合计", tree.Arithmetic("*", tree.Column(left, _), tree.Column(right, _)), []:
                return f"SUMPRODUCT({self._reference(left)},{self._reference(right)})"
            case "计数", (None | tree.Column()) as item, []:
                return f"COUNTA({self._reference(item.path if item else node.table)})"
            case "计数", None, _:
                return f"COUNTIFS({','.join(criteria)})"
            case "计数", tree.Column(path, _), _:
                filled = _constant("<>")
                return f"COUNTIFS({','.join([self._reference(path), filled, *criteria])})"
            case "最大", tree.Column(path, _), []:
                return f"MAX({self._reference(path)})"
            case "最小", tree.Column(path, _), []:
                return f"MIN({self._reference(path)})"
        raise NoExcelFormula(_written(node))


def _equalities(node: tree.Aggregate) -> list[tuple[tree.Path, Decimal | str]]:
    """The row condition as columns and the values they have to hold."""
    if node.condition is None:
        return []
    parts = [node.condition]
    if isinstance(node.condition, tree.Logic) and node.condition.operator == "and":
        parts = list(node.condition.operands)
    return [_equality(node, part) for part in parts]


def _equality(node: tree.Aggregate, part: tree.Node) -> tuple[tree.Path, Decimal | str]:
    match part:
        case tree.Comparison(tree.Column(path, _), (("==", tree.Constant(value)),)) | tree.Comparison(
            tree.Constant(value), (("==", tree.Column(path, _)),)
        ):
            if isinstance(value, str) or value:  # a cell that holds 无 is no match for 0
                return path, value
    raise NoExcelFormula(f"{_written(node)} 的条件")


def _written(node: tree.Aggregate) -> str:
    item = node.item.path if isinstance(node.item, tree.Column) else node.table
    return f"{node.function}({'.'.join(item)}{', …' if node.condition else ''})"


def _level(node: tree.Node) -> int:
    match node:
        case tree.Arithmetic(operator, _, _):
            return _LEVELS[operator]
        case tree.Negative():
            return _SIGN
    return _ATOM


def _all(function: str, parts: Iterable[str], always: bool = False) -> str:
    texts = list(parts)
    return texts[0] if len(texts) == 1 and not always else f"{function}({','.join(texts)})"


def _constant(value: Decimal | str) -> str:
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain if len(plain) <= 20 else f"{value:E}"
    if len(value) > _LONGEST_TEXT or not value.isprintable():
        raise NoExcelFormula(f"{value[:20]}…")
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _depth(formula: str) -> int:
    deepest = level = 0
    for char in _PLAIN_TEXT.sub("", formula):
        level += (char == "(") - (char == ")")
        deepest = max(deepest, level)
    return deepest
