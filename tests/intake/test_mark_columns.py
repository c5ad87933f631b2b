"""What a column holds, told by header, unit and contents."""

import pytest

from selfeval.form.model import FieldType
from selfeval.intake.marking.columns import label_in, type_of, unit_in

T = FieldType


@pytest.mark.parametrize(
    ("label", "unit", "values", "kind"),
    [
        ("全年预算数", "万元", ["45.00", "—"], T.AMOUNT),
        ("全年预算数", "", ["45.00"], T.AMOUNT),
        ("执行率", "万元", ["99.11%"], T.PERCENT),
        ("执行率", "", [""], T.PERCENT),
        ("预算数", "万元", ["", ""], T.AMOUNT),
        ("预算数", "", [""], T.TEXT),
        ("项目名称", "万元", [""], T.TEXT),
        ("预算单位", "万元", [""], T.TEXT),
        ("在职人数", "", ["17"], T.INTEGER),
        ("参会人数", "万元", ["120"], T.INTEGER),
        ("会议次数", "元", [""], T.INTEGER),
        ("得分", "", [""], T.NUMBER),
        ("填报日期", "", [""], T.DATE),
        ("实施单位", "", ["县图书馆"], T.TEXT),
    ],
)
def test_the_type_of_a_column(label: str, unit: str, values: list[str], kind: FieldType) -> None:
    assert type_of(label, unit, values) is kind


def test_only_a_wide_cell_takes_paragraphs() -> None:
    assert type_of("年度目标", "", [""], wide=True) is T.PARAGRAPHS
    assert type_of("年度目标", "", [""]) is T.TEXT


@pytest.mark.parametrize(
    ("header", "unit", "label"),
    [
        ("预算数（万元）", "万元", "预算数"),
        ("项目支出明细表（单位：万元）", "万元", "项目支出明细表"),
        ("单位：元", "元", "单位：元"),
        ("负责人", "", "负责人"),
        ("其中：财政拨款", "", "财政拨款"),
        ("一、基本支出", "", "基本支出"),
    ],
)
def test_unit_and_label_of_a_header(header: str, unit: str, label: str) -> None:
    assert (unit_in(header), label_in(header)) == (unit, label)
