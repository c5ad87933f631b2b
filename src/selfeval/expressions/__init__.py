"""The one expression language: parsed once, then evaluated, listed, written as an Excel formula, explained."""

from selfeval.expressions.convert import FUNCTIONS
from selfeval.expressions.errors import DivisionByZero, ExpressionError, NoExcelFormula, UnknownName, WrongType
from selfeval.expressions.expression import Expression
from selfeval.expressions.parse import from_jinja, parse
from selfeval.expressions.tree import Path

__all__ = [
    "FUNCTIONS",
    "DivisionByZero",
    "Expression",
    "ExpressionError",
    "NoExcelFormula",
    "Path",
    "UnknownName",
    "WrongType",
    "from_jinja",
    "parse",
]
