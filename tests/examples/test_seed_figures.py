"""The department of the real report: none of its amounts, counts, percentages, years and dates got lost in the example."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "tongzhanbu.toml"

AMOUNTS = {
    ("一般公共预算", "年初预算数"): "255.45",
    ("一般公共预算", "财政拨款收入"): "258.9",
    ("一般公共预算", "支出合计"): "258.9",
    ("一般公共预算", "项目支出"): "91.98",
    ("一般公共预算", "基本支出"): "166.92",
    ("一般公共预算", "人员经费"): "140.52",
    ("一般公共预算", "公用经费"): "26.40",
    ("政府性基金预算", "财政拨款收入"): "0.8",
    ("政府性基金预算", "基本支出"): "0.0",
    ("政府性基金预算", "项目支出"): "0.8",
}

PROJECTS = {
    "电子政务内网建设经费": "3.22",
    "民族工作专项经费": "4.99",
    "民族宗教工作经费": "9.26",
    "上级专项": "23.91",
    "统战工作经费": "17.33",
    "统战经费": "18.46",
    "统战特别经费": "10.29",
    "知联会共识教育活动工作经费": "1.97",
    "致公党共识教育宣讲活动经费": "2.0",
    "专项工作经费": "0.55",
}

STAFF = {"行政编制": 7, "事业编制": 3, "实有在职人数": 11, "在编人数": 11}

# What the text says: the figure with its measure word, and a word that must stand in the same clause or beside it.
COUNTS = [
    ("芦办发〔2019〕17号", "文件"),
    ("3个", "科室"),
    ("1个", "所属事业单位"),
    ("7名", "行政编制"),
    ("3名", "事业编制"),
    ("2021年12月", "在职"),
    ("11人", "在编"),
    ("2次", "常委会"),
    ("37名", "代表人士"),
    ("8次", "整治"),
    ("11名", "入学"),
    ("25名", "高考加分"),
    ("17名", "年轻党外干部"),
    ("3名", "正科级党外干部"),
    ("第六届", "区人大代表"),
    ("65名", "党外人士"),
    ("36%", "65名"),
    ("105名", "政协委员"),
    ("63.3%", "105名"),
    ("10名", "推荐"),
    ("第十六届", "市人大代表"),
    ("2-3月份", "主题党日"),
    ("645个", "党支部"),
    ("17406名", "党员"),
    ("26人次", "培训班"),
    ("115名", "学员"),
    ("8个", "街道（镇）"),
    ("100周年", "建党"),
    ("26条", "意见建议"),
    ("195条", "社情民意"),
    ("15条", "采纳"),
    ("89次", "专业课程"),
    ("1000余人次", "参训"),
    ("3次", "企业家"),
    ("2021年", "干部驻企服务工作方案"),
    ("180家", "企业"),
    ("95家", "走访民营企业"),
    ("4次", "轮值"),
    ("100多条", "政策信息"),
    ("200多本", "政策汇编"),
    ("1个", "国家级"),
    ("1个", "省级"),
    ("2个", "市级"),
    ("38件", "民族成分变更"),
    ("268次", "督查"),
    ("40余人次", "约谈信众"),
    ("800余人", "培训"),
    ("2万余份", "资料"),
]


@pytest.fixture(scope="module")
def data() -> dict:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"), parse_float=Decimal)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@pytest.mark.parametrize(("place", "amount"), AMOUNTS.items())
def test_every_budget_amount_stands_under_its_label(data: dict, place: tuple[str, str], amount: str) -> None:
    sheet, label = place
    assert Decimal(data[sheet][label]) == Decimal(amount)


def test_the_projects_are_those_of_the_report_in_its_order(data: dict) -> None:
    listed = [(row["项目名称"], Decimal(row["全年执行数"])) for row in data["项目支出"]]
    assert listed == [(name, Decimal(amount)) for name, amount in PROJECTS.items()]


@pytest.mark.parametrize(("label", "number"), STAFF.items())
def test_posts_and_staff_are_those_of_the_report(data: dict, label: str, number: int) -> None:
    assert data["基本情况"][label] == number


def test_year_and_unit_are_those_of_the_report(data: dict) -> None:
    assert data["封面"]["年度"] == 2021
    assert data["封面"]["单位名称"] == "中共株洲市芦淞区委统战部"
    assert data["封面"]["填报日期"] == "2022年4月15日"


@pytest.mark.parametrize(("figure", "about"), COUNTS)
def test_every_figure_of_the_text_is_told_with_its_meaning(data: dict, figure: str, about: str) -> None:
    whole_figure = re.compile(rf"(?<![\d.]){re.escape(figure)}")
    statements = [part for text in _texts(data) for part in re.split("[。；]", text)]
    assert any(whole_figure.search(part) and about in part for part in statements)


def test_no_list_number_is_typed(data: dict) -> None:
    typed = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[）)、.．](?!\d)|[①-⑳])")
    assert not [text for text in _texts(data) if typed.match(text)]
