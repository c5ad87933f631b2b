from decimal import Decimal

import openpyxl
import pytest

from selfeval.findings import Severity
from selfeval.report import BLANK, Paragraphs, Table
from tests.support.reading import FORM, read, read_sheets
from tests.support.reports import form_of
from tests.support.workbooks import Formula, Rows, workbook

HEADER = ["项目名称", "全年执行数", "资金来源"]


def projects(*rows: list[object]) -> dict[str, Rows]:
    return {"项目支出": [HEADER, *rows]}


def names(table: object) -> list[str]:
    assert isinstance(table, Table)
    return [str(row["项目名称"]) for row in table]


def test_reads_a_record_a_row() -> None:
    report, found = read_sheets(projects(["党建", 3.22, "一般公共预算"], ["民族工作", 4.99]))
    table = report["项目支出"]
    assert found == []
    assert names(table) == ["党建", "民族工作"]
    assert table[0].cell_of("全年执行数") == "项目支出!B2"
    assert (table[1]["资金来源"], table[1].cell_of("资金来源")) == (BLANK, "项目支出!C3")
    assert [row.name for row in table] == ["项目支出[1]", "项目支出[2]"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["项目支出表"], [], HEADER, ["党建", 3.22, "一般公共预算"]], id="title lines above"),
        pytest.param(
            [["资金来源", None, "项目 名称", "执行数（万元）"], ["一般公共预算", None, "党建", 3.22]],
            id="moved columns",
        ),
        pytest.param(
            [["*项目名称", "全年执行数：", "资金来源 "], [], ["党建", 3.22, "一般公共预算"], []], id="blank rows"
        ),
    ],
)
def test_finds_the_columns_wherever_they_stand(rows: Rows) -> None:
    report, found = read_sheets({"项目支出": rows})
    row = report["项目支出"][0]
    assert (row["项目名称"], row["全年执行数"], row["资金来源"]) == ("党建", Decimal("3.22"), "一般公共预算")
    assert {rule for _, rule in found} <= {"label.alias"}


def test_a_row_of_live_defaults_is_no_record() -> None:
    report, found = read_sheets(projects(["党建", 3, None], [None, None, Formula('="一般公共预算"')]))
    assert (len(report["项目支出"]), found) == (1, [])


def test_a_total_row_is_left_out_with_a_warning() -> None:
    report, found = read_sheets(projects(["党建", 3], ["合　计", 3], ["小计：", 3]))
    assert names(report["项目支出"]) == ["党建"]
    assert found == [("项目支出!A3", "row.total"), ("项目支出!A4", "row.total")]


def test_a_repeated_header_is_skipped_with_a_note() -> None:
    report, found = read_sheets(projects(["党建", 3], HEADER, ["民族工作", 4]))
    assert names(report["项目支出"]) == ["党建", "民族工作"]
    assert found == [("项目支出!A3", "row.repeated-header")]


def test_a_remark_merged_over_the_row_is_no_record() -> None:
    _, found = read_sheets(
        projects(["党建", 3], ["注：金额含上年结转"]), change=lambda book: book["项目支出"].merge_cells("A3:C3")
    )
    assert found == [("项目支出!A3", "cell.unread")]


def test_a_column_of_the_clerks_own_is_read_too() -> None:
    rows = [["序号", *HEADER, "负责人"], [1, "党建", 3, None, "张三"], [2, None, None, None, None]]
    report, found = read_sheets({"项目支出": rows})
    assert found == [("项目支出!A1", "label.unknown"), ("项目支出!E1", "label.unknown")]
    assert (len(report["项目支出"]), report["项目支出"][0]["负责人"]) == (1, "张三")


def test_text_beside_and_below_the_table_is_named() -> None:
    _, found = read_sheets(projects(["党建", 3, None, None, "抄自去年"], [None, None, None, "另附"]))
    assert found == [("项目支出!E2", "cell.unread"), ("项目支出!D3", "cell.unread")]


def test_a_missing_column_is_named_a_misspelt_one_asked_about() -> None:
    _, found = read(workbook({"项目支出": [["项目名称", "全年执行", "备注"], ["党建", 3, "甲"]]}), FORM)
    of_sheet = [(f.place, f.rule) for f in found if f.sheet == "项目支出"]
    assert of_sheet == [
        ("项目支出!B1", "label.misspelt"),
        ("项目支出!A1", "label.missing"),
        ("项目支出!C1", "label.unknown"),
    ]


def test_a_column_twice_is_an_error() -> None:
    _, found = read(workbook({"项目支出": [[*HEADER, "执行数"], ["党建", 3, None, 4]]}), FORM)
    twice = [f for f in found if f.rule == "label.twice"]
    assert [(f.place, f.cells, f.severity) for f in twice] == [
        ("项目支出!D1", ("项目支出!B1", "项目支出!D1"), Severity.ERROR)
    ]
    assert ("项目支出!D2", "cell.unread") in [(f.place, f.rule) for f in found]


def test_a_table_without_its_header_is_an_error() -> None:
    assert read_sheets({"项目支出": [["党建", 3]]})[1] == [("项目支出!A1", "sheet.no-header")]


def test_a_cell_merged_away_is_an_error() -> None:
    _, found = read_sheets(
        projects(["党建", 3, "一般公共预算"], ["民族工作", 4]),
        change=lambda book: book["项目支出"].merge_cells("C2:C3"),
    )
    assert found == [("项目支出!C3", "cell.merged")]


class TestCarriedColumns:
    HEADER = ("章节", "小标题", "内容")

    def read(self, *rows: list[object], merge: str = ""):
        def change(book: openpyxl.Workbook) -> None:
            if merge:
                book["正文"].merge_cells(merge)

        report, found = read_sheets({"正文": [list(self.HEADER), *rows]}, change=change)
        return [(row["章节"], row["内容"]) for row in report["正文"]], found, report

    def test_a_blank_cell_takes_the_one_above(self) -> None:
        read, found, report = self.read(["存在的问题", None, "甲\n乙"], [None, None, "丙"], ["改进措施", None, "丁"])
        assert found == []
        assert read == [
            ("存在的问题", Paragraphs(["甲", "乙"])),
            ("存在的问题", Paragraphs(["丙"])),
            ("改进措施", Paragraphs(["丁"])),
        ]
        assert report["正文"][1].cell_of("章节") == "正文!A2"

    def test_so_does_a_merged_one(self) -> None:
        read, found, _ = self.read(["存在的问题", None, "甲"], [None, None, "乙"], merge="A2:A3")
        assert ([chapter for chapter, _ in read], found) == (["存在的问题", "存在的问题"], [])

    def test_a_row_with_a_chapter_only_heads_those_below(self) -> None:
        read, found, _ = self.read(["存在的问题"], [None, None, "甲"], [None, None, "乙"])
        assert (read, found) == (
            [("存在的问题", Paragraphs(["甲"])), ("存在的问题", Paragraphs(["乙"]))],
            [],
        )

    def test_a_chapter_with_nothing_below_is_told(self) -> None:
        read, found, _ = self.read(["存在的问题"], ["改进措施", None, "甲"], ["存在的问题"])
        assert [chapter for chapter, _ in read] == ["改进措施"]
        assert found == [("正文!A2", "row.without-content"), ("正文!A4", "row.without-content")]

    def test_nothing_above_leaves_it_blank(self) -> None:
        read, found, report = self.read([None, None, "甲"])
        assert (read, found) == ([(BLANK, Paragraphs(["甲"]))], [])
        assert report["正文"][0].cell_of("章节") == "正文!A2"


def test_a_carried_column_starts_afresh_under_another_value_before_it() -> None:
    form = form_of(
        '[sheet."指标"]\nkind = "table"\ncolumn."一级" = {carry = true}\ncolumn."二级" = {carry = true}\ncolumn."值" = {}\n'
    )
    rows = [["一级", "二级", "值"], ["产出", "数量", "甲"], [None, None, "乙"], ["效益", None, "丙"]]
    report, _ = read_sheets({"指标": rows}, form)
    assert [(str(row["一级"]), str(row["二级"])) for row in report["指标"]] == [
        ("产出", "数量"),
        ("产出", "数量"),
        ("效益", ""),
    ]


class TestFixedRows:
    HEADER = ("指标", "上年数", "本年数")

    def test_reads_each_cell_by_row_and_column(self) -> None:
        rows = [["基础数据表"], list(self.HEADER), ["三公经费", 5, 6], ["公务接待费", 1, "2万元"], ["人数", 7, "8人"]]
        report, found = read_sheets({"基础数据": rows})
        assert report["基础数据.公务接待费.本年数"] == 2
        assert report.cell_of("基础数据.公务接待费.本年数") == "基础数据!C4"
        assert report["基础数据.“三公”经费.上年数"] == 5
        assert str(report["基础数据.人数.上年数"]) == "7"
        assert [row["本年数"] for row in report["基础数据"]] == [2, 6, 8]
        assert {rule for _, rule in found} == {"cell.number-from-text"}

    def test_unit_and_help_columns_do_no_harm(self) -> None:
        rows = [["指标", "单位", *self.HEADER[1:], "填报说明"], ["公务接待费", "万元", 1, 2, "见决算"]]
        report, found = read_sheets({"基础数据": rows})
        assert (report["基础数据.公务接待费.本年数"], found) == (2, [])

    def test_rows_missing_unknown_twice_or_without_a_label_are_told(self) -> None:
        rows = [list(self.HEADER), ["公务接待费", 1, 2], ["公务接待费", 1, 3], ["培训费", 1, 1], [None, 4, None]]
        report, found = read(workbook({"基础数据": rows}), FORM)
        told = [(f.place, f.rule) for f in found if f.sheet == "基础数据"]
        assert told == [
            ("基础数据!A3", "label.twice"),
            ("基础数据!B5", "row.no-label"),
            ("基础数据!A1", "label.missing"),
            ("基础数据!A1", "label.missing"),
            ("基础数据!A4", "label.unknown"),
        ]
        assert report["基础数据.培训费.上年数"] == 1

    def test_a_default_never_calculated_is_untouched(self) -> None:
        report, found = read_sheets({"基础数据": [list(self.HEADER), ["“三公”经费", Formula("=B3"), Formula("=C3")]]})
        assert (report["基础数据.三公经费.本年数"], found) == (BLANK, [])


def test_hundreds_of_rows_come_out_whole() -> None:
    rows = [[f"项目{number}", number / 100] for number in range(1, 801)]
    report, found = read_sheets(projects(*rows))
    assert found == []
    assert sum(row["全年执行数"] for row in report["项目支出"]) == Decimal("3204")
