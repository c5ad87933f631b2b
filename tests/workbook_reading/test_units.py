"""Amounts are converted once, on reading; what contradicts the unit of the workbook is an error."""

from decimal import Decimal

import pytest

from tests.support.reading import FORM, answers, read, read_sheets
from tests.support.workbooks import Formula, Rows, fields_rows, inline, raw_workbook, workbook

TOTAL = "一般公共预算.支出合计"


def book(unit: object, *rows: list[object]) -> dict[str, Rows]:
    return {**answers("封面", ["金额单位", unit]), **answers("一般公共预算", *rows)}


@pytest.mark.parametrize(
    ("unit", "typed", "expected", "typed_unit"),
    [
        ("万元", 258.9, "258.9", "万元"),
        ("元", 2589000, "258.9", "元"),
        ("元", 0.01, "0.000001", "元"),
        ("元", "2,589,000", "258.9", "元"),
        ("元", "258.9万元", "258.9", "万元"),
        ("万元", "2589000元", "258.9", "元"),
        (None, 258.9, "258.9", "万元"),
        (Formula('="元"'), 258.9, "258.9", "万元"),
    ],
)
def test_amounts_are_kept_in_the_unit_of_the_form(unit: object, typed: object, expected: str, typed_unit: str) -> None:
    report, _ = read_sheets(book(unit, ["支出合计", typed]))
    assert report[TOTAL] == Decimal(expected)
    assert report.origin(TOTAL).unit == typed_unit


def test_the_cover_may_come_last() -> None:
    sheets = {**answers("一般公共预算", ["支出合计", 2589000]), **answers("封面", ["金额单位", "元"])}
    assert read_sheets(sheets)[0][TOTAL] == Decimal("258.9")


def test_tables_and_fixed_rows_are_converted_as_well_counts_are_not() -> None:
    sheets = {
        **answers("封面", ["金额单位", "元"]),
        "项目支出": [["项目名称", "全年执行数"], ["党建", 32200]],
        "基础数据": [["指标", "本年数"], ["公务接待费", 20000], ["人数", 7]],
    }
    report, _ = read_sheets(sheets)
    assert report["项目支出"][0]["全年执行数"] == Decimal("3.22")
    assert report["基础数据.公务接待费.本年数"] == 2
    assert report["基础数据.人数.本年数"] == 7


def test_a_field_with_a_unit_of_its_own_keeps_it() -> None:
    report, found = read_sheets(book("万元", ["单价", 120], ["支出合计", 1]))
    assert (report["一般公共预算.单价"], found) == (120, [])


def test_sheets_the_form_does_not_know_are_never_rescaled() -> None:
    sheets = {**answers("封面", ["金额单位", "元"]), "附表": [["名称", "金额"], ["甲", 20000]]}
    assert read_sheets(sheets)[0]["附表"][0]["金额"] == 20000


def test_a_unit_typed_beside_an_amount_must_agree_with_the_cover() -> None:
    _, found = read(workbook(book("元", ["支出合计", 258.9, "万元"])), FORM)
    said = [f for f in found if f.rule == "unit.conflict"]
    assert [(f.place, f.cells) for f in said] == [("一般公共预算!C2", ("一般公共预算!C2", "封面!B2"))]
    assert "支出合计 的单位写的是“万元”，金额单位却是“元”" in str(said[0])


@pytest.mark.parametrize(
    "row", [["支出合计", 258.9, "万元"], ["支出合计", 258.9, "人民币"], ["支出合计", 258.9], ["支出合计", None, "元"]]
)
def test_the_same_unit_no_unit_and_a_blank_answer_are_no_conflict(row: list[object]) -> None:
    assert read_sheets(book("万元", row))[1] == []


def test_a_live_unit_is_no_conflict() -> None:
    cells = inline("A2", "支出合计") + '<c r="B2"><v>3</v></c><c r="C2" t="str"><f>封面!B5</f><v>元</v></c>'
    _, found = read(raw_workbook(fields_rows(cells).replace("</row>", inline("C1", "单位") + "</row>", 1)))
    assert "unit.conflict" not in [f.rule for f in found]


@pytest.mark.parametrize(
    ("sheets", "place"),
    [
        (answers("一般公共预算", ["支出合计（元）", 3]), "一般公共预算!A2"),
        ({"项目支出": [["项目名称", "全年执行数（元）"], ["党建", 3]]}, "项目支出!B1"),
        ({"项目支出": [["金额单位：元"], ["项目名称", "全年执行数"], ["党建", 3]]}, "项目支出!A1"),
    ],
)
def test_a_unit_in_a_label_or_above_the_table_must_agree_too(sheets: dict[str, Rows], place: str) -> None:
    assert read_sheets(sheets)[1] == [(place, "unit.conflict")]


def test_an_unknown_unit_is_an_unknown_choice() -> None:
    _, found = read_sheets(book("美元", ["支出合计", 3]))
    assert found == [("封面!B2", "cell.unknown-choice")]
