from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from selfeval.expressions import DivisionByZero, ExpressionError, UnknownName, WrongType, parse
from selfeval.names import fold
from selfeval.report import BLANK, Blank, Date, Layout, Number, NumberStyle, Paragraphs, Record, Report, Table

AMOUNT = NumberStyle("金额", 2, "万元")
RATE = NumberStyle("百分比", 2)
NIL = Number(0, AMOUNT, nil=True)


def table(name: str, columns: str, *rows: tuple[object, ...], named: bool = False) -> Table:
    layout = Layout(columns.split())
    records = [Record(f"{name}[{at}]", layout, list(row)) for at, row in enumerate(rows, 1)]  # type: ignore[arg-type]
    return Table(name, layout, records, Layout(str(row[0]) for row in rows) if named else None)


PROJECTS = table(
    "项目支出",
    "名称 资金来源 执行数 单价 数量",
    ("道路", "一般公共预算", Number("10.50", AMOUNT), Decimal(2), Decimal(3)),
    ("桥梁", "其他资金", Number("4.25", AMOUNT), Decimal(5), BLANK),
    ("渠道", "一般公共预算", BLANK, Decimal(1), Decimal(7)),
    ("水库", BLANK, Number("100", AMOUNT), BLANK, BLANK),
    ("泵站", "一般公共预算", NIL, BLANK, BLANK),
)


def evaluate(source: str, values: Mapping[str, object] | None = None, *tables: Table) -> object:
    """The value over ``表`` with these values, and the tables."""
    found: dict[str, object] = {fold(name): value for name, value in (values or {}).items()}
    sheets = {sheet.name: sheet for sheet in tables}

    def resolve(path: tuple[str, ...]) -> object:
        return sheets[path[0]] if len(path) == 1 else found[fold(path[-1])]

    return parse(source).evaluate(resolve)


def test_adds_decimals_exactly():
    result = evaluate("表.甲 + 表.乙 - 0.3", {"甲": Decimal("0.1"), "乙": Decimal("0.2")})

    assert result == 0
    assert isinstance(result, Decimal)


def test_divides_to_fifty_digits():
    assert evaluate("1 / 3") == Decimal("0." + "3" * 50)


def test_keeps_forty_digits_in_a_product():
    assert evaluate("12345678901234567890 * 10000000000000000001") == 12345678901234567890 * 10000000000000000001


@pytest.mark.parametrize(
    "source",
    ["表.空 + 1", "1 - 表.空", "表.空 * 0", "表.空 / 0", "1 / 表.空", "-表.空", "绝对值(表.空)", "四舍五入(表.空, 2)"],
)
def test_arithmetic_with_a_blank_is_blank(source: str):
    assert isinstance(evaluate(source, {"空": BLANK}), Blank)


@pytest.mark.parametrize(
    "source", ["表.空 > 1", "1 >= 表.空", "表.空 == 表.空", "表.空 != 3", "1 < 表.空 < 3", "表.空 in (1, 2)"]
)
def test_comparison_with_a_blank_is_blank(source: str):
    assert isinstance(evaluate(source, {"空": BLANK}), Blank)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('表.空 == ""', True),
        ('表.空 != ""', False),
        ('"" == 表.空', True),
        ('表.数 == ""', False),
        ('表.数 != ""', True),
        ('表.文 != ""', True),
        ('表.空 in ("", "无")', True),
    ],
)
def test_comparing_with_an_empty_text_asks_whether_it_is_filled_in(source: str, expected: bool):
    assert evaluate(source, {"空": BLANK, "数": Decimal(0), "文": "字"}) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("表.是 and 表.空", BLANK),
        ("表.空 and 表.否", False),
        ("表.否 and 表.空", False),
        ("表.是 and 表.是", True),
        ("表.否 or 表.空", BLANK),
        ("表.空 or 表.是", True),
        ("表.否 or 表.否", False),
        ("not 表.空", BLANK),
        ("not 表.否", True),
        ("1 if 表.空 else 2", BLANK),
        ("1 if 表.是 else 1 / 0", Decimal(1)),
        ("1 < 2 < 1 < 表.空", False),
        ("1 < 2 < 表.空", BLANK),
    ],
)
def test_logic_carries_blanks(source: str, expected: object):
    result = evaluate(source, {"是": True, "否": False, "空": BLANK})

    assert type(result) is type(expected)
    assert result == expected


def test_a_guard_keeps_the_division_behind_it_from_being_computed():
    assert evaluate("表.零 != 0 and 1 / 表.零 > 2", {"零": Decimal(0)}) is False
    assert evaluate("表.零 == 0 or 1 / 表.零 > 2", {"零": Decimal(0)}) is True


def test_nil_counts_as_zero():
    assert evaluate("表.无 + 3", {"无": NIL}) == 3
    assert evaluate("表.无 == 0", {"无": NIL}) is True
    assert evaluate("表.无 * 5 - 1", {"无": NIL}) == -1


def test_nil_equals_the_word_for_it():
    assert evaluate('表.无 == "无"', {"无": NIL}) is True
    assert evaluate('表.无 == "有"', {"无": NIL}) is False
    assert evaluate('表.零 == "无"', {"零": Decimal(0)}) is False


def test_texts_compare_after_folding():
    assert evaluate('表.来源 == "一般公共预算（本级）"', {"来源": "一般 公共预算(本级)"}) is True
    assert evaluate('表.来源 in ("Ａ", "Ｂ")', {"来源": "B"}) is True
    assert evaluate('表.来源 not in ("甲", "乙")', {"来源": "丙"}) is True
    assert evaluate('表.来源 == "1"', {"来源": Decimal(1)}) is False
    assert evaluate('表.段 == "一\n二"', {"段": Paragraphs(("一", "二"))}) is True


def test_dates_compare_with_dates():
    days = {"起": Date(2022, 1, 5), "止": Date(2022, 12, 31)}

    assert evaluate("表.起 < 表.止", days) is True
    assert evaluate("表.起 >= 表.止", days) is False
    assert evaluate("表.起 == 表.起", days) is True
    assert evaluate("最大(表.起, 表.止)", days) == Date(2022, 12, 31)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("合计(项目支出.执行数)", "114.75"),
        ('合计(项目支出.执行数, 资金来源 == "一般公共预算")', "10.5"),
        ('合计(项目支出.执行数, 项目支出.资金来源 in ("其他资金", ""))', "104.25"),
        ("合计(项目支出.执行数, 执行数 > 表.下限)", "110.5"),
        ("合计(项目支出.单价 * 项目支出.数量)", "13"),
        ("合计(项目支出.单价 * 数量 + 1)", "15"),
        ("计数(项目支出)", "5"),
        ("计数(项目支出, 单价 > 1)", "2"),
        ("计数(项目支出.执行数)", "4"),
        ('计数(项目支出.执行数, 资金来源 == "没有")', "0"),
        ("最大(项目支出.执行数)", "100"),
        ("最小(项目支出.执行数)", "0"),
        ('最大(项目支出.执行数, 资金来源 != "其他资金")', "10.5"),
        ("合计(项目支出.执行数) - 最大(项目支出.执行数)", "14.75"),
    ],
)
def test_aggregates_skip_blank_rows(source: str, expected: str):
    assert evaluate(source, {"下限": Decimal(5)}, PROJECTS) == Decimal(expected)


@pytest.mark.parametrize("function", ["合计", "最大", "最小", "首", "末"])
def test_an_aggregate_without_rows_is_blank_and_no_zero(function: str):
    assert isinstance(evaluate(f'{function}(项目支出.执行数, 名称 == "没有")', {}, PROJECTS), Blank)
    assert isinstance(evaluate(f"{function}(空表.数)", {}, table("空表", "数")), Blank)
    assert isinstance(evaluate(f"{function}(空表.数)", {}, table("空表", "数", (BLANK,))), Blank)


def test_first_and_last_give_the_value_itself():
    assert evaluate("首(项目支出.名称)", {}, PROJECTS) == "道路"
    assert evaluate("末(项目支出.资金来源)", {}, PROJECTS) == "一般公共预算"
    assert str(evaluate('末(项目支出.执行数, 资金来源 == "其他资金")', {}, PROJECTS)) == "4.25"


def test_plain_extremes_skip_blanks():
    values = {"甲": Decimal(3), "空": BLANK, "乙": Number("-1.5", AMOUNT)}

    assert evaluate("最大(表.甲, 表.空, 表.乙)", values) == 3
    assert str(evaluate("最小(表.甲, 表.空, 表.乙)", values)) == "-1.50"
    assert isinstance(evaluate("最大(表.空, 表.空)", values), Blank)


def test_a_bare_name_that_is_no_column_is_looked_up_outside():
    def resolve(path: tuple[str, ...]) -> object:
        return {("项目支出",): PROJECTS, ("本行来源",): "其他资金"}[path]

    assert parse("合计(项目支出.执行数, 资金来源 == 本行来源)").evaluate(resolve) == Decimal("4.25")


def test_reads_rows_that_are_plain_mappings():
    rows = [{"数": Decimal(1)}, {"数": Decimal(2)}]

    assert parse("合计(表.数)").evaluate(lambda path: {("表",): rows}[path]) == 3


def test_works_over_a_report():
    rows = table("基础数据", "项目 本年", ("会议费", Decimal(5)), ("培训费", Decimal(7)), named=True)
    report = Report([Record("封面", Layout(["年度"]), [Number(2021, NumberStyle("年度"))]), rows])

    def resolve(path: tuple[str, ...]) -> object:
        return report[".".join(path)]

    assert parse("基础数据.会议费.本年 + 合计(基础数据.本年)").evaluate(resolve) == 17
    assert str(parse("封面.年度 - 1").evaluate(resolve)) == "2020"
    with pytest.raises(UnknownName, match="没有「年」，您是否想写「年度」") as caught:
        parse("封面.年 + 1").evaluate(resolve)
    assert caught.value.path == ("封面", "年")


def test_rounds_halves_away_from_zero():
    assert evaluate("四舍五入(2.675, 2)") == Decimal("2.68")
    assert evaluate("四舍五入(-2.5, 0)") == -3
    assert evaluate("四舍五入(2.675, 2.0)") == Decimal("2.68")
    assert evaluate("绝对值(3 - 5)") == 2


def test_an_unknown_name_is_an_error_with_its_path():
    with pytest.raises(UnknownName, match=r"没有「表\.没有」") as caught:
        evaluate("1 + 表.没有")
    assert caught.value.path == ("表", "没有")
    with pytest.raises(UnknownName, match="项目支出 没有「没有」这一栏") as caught:
        evaluate("合计(项目支出.没有)", {}, PROJECTS)
    assert caught.value.path == ("项目支出", "没有")


def test_a_division_by_zero_carries_both_operands():
    with pytest.raises(DivisionByZero) as caught:
        evaluate("(表.甲 + 1) / (表.乙 - 表.丙)", {"甲": Decimal(1), "乙": Decimal(2), "丙": Decimal(2)})

    assert caught.value.dividend == "甲与1之和"
    assert caught.value.divisor == "乙与丙之差"
    assert caught.value.dividend_paths == (("表", "甲"),)
    assert caught.value.divisor_paths == (("表", "乙"), ("表", "丙"))
    assert caught.value.source == "(表.甲 + 1) / (表.乙 - 表.丙)"


def test_dividing_by_nil_is_a_division_by_zero():
    with pytest.raises(DivisionByZero):
        evaluate("0 / 表.无", {"无": NIL})


@pytest.mark.parametrize(
    ("source", "value", "path"),
    [
        ("表.文 + 1", "约 5", ("表", "文")),
        ("1 > 表.文", "约 5", ("表", "文")),
        ("表.是 + 1", True, ("表", "是")),
        ("-表.日", Date(2022, 1, 1), ("表", "日")),
        ("1 if 表.数 else 2", Decimal(3), ("表", "数")),
        ("表.数 and 表.是", Decimal(3), ("表", "数")),
        ("最大(表.数, 表.文)", "约 5", ("表", "文")),
        ("首(表.数 ,表.是)", Decimal(3), ("表",)),
    ],
)
def test_a_value_of_the_wrong_type_is_named(source: str, value: object, path: tuple[str, ...]):
    values = {"文": "约 5", "是": True, "日": Date(2022, 1, 1), "数": Decimal(3)}

    def resolve(asked: tuple[str, ...]) -> object:
        return values[asked[-1]] if len(asked) > 1 else Decimal(3)

    with pytest.raises(WrongType) as caught:
        parse(source).evaluate(resolve)

    assert (caught.value.value, caught.value.path) == (value, path)
    assert str(value) in str(caught.value)


def test_a_text_in_a_summed_column_is_named():
    with pytest.raises(WrongType) as caught:
        evaluate("合计(项目支出.名称)", {}, PROJECTS)

    assert (caught.value.value, caught.value.path) == ("道路", ("项目支出", "名称"))


def test_a_whole_sheet_is_no_value():
    sheet = Record("封面", Layout(["年度"]), [Decimal(1)])  # type: ignore[list-item]

    with pytest.raises(WrongType, match="封面"):
        parse('封面 == "x"').evaluate(lambda path: sheet)
    with pytest.raises(WrongType, match="逐行填报的表"):
        parse("合计(封面.年度)").evaluate(lambda path: sheet)


def test_a_result_beyond_all_bounds_is_an_error():
    with pytest.raises(ExpressionError, match="太大"):
        evaluate("*".join(["表.大"] * 90), {"大": Decimal("1E+20000")})


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("表.金额 + 表.金额", "20.00"),
        ("表.金额 - 1.005", "9.00"),
        ("1 - 表.金额", "-9.00"),
        ("表.金额 * 0.5", "5.00"),
        ("表.金额 * 表.率", "9.80"),
        ("表.率 * 表.金额", "9.80"),
        ("表.金额 / 4", "2.50"),
        ("表.金额 / 表.人数", "3.33"),
        ("表.金额 / 表.率", "10.20"),
        ("-表.金额", "-10.00"),
        ("绝对值(-表.金额)", "10.00"),
        ("合计(项目支出.执行数)", "114.75"),
        ("1 - 表.率", "2.00%"),
        ("表.率 - 表.率", "0.00%"),
        ("(表.率 + 表.率) / 2", "98.00%"),
        ("表.年 - 1", "2020"),
        ("表.人数 + 表.人数", "6"),
    ],
)
def test_results_print_in_the_style_of_their_operands(source: str, printed: str):
    values = {
        "金额": Number(10, AMOUNT),
        "率": Number("0.98", RATE),
        "年": Number(2021, NumberStyle("年度")),
        "人数": Number(3, NumberStyle("整数", 0)),
    }

    assert str(evaluate(source, values, PROJECTS)) == printed


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("表.金额 / 表.金额", "1"),
        ("20 * 表.率", "19.6"),
        ("表.率 / 表.率", "1"),
        ("表.年 - 表.年", "0"),
        ("表.人数 + 0.5", "3.5"),
        ("表.人数 / 2", "1.5"),
        ("计数(项目支出)", "5"),
    ],
)
def test_results_of_another_kind_are_plain_numbers(source: str, value: str):
    values = {
        "金额": Number(10, AMOUNT),
        "率": Number("0.98", RATE),
        "年": Number(2021, NumberStyle("年度")),
        "人数": Number(3, NumberStyle("整数", 0)),
    }
    result = evaluate(source, values, PROJECTS)

    assert type(result) is Decimal
    assert result == Decimal(value)


def test_a_sum_of_nils_is_an_amount_of_zero():
    nils = table("表", "数", (NIL,))

    assert str(evaluate("合计(表.数)", {}, nils)) == "0.00"


def test_a_sum_of_several_values_passes_over_the_blank_ones():
    values = {"甲": Decimal("1.5"), "乙": BLANK, "丙": Number(0, AMOUNT, nil=True), "丁": Decimal(2)}
    assert evaluate("合计(表.甲, 表.乙, 表.丙, 表.丁)", values) == Decimal("3.5")
    assert isinstance(evaluate("合计(表.乙, 表.乙)", values), Blank)


def test_a_sum_of_several_values_counts_the_filled_ones_as_addends():
    values = {"甲": Decimal(1), "乙": BLANK, "丙": Decimal(2)}
    assert parse("合计(表.甲, 表.乙, 表.丙)").addends(lambda path: values[path[-1]]) == 2


def test_a_sum_of_several_values_says_so_in_words():
    assert parse("合计(表.甲, 表.乙, 表.丙)").explain() == "甲、乙与丙之和"
