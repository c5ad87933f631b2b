from __future__ import annotations

import pickle

import pytest

from selfeval.errors import SelfevalError
from selfeval.expressions import DivisionByZero, ExpressionError, NoExcelFormula, UnknownName, WrongType, parse


def refusal(source: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "position", "words"),
    [
        ("表.甲 = 3", 4, "比较请写 =="),
        ("表.甲 <> 3", 4, "不等于请写 !="),
        ("表.甲 ！ 3", 4, "!="),
        ("表.甲 && 表.乙", 4, "请写 and"),
        ("表.甲 || 表.乙", 4, "请写 or"),
        ("表.甲 | round", 4, "过滤器"),
        ("表.甲 ** 2", 4, "乘方"),
        ("表.甲 ＊＊ 2", 4, "乘方"),
        ("表.甲 // 2", 4, "整除"),
        ("表.甲 % 2", 4, "小数"),
        ("表.甲 ~ 表.乙", 4, "拼接"),
        ("{{ 表.甲 }}", 0, "不用写 {{ }}"),
        ("表.甲 }} {{ 表.乙", 4, "不用写 {{ }}"),
        ("{表.甲}", 0, "花括号"),
        ("表.甲; 表.乙", 3, "分号"),
        ("最大(表.甲、表.乙)", 6, "逗号"),
        ("表.甲。", 3, "句号"),
        ("表.甲 @ 1", 4, "不认识「@」"),
        ("表.甲 表.乙", 4, "少了运算符"),
        ('"甲" "乙"', 4, "少了运算符"),
        ("表.甲, 表.乙", 0, "只能写一个表达式"),
        ("", 0, "公式是空的"),
        ("  ", 0, "公式是空的"),
        ("表.甲 +", 5, "没有写完"),
        ("表.甲 + * 2", 6, "读不通"),
        ("(表.甲", 0, "右括号"),
        ("表.甲)", 3, "左括号"),
        ("(表.甲]", 4, "左括号"),
        ('表["甲] + 1', 2, '请补上 "'),
        ("“甲", 0, "请补上 ”"),
        ("甲”", 1, "引号没有成对"),
        ("“甲“乙”", 0, "分不清"),
        (r'"甲\n乙"', 0, "反斜杠"),
        ("1 if 表.甲 > 2", 0, "else"),
        ("1e400", 0, "太大"),
        ("1e-400", 0, "太小"),
        ("0.12345678901234567", 0, "位数太多"),
        ("007", 0, "以 0 开头"),
        ("true", 0, "true"),
        ("none", 0, "none"),
        ("表.甲 is none", 0, "is"),
        ("平均(表.甲)", 0, "可以用的有：合计、计数"),
        ("[1, 2]", 0, "方括号"),
        ("(1, 2)", 1, "只能写一个表达式"),
        ("表.甲 in 表.乙", 7, "固定的值"),
        ("表.甲 in ()", 8, "固定的值"),
        ("表.甲 in (表.乙,)", 8, "只能是文字和数"),
        ("1 < 表.甲 in (1, 2)", 0, "不能和别的比较连写"),
        ("表[甲]", 0, "带引号的名称"),
        ("表[1]", 0, "带引号的名称"),
        ('表[""]', 0, "带引号的名称"),
        ('"甲".乙', 0, "表.项目"),
        ("甲.乙.丙.丁", 0, "最多三级"),
        ("合计(甲)", 3, "表.栏"),
        ("合计(甲.乙 * 丙.丁)", 3, "一张表"),
        ("合计(1)", 3, "表.栏"),
        ("合计()", 0, "合计(表.栏, 条件)"),
        ("合计(表.甲, 乙 > 1, 2)", 0, "合计(表.栏, 条件)"),
        ("合计(表.甲, 2)", 8, "要写成条件"),
        ("合计(表.甲, 条件=2)", 10, "比较请写 =="),
        ("合计(表.甲, 合计(表.乙) > 1)", 8, "单独的指标"),
        ("合计(合计(表.甲) + 表.乙)", 3, "单独的指标"),
        ("最大(表.甲, 表.乙, 表.丙 > 1)", 0, "要用数来比大小"),
        ("四舍五入(表.甲, 表.乙)", 10, "小数位数"),
        ("四舍五入(表.甲, 1.5)", 10, "小数位数"),
        ("四舍五入(表.甲)", 0, "请写 四舍五入(甲, 2)"),
        ("绝对值(表.甲, 1)", 0, "请写 绝对值(甲)"),
        ('"甲" + 1', 0, "要用数来计算"),
        ("(1 < 2) + 1", 1, "要用数来计算"),
        ("1 if 2 else 3", 5, "要写成条件"),
        ('表.甲 and "是"', 8, "要写成条件"),
        ('表.甲 < "乙"', 0, "文字不能比大小"),
        ("(1 < 2) == (2 < 3)", 1, "请用 and、or"),
    ],
)
def test_names_the_construct_its_place_and_the_next_step(source: str, position: int, words: str):
    error = refusal(source)

    assert words in error.reason
    assert (error.source, error.position) == (source, position)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("基础数据.因公出国（境）费 + 1", '基础数据["因公出国（境）费"]'),
        ("1 + 因公出国(境)费", '表["因公出国(境)费"]'),
        ("基础数据.出国（境）", '基础数据["出国（境）"]'),
        ("(基础数据.出国（境）)", '基础数据["出国（境）"]'),
        ("基础数据.“三公”经费 - 1", '基础数据["“三公”经费"]'),
        ("基础数据.2020年决算数", '基础数据["2020年决算数"]'),
        ("基础数据.接待费.2020", '基础数据.接待费["2020"]'),
        ("基础数据.①合计", '基础数据["①合计"]'),
        ("表.items()", '表["items()"]'),
    ],
)
def test_shows_the_bracket_form_of_a_label_that_is_no_identifier(source: str, written: str):
    assert f"请写成 {written}" in str(refusal(source))


def test_a_keyword_behind_a_bracket_is_no_label():
    assert (
        parse("绝对值（表.甲）if（表.乙）> 0 else（表.丙）").tree == parse("绝对值(表.甲) if 表.乙 > 0 else 表.丙").tree
    )


def test_the_message_quotes_the_source_and_counts_places_from_one():
    assert str(refusal("表.甲 = 3")) == "公式「表.甲 = 3」第 5 个字：比较请写 =="
    assert str(refusal("表.甲 +")) == "公式「表.甲 +」末尾：公式没有写完，请补上后半部分"


def test_a_long_source_is_quoted_around_the_place():
    message = str(refusal("表.甲 + " * 100 + "= 3"))

    assert len(message) < 120
    assert "= 3」" in message


@pytest.mark.parametrize(
    "source",
    [
        "1 + " * 1500 + "1",
        "+".join(["1"] * 150),
        "-" * 150 + "1",
        "-" * 3900 + "1",
        "not " * 900 + "表.甲",
        "(" * 40 + "1" + ")" * 40,
        "(" * 1900 + "1" + ")" * 1900,
        "最大(1, " * 29 + "1" + ")" * 29 + "+1" * 80,
        "[" * 1900 + "]" * 1900,
    ],
)
def test_refuses_long_and_deep_sources_quickly(source: str):
    assert "请拆成几个指标" in refusal(source).reason


def test_accepts_sums_of_many_terms_and_nested_functions():
    assert parse("+".join(["1"] * 99)).evaluate(dict) == 99
    assert parse("最大(1, " * 29 + "1" + ")" * 29).evaluate(dict) == 1


def test_every_error_is_an_expression_error_and_one_of_ours():
    for kind in (UnknownName, WrongType, DivisionByZero, NoExcelFormula):
        assert issubclass(kind, ExpressionError)
    assert issubclass(ExpressionError, SelfevalError)
    assert issubclass(UnknownName, KeyError)


@pytest.mark.parametrize(
    "error",
    [
        ExpressionError("不对", "1 +", 2),
        UnknownName("没有", ("甲", "乙")),
        WrongType("约 5", "数", ("甲",)),
        DivisionByZero("甲", "乙", (("甲",),), (("乙",),)),
        NoExcelFormula("首(表.甲)"),
    ],
)
def test_errors_survive_pickling(error: ExpressionError):
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))
