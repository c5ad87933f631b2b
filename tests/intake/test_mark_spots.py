"""What in a line ``template mark`` takes for a place to fill in, and what it leaves alone."""

import pytest

from selfeval.form.model import FieldType
from selfeval.intake.marking.spots import figure_of, spots_of

T = FieldType


@pytest.mark.parametrize(
    ("line", "taken", "kind", "unit"),
    [
        ("编制____人", "____", T.INTEGER, "人"),
        ("支出＿＿万元", "＿＿", T.AMOUNT, "万元"),
        ("支出XX万元", "XX", T.AMOUNT, "万元"),
        ("支出××万元", "××", T.AMOUNT, "万元"),
        ("支出×万元", "×", T.AMOUNT, "万元"),
        ("支出（　　）万元", "（　　）", T.AMOUNT, "万元"),
        ("支出(  )元", "(  )", T.AMOUNT, "元"),
        ("支出　　万元", "　　", T.AMOUNT, "万元"),
        ("执行率____%", "____%", T.PERCENT, ""),
        ("执行率（ ）％", "（ ）％", T.PERCENT, ""),
        ("主要做法……", "……", T.TEXT, ""),
        ("单位名称：______", "______", T.TEXT, ""),
        ("联系人：　　　电话", "　　　", T.TEXT, ""),
        ("填报日期：　　年　　月　　日", "　　年　　月　　日", T.DATE, ""),
        ("____年__月__日", "____年__月__日", T.DATE, ""),
        ("20××年预算", "20××", T.YEAR, "年"),
        ("（　　　年度）", "　　　", T.YEAR, "年"),
    ],
)
def test_blanks_of_every_kind_are_found_with_their_unit(line: str, taken: str, kind: FieldType, unit: str) -> None:
    (spot,) = spots_of(line)
    assert (line[spot.start : spot.end], spot.type, spot.unit, spot.text) == (taken, kind, unit, "")


@pytest.mark.parametrize(
    ("line", "taken", "kind", "unit"),
    [
        ("年初预算258.90万元", "258.90", T.AMOUNT, "万元"),
        ("共1,258.9元", "1,258.9", T.AMOUNT, "元"),
        ("执行率97.95%", "97.95%", T.PERCENT, ""),
        ("在职11人", "11", T.INTEGER, "人"),
        ("编制7名", "7", T.INTEGER, "名"),
        ("填报日期：2024年4月15日", "2024年4月15日", T.DATE, ""),
    ],
)
def test_figures_of_a_finished_text_are_found(line: str, taken: str, kind: FieldType, unit: str) -> None:
    (spot,) = spots_of(line)
    assert (line[spot.start : spot.end], spot.type, spot.unit) == (taken, kind, unit)


@pytest.mark.parametrize(
    "line",
    [
        "根据〔2019〕17号文件",
        "2024年4月15日印发",
        "开展督查8次",
        "26人次参加",
        "发放资料2万余份",
        "推荐书目《100元的生活》",
        "3-5万元",
        "第3届人民代表",
        "A4纸XXL号",
        "内容 之间",
        "——",
    ],
)
def test_what_is_no_figure_of_the_report_is_left(line: str) -> None:
    assert spots_of(line) == []


def test_several_in_one_line_come_in_order() -> None:
    line = "收入____万元，支出12.5万元，占××%"
    assert [line[spot.start : spot.end] for spot in spots_of(line)] == ["____", "12.5", "××%"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("12.50", T.AMOUNT), ("98%", T.PERCENT), ("1,200", T.INTEGER), ("7人", T.INTEGER), ("3.2万元", T.AMOUNT)],
)
def test_a_cell_with_a_figure_alone_is_one(text: str, kind: FieldType) -> None:
    found = figure_of(text)
    assert found is not None
    assert found.type is kind


@pytest.mark.parametrize("text", ["", "图书购置", "0731123", "12 34", "13812345678", "约12"])
def test_a_cell_with_anything_else_is_none(text: str) -> None:
    assert figure_of(text) is None
