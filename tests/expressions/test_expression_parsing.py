from __future__ import annotations

import pickle
import subprocess
import sys
from decimal import Decimal

import pytest
from jinja2 import Environment, nodes

from selfeval.expressions import Expression, ExpressionError, from_jinja, parse


def value(source: str) -> object:
    return parse(source).evaluate(lambda path: pytest.fail(f"asked for {path}"))


def test_reads_names_as_written_in_order_and_once():
    expression = parse(
        '基础数据["因公出国（境）费"] + 基础数据.公务接待费.本年决算数 - 基础数据["因公出国（境）费"] * 编制'
    )

    assert expression.paths == (("基础数据", "因公出国（境）费"), ("基础数据", "公务接待费", "本年决算数"), ("编制",))


def test_lists_the_columns_of_a_row_condition_under_their_table():
    expression = parse('合计(项目支出.全年执行数, 资金来源 == "x" and 年度 == 封面.年度)')

    assert expression.paths == (
        ("项目支出", "全年执行数"),
        ("项目支出", "资金来源"),
        ("项目支出", "年度"),
        ("封面", "年度"),
    )


def test_lists_the_table_whose_rows_are_counted():
    assert parse("计数(项目支出)").paths == (("项目支出",),)


@pytest.mark.parametrize(
    ("full_width", "plain"),
    [
        ("（甲.一＋甲.二）×２－３．５÷甲.三", "(甲.一+甲.二)*2-3.5/甲.三"),
        ("甲.一≥１ and 甲.二≤2 and 甲.三≠3", "甲.一>=1 and 甲.二<=2 and 甲.三!=3"),
        ("甲.一＞＝１ and 甲.二＜2 and 甲.三！＝3 and 甲.四＝＝4", "甲.一>=1 and 甲.二<2 and 甲.三!=3 and 甲.四==4"),
        ("合计（表.栏，来源 == “一般公共预算”）", '合计(表.栏, 来源 == "一般公共预算")'),
        ("表［＂栏＂］\u3000− 1", '表["栏"] - 1'),
        ("最大（甲.一，甲.二）", "最大(甲.一, 甲.二)"),
    ],
)
def test_folds_full_width_signs(full_width: str, plain: str):
    assert parse(full_width).tree == parse(plain).tree


@pytest.mark.parametrize(
    "text", ["“三公”经费", "＋－×÷（）", "他说‘好’", "{{ x }} | ~ %", "a = b", "}}", "一\n二\r\n三"]
)
def test_leaves_text_in_quotes_as_it_is(text: str):
    assert value(f'"{text}"') == text
    assert parse(f'表["{text}"]').paths == (("表", text),)


@pytest.mark.parametrize(
    ("source", "text"),
    [(r'"他说\"好\""', '他说"好"'), (r"'it\'s'", "it's"), (r'"a\\境"', "a\\境"), ("“反斜杠\\”", "反斜杠\\")],
)
def test_reads_escaped_quotes_and_backslashes(source: str, text: str):
    assert value(source) == text


@pytest.mark.parametrize(
    ("source", "number"),
    [("0.1", "0.1"), ("258.90", "258.9"), ("12345678901234567890", "12345678901234567890"), ("1e22", "1E+22")],
)
def test_number_literals_are_exact(source: str, number: str):
    result = value(source)

    assert type(result) is Decimal
    assert result == Decimal(number)


def test_binds_like_arithmetic_and_logic():
    assert value("2 + 3 * 4 - 6 / 2 / 3") == 13
    assert value("-2 * -(3 - 4) + +1") == -1
    assert value("1 < 2 and not 2 < 1 or 1 > 2") is True
    assert value("1 if 1 > 2 else 2 if 1 > 3 else 3") == 3


def test_a_text_literal_is_constant_and_a_name_is_not():
    assert parse('"万元"').is_constant
    assert parse("1 + 2").is_constant
    assert not parse("封面.年度").is_constant
    assert not parse("计数(项目支出)").is_constant


def test_parses_the_same_source_once():
    assert parse("甲.一 + 1") is parse("甲.一 + 1")


def test_survives_pickling():
    expression = parse('合计(表.栏, 来源 == "x") / 2')

    assert pickle.loads(pickle.dumps(expression)) == expression  # noqa: S301
    assert pickle.loads(pickle.dumps(expression)).paths == expression.paths  # noqa: S301


def test_importing_expressions_does_not_import_jinja():
    script = "import sys, selfeval.expressions; sys.exit('jinja2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_takes_a_call_out_of_a_parsed_template():
    template = Environment(autoescape=True).parse("一共 {{ 合计(项目支出.数, 来源 == '甲') | upper }} 元")
    call = next(template.find_all(nodes.Call))

    expression = from_jinja(call)

    assert isinstance(expression, Expression)
    assert expression.tree == parse('合计(项目支出.数, 来源 == "甲")').tree


def test_refuses_a_call_of_a_template_that_is_none_of_ours():
    call = next(Environment(autoescape=True).parse("{{ 合计(项目支出.数 | upper) }}").find_all(nodes.Call))

    with pytest.raises(ExpressionError, match="过滤器") as caught:
        from_jinja(call)

    assert caught.value.position is None
