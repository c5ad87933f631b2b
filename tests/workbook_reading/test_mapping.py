"""Plain data is read by the same rules as the cells of a workbook."""

import datetime
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction

import pytest

from selfeval.findings import Severity
from selfeval.report import BLANK, Paragraphs
from selfeval.workbook import from_mapping
from tests.support.reading import FORM

ANSWERS = {
    "封面": {"年度": 2021, "单位名称": "某局", "填报日期": datetime.date(2022, 4, 15), "联系电话": 13800000000},
    "一般公共预算": {"支出合计": 258.9, "基本支出": "166.92万元", "执行率": 0.98, "行政编制": 7, "出国费": None},
    "基本情况": {"主要职责": ["1.甲", "2.乙"], "机构设置": "一段\n二段"},
    "项目支出": [{"项目名称": "党建", "执行数": Decimal("3.22")}, {"项目名称": "民族工作", "全年执行数": 4}],
    "基础数据": {"公务接待费": {"本年数": 2}, "三公经费": {"上年数": 5}},
}


def told(data: object, form=FORM) -> list[tuple[str, str]]:
    return [(f.place, f.rule) for f in from_mapping(data, form)[1]]


def test_reads_plain_data() -> None:
    report, found = from_mapping(ANSWERS, FORM)
    assert report["一般公共预算.支出合计"] == Decimal("258.9")
    assert report["一般公共预算.执行率"] == Decimal("0.98")
    assert str(report["封面.填报日期"]) == "2022年4月15日"
    assert report["封面.联系电话"] == "13800000000"
    assert report["基本情况.主要职责"] == Paragraphs(["甲", "乙"])
    assert report["基本情况.机构设置"] == Paragraphs(["一段", "二段"])
    assert [row["全年执行数"] for row in report["项目支出"]] == [Decimal("3.22"), 4]
    assert report["基础数据.公务接待费.本年数"] == 2
    assert report["基础数据.三公经费.上年数"] == 5
    assert [(f.place, f.rule) for f in found] == [
        ("一般公共预算.基本支出", "cell.number-from-text"),
        ("基本情况.主要职责", "cell.list-number"),
        ("项目支出[1].执行数", "label.alias"),
    ]


def test_places_are_names() -> None:
    report, _ = from_mapping(ANSWERS, FORM)
    assert report.cell_of("一般公共预算.支出合计") == "一般公共预算.支出合计"
    assert report["项目支出"][1].cell_of("全年执行数") == "项目支出[2].全年执行数"
    assert report.cell_of("基础数据.公务接待费.本年数") == "基础数据.公务接待费.本年数"


def test_what_is_not_given_is_blank_and_knows_its_name() -> None:
    report, found = from_mapping({}, FORM)
    assert (report["一般公共预算.支出合计"], found) == (BLANK, [])
    assert report.cell_of("一般公共预算.支出合计") == "一般公共预算.支出合计"
    assert len(report["项目支出"]) == 0
    assert report.cell_of("基础数据.人数.本年数") == "基础数据.人数.本年数"


def test_fixed_rows_may_be_a_list_that_names_its_rows() -> None:
    report, found = from_mapping({"基础数据": [{"指标": "公务接待费", "本年数": 2}, {"本年数": 3}]}, FORM)
    assert report["基础数据.公务接待费.本年数"] == 2
    assert [(f.place, f.rule) for f in found] == [("基础数据[2]", "row.no-label")]


def test_amounts_follow_the_unit_of_the_cover() -> None:
    report, _ = from_mapping({"一般公共预算": {"支出合计": 2589000}, "封面": {"金额单位": "元"}}, FORM)
    assert report["一般公共预算.支出合计"] == Decimal("258.9")


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("1E+9999"),
        10**5000,
        Fraction(1, 3),
        complex(1, 2),
        b"258.9",
        {"a": 1},
        {1, 2},
        [[1], [2]],
        lambda: 1,
        object(),
        (x for x in ()),
        type,
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_no_cell_could_hold_is_a_finding(value: object) -> None:
    for sheet, label in (("一般公共预算", "支出合计"), ("基本情况", "概况"), ("封面", "别的")):
        report, found = from_mapping({sheet: {label: value}}, FORM)
        assert (f"{sheet}.{label}", "cell.unsupported-value") in [(f.place, f.rule) for f in found]
        assert report[f"{sheet}.{label}"] == BLANK
        assert all(str(f) and f.message("en") for f in found)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"封面": 3}, "封面"),
        ({"封面": [{"年度": 2021}]}, "封面"),
        ({"项目支出": {"项目名称": "党建"}}, "项目支出"),
        ({"项目支出": "党建"}, "项目支出"),
        ({"项目支出": ["党建"]}, "项目支出[1]"),
        ({"基础数据": 3}, "基础数据"),
        ({"基础数据": {"人数": 3}}, "基础数据.人数"),
        ({"附表": 3}, "附表"),
        ({"附表": ["甲"]}, "附表"),
    ],
)
def test_data_of_another_shape_is_a_finding(data: object, place: str) -> None:
    assert told(data) == [(place, "sheet.wrong-shape")]


@pytest.mark.parametrize(("data", "place"), [({1: {}}, ""), ({"封面": {None: 1}}, "封面"), ({"": {}}, "")])
def test_a_key_that_is_no_name_is_a_finding(data: object, place: str) -> None:
    assert told(data) == [(place, "label.not-text")]


def test_misspelt_and_unknown_names_are_told() -> None:
    data = {"一般公共予算": {"支出合计": 1}, "封面": {"单位名秤": "某局", "传真号": 3}}
    report, found = from_mapping(data, FORM)
    assert [(f.place, f.rule, f.details.get("label", "")) for f in found] == [
        ("一般公共予算", "sheet.misspelt", "一般公共预算"),
        ("封面.单位名秤", "label.misspelt", "单位名称"),
        ("封面.传真号", "label.unknown", ""),
    ]
    assert report["封面.传真号"] == 3


def test_a_label_twice_is_an_error() -> None:
    _, found = from_mapping({"项目支出": [{"项目名称": "甲", "执行数": 1, "全年执行数": 2}]}, FORM)
    assert [(f.place, f.severity) for f in found if f.rule == "label.twice"] == [
        ("项目支出[1].全年执行数", Severity.ERROR)
    ]


def test_sheets_no_form_knows_are_taken_as_they_are() -> None:
    data = OrderedDict(
        附表={"甲": 1, "乙": "文字", "丙": ["一", "二"], "丁": True},
        明细=[{"名称": "甲", "金额": 2}, {"名称": "乙", "备注": "无"}],
        分类={"人员": {"金额": 3}, "公用": {"金额": 4}},
    )
    for form in (FORM, None):
        report, found = from_mapping(data, form)
        assert found == []
        assert dict(report["附表"]) == {"甲": 1, "乙": "文字", "丙": Paragraphs(["一", "二"]), "丁": True}
        assert report["明细.乙.金额"] == BLANK
        assert report["分类.公用.金额"] == 4


def test_a_text_that_is_no_number_is_named_by_its_path() -> None:
    _, found = from_mapping({"项目支出": [{"项目名称": "党建", "全年执行数": "约3"}]}, FORM)
    assert [(f.place, f.rule, f.found) for f in found] == [("项目支出[1].全年执行数", "cell.not-a-number", "约3")]


def test_a_blank_carry_column_takes_the_one_above() -> None:
    rows = [{"章节": "存在的问题", "内容": "甲"}, {}, {"内容": "乙"}, {"章节": "改进措施", "内容": "丙"}]
    report, found = from_mapping({"正文": rows}, FORM)
    assert [str(row["章节"]) for row in report["正文"]] == ["存在的问题", "存在的问题", "改进措施"]
    assert (report["正文"][1].name, report["正文"][1].cell_of("内容")) == ("正文[2]", "正文[3].内容")
    assert found == []
