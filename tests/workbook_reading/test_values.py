"""One typed cell and what is made of it, for each type of field."""

import datetime
from decimal import Decimal

import openpyxl
import pytest

from selfeval.report import BLANK, Blank, Date, Number, Paragraphs
from tests.support.reading import answers, read, read_sheets
from tests.support.workbooks import Formula, fields_rows, inline, raw_workbook

Found = list[str]


def read_one(sheet: str, label: str, typed: object, number_format: str = "") -> tuple[object, Found]:
    """The value of one answer in B2, and the rules of the findings, all of which have to name that cell."""

    def change(book: openpyxl.Workbook) -> None:
        if number_format:
            book[sheet]["B2"].number_format = number_format

    report, found = read_sheets(answers(sheet, [label, typed]), change=change)
    assert {place for place, _ in found} <= {f"{sheet}!B2"}
    return report[f"{sheet}.{label}"], [rule for _, rule in found]


NOTE = ["cell.number-from-text"]
NO = ["cell.not-a-number"]


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        (258.9, "258.9", []),
        (258, "258", []),
        (-3, "-3", []),
        ("258.9", "258.9", []),
        (" 1,234.50 ", "1234.50", []),
        ("１２３", "123", []),
        ("258.9万元", "258.9", NOTE),
        ("258.9 万", "258.9", NOTE),
        ("2589000元", "258.9", NOTE),
        ("¥12", "12", []),
        ("无", "0", []),
        ("—", "0", []),
        ("/", "0", []),
        ("约258.9", None, NO),
        ("258.9左右", None, NO),
        ("1,23", None, NO),
        ("12 34", None, NO),
        ("98%", None, NO),
        ("7名", None, NO),
        ("二百", None, NO),
        (True, None, NO),
        (datetime.date(2022, 4, 15), None, NO),
    ],
)
def test_amounts(typed: object, expected: str | None, rules: Found) -> None:
    value, found = read_one("一般公共预算", "支出合计", typed)
    assert found == rules
    assert value == (BLANK if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("stored", "exact"), [("258.89999999999998", "258.9"), ("1.0000000000000001E-2", "0.01"), ("1E+20", "1E+20")]
)
def test_an_amount_is_the_decimal_that_was_typed(stored: str, exact: str) -> None:
    report, _ = read(raw_workbook(fields_rows(inline("A2", "支出合计") + f'<c r="B2"><v>{stored}</v></c>')))
    assert Decimal(report["一般公共预算.支出合计"]) == Decimal(exact)


def test_an_amount_in_a_percent_format_is_none() -> None:
    assert read_one("一般公共预算", "支出合计", 2.589, "0.00%") == (BLANK, NO)


@pytest.mark.parametrize("typed", ["无", "——", "/", "-"])
def test_nil_is_a_zero_that_remembers(typed: str) -> None:
    value, _ = read_one("一般公共预算", "支出合计", typed)
    assert isinstance(value, Number)
    assert (value, value.nil) == (0, True)


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        (7, 7, []),
        (7.0, 7, []),
        ("7", 7, []),
        ("7名", 7, NOTE),
        ("7 人", 7, NOTE),
        ("无", 0, []),
        (7.5, None, ["cell.not-an-integer"]),
        ("7.5", None, ["cell.not-an-integer"]),
        ("7万", None, NO),
        ("七", None, NO),
    ],
)
def test_integers(typed: object, expected: int | None, rules: Found) -> None:
    value, found = read_one("一般公共预算", "行政编制", typed)
    assert (value, found) == (BLANK if expected is None else expected, rules)


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        (9.5, "9.5", []),
        ("9.5", "9.5", []),
        ("9.5分", "9.5", NOTE),
        ("无", "0", []),
        (-1, "-1", []),
        ("9.5万元", None, NO),
        ("95%", None, NO),
        ("九分", None, NO),
    ],
)
def test_plain_numbers_are_never_rescaled(typed: object, expected: str | None, rules: Found) -> None:
    value, found = read_one("基本情况", "得分", typed)
    assert (value, found) == (BLANK if expected is None else Decimal(expected), rules)


@pytest.mark.parametrize(
    ("typed", "number_format", "expected", "rules"),
    [
        (0.98, "0%", "0.98", []),
        (1.101, "0.0%", "1.101", []),
        ("98%", "", "0.98", []),
        ("98.5％", "", "0.985", []),
        ("无", "", "0", []),
        (0, "", "0", []),
        (0.98, "", "0.98", ["cell.understood"]),
        (98, "", "0.98", ["cell.understood"]),
        ("98", "", "0.98", ["cell.understood"]),
        (101.5, "", "1.015", ["cell.understood"]),
        (1.05, "", None, ["cell.ambiguous-percent"]),
        ("98元", "", None, NO),
    ],
)
def test_percentages(typed: object, number_format: str, expected: str | None, rules: Found) -> None:
    value, found = read_one("一般公共预算", "执行率", typed, number_format)
    assert (value, found) == (BLANK if expected is None else Decimal(expected), rules)


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        (2021, 2021, []),
        ("2021", 2021, []),
        ("２０２１年", 2021, []),
        ("2021 年度", 2021, []),
        (datetime.date(2021, 12, 31), 2021, ["cell.understood"]),
        (21, None, ["cell.not-a-year"]),
        (2021.5, None, ["cell.not-a-year"]),
        (1900, None, ["cell.not-a-year"]),
        ("去年", None, ["cell.not-a-year"]),
        ("无", None, ["cell.not-a-year"]),
        (1e300, None, ["cell.not-a-year"]),
    ],
)
def test_years(typed: object, expected: int | None, rules: Found) -> None:
    value, found = read_one("封面", "年度", typed)
    assert (value, found) == (BLANK if expected is None else expected, rules)


DAY = datetime.date(2022, 4, 15)


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        (DAY, DAY, []),
        (datetime.datetime(2022, 4, 15), DAY, []),
        (datetime.datetime(2022, 4, 15, 9, 30), DAY, ["cell.understood"]),
        ("2022年4月15日", DAY, []),
        ("2022 年 4 月 15 日", DAY, []),
        ("２０２２年４月１５日", DAY, []),
        ("2022-4-15", DAY, []),
        ("2022.4.15", DAY, []),
        ("2022/04/15", DAY, []),
        ("20220415", DAY, []),
        ("2022-04-15 00:00:00", DAY, []),
        (20220415, DAY, []),
        (44666, DAY, ["cell.understood"]),
        ("2022年4月", None, ["cell.not-a-date"]),
        ("二〇二二年四月十五日", DAY, []),
        ("二○二二年四月十五号", DAY, []),
        ("2022年四月十五日", DAY, []),
        ("2022-2-30", None, ["cell.no-such-day"]),
        ("2022.4.31", None, ["cell.no-such-day"]),
        ("2022年13月1日", None, ["cell.no-such-day"]),
        ("二〇二二年四月三十一日", None, ["cell.no-such-day"]),
        ("22-4-15", None, ["cell.not-a-date"]),
        ("无", None, ["cell.not-a-date"]),
        (7, None, ["cell.not-a-date"]),
        (datetime.date(1901, 1, 1), None, ["cell.not-a-date"]),
        (datetime.time(9, 30), None, ["cell.not-a-date"]),
    ],
)
def test_dates(typed: object, expected: datetime.date | None, rules: Found) -> None:
    value, found = read_one("封面", "填报日期", typed)
    assert (value, found) == (BLANK if expected is None else Date.of(expected), rules)


@pytest.mark.parametrize("format_id", [14, 22, 27, 31, 36, 50, 57, 58])
def test_built_in_date_formats_are_dates_the_chinese_ones_too(format_id: int) -> None:
    def change(book: openpyxl.Workbook) -> None:
        cell = book["封面"]["B2"]
        cell.number_format = "0.00"
        cell._style.numFmtId = format_id

    report, found = read_sheets(answers("封面", ["填报日期", 44666]), change=change)
    assert (report["封面.填报日期"], found) == (Date.of(DAY), [])


@pytest.mark.parametrize("code", ['yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d;@", "m-d-yy", "[DBNum1][$-804]yyyy年m月d日"])
def test_date_formats_of_the_workbook_are_dates(code: str) -> None:
    assert read_one("封面", "填报日期", 44666, code) == (Date.of(DAY), [])


@pytest.mark.parametrize("code", ['0.00"days"', "[Red]0.00", "#,##0.00_);[Red](#,##0.00)", '0.00"元"', "0.00E+00", "@"])
def test_other_formats_are_plain_numbers(code: str) -> None:
    assert read_one("一般公共预算", "支出合计", 44666, code) == (Decimal(44666), [])


def test_dates_counted_from_1904() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    report, found = read_sheets(answers("封面", ["填报日期", DAY]), change=change)
    assert (report["封面.填报日期"], found) == (Date.of(DAY), [])


@pytest.mark.parametrize(
    ("typed", "number_format", "expected", "rules"),
    [
        ("某局", "", "某局", []),
        (13800000000, "", "13800000000", []),
        (0.5, "", "0.5", []),
        (0.98, "0%", "98%", []),
        (DAY, "", "2022年4月15日", []),
        (datetime.time(9, 5), "", "9:05", []),
        (True, "", "是", ["cell.understood"]),
        ("　 某局\u00a0\n", "", "某局", []),
        ("无", "", "无", []),
        ("/", "", "/", []),
        ("0731-1234\r\n转 5", "", "0731-1234\n转 5", []),
        ("=1+1", "", "=1+1", []),
    ],
)
def test_texts(typed: object, number_format: str, expected: str, rules: Found) -> None:
    assert read_one("封面", "联系电话", typed, number_format) == (expected, rules)


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        ("优", "优", []),
        (" 优 ", "优", []),
        ("1.优", "优", ["cell.choice-alias"]),
        ("优秀", None, ["cell.unknown-choice"]),
        (1, None, ["cell.unknown-choice"]),
        ("无", None, ["cell.unknown-choice"]),
    ],
)
def test_choices(typed: object, expected: str | None, rules: Found) -> None:
    value, found = read_one("封面", "等级", typed)
    assert (value, found) == (BLANK if expected is None else expected, rules)


def test_another_spelling_of_a_choice_is_read_with_a_note() -> None:
    assert read_one("封面", "金额单位", "万") == ("万元", ["cell.choice-alias"])


@pytest.mark.parametrize(
    ("typed", "number_format", "printed"),
    [
        (37, "", "37"),
        ("37", "", "37"),
        ("≥98%", "", "≥98%"),
        (0.98, "0%", "98%"),
        ("无", "", "无"),
        ("37人", "", "37人"),
    ],
)
def test_number_or_text(typed: object, number_format: str, printed: str) -> None:
    value, found = read_one("基本情况", "完成值", typed, number_format)
    assert (str(value), found) == (printed, [])


@pytest.mark.parametrize(
    ("typed", "expected", "rules"),
    [
        ("组织贯彻", ["组织贯彻"], []),
        ("一段\n\n　二段\x0b三段", ["一段", "二段", "三段"], []),
        ("1.组织\n2、联系\n（3）完成", ["组织", "联系", "完成"], ["cell.list-number"]),
        ("2021年\n1.5万元", ["2021年", "1.5万元"], []),
        (7, ["7"], []),
    ],
)
def test_paragraphs(typed: object, expected: list[str], rules: Found) -> None:
    report, found = read(raw_workbook(fields_rows(inline("A2", "主要职责") + cell_of(typed)), name="基本情况"))
    assert report["基本情况.主要职责"] == Paragraphs(expected)
    assert [f.rule for f in found if f.place == "基本情况!B2"] == rules


def cell_of(typed: object) -> str:
    if isinstance(typed, int):
        return f'<c r="B2"><v>{typed}</v></c>'
    return inline("B2", str(typed).replace("\x0b", "_x000B_"))


@pytest.mark.parametrize("kind", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!"])
def test_error_cells(kind: str) -> None:
    assert read_one("一般公共预算", "支出合计", None)[1] == []
    rows = fields_rows(inline("A2", "支出合计") + f'<c r="B2" t="e"><f>#REF!+1</f><v>{kind}</v></c>')
    report, found = read(raw_workbook(rows))
    assert ("一般公共预算!B2", "cell.error-value") in [(f.place, f.rule) for f in found]
    assert report.origin("一般公共预算.支出合计").typed == kind


@pytest.mark.parametrize("text", ["NaN", "1E+400", "INF", "-INF", "abc"])
def test_a_number_that_is_none_is_named_by_its_cell(text: str) -> None:
    rows = fields_rows(inline("A2", "支出合计") + f'<c r="B2"><v>{text}</v></c>')
    report, found = read(raw_workbook(rows))
    assert ("一般公共预算!B2", "cell.error-value", text) in [(f.place, f.rule, f.found) for f in found]
    assert report["一般公共预算.支出合计"] == BLANK


def test_a_formula_never_calculated() -> None:
    assert read_one("一般公共预算", "支出合计", Formula("=1+1")) == (BLANK, ["cell.not-calculated"])


def test_a_default_never_calculated_is_untouched() -> None:
    assert read_one("一般公共预算", "公用经费", Formula("=B3")) == (BLANK, [])


def test_a_formula_that_gives_an_empty_text_is_blank() -> None:
    rows = fields_rows(inline("A2", "支出合计") + '<c r="B2" t="str"><f>""</f><v></v></c>')
    report, found = read(raw_workbook(rows))
    assert report["一般公共预算.支出合计"] == BLANK
    assert "一般公共预算!B2" not in [f.place for f in found]


def test_a_blank_answer_knows_its_cell() -> None:
    report, found = read_sheets(answers("一般公共预算", ["支出合计"], ["基本支出", None]))
    assert found == []
    assert isinstance(report["一般公共预算.基本支出"], Blank)
    assert report.cell_of("一般公共预算.支出合计") == "一般公共预算!B2"


def test_a_value_remembers_what_was_typed() -> None:
    report, _ = read_sheets(answers("一般公共预算", ["支出合计", " 258.9 万"], ["基本支出", 166.9200]))
    assert report.origin("一般公共预算.支出合计")[:3] == ("一般公共预算!B2", " 258.9 万", "万元")
    assert report.origin("一般公共预算.基本支出")[:3] == ("一般公共预算!B3", "166.92", "万元")


def test_the_message_says_what_is_there_and_what_to_do() -> None:
    _, found = read(raw_workbook(fields_rows(inline("A2", "支出合计") + inline("B2", "约258.9"))))
    assert (
        "一般公共预算!B2 支出合计 “约258.9”不能确定是哪个数，应填以万元计的金额。请只填数字，如 258.90；没有的填“无” [cell.not-a-number]"
        in map(str, found)
    )
