"""Sheets, header rows and labels are found by their text, wherever they stand."""

from decimal import Decimal

import openpyxl
import pytest

from selfeval.findings import Severity
from selfeval.report import BLANK, Paragraphs
from selfeval.workbook import cover_form, open_workbook
from tests.support.reading import FORM, answers, read, read_sheets
from tests.support.workbooks import HEADER, Rows, workbook

TOTAL = "一般公共预算.支出合计"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([HEADER, ["支出合计", 258.9]], id="plain"),
        pytest.param([["某局决算"], [], [None, None, "说明"], HEADER, ["支出合计", 258.9]], id="title lines above"),
        pytest.param([HEADER, [], [], ["支出合计", 258.9]], id="inserted rows"),
        pytest.param(
            [[None, "单位", "项目", None, "填报内容"], [None, "万元", "支出合计", None, 258.9]], id="moved columns"
        ),
        pytest.param([["填报内容", "项目"], [258.9, "支出合计"]], id="swapped columns"),
        pytest.param([[" 项　目 ", "填 报 内 容"], ["支出 合计", 258.9]], id="stray spaces"),
        pytest.param([HEADER, ["*支出合计：", 258.9]], id="star and colon"),
        pytest.param([HEADER, ["支出合计 *", 258.9]], id="star behind"),
        pytest.param([HEADER, ["支出合计（万元）", 258.9]], id="unit in brackets"),
        pytest.param([HEADER, ["支出合计(单位:万元)*", 258.9]], id="unit in half-width brackets"),
        pytest.param([HEADER, ["3、支出合计", 258.9]], id="list number"),
        pytest.param([HEADER, ["支出\n合计", 258.9]], id="line break in the label"),
    ],
)
def test_finds_an_answer_wherever_it_stands(rows: Rows) -> None:
    report, found = read_sheets({"一般公共预算": rows})
    assert found == []
    assert report[TOTAL] == Decimal("258.9")


@pytest.mark.parametrize("label", ["因公出国（境）费", "因公出国(境)费", "因公出国 〔境〕 费", "出国费"])
def test_brackets_and_width_of_a_label_do_no_harm(label: str) -> None:
    report, found = read_sheets(answers("一般公共预算", [label, 3]))
    assert (report["一般公共预算.出国费"], found) == (3, [])


def test_an_alias_of_a_label_is_read_with_a_note() -> None:
    report, found = read_sheets(answers("一般公共预算", ["基本支出数", 3]))
    assert (report["一般公共预算.基本支出"], found) == (3, [("一般公共预算!A2", "label.alias")])


def test_an_alias_of_a_sheet_is_read_with_a_note() -> None:
    report, found = read_sheets(answers("公共 预算", ["支出合计", 3]))
    assert (report[TOTAL], found) == (3, [("公共 预算!A1", "sheet.alias")])
    assert report.cell_of(TOTAL) == "公共 预算!B2"


def findings_of(sheets: dict[str, Rows]) -> list[tuple[str, str, Severity]]:
    _, found = read(workbook(sheets), FORM)
    return [(f.place, f.rule, f.severity) for f in found]


def test_a_missing_sheet_is_an_error_where_something_in_it_is_required() -> None:
    found = findings_of(answers("封面", ["年度", 2021], ["单位名称", "某局"]))
    rules = {(rule, severity) for _, rule, severity in found}
    assert ("sheet.missing", Severity.ERROR) in rules
    assert ("sheet.missing", Severity.WARNING) in rules  # 正文 requires nothing
    assert ("label.missing", Severity.WARNING) in rules


def test_a_missing_sheet_is_there_with_all_its_names() -> None:
    report, _ = read_sheets(answers("封面", ["年度", 2021]))
    assert report[TOTAL] == BLANK
    assert report.origin(TOTAL) is None
    assert len(report["项目支出"]) == 0
    assert report["基础数据.公务接待费.本年数"] == BLANK


def test_a_misspelt_sheet_asks_whether_it_was_meant() -> None:
    _, found = read(workbook(answers("一般公共予算", ["支出合计", 3])), FORM)
    said = next(f for f in found if f.rule == "sheet.misspelt")
    assert (said.place, said.severity) == ("一般公共予算!A1", Severity.ERROR)
    assert "您是否想写“一般公共预算”" in str(said)


@pytest.mark.parametrize("name", ["Sheet3", "附件二"])
def test_a_sheet_renamed_beyond_recognition_is_known_by_its_labels(name: str) -> None:
    _, found = read(workbook({name: [["项目名称", "执行数", "资金来源"], ["甲", 3, "一般公共预算"]]}), FORM)
    said = [f for f in found if f.rule == "sheet.misspelt"]
    assert [f.place for f in said] == [f"{name}!A1"]
    assert f"请把工作表“{name}”改名为“项目支出”" in str(said[0])


def test_a_sheet_that_shares_a_label_or_two_is_not_taken_for_a_missing_one() -> None:
    _, found = read(workbook({"附表": [["项目名称", "甲", "乙"], ["一", 1, 2]]}), FORM)
    assert "sheet.misspelt" not in {f.rule for f in found}


def test_a_misspelt_label_asks_whether_it_was_meant() -> None:
    _, found = read(workbook(answers("一般公共预算", ["支出总计", 3])), FORM)
    said = next(f for f in found if f.rule == "label.misspelt")
    assert (said.place, said.severity) == ("一般公共预算!A2", Severity.ERROR)
    assert str(said).startswith("一般公共预算!A2 “支出总计”不是本表的项目。您是否想写“支出合计”？")
    assert "支出合计" not in [f.details.get("label") for f in found if f.rule == "label.missing"]


def test_a_missing_label_is_named() -> None:
    found = findings_of(answers("一般公共预算", ["基本支出", 3]))
    assert ("一般公共预算!A1", "label.missing", Severity.ERROR) in found


@pytest.mark.parametrize(
    ("first", "second", "value", "severity"),
    [(3, 4, 3, Severity.ERROR), (3, None, 3, Severity.WARNING), (None, 4, 4, Severity.WARNING)],
)
def test_a_label_twice(first: object, second: object, value: int, severity: Severity) -> None:
    sheets = answers("一般公共预算", ["支出合计", first], ["支出合计", second])
    report, _ = read_sheets(sheets)
    assert report[TOTAL] == value
    assert ("一般公共预算!A3", "label.twice", severity) in findings_of(sheets)


def test_a_sheet_twice_is_an_error() -> None:
    sheets = {**answers("封面", ["年度", 2021]), **answers("封 面", ["年度", 2022])}
    assert read_sheets(sheets)[1] == [("封 面!A1", "sheet.twice")]


def test_an_unknown_label_is_read_too() -> None:
    report, found = read_sheets(answers("封面", ["单位名称", "某局"], ["传真号", 123]))
    assert (report["封面.传真号"], found) == (123, [("封面!A3", "label.unknown")])


def test_a_sheet_without_its_header_is_an_error() -> None:
    _, found = read_sheets({"一般公共预算": [["支出合计", 258.9]]})
    assert found == [("一般公共预算!A1", "sheet.no-header")]


def test_a_repeated_header_is_skipped_with_a_note() -> None:
    _, found = read_sheets(answers("封面", ["年度", 2021], HEADER, ["单位名称", "某局"]))
    assert found == [("封面!A3", "row.repeated-header")]


def test_own_sheets_are_never_read() -> None:
    sheets = {
        "填表说明": [["甲", "乙"], [1, 2]],
        "检 查结果": [["甲", "乙"], [1, 2]],
        **answers("封面", ["年度", 2021]),
    }
    report, _ = read_sheets(sheets)
    assert "填表说明" not in report
    assert "检查结果" not in report


def test_stray_cells_are_named() -> None:
    _, found = read_sheets(
        answers("封面", ["单位名称", "某局", "个", "全称", "问老王"], [None, None, None, None, "抄自去年"])
    )
    assert found == [
        ("封面!C2", "cell.beside-answer"),
        ("封面!D2", "cell.beside-answer"),
        ("封面!E2", "cell.unread"),
        ("封面!E3", "cell.unread"),
    ]


def test_many_stray_cells_are_told_together() -> None:
    rows = [[None, None, None, None, f"备注{number}"] for number in range(30)]
    _, found = read_sheets(answers("封面", ["单位名称", "某局"], *rows))
    assert [rule for _, rule in found] == ["cell.unread"] * 20 + ["cell.unread-more"]


def test_a_remark_below_the_fields_is_named() -> None:
    _, found = read_sheets(answers("封面", ["单位名称", "某局"], ["注：本表由财务科填写"]))
    assert found == [("封面!A3", "cell.unread")]


class TestParagraphsInSeveralRows:
    def test_rows_without_a_label_continue_the_one_above(self) -> None:
        rows = [["主要职责", "1.甲"], [None, "2.乙\n3.丙"], [None, "　"], [None, "丁"], ["机构设置", "戊"]]
        report, found = read_sheets(answers("基本情况", *rows))
        assert report["基本情况.主要职责"] == Paragraphs(["甲", "乙", "丙", "丁"])
        assert report["基本情况.机构设置"] == Paragraphs(["戊"])
        assert found == [("基本情况!B2", "cell.list-number")]
        assert report.origin("基本情况.主要职责").cells == ("基本情况!B2",)
        assert report.origin("基本情况.主要职责").reads == ("基本情况!B3", "基本情况!B5")

    def test_the_first_row_may_be_blank(self) -> None:
        report, found = read_sheets(answers("基本情况", ["主要职责"], [None, "甲"]))
        assert (report["基本情况.主要职责"], found) == (Paragraphs(["甲"]), [])
        assert report.cell_of("基本情况.主要职责") == "基本情况!B2"

    def test_a_label_merged_over_its_rows_does_no_harm(self) -> None:
        report, found = read_sheets(
            answers("基本情况", ["主要职责", "甲"], [None, "乙"], [None, "丙"]),
            change=lambda book: book["基本情况"].merge_cells("A2:A4"),
        )
        assert (report["基本情况.主要职责"], found) == (Paragraphs(["甲", "乙", "丙"]), [])

    def test_content_below_a_short_answer_is_an_error(self) -> None:
        _, found = read_sheets(answers("基本情况", ["概况", "甲"], [None, "乙"]))
        assert found == [("基本情况!B3", "row.no-label")]

    def test_content_above_the_first_label_is_an_error(self) -> None:
        assert read_sheets(answers("基本情况", [None, "乙"]))[1] == [("基本情况!B2", "row.no-label")]

    def test_text_pasted_into_the_columns_beside_is_named(self) -> None:
        _, found = read_sheets(answers("基本情况", ["主要职责", "甲"], [None, "乙", "丙", "丁"]))
        assert found == [("基本情况!C3", "cell.unread"), ("基本情况!D3", "cell.unread")]

    def test_text_pasted_into_the_label_column_is_named(self) -> None:
        _, found = read_sheets(answers("基本情况", ["主要职责", "甲"], ["负责联系各民主党派和无党派代表人士。" * 5]))
        assert found == [("基本情况!A3", "cell.unread")]


def merged(sheet: str, *ranges: str):
    def change(book: openpyxl.Workbook) -> None:
        for cells in ranges:
            book[sheet].merge_cells(cells)

    return change


def test_an_answer_hidden_under_a_merged_cell_is_an_error() -> None:
    sheets = answers("一般公共预算", ["支出合计", 3], ["基本支出"], ["行政编制", 7])
    _, found = read_sheets(sheets, change=merged("一般公共预算", "B2:B3"))
    assert found == [("一般公共预算!B3", "cell.merged")]


def test_a_label_merged_over_its_answer_is_an_error() -> None:
    _, found = read_sheets(answers("一般公共预算", ["支出合计"]), change=merged("一般公共预算", "A2:B2"))
    assert found == [("一般公共预算!B2", "cell.merged")]


def test_an_answer_merged_to_the_right_is_read() -> None:
    report, found = read_sheets(answers("一般公共预算", ["支出合计", 3]), change=merged("一般公共预算", "B2:D2"))
    assert (report[TOTAL], found) == (3, [])


def test_hidden_rows_are_read_and_told() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["一般公共预算"].row_dimensions[2].hidden = True

    report, found = read_sheets(answers("一般公共预算", ["支出合计", 3]), change=change)
    assert (report[TOTAL], found) == (3, [("一般公共预算!A2", "row.hidden")])


def test_hidden_sheets_are_read() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("别的")
        book["一般公共预算"].sheet_state = "veryHidden"

    report, found = read_sheets(answers("一般公共预算", ["支出合计", 3]), change=change)
    assert (report[TOTAL], found) == (3, [])


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (answers("封面", ["表式", "hunan"], ["表式版本", "2025"]), ("hunan", "2025")),
        (answers("封 面", ["表 式*", " hunan "], ["表式版本：", 2025]), ("hunan", "2025")),
        ({"封面": [["表式", None, "hunan"]]}, ("hunan", "")),
        (answers("封面", ["单位名称", "某局"]), ("", "")),
        (answers("甲", ["表式", "hunan"]), ("", "")),
    ],
)
def test_the_cover_says_which_form_it_is(sheets: dict[str, Rows], said: tuple[str, str]) -> None:
    assert cover_form(open_workbook(workbook(sheets))) == said
