"""Properties: written by hand of chance, computed a second way with Fractions, and never an unexpected exception."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.expressions import Expression, ExpressionError, NoExcelFormula, parse
from selfeval.report import BLANK, Blank, Number, NumberStyle

parse("1")  # imports Jinja here, so that no example is blamed for the time it takes

NAMES = {
    "甲": Decimal("258.90"),
    "乙": Number("-3", NumberStyle("金额", 2)),
    "丙": Decimal("0.7"),
    "无": Number(0, nil=True),
}
FRACTIONS = {name: Fraction(Decimal(value)) for name, value in NAMES.items()}

Written = tuple[str, int, Fraction]
"""Source, how tightly it binds (1 sum, 2 product, 3 sign, 4 closed) and the value computed with Fractions."""


def wrapped(part: Written, level: int) -> str:
    return part[0] if part[1] >= level else f"({part[0]})"


def binary(operator: str, level: int, compute: Callable[[Fraction, Fraction], Fraction]) -> Callable[..., Written]:
    def build(left: Written, right: Written, space: str) -> Written:
        source = f"{wrapped(left, level)}{space}{operator}{space}{wrapped(right, level + 1)}"
        return source, level, compute(left[2], right[2])

    return build


literals = st.decimals("0", "999", places=2).map(lambda number: (str(number), 4, Fraction(number)))
names = st.sampled_from(sorted(NAMES)).map(lambda name: (f"表.{name}", 4, FRACTIONS[name]))
divisors = st.sampled_from(["2", "5", "0.4", "10"]).map(lambda text: (text, 4, Fraction(text)))
spaces = st.sampled_from(["", " ", "\u3000", "\n"])


def compound(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.one_of(
        st.builds(binary("+", 1, Fraction.__add__), inner, inner, spaces),
        st.builds(binary("－", 1, Fraction.__sub__), inner, inner, spaces),
        st.builds(binary("×", 2, Fraction.__mul__), inner, inner, spaces),
        st.builds(binary("/", 2, Fraction.__truediv__), inner, divisors, spaces),
        inner.map(lambda part: (f"-{wrapped(part, 3)}", 3, -part[2])),
        inner.map(lambda part: (f"绝对值（{part[0]}）", 4, abs(part[2]))),
        st.tuples(inner, inner).map(lambda two: (f"最大({two[0][0]}, {two[1][0]})", 4, max(two[0][2], two[1][2]))),
        st.tuples(inner, inner, inner).map(
            lambda three: (
                f"({three[0][0]} if {three[1][0]} > {three[2][0]} else {three[2][0]})",
                4,
                three[0][2] if three[1][2] > three[2][2] else three[2][2],
            )
        ),
    )


arithmetic = st.recursive(literals | names, compound, max_leaves=6)
texts = st.text(st.characters(exclude_categories=()), max_size=30)  # surrogates and control characters too
pieces = """
    表.甲 甲 合计 计数 首 最大 四舍五入 ( ) （ ） [ ] + - × ÷ ** / // < <= ≥ == = != ， , . “ ” " ' and or not in is if else
    true 1 0 0.5 1e999 ２ {{ }} {% | ~ % ; 境）费 \\ ["“三公”经费"] == "x"
"""
fragments = st.lists(st.sampled_from(pieces.split()) | texts, max_size=12).map(" ".join)


def attempted(call: Callable[[], object]) -> object:
    """What the call gives, or the error of ours that it raises; any other exception fails the test."""
    try:
        return call()
    except ExpressionError as error:
        return error


def resolve(path: tuple[str, ...]) -> object:
    return NAMES[path[-1]]


@given(arithmetic)
def test_evaluates_like_fractions(written: Written):
    result = parse(written[0]).evaluate(resolve)

    assert isinstance(result, Decimal)
    assert Fraction(Decimal(result)) == written[2]


@given(arithmetic, arithmetic, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]))
def test_compares_like_fractions(left: Written, right: Written, operator: str):
    less, equal = left[2] < right[2], left[2] == right[2]
    expected = {
        "==": equal, "!=": not equal, "<": less, "<=": less or equal, ">": not less and not equal, ">=": not less,
    }  # fmt: skip

    assert parse(f"{left[0]} {operator} {right[0]}").evaluate(resolve) is expected[operator]


@given(arithmetic, st.sampled_from(sorted(NAMES)))
def test_a_blank_where_arithmetic_reads_it_makes_the_result_blank(written: Written, blank: str):
    expression = parse(f"{wrapped(written, 1)} + 表.{blank}")

    result = expression.evaluate(lambda path: BLANK if path[-1] == blank else resolve(path))

    assert isinstance(result, Blank)


@given(arithmetic)
def test_the_excel_formula_computes_the_same(written: Written):
    formula = parse(written[0]).excel(lambda path: path[-1])
    # Excel's arithmetic and Python's bind alike, so Python stands in for Excel here.
    source = re.sub(r"(?<![\w.])\d+(\.\d+)?", lambda number: f"Fraction('{number[0]}')", formula)
    functions = {
        "Fraction": Fraction,
        "N": lambda value: value,
        "ABS": abs,
        "MAX": max,
        "IF": lambda condition, then, otherwise: then if condition else otherwise,
        **FRACTIONS,
    }

    assert eval(source, functions) == written[2]  # noqa: S307 - our own formula


@given(arithmetic)
def test_every_tree_explains_itself_and_names_what_it_reads(written: Written):
    expression = parse(written[0])

    words = expression.explain(lambda path: f"<{path[-1]}>")

    assert words
    assert set(re.findall("<(.)>", words)) == {path[-1] for path in expression.paths}


@given(texts | fragments)
@settings(max_examples=500)
def test_any_text_is_either_parsed_or_refused_with_a_sentence(source: str):
    parsed = attempted(lambda: parse(source))

    if isinstance(parsed, ExpressionError):
        assert parsed.source == source
        assert parsed.position is None or 0 <= parsed.position <= len(source)
        assert parsed.reason in str(parsed)
        return
    assert isinstance(parsed, Expression)
    assert parsed.explain()
    formula = attempted(lambda: parsed.excel(lambda path: "A1"))
    assert isinstance(formula, NoExcelFormula) or formula
    rows = [{"甲": Decimal(1)}]
    assert attempted(lambda: parsed.evaluate(lambda path: rows if len(path) == 1 else Decimal(1))) is not None


@given(texts, st.sampled_from(['"', "'"]))
def test_folding_never_changes_a_text(text: str, quote: str):
    written = quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote

    assert parse(written).evaluate(resolve) == text
    if text.strip():
        assert parse(f"（表［{written}］＋１）").paths == (("表", text),)


@given(st.text(st.characters(exclude_characters="“”", exclude_categories=()), max_size=20))
def test_text_between_chinese_quotes_is_taken_as_it_stands(text: str):
    assert parse(f"“{text}”").evaluate(resolve) == text
