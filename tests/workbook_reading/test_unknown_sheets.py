"""What no form knows is read as it is, its types inferred, and can be used by name."""

import datetime
from decimal import Decimal

import pytest

from selfeval.report import BLANK, Date, Paragraphs, Record, Table
from tests.support.reading import answers, read, read_sheets
from tests.support.workbooks import Formula, fields_rows, inline, raw_workbook, workbook

ROWS = [["名称", "金额", "日期"], ["甲", 20.5, datetime.date(2022, 4, 15)], ["乙", None, None]]


def test_a_fields_sheet_is_a_record() -> None:
    report, found = read_sheets(
        answers("附表", ["甲", 1.5], ["乙（元）", "文字"], ["丙", "一\n二"], [None, "三"], ["丁"])
    )
    record = report["附表"]
    assert isinstance(record, Record)
    assert dict(record) == {"甲": Decimal("1.5"), "乙（元）": "文字", "丙": Paragraphs(["一", "二", "三"]), "丁": BLANK}
    assert (record.cell_of("丙"), found) == ("附表!B4", [])


def test_any_other_sheet_is_a_table_under_its_first_row_of_texts() -> None:
    report, found = read_sheets({"附表": [["附表一"], [], *ROWS, [None, None, None, "旁注"]]})
    table = report["附表"]
    assert isinstance(table, Table)
    assert [dict(row) for row in table] == [
        {"名称": "甲", "金额": Decimal("20.5"), "日期": Date(2022, 4, 15)},
        {"名称": "乙", "金额": BLANK, "日期": BLANK},
    ]
    assert report["附表.甲.金额"] == Decimal("20.5")
    assert found == []


def test_rows_whose_first_column_is_not_unique_have_no_names() -> None:
    report, _ = read_sheets({"附表": [*ROWS, ["甲", 1, None]]})
    assert report["附表"].row_names is None


def test_a_sheet_without_anything_like_a_header_is_left() -> None:
    report, found = read_sheets({"随手记": [["记一笔"], [3]]})
    assert ("随手记" in report, found) == (False, [])


def test_without_a_form_every_sheet_is_taken_as_it_is() -> None:
    report, found = read_sheets({**answers("一般公共预算", ["支出合计", 258.9]), "项目支出": ROWS}, None)
    assert (report["一般公共预算.支出合计"], report["项目支出.乙.金额"], found) == (Decimal("258.9"), BLANK, [])
    assert (report.form_id, report.form_version) == ("", "")


def test_what_is_broken_there_warns_beside_a_form_and_stops_without_one() -> None:
    rows = fields_rows(inline("A2", "甲") + '<c r="B2" t="e"><v>#REF!</v></c>')
    found = {
        form: read(raw_workbook(rows, name="附表"), **given)[1]
        for form, given in {"form": {}, "none": {"form": None}}.items()
    }
    told = {form: [(f.place, f.rule, f.severity.value) for f in fs if f.sheet == "附表"] for form, fs in found.items()}
    assert told == {
        "form": [("附表!B2", "cell.error-value", "warning")],
        "none": [("附表!B2", "cell.error-value", "error")],
    }


def test_a_formula_never_calculated_there_is_told() -> None:
    _, found = read_sheets({"附表": [["甲", "乙"], ["一", Formula("=1+1")]]}, None)
    assert found == [("附表!B2", "cell.not-calculated")]


def test_two_sheets_of_one_name_are_told() -> None:
    report, found = read(workbook({"附表": ROWS, "附 表": ROWS}), None)
    assert [(f.place, f.rule) for f in found] == [("附 表!A1", "sheet.twice")]
    assert list(report) == ["附表"]


def alone(name: str, *rows: list[object]) -> Record | Table:
    """The sheet as it is read where no form knows it."""
    report, found = read_sheets({name: rows}, None)
    assert found == []
    return report[name]


@pytest.mark.parametrize(
    "header",
    [
        ["指标", "内容"],
        ["序号", "填报项目", "填写内容", "备注"],
        ["事项", "单位", "数值"],
        ["项目", "填报数据", "填报说明"],
    ],
)
def test_a_fields_sheet_is_known_by_other_header_words_too(header: list[object]) -> None:
    label, value = [at for at, word in enumerate(header) if word not in ("序号", "备注", "单位", "填报说明")]
    row: list[object] = [None] * len(header)
    row[label], row[value] = "在职人数", 9
    record = alone("概况", ["单位概况"], header, row)
    assert isinstance(record, Record)
    assert dict(record) == {"在职人数": Decimal(9)}


@pytest.mark.parametrize("header", [["项目", "金额"], ["指标", "内容", "得分"], ["名称", "内容"], ["内容", "指标"]])
def test_other_headers_are_those_of_tables(header: list[object]) -> None:
    table = alone("附表", header, ["甲", *[1] * (len(header) - 1)])
    assert isinstance(table, Table)
    assert list(table.layout.labels) == header


def test_a_cover_needs_no_header() -> None:
    cover = alone("封面", ["甲局绩效自评"], ["单位名称", "甲局"], ["年度", 2025])
    assert dict(cover) == {"单位名称": "甲局", "年度": Decimal(2025)}


def test_another_sheet_needs_none_where_a_colon_stands_behind_every_label() -> None:
    assert dict(alone("概况", ["单位名称：", "甲局"], ["人数:", 9])) == {"单位名称": "甲局", "人数": Decimal(9)}
    assert isinstance(alone("概况", ["单位名称：", "甲局"], ["人数", 9]), Table)


def test_stars_and_colons_are_no_part_of_a_label() -> None:
    assert dict(alone("概况", ["项目", "填报内容"], ["单位名称 *", "甲局"], ["人数：", 9])) == {
        "单位名称": "甲局",
        "人数": Decimal(9),
    }
    table = alone("附表", ["名称 *", "金额＊"], ["甲", 1])
    assert isinstance(table, Table)
    assert list(table.layout.labels) == ["名称", "金额"]


@pytest.mark.parametrize(
    "above",
    [
        [["项目支出表"]],
        [["项目支出表"], ["填报单位：甲局", None, "单位：万元"]],
        [["附件1", None, None, "项目支出表"], ["单位：万元"]],
        [],
    ],
)
def test_a_table_begins_below_its_titles(above: list[list[object]]) -> None:
    table = alone("项目支出", *above, ["名称", "预算数", "执行数", "执行率", "备注"], ["甲", 1, 2, 0.5, None])
    assert [dict(row) for row in table] == [
        {"名称": "甲", "预算数": Decimal(1), "执行数": Decimal(2), "执行率": Decimal("0.5"), "备注": BLANK}
    ]


def test_rows_are_named_by_the_column_behind_their_numbers() -> None:
    report, _ = read_sheets({"附表": [["序号", "名称", "数"], [1, "甲", 5], [2, "乙", 6]]}, None)
    assert report["附表.乙.数"] == Decimal(6)
    years = alone("附表", ["年度", "名称", "数"], [2024, "甲", 5], [2025, "乙", 6])
    assert isinstance(years, Table)
    assert years.row_names is None
