"""What clerks do to a workbook by accident: text beside its cell, numbers without text, headers typed over, copies."""

from pathlib import Path

import pytest

from selfeval.checks import judge_answers
from selfeval.errors import InvalidReport
from selfeval.findings import Finding, Severity
from selfeval.form import builtin_form
from selfeval.report import Paragraphs
from selfeval.workbook import new_workbook, open_workbook
from tests.support.reading import FORM, answers, read, read_sheets
from tests.support.reports import form_of
from tests.support.workbooks import Formula, Rows, spoiled, workbook

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.xlsx"))


def findings(sheets: dict[str, Rows], rule: str) -> list[Finding]:
    return [found for found in read(workbook(sheets), FORM)[1] if found.rule == rule]


class TestTextBesideAnAnswer:
    def test_a_figure_beside_a_blank_answer_is_sent_to_its_cell(self) -> None:
        (said,) = findings(answers("一般公共预算", ["支出合计", None, 258.9]), "cell.beside-answer")
        assert (said.place, said.severity, said.found) == ("一般公共预算!C2", Severity.WARNING, "258.9")
        assert "请填在 B2" in str(said)

    @pytest.mark.parametrize("typed", ["2025", "2022-4-15", "258.9万元"])
    def test_a_figure_typed_as_text_is_one_too(self, typed: str) -> None:
        (said,) = findings(answers("封面", ["年度", None, None, typed]), "cell.beside-answer")
        assert "请填在 B2" in str(said)

    def test_other_text_is_quoted(self) -> None:
        (said,) = findings(answers("一般公共预算", ["支出合计", 1, "万元", "含上年结转"]), "cell.beside-answer")
        assert str(said).startswith("一般公共预算!D2 “含上年结转”写在“支出合计”的填报说明栏里，没有读取")
        assert "请填在" not in str(said)

    @pytest.mark.parametrize("unit", ["名", " 名 ", None, Formula("=封面!B2")])
    def test_what_the_form_says_there_is_no_slip(self, unit: object) -> None:
        assert read_sheets(answers("一般公共预算", ["行政编制", 7, unit, "填整数"]))[1] == []

    @pytest.mark.parametrize("help_", ["全称。", "必填。全称，同公章", "全称，同公章（旧版说明）"])
    def test_other_wordings_of_the_help_are_no_slip(self, help_: str) -> None:
        form = form_of('[sheet."封面"]\nkind = "fields"\nfield."名" = { required = true, help = "全称，同公章" }\n')
        assert read_sheets(answers("封面", ["名", "某局", None, help_]), form)[1] == []

    def test_blank_workbooks_give_none(self) -> None:
        form = builtin_form("hunan")
        _, found = read(new_workbook(form), form)
        assert [f for f in found if f.rule in ("cell.beside-answer", "cell.unread")] == []

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_the_examples_give_none(self, path: Path) -> None:
        _, found = read(path.read_bytes(), builtin_form("hunan"))
        assert [f for f in found if f.rule in ("cell.beside-answer", "cell.only-a-number", "paragraphs.overflow")] == []


class TestNumbersWithoutText:
    def test_a_number_split_from_its_text_names_both_cells(self) -> None:
        sheets = answers("基本情况", ["主要职责", "1.", "拟订政策"], [None, "2.", "组织实施"], [None, "3.完成"])
        assert read_sheets(sheets)[1] == [
            ("基本情况!B2", "cell.only-a-number"),
            ("基本情况!B3", "cell.only-a-number"),
            ("基本情况!B4", "cell.list-number"),
        ]
        said = findings(sheets, "cell.only-a-number")[0]
        assert "B2 只有编号“1.”" in str(said)
        assert "请把 C2 的文字“拟订政策”移到 B2" in str(said)

    def test_in_a_table_the_next_column_is_named(self) -> None:
        rows = [["章节", "小标题", "内容"], ["存在的问题", "甲", "（1）", "力量不足"]]
        assert read_sheets({"正文": rows})[1] == [("正文!C2", "cell.only-a-number")]
        assert "请把 D2 的文字“力量不足”移到 C2" in str(findings({"正文": rows}, "cell.only-a-number")[0])

    def test_without_a_neighbour_the_cell_is_to_be_cleared(self) -> None:
        (said,) = findings(answers("基本情况", ["机构设置", "甲\n①"]), "cell.only-a-number")
        assert "没有的请清空" in str(said)


class TestParagraphsThatOutgrowTheirRows:
    def test_numbers_that_go_on_in_the_next_answer_are_an_error(self) -> None:
        rows = [["主要职责", "1.甲"], [None, "2.乙"], [None, "3.丙"], ["机构设置", "4.丁"], [None, "5.戊"]]
        (said,) = findings(answers("基本情况", *rows), "paragraphs.overflow")
        assert (said.place, said.severity) == ("基本情况!B5", Severity.ERROR)
        assert "像是“主要职责”超出了留出的行。请在第 5 行前插入空行后重贴" in str(said)

    @pytest.mark.parametrize(
        "rows",
        [
            [["主要职责", "1.甲"], [None, "2.乙"], ["机构设置", "1.丁"]],
            [["主要职责", "1.甲"], [None, "2.乙"], [None], ["机构设置", "3.丁"]],
            [["主要职责", "甲"], [None, "乙"], ["机构设置", "1.丁"]],
            [["概况", "1.甲"], ["机构设置", "2.丁"]],
        ],
    )
    def test_an_answer_that_ends_in_its_rows_is_none(self, rows: Rows) -> None:
        assert findings(answers("基本情况", *rows), "paragraphs.overflow") == []


class TestHeadersTypedOver:
    def test_a_misspelt_column_with_content_is_an_error(self) -> None:
        sheets = {"项目支出": [["项目名称", "全年执行额", "资金来源"], ["甲", 3], ["乙", 4]]}
        assert read_sheets(sheets)[1] == [("项目支出!B1", "label.misspelt")]
        assert findings(sheets, "label.misspelt")[0].severity is Severity.ERROR

    def test_a_misspelt_column_without_content_warns(self) -> None:
        sheets = {"项目支出": [["项目名称", "全年执行额", "资金来源"], ["甲"]]}
        assert findings(sheets, "label.misspelt")[0].severity is Severity.WARNING

    def test_a_header_wiped_out_is_one_error(self) -> None:
        rows = [["项目名称", None, "资金来源"], *([f"项目{number}", number] for number in range(1, 12))]
        report, found = read_sheets({"项目支出": rows})
        assert found == [("项目支出!B1", "label.blank")]
        assert len(report["项目支出"]) == 11

    def test_a_label_typed_over_is_quoted_where_one_is_missing(self) -> None:
        rows = [["年度", 2021], ["工资福利支出", 3], ["填报日期", None]]
        (said,) = [f for f in findings(answers("封面", *rows), "label.missing") if f.details["label"] == "单位名称"]
        assert "缺少“单位名称”一项（A3 现在是“工资福利支出”）" in str(said)

    def test_so_it_is_for_fixed_rows(self) -> None:
        rows = [["指标", "上年数", "本年数"], ["公务接待费", 1, 2], ["会议支出", 1, 1], ["人数", 7, 8]]
        said = [f for f in findings({"基础数据": rows}, "label.missing") if f.sheet == "基础数据"]
        assert ["（A3 现在是“会议支出”）" in str(f) for f in said] == [True]


def test_leftovers_of_copying_are_taken_off_with_a_note() -> None:
    rows = [["概况", "[bookmark: _GoBack]甲"], ["机构设置", "乙[bookmark: OLE_LINK1]\n丙"]]
    report, found = read_sheets(answers("基本情况", *rows))
    assert (report["基本情况.概况"], report["基本情况.机构设置"]) == ("甲", Paragraphs(["乙", "丙"]))
    assert found == [("基本情况!B2", "cell.bookmark-left")]


def test_an_answer_of_leftovers_only_is_blank() -> None:
    report, _ = read_sheets(answers("封面", ["单位名称", "[bookmark: _GoBack]"]))
    told = [(f.place, f.rule) for f in judge_answers(report, FORM)]
    assert ("封面!B2", "value.required") in told


def test_list_numbers_of_a_numbered_text_and_column_are_taken_off() -> None:
    form = form_of(
        '[sheet."甲"]\nkind = "fields"\nfield."名" = { numbered = true }\n'
        '[sheet."乙"]\nkind = "table"\ncolumn."名" = { numbered = true }\ncolumn."数" = { type = "金额" }\n'
    )
    sheets = {**answers("甲", ["名", "　　1.党建"]), "乙": [["名", "数"], ["　2、党建", 1], ["（3）民族", 2]]}
    report, found = read_sheets(sheets, form)
    assert (report["甲.名"], [row["名"] for row in report["乙"]]) == ("党建", ["党建", "民族"])
    assert found == [("甲!B2", "cell.list-number"), ("乙!A2", "cell.list-number")]


@pytest.mark.parametrize("name", ["一般公共预算 (2)", "一般公共预算（续）"])
def test_a_copy_of_a_sheet_is_told(name: str) -> None:
    sheets = {**answers("一般公共预算", ["支出合计", 1]), **answers(name, ["支出合计", 2])}
    assert read_sheets(sheets)[1] == [(f"{name}!A1", "sheet.copy")]
    assert f"工作表“{name}”没有按“一般公共预算”读取" in str(findings(sheets, "sheet.copy")[0])


@pytest.mark.parametrize("unit", ["千元", "美元"])
def test_another_unit_of_money_is_never_suggested(unit: str) -> None:
    (said,) = findings(answers("封面", ["金额单位", unit]), "cell.unknown-choice")
    assert "您是否想选" not in str(said)
    assert "请把金额换算成可选的单位" in str(said)


def test_one_note_for_the_cells_of_a_sheet() -> None:
    rows = [["支出合计", "3万元"], ["基本支出", "2万元"], ["行政编制", "7名"]]
    (said,) = findings(answers("一般公共预算", *rows), "cell.number-from-text")
    assert said.cells == ("一般公共预算!B2", "一般公共预算!B3", "一般公共预算!B4")
    assert "等 3 处" in str(said)


def test_a_day_there_is_not_is_explained() -> None:
    (said,) = findings(answers("封面", ["填报日期", "2022.4.31"]), "cell.no-such-day")
    assert "4 月没有 31 日" in str(said)


class TestBelowATable:
    HEADER = ("项目名称", "全年执行数", "资金来源")

    @pytest.mark.parametrize("text", ["注：金额含上年结转", "备注 见附件", "说明：略"])
    def test_a_remark_after_a_blank_row_is_noted(self, text: str) -> None:
        report, found = read_sheets({"项目支出": [self.HEADER, ["甲", 3], [], [text]]})
        assert (len(report["项目支出"]), found) == (1, [("项目支出!A4", "row.remark")])

    @pytest.mark.parametrize("rows", [[["注：甲"]], [[], ["注册登记"]], [[], ["注：甲", 3]]])
    def test_anything_else_is_a_record(self, rows: Rows) -> None:
        report, found = read_sheets({"项目支出": [self.HEADER, ["甲", 3], *rows]})
        assert (len(report["项目支出"]), found) == (2, [])

    @pytest.mark.parametrize("text", ["小计：基金", "合计（万元）", "总 计:"])
    def test_totals_with_more_words_are_totals(self, text: str) -> None:
        _, found = read_sheets({"项目支出": [self.HEADER, ["甲", 3], [text, 3]]})
        assert found == [("项目支出!A3", "row.total")]


def test_a_carried_column_blank_from_the_start_is_one_error() -> None:
    form = form_of(
        '[sheet."正文"]\nkind = "table"\n'
        'column."章节" = { type = "选项", required = true, carry = true, choices = ["一","二","三","四","五","六","七"] }\n'
        'column."内容" = {}\n'
    )
    rows = [["章节", "内容"], [None, "甲"], [None, "乙"], ["二", "丙"], [None, "丁"]]
    report, found = read_sheets({"正文": rows}, form)
    said = judge_answers(report, form)
    assert (found, [(f.place, f.rule) for f in said]) == ([], [("正文!A2", "value.required")])
    assert "一、二、三、四、五、六等。请点单元格右侧的箭头选择" in str(said[0])


def test_no_part_of_a_refused_file_is_named_in_its_sentence() -> None:
    data = spoiled(workbook(answers("封面", ["年度", 2021])), "xl/styles.xml", lambda part: b"<!DOCTYPE a>" + part)
    with pytest.raises(InvalidReport) as refused:
        open_workbook(data, "甲.xlsx")
    (said,) = refused.value.findings
    assert (said.rule, said.found) == ("file.doctype", "xl/styles.xml")
    assert "xl/" not in str(said)


@pytest.mark.parametrize(
    ("data", "words"), [(b"%PDF-1.7\n", "PDF 是打印稿"), ("年度,2021\n".encode(), "CSV 只保存一张表的文字")]
)
def test_a_file_of_another_kind_is_told_to_be_no_substitute(data: bytes, words: str) -> None:
    with pytest.raises(InvalidReport, match=words):
        open_workbook(data, "甲.xlsx")


def test_the_help_of_another_version_of_the_blank_workbook_is_no_stray_text(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import openpyxl

    import selfeval
    from tests.support.answers import workbook

    path = workbook(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    cell = book["一般公共预算"].cell(4, 4)
    cell.value = str(cell.value).replace("年初批复的", "年初经批复的部门")
    book.save(path)
    assert [rule for _, rule in selfeval.check(path).rows()] == []
