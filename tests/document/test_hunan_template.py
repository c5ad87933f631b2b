"""The template of the hunan form, filled with a report made by hand."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from selfeval.document import Filled, fill, known_names, required_by, structure
from selfeval.figures import compute
from selfeval.form import builtin_form
from selfeval.form.model import FieldType
from selfeval.numbering import split_list_number
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Date, Number, Paragraphs, Record, Report, Table, Value
from tests.support.documents import filled_lines

FORM = builtin_form("hunan")
assert FORM.template is not None
TEMPLATE = FORM.template.read_bytes()
CHAPTERS = [
    *(
        "基本情况",
        "一般公共预算支出情况",
        "政府性基金预算支出情况",
        "国有资本经营预算支出情况",
        "社会保险基金预算支出情况",
    ),
    *(
        "部门整体支出绩效情况",
        "存在的问题及原因分析",
        "下一步改进措施",
        "绩效自评结果拟应用和公开情况",
        "其他需要说明的情况",
    ),
]


def hunan(**answers: Any) -> Report:
    """A report of the form with these answers: a mapping for a fields sheet, a list of mappings for a table."""
    sheets: list[Record | Table] = []
    for sheet in FORM.sheets.values():
        if sheet.kind == "rows":
            rows = [Record(label, sheet.layout) for label in sheet.rows]
            sheets.append(Table(sheet.name, sheet.layout, rows, sheet.row_layout))
            continue
        content = answers.get(sheet.name, [] if sheet.kind == "table" else {})
        records = [Record(sheet.name, sheet.layout) for _ in (content if sheet.kind == "table" else [None])]
        for record, row in zip(records, content if sheet.kind == "table" else [content], strict=True):
            for label, value in row.items():
                record.set(label, typed(sheet.name, label, value), None)
        sheets.append(Table(sheet.name, sheet.layout, records) if sheet.kind == "table" else records[0])
    report = Report(sheets, FORM.id, FORM.version)
    compute(report, FORM)
    return report


def typed(sheet: str, label: str, value: Any) -> Value:
    field = FORM.sheets[sheet].fields[label]
    if field.type.is_number:
        return Number(value, field.style)
    if field.type is FieldType.PARAGRAPHS:
        return Paragraphs(value)
    return Date.of(value) if isinstance(value, datetime.date) else str(value)


COVER = {"年度": 2021, "单位名称": "某县A&B <办公室> 𠮷", "填报日期": datetime.date(2022, 4, 15)}
MONEY = {
    "年初预算数": "200", "财政拨款收入": "258.9", "支出合计": "258.9", "基本支出": "130.5",
    "人员经费": "100.5", "公用经费": "30", "项目支出": "128.4",
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "封面": COVER,
    "基本情况": {
        "行政编制": 10,
        "在编人数": 8,
        "主要职责": ["贯彻 {{ x }} 方针", "负责{% if %}工作"],
        "机构设置": ["内设三个股室。"],
        "整体支出绩效目标": ["目标" * 2500],
    },
    "一般公共预算": MONEY,
    "政府性基金预算": {"支出合计": "5.5"},
    "项目支出": [
        {"项目名称": "甲项目", "全年执行数": "100.4", "资金来源": "一般公共预算"},
        {"项目名称": "乙项目", "全年执行数": "28", "资金来源": "一般公共预算"},
        {"项目名称": "丙项目", "全年执行数": "5.5", "资金来源": "政府性基金预算"},
    ],
    "正文": [
        {"章节": "部门整体支出绩效情况", "小标题": "经济效益。", "内容": ["第一段", "第二段"]},
        {"章节": "存在的问题及原因分析", "内容": ["问题"]},
        {"章节": "其他需要说明的情况", "内容": ["其一", "其二"]},
    ],
}


def filled(**answers: Any) -> Filled:
    return fill(TEMPLATE, hunan(**{**ANSWERS, **answers}), known=known_names(FORM))


def test_the_ten_sections_stand_in_order_rightly_numbered() -> None:
    lines = filled_lines(filled())

    headings = [split_list_number(line) for line in lines if line[:1] in "一二三四五六七八九十" and "、" in line[:2]]
    assert [heading.text for heading in headings] == CHAPTERS
    assert [heading.number for heading in headings] == [f"{number}、" for number in "一二三四五六七八九十"]


def test_every_answer_is_in_the_text_and_figures_have_two_decimals() -> None:
    text = "\n".join(filled_lines(filled()))

    for piece in (
        *(
            "某县A&B <办公室> 𠮷",
            "2021年度",
            "2022年4月15日",
            "1.贯彻 {{ x }} 方针",
            "2.负责{% if %}工作",
            "目标" * 2500,
        ),
        *("支出合计258.90万元", "1.甲项目：100.40万元；", "2.乙项目：28.00万元。", "1.丙项目：5.50万元。"),
        *("经济效益。第一段\n第二段", "行政编制10名", "在编人员8人", "政府性基金预算支出合计5.50万元。"),
    ):
        assert piece in text


def test_a_budget_left_blank_prints_nothing_but_none() -> None:
    lines = filled_lines(filled())

    assert lines[lines.index("四、国有资本经营预算支出情况") + 1] == "无。"


def test_no_paragraph_of_the_body_is_empty() -> None:
    assert all(line.strip() for line in filled_lines(filled()))


def test_an_empty_report_is_built_right_and_marks_what_is_required() -> None:
    document = fill(TEMPLATE, hunan(), known=known_names(FORM), required=required_by(FORM))

    lines = filled_lines(document)
    assert "〔待填：单位名称〕" in lines
    assert "1.〔待填：主要职责〕" in lines or "〔待填：整体支出绩效目标〕" in lines
    assert structure(write_zip(document.parts)) == []


@pytest.mark.parametrize("rows", [0, 1, 60])
def test_any_number_of_projects(rows: int) -> None:
    projects = [{"项目名称": f"项目{n}", "全年执行数": n, "资金来源": "一般公共预算"} for n in range(1, rows + 1)]

    document = filled(项目支出=projects)

    assert [line for line in filled_lines(document) if line.endswith(("万元；", "万元。")) and ".项目" in line] == [
        f"{n}.项目{n}：{n}.00万元" + ("。" if n == rows else "；") for n in range(1, rows + 1)
    ]
    assert structure(write_zip(document.parts)) == []
