"""A form made from a Word template or a workbook: it loads, asks for what is needed, and can be gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

import selfeval
from selfeval import templates
from selfeval.form import load_form
from selfeval.form.model import FieldType
from tests.support.documents import template
from tests.support.word import headings, paragraphs, parts
from tests.support.workbooks import workbook


def word(folder: Path, *lines: str, name: str = "我的.docx") -> Path:
    (folder / name).write_bytes(template(*lines))
    return folder / name


def book(folder: Path, name: str = "去年.xlsx", **sheets: list[list[object]]) -> Path:
    (folder / name).write_bytes(workbook(sheets))
    return folder / name


def test_it_has_three_files_and_the_word_file_is_the_template_byte_for_byte(tmp_path: Path) -> None:
    source = word(tmp_path, "{{ 概况.名称 }}")
    made = templates.new(tmp_path / "表式甲", source)
    assert sorted(file.name for file in made.iterdir()) == ["README.md", "form.toml", "report.docx"]
    assert (made / "report.docx").read_bytes() == source.read_bytes()
    assert "我的.docx" in (made / "README.md").read_text("utf-8")
    form = load_form(made)
    assert (form.id, form.version, form.title, form.unit) == ("表式甲", "1", "我的", "万元")


def test_sheets_follow_the_cover_in_the_order_of_first_use(tmp_path: Path) -> None:
    form = load_form(templates.new(tmp_path / "f", word(tmp_path, "{{ 乙.一 }}{{ 封面.主管部门 }}{{ 甲.二 }}")))
    assert list(form.sheets) == ["封面", "乙", "甲"]
    assert list(form.sheets["封面"].fields) == ["单位名称", "年度", "主管部门", "表式", "表式版本"]


def test_the_unit_of_amounts_is_asked_where_there_are_amounts(tmp_path: Path) -> None:
    form = load_form(templates.new(tmp_path / "f", word(tmp_path, "{{ 甲.支出金额 }}")))
    assert form.sheets["封面"].fields["金额单位"].choices == ("万元", "元")


def test_its_blank_workbook_names_it_and_is_found_by_it(tmp_path: Path) -> None:
    made = templates.new(tmp_path / "f", word(tmp_path, "{{ 甲.一 }}"))
    selfeval.new_workbook(tmp_path / "空白.xlsx", template=made)
    report = selfeval.load(tmp_path / "空白.xlsx", template=made)
    assert [str(report[f"封面.{label}"]) for label in ("表式", "表式版本")] == ["f", "1"]


def test_rows_that_belong_to_rows_of_another_table_have_to_say_to_which(tmp_path: Path) -> None:
    source = word(
        tmp_path,
        "{% for 项 in 项目 %}{{ 项.地点 }}{{ 项.项目名称 }}{% for 指标 in 项.指标 %}{{ 指标.值 }}{% endfor %}{% endfor %}",
    )
    form = load_form(templates.new(tmp_path / "f", source))
    assert [(relation.parent, relation.table, relation.by) for relation in form.relations.values()] == [
        ("项目", "指标", ("项目名称",))
    ]
    keys = form.sheets["项目"].fields, form.sheets["指标"].fields
    assert [{label for label, field in fields.items() if field.required} for fields in keys] == [{"项目名称"}] * 2


def test_a_sheet_that_is_only_asked_for_as_a_whole_gets_a_column(tmp_path: Path) -> None:
    made = templates.new(tmp_path / "f", word(tmp_path, "{% if 附表 %}有{% else %}没有{% endif %}{{ 甲.一 }}"))
    assert list(load_form(made).sheets["附表"].fields) == ["内容"]
    cover = {"单位名称": "甲", "年度": 2025}
    said = [
        paragraphs(bytes(selfeval.render({"封面": cover, "附表": rows, "甲": {"一": "一"}}, template=made)))
        for rows in ([], [{"内容": "x"}])
    ]
    assert said == [["没有一"], ["有一"]]


def test_what_the_template_writes_can_hold_any_sign(tmp_path: Path) -> None:
    made = templates.new(tmp_path / "f", word(tmp_path, '{{ 表["“三公”经费\\\\"] }}{{ 表["a.b"] }}'))
    assert list(load_form(made).sheets["表"].fields) == ["“三公”经费\\", "a.b"]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    source = word(tmp_path, "{{ 甲.一 }}")
    made = templates.new(tmp_path / "f", source)
    (made / "form.toml").write_text("mine", "utf-8")
    with pytest.raises(selfeval.OutputError, match="已经存在"):
        templates.new(made, source)
    assert (made / "form.toml").read_text("utf-8") == "mine"
    (made / "form.toml").unlink()
    with pytest.raises(selfeval.OutputError, match=r"report\.docx"):
        templates.new(made, source)


def test_a_readme_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "README.md").write_text("mine", "utf-8")
    made = templates.new(tmp_path / "f", word(tmp_path, "{{ 甲.一 }}"))
    assert (made / "README.md").read_text("utf-8") == "mine"


def test_a_label_written_without_its_sheet_is_told_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(selfeval.TemplateError) as raised:
        templates.new(tmp_path / "f", word(tmp_path, "{{ 单位名称 }}{{ 甲.一 }}"))
    assert raised.value.findings.rows() == [("正文第1段", "template.no-sheet")]
    assert "封面.单位名称" in str(raised.value)
    assert not (tmp_path / "f").exists()


def test_a_plain_word_file_is_sent_to_template_mark(tmp_path: Path) -> None:
    with pytest.raises(selfeval.TemplateError, match="selfeval template mark"):
        templates.new(tmp_path / "f", word(tmp_path, "没有占位符"))
    assert not (tmp_path / "f").exists()


YEAR = {
    "封面": [["单位名称", "甲局"], ["年度", 2024]],
    "概况": [["概况表"], ["指标", "内容"], ["年初预算", 12.5], ["在职人数", 9], ["主要职责", "一是甲。\n二是乙。"]],
    "项目支出": [
        ["项目支出表"],
        ["填报单位：甲局", None, "单位：万元"],
        ["序号", "项目名称", "支出金额"],
        [1, "甲", 1.5],
        [2, "乙", 2],
    ],
    "三公": [["项目", "上年决算数", "本年决算数"], ["接待费", 1, 2], ["会议费", 3, 4]],
    "2024 附表": [["名称", "执行率"], ["甲", "98%"]],
}


def test_a_workbook_s_sheets_are_asked_again_by_kind_and_type(tmp_path: Path) -> None:
    form = load_form(templates.new(tmp_path / "f", book(tmp_path, **YEAR)))
    kinds = {sheet.name: (sheet.kind, list(sheet.fields), list(sheet.rows)) for sheet in form.sheets.values()}
    assert kinds == {
        "封面": ("fields", ["单位名称", "年度", "金额单位", "表式", "表式版本"], []),
        "概况": ("fields", ["年初预算", "在职人数", "主要职责"], []),
        "项目支出": ("table", ["序号", "项目名称", "支出金额"], []),
        "三公": ("rows", ["上年决算数", "本年决算数"], ["接待费", "会议费"]),
        "表2024附表": ("table", ["名称", "执行率"], []),
    }
    assert {label: field.type for label, field in form.sheets["概况"].fields.items()} == {
        "年初预算": FieldType.AMOUNT,
        "在职人数": FieldType.INTEGER,
        "主要职责": FieldType.PARAGRAPHS,
    }


THIS_YEAR = {
    "封面": {"单位名称": "甲局", "年度": 2025},
    "概况": {"年初预算": 12.5, "在职人数": 9, "主要职责": "一是甲。\n二是乙。"},
    "项目支出": [{"序号": 1, "项目名称": "甲", "支出金额": 1.5}, {"序号": 2, "项目名称": "乙", "支出金额": 2}],
    "三公": {"接待费": {"上年决算数": 1, "本年决算数": 2}, "会议费": {"上年决算数": 3, "本年决算数": 4}},
    "表2024附表": [{"名称": "甲", "执行率": "98%"}],
}


def test_its_report_prints_every_sheet_under_a_heading_of_word(tmp_path: Path) -> None:
    made = templates.new(tmp_path / "f", book(tmp_path, **YEAR))
    document = bytes(selfeval.render(THIS_YEAR, template=made))
    assert headings(document) == ["一、概况", "（一）主要职责", "二、项目支出", "三、三公", "四、表2024附表"]
    text = paragraphs(document)
    for said in ("单位名称：甲局", "年初预算：12.50万元", "在职人数：9人", "二是乙。", "乙", "2.00", "会议费", "4.00"):
        assert said in text


def test_the_workbook_it_is_made_from_fills_it_at_once(tmp_path: Path) -> None:
    made = templates.new(tmp_path / "f", book(tmp_path, **YEAR))
    document = selfeval.render(tmp_path / "去年.xlsx", template=made)
    assert document.findings.errors == selfeval.Findings()
    assert {"单位名称：甲局", "在职人数：9人", "98.00%"} <= set(paragraphs(bytes(document)))


def test_a_table_that_numbers_its_rows_has_fixed_rows(tmp_path: Path) -> None:
    source = book(
        tmp_path,
        基础数据=[["经费控制情况", "上年决算数"], ["“三公”经费", 6], ["1、公务接待费", 2], ["其中：国内接待", 1]],
        用途=[["用途", "预算数"], ["培训", 6], ["接待", 2]],
    )
    made = templates.new(tmp_path / "f", source)
    sheets = load_form(made).sheets
    assert (sheets["基础数据"].kind, list(sheets["基础数据"].rows)) == (
        "rows",
        ["“三公”经费", "1、公务接待费", "其中：国内接待"],
    )
    assert sheets["用途"].kind == "table"
    data = {
        "封面": {"单位名称": "甲", "年度": 2025},
        "基础数据": {"1、公务接待费": {"上年决算数": 2.5}},
    }
    assert "2.50" in paragraphs(bytes(selfeval.render(data, template=made)))


def test_its_report_is_in_the_fonts_of_official_documents(tmp_path: Path) -> None:
    made = templates.new(tmp_path / "f", book(tmp_path, **YEAR))
    styles = parts((made / "report.docx").read_bytes())["word/styles.xml"].decode()
    assert 'w:eastAsia="仿宋_GB2312"' in styles
    assert 'w:eastAsia="黑体"' in styles


def test_a_workbook_without_anything_to_ask_is_refused(tmp_path: Path) -> None:
    with pytest.raises(selfeval.InvalidReport):
        templates.new(tmp_path / "f", book(tmp_path, 随手记=[["记一笔"]]))
    assert not (tmp_path / "f").exists()


def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(selfeval.TemplateError):
        templates.new(tmp_path / "f", tmp_path / "a.docx")


def test_types_come_from_another_form_where_it_asks_the_same(tmp_path: Path) -> None:
    source = tmp_path / "改好.docx"
    source.write_bytes(template("{{ 封面.单位名称 }}", "{{ 会议.次数 }}{{ 会议.场租 }}{{ 会议.新项 }}"))
    first = templates.new(tmp_path / "甲", source)
    form = first / "form.toml"
    told = form.read_text("utf-8").replace('field."场租" = {}', 'field."场租" = { type = "金额", help = "含税" }')
    form.write_text(told, encoding="utf-8")
    again = load_form(templates.new(tmp_path / "乙", source, types=first))
    assert (again.sheets["会议"].fields["场租"].type, again.sheets["会议"].fields["场租"].help) == ("金额", "含税")
    assert {one.path for one in templates.diff(first, tmp_path / "乙")} == {"封面.金额单位"}


def test_a_workbook_in_yuan_with_months_for_dates_fills_the_form_made_from_it(tmp_path: Path) -> None:
    rows = [["项目", "填报内容", "单位"], ["召开时间", "2025年1月"], ["会议费支出", 35600, "元"]]
    book = tmp_path / "填报.xlsx"
    cover = [["项目", "填报内容"], ["单位名称", "某馆"], ["年度", 2025]]
    book.write_bytes(workbook({"封面": cover, "会议": rows}))
    form = templates.new(tmp_path / "表式", book)
    asked = load_form(form).sheets["会议"].fields
    assert (asked["召开时间"].type, asked["会议费支出"].type) == ("文本", "金额")
    document = selfeval.render(book, template=form)
    assert list(document.findings.errors) == []
    assert any("3.56万元" in line for line in paragraphs(bytes(document)))
