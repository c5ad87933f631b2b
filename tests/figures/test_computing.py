from decimal import Decimal

from selfeval.amounts import CALCULATION
from selfeval.figures import compute
from selfeval.report import Blank, Number
from tests.support.reports import form_of, report_of, rows

RATES = """
[sheet."甲"]
kind = "fields"
field."预算" = { type = "金额" }
field."执行" = { type = "金额" }
field."合计" = { type = "金额", default = '甲.预算 + 甲.执行' }

[derived."甲.执行率"]
value = '甲.执行 / 甲.预算'
type = "百分比"
zero = "/"
"""


def test_a_blank_answer_with_a_default_is_computed_and_knows_its_cells() -> None:
    form = form_of(RATES)
    report = report_of(form, {"甲": {"预算": "1.10", "执行": "2.20"}})
    assert compute(report, form) == []
    assert report["甲.合计"] == Decimal("3.30")
    origin = report.origin("甲.合计")
    assert origin is not None
    assert (origin.place, origin.cells) == ("甲!B4", ("甲!B2", "甲!B3"))


def test_a_typed_answer_stays_whatever_its_default_says() -> None:
    form = form_of(RATES)
    report = report_of(form, {"甲": {"预算": "1", "执行": "2", "合计": "9"}})
    compute(report, form)
    assert report["甲.合计"] == 9


def test_a_derived_figure_is_exact_and_prints_by_its_type() -> None:
    form = form_of(RATES)
    report = report_of(form, {"甲": {"预算": "3", "执行": "2"}})
    compute(report, form)
    rate = report["甲.执行率"]
    assert isinstance(rate, Number)
    assert str(rate) == "66.67%"
    assert rate == CALCULATION.divide(Decimal(2), Decimal(3))  # 50 digits, not rounded to the print


def test_a_figure_over_a_blank_is_blank() -> None:
    form = form_of(RATES)
    report = report_of(form, {"甲": {"预算": "3"}})
    compute(report, form)
    assert isinstance(report["甲.执行率"], Blank)
    assert isinstance(report["甲.合计"], Blank)


def test_a_division_by_zero_gives_what_the_form_says_with_a_note() -> None:
    form = form_of(RATES)
    report = report_of(form, {"甲": {"预算": "无", "执行": "2"}})
    assert rows(compute(report, form)) == [("甲", "figure.zero-division")]
    assert str(report["甲.执行率"]) == "/"


def test_a_division_by_zero_that_gives_a_blank_is_told_too() -> None:
    form = form_of(RATES.replace('zero = "/"', ""))
    report = report_of(form, {"甲": {"预算": "无", "执行": "2"}})
    found = compute(report, form)
    assert isinstance(report["甲.执行率"], Blank)
    assert [(one.rule, one.cells) for one in found] == [("figure.zero-division", ("甲!B3", "甲!B2"))]
    assert "甲.执行率 的除数为零，按表式规定记为空白" in found[0].message()


def test_nothing_divided_by_nothing_is_told_only_where_the_form_gives_it_a_value() -> None:
    nothing = {"甲": {"预算": "0", "执行": "无"}}
    form = form_of(RATES)
    assert [one.rule for one in compute(report_of(form, nothing), form)] == ["figure.zero-division"]
    form = form_of(RATES.replace('zero = "/"', ""))
    report = report_of(form, nothing)
    assert compute(report, form) == []
    assert isinstance(report["甲.执行率"], Blank)


def test_a_default_that_divides_by_zero_stays_blank_with_a_note() -> None:
    form = form_of(
        RATES.replace("[derived", 'field."率" = { type = "百分比", default = "甲.执行 / 甲.预算" }\n[derived')
    )
    report = report_of(form, {"甲": {"预算": "0", "执行": "2"}})
    notes = [one.message() for one in compute(report, form)]
    assert notes[0].startswith("甲 甲.率 的除数为零，按表式规定记为空白")
    assert notes[1].startswith("甲 甲.执行率 的除数为零，按表式规定记为/")
    assert isinstance(report["甲.率"], Blank)


def test_rows_that_divide_by_zero_are_told_in_one_note_with_all_their_cells() -> None:
    form = form_of(
        """
        [sheet."项"]
        kind = "table"
        column."预算" = { type = "金额" }
        column."执行" = { type = "金额" }
        [derived."项.率"]
        value = '执行 / 预算'
        type = "百分比"
        """
    )
    given = [{"预算": 0, "执行": 1}, {"预算": 2, "执行": 1}, {"预算": 0, "执行": 3}, {"预算": 0, "执行": 0}]
    found = compute(report_of(form, {"项": given}), form)
    assert [(one.rule, one.cells) for one in found] == [("figure.zero-division", ("项!B2", "项!A2", "项!B4", "项!A4"))]


def test_a_figure_of_a_table_is_computed_for_each_row() -> None:
    form = form_of(
        '[sheet."表"]\nkind = "table"\ncolumn."甲" = { type = "金额" }\ncolumn."乙" = { type = "金额" }\n'
        "[derived.\"表.差\"]\nvalue = '甲 - 乙'\n"
    )
    report = report_of(form, {"表": [{"甲": "3", "乙": "1"}, {"甲": "3", "乙": "0.5"}]})
    compute(report, form)
    assert [str(row["差"]) for row in report["表"]] == ["2.00", "2.50"]  # type: ignore[union-attr]


def test_a_figure_of_a_sheet_the_workbook_lacks_is_one_of_the_whole_report() -> None:
    form = form_of(RATES + '[derived."自评.得分"]\nvalue = \'甲.预算 * 10\'\ntype = "数或文"\n')
    report = report_of(form, {"甲": {"预算": "1.5"}})
    compute(report, form)
    assert str(report["自评.得分"]) == "15"


def test_in_fixed_rows_a_row_named_without_a_column_means_the_same_column() -> None:
    form = form_of(
        '[sheet."表"]\nkind = "rows"\ncolumn."上年" = { type = "金额" }\ncolumn."本年" = { type = "金额" }\n'
        'row."总" = { default = \'表.子 + 表.丑\' }\nrow."子" = {}\nrow."丑" = {}\n'
    )
    report = report_of(form, {"表": {"子": {"上年": "1", "本年": "10"}, "丑": {"上年": "2", "本年": "20"}}})
    compute(report, form)
    assert (report["表.总.上年"], report["表.总.本年"]) == (3, 30)
