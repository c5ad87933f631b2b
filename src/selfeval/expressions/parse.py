"""From source to tree: Jinja's parser reads the tokens, and what is not of our closed set of nodes is refused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval.expressions.convert import Converter
from selfeval.expressions.errors import ExpressionError
from selfeval.expressions.expression import Expression
from selfeval.expressions.scan import KEYWORDS, Token, scan

if TYPE_CHECKING:
    from jinja2 import Environment, nodes


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """The expression written in the source.

    Raises:
        ExpressionError: with the place, and the next step in Chinese.
    """
    tokens = scan(source)
    try:
        tree = Converter(tokens).convert(_parsed(source, tokens))
    except ExpressionError as error:
        raise ExpressionError(error.reason, source, error.position) from None
    except RecursionError:  # thousands of signs in a row, before the tree is there to be measured
        raise ExpressionError("公式套得太深，请拆成几个指标", source) from None
    return Expression(source, tree)


def from_jinja(node: nodes.Expr, source: str = "") -> Expression:
    """The expression a node of an already parsed template stands for, such as a call of 合计 in a Word template.

    Raises:
        ExpressionError: without a place.
    """
    try:
        return Expression(source, Converter(()).convert(node))
    except ExpressionError as error:
        raise ExpressionError(error.reason, source) from None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment  # 58 ms that a start without expressions need not pay

    return Environment(autoescape=True)


def _parsed(source: str, tokens: Sequence[Token]) -> nodes.Expr:
    from jinja2 import TemplateSyntaxError, nodes

    # Jinja's nodes and errors know their line only: with each token on a line of its own, the line is the token.
    lines = "\n".join(["{{", *(token.text for token in tokens), "}}"])
    try:
        template = _environment().parse(lines)
    except TemplateSyntaxError as error:
        raise _unreadable(source, tokens, error.lineno - 2) from None
    match template.body:
        case [nodes.Output(nodes=[expression])]:
            return expression
    raise ExpressionError("一条公式只能写一个表达式")


def _unreadable(source: str, tokens: Sequence[Token], index: int) -> ExpressionError:
    if index >= len(tokens):
        return ExpressionError("公式没有写完，请补上后半部分", source, len(source))
    token = tokens[max(index, 0)]
    written = source[token.start : token.end]
    before = tokens[index - 1] if index > 0 else None
    if before and _ends_operand(before) and _starts_operand(token):
        first = source[before.start : before.end]
        reason = f"「{first}」和「{written}」之间少了运算符；一条公式只能写一个表达式"
    else:
        reason = f"「{written}」放在这里读不通，请检查它前后的运算符、括号和引号"
    return ExpressionError(reason, source, token.start)


def _starts_operand(token: Token) -> bool:
    return token.kind != "sign" and token.text not in KEYWORDS


def _ends_operand(token: Token) -> bool:
    return _starts_operand(token) or token.text in {")", "]"}
