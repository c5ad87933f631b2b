"""Files and names nobody expects: a form is made that loads and fills, or it is said in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest

import selfeval
from selfeval import templates
from selfeval.errors import TemplateError
from selfeval.form import load_form
from selfeval.intake.differences import data_of_form
from selfeval.intake.made_up import Variant, made_up
from selfeval.intake.written import free_name, literal, path_of, sheet_name
from selfeval.workbook import new_workbook
from tests.support.documents import lines, template, with_body, with_parts
from tests.support.workbooks import HEADER, workbook

DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM_MAIN = b"application/vnd.ms-word.document.macroEnabled.main+xml"
TABLE = [["项目名称", "金额（万元）"], ["", ""], ["", ""]]


def word(folder: Path, data: bytes, name: str = "提纲.docx") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def marked(tmp_path: Path, *body: str, table: list[list[str]] | None = None, form: str = "表式") -> Path:
    """The folder of the form that all proposals make; its template is filled, the text of the document compared."""
    templates.mark(word(tmp_path, template(*body, table=table or [])), tmp_path / form)
    return tmp_path / form


def filled(folder: Path) -> selfeval.Document:
    """The document of made-up answers, verified against the workbook they stand in."""
    form = load_form(folder)
    data = new_workbook(form, made_up(data_of_form(form), Variant(), form))
    document = selfeval.render(data, template=folder)
    assert selfeval.verify(bytes(document), data, template=folder).agrees
    return document


@pytest.mark.parametrize("name", ["局长's 表", "行\n行", "制表\t符", '"引号"', "a\\b", "{{x}}", "（一）"])
def test_a_folder_of_any_name_holds_a_form_that_loads(name: str, tmp_path: Path) -> None:
    folder = marked(tmp_path, "单位名称：____", "支出____万元", form=name)
    assert load_form(folder).id == " ".join(name.split())
    filled(folder)


def test_a_file_name_on_two_lines_is_a_title_on_one(tmp_path: Path) -> None:
    source = word(tmp_path, template("{{ 甲.一 }}"), "一行\n又一行.docx")
    assert load_form(templates.new(tmp_path / "f", source)).title == "一行 又一行"


@pytest.mark.parametrize(
    "title", ["True", "none", "not", "self", "loop", "class", "检查结果", "填表说明", "封面", "合计"]
)
def test_a_heading_of_any_word_makes_a_sheet_a_template_can_write(title: str, tmp_path: Path) -> None:
    folder = marked(tmp_path, f"一、{title}", "支出：____万元", title, table=TABLE)
    assert templates.check(folder).errors == selfeval.Findings()
    filled(folder)


def test_headings_that_differ_in_case_alone_share_a_sheet_as_in_excel(tmp_path: Path) -> None:
    folder = marked(tmp_path, "一、IT部分", "支出：____万元", "二、it部分", "收入：____万元")
    assert list(load_form(folder).sheets) == ["封面", "IT部分"]
    filled(folder)


def test_as_many_figures_of_one_name_as_there_are_get_labels(tmp_path: Path) -> None:
    marks = templates.mark(word(tmp_path, template("一、项目", *(f"支出{number}.5万元" for number in range(1100)))))
    assert len(marks.sheets["项目"].labels) == 1100


def test_as_many_tables_of_one_name_as_there_are_get_sheets(tmp_path: Path) -> None:
    table = "<w:p><w:r><w:t>附表 项目明细表</w:t></w:r></w:p><w:tbl>" + "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>' for text in row)}</w:tr>"
        for row in TABLE
    )
    data = with_body(template("甲"), "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", (table + "</w:tbl>") * 120)
    assert len(templates.mark(word(tmp_path, data)).sheets) == 120


def test_a_total_adds_up_the_column_above_it_though_two_have_one_header(tmp_path: Path) -> None:
    folder = marked(
        tmp_path,
        "项目表",
        table=[
            ["项目名称", "金额（万元）", "金额（万元） ", "（万元）"],
            ["甲", "1.1", "2.1", "3.1"],
            ["乙", "1.2", "2.2", "3.2"],
            ["合计", "2.3", "4.3", "6.3"],
        ],
    )
    assert templates.check(folder).errors == selfeval.Findings()
    filled(folder)


def test_rows_whose_labels_are_only_a_number_have_names(tmp_path: Path) -> None:
    folder = marked(
        tmp_path,
        "情况",
        table=[["类别", "金额"], ["（一）", "1.2"], ["（二）", "2.3"], ["甲、乙", "3.1"], ["甲乙", "4.2"]],
    )
    assert list(load_form(folder).sheets["情况"].rows) == ["行", "行2", "甲乙", "甲乙2"]
    filled(folder)


def test_a_cell_whose_paragraph_stands_in_a_content_control_is_filled(tmp_path: Path) -> None:
    data = template(table=[["单位名称", "此处"], ["年度", "没有段落"]])
    data = with_body(
        data, "<w:p><w:r><w:t>此处</w:t></w:r></w:p>", "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    )
    data = with_body(data, "<w:p><w:r><w:t>没有段落</w:t></w:r></w:p>", "")
    proposals = templates.mark(word(tmp_path, data)).proposals
    assert [one.tag for one in proposals] == ["{{ 附表.单位名称 }}"]


def test_a_row_with_cells_in_content_controls_becomes_a_loop(tmp_path: Path) -> None:
    data = template(table=[["项目名称", "金额"], ["", "此处"]])
    cell = '<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="4320"/></w:tcPr><w:p><w:r><w:t>此处</w:t></w:r></w:p></w:tc>'
    control = cell.replace("<w:r><w:t>此处</w:t></w:r>", "")
    data = with_body(data, cell, f"<w:sdt><w:sdtContent>{control}</w:sdtContent></w:sdt>")
    templates.mark(word(tmp_path, data), tmp_path / "表式")
    assert templates.check(tmp_path / "表式").errors == selfeval.Findings()
    filled(tmp_path / "表式")


def test_blanks_of_a_table_within_a_cell_are_found(tmp_path: Path) -> None:
    inner = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>联系电话</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
    )
    data = with_body(template(table=[["外面", "此处"]]), "<w:p><w:r><w:t>此处</w:t></w:r></w:p>", inner)
    assert [one.tag for one in templates.mark(word(tmp_path, data)).proposals] == ["{{ 附表.联系电话 }}"]


def test_a_span_that_is_no_number_is_taken_for_one_column(tmp_path: Path) -> None:
    data = with_body(template(table=[["联系电话", ""]]), '<w:tcW w:type="dxa" w:w="4320"/>', '<w:gridSpan w:val="x"/>')
    assert len(templates.mark(word(tmp_path, data)).proposals) == 1


def test_tags_that_stand_in_the_file_already_are_asked_for_too(tmp_path: Path) -> None:
    folder = marked(
        tmp_path, "{{ 封面.主管部门 }}：支出____万元", "{%p for 项 in 项目 %}", "{{ 项.名称 }}", "{%p endfor %}"
    )
    form = load_form(folder)
    assert "主管部门" in form.sheets["封面"].fields
    assert list(form.sheets["项目"].fields) == ["名称"]
    assert templates.check(folder).errors == selfeval.Findings()


@pytest.mark.parametrize("line", ["收入{{ 封面.收入", "{{ 收入 }}元"])
def test_tags_with_faults_are_told_and_nothing_is_written(line: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        templates.mark(word(tmp_path, template("支出____万元", line)), tmp_path / "表式")
    assert not (tmp_path / "表式").exists()


def test_a_file_with_macros_makes_no_form_that_could_not_be_filled(tmp_path: Path) -> None:
    data = template("支出____万元")
    types = with_parts(data, **{"[Content_Types]_dot_xml": types_of(data).replace(DOCX_MAIN, DOCM_MAIN)})
    with pytest.raises(TemplateError) as raised:
        templates.mark(word(tmp_path, types), tmp_path / "表式")
    assert [one.rule for one in raised.value.findings] == ["template.macro"]


def types_of(data: bytes) -> bytes:
    from selfeval.ooxml.guard import unpack

    return unpack(data, ".docx")["[Content_Types].xml"]


def strict() -> bytes:
    old, new = "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    return with_body(template("支出____万元"), old, new)


def test_strict_open_xml_is_told_by_mark_check_and_annotate(tmp_path: Path) -> None:
    source = word(tmp_path, strict())
    with pytest.raises(TemplateError) as raised:
        templates.mark(source)
    found = templates.check(source)
    assert [one.rule for one in raised.value.findings] == [one.rule for one in found] == ["template.not-word"]
    with pytest.raises(TemplateError):
        templates.annotate(source, tmp_path / "批注.docx", found)
    assert not (tmp_path / "批注.docx").exists()


def test_a_document_without_a_paragraph_is_annotated(tmp_path: Path) -> None:
    source = word(tmp_path, with_body(template("甲"), "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", ""))
    written = templates.annotate(source, tmp_path / "批注.docx", templates.check(source))
    assert written.exists()


@pytest.mark.parametrize("sheet", ["True", "self", "2024年 收入", "Ａ表 甲", "检查{{a}}", "项", "x" * 31, "It's"])
def test_a_sheet_of_any_name_is_asked_for_again(sheet: str, tmp_path: Path) -> None:
    (tmp_path / "去年.xlsx").write_bytes(workbook({sheet: [["名称", "金额"], ["甲", 1], ["乙", 2]]}))
    folder = templates.new(tmp_path / "f", tmp_path / "去年.xlsx")
    assert templates.check(folder).errors == selfeval.Findings()
    filled(folder)


def test_sheets_whose_names_come_out_alike_stay_apart(tmp_path: Path) -> None:
    sheets = {name: [HEADER, ["甲", "一"]] for name in ("2a", "表2a", "a b", "a-b", "A.b")}
    (tmp_path / "去年.xlsx").write_bytes(workbook(sheets))
    form = load_form(templates.new(tmp_path / "f", tmp_path / "去年.xlsx"))
    assert len(form.sheets) == 6


def test_labels_of_any_signs_are_asked_for_and_printed(tmp_path: Path) -> None:
    labels = ["a}}b", "{%c%}", 'd"e', "f'g", "h\\i", "j\nk", "a{{b", "{#x", "p%}", "if", "items", "｛｛全角｝｝"]
    rows = [HEADER, *([label, f"答{number}号"] for number, label in enumerate(labels))]
    columns = [["名称", *labels], *([f"第{row}", *("值",) * len(labels)] for row in (1, 2))]
    (tmp_path / "{{去年}}.xlsx").write_bytes(workbook({"情况": rows, "明细": columns}))
    folder = templates.new(tmp_path / "f", tmp_path / "{{去年}}.xlsx")
    assert templates.check(folder).errors == selfeval.Findings()
    filled(folder)


def test_form_and_excel_agree_that_case_makes_no_other_sheet(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as raised:
        load_form(templates.new(tmp_path / "f", word(tmp_path, template("{{ IT.甲 }}{{ it.乙 }}"))))
    assert [one.rule for one in raised.value.findings] == ["form.doubled-name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("部门 概况", "部门概况"),
        ("2024年", "表2024年"),
        ("True", "表True"),
        ("——", "表"),
        ("Ａ", "A"),
        ("很" * 40, "很" * 28),
    ],
)
def test_the_name_of_a_sheet(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_a_path_is_written_as_a_template_reads_it() -> None:
    assert path_of("表", "行", "2020年") == '表.行["2020年"]'
    assert path_of("表", "if") == '表["if"]'


@pytest.mark.parametrize("text", ["甲", "{{ 甲 }}", '{% "乙" %}', "{#", "｛｛丙｝｝", "\\{"])
def test_a_literal_prints_as_it_is(text: str) -> None:
    assert lines(literal(text) + "{{ 甲.乙 }}", 甲={"乙": "一"}) == [f"{text}一"]


def test_a_free_name_has_a_number_where_all_are_taken() -> None:
    assert free_name({"甲", "甲表"}.__contains__, "甲", "甲表") == "甲2"
    assert free_name({"甲"}.__contains__, "甲", "甲表") == "甲表"


@pytest.mark.parametrize("name", ["旧.doc", "稿.rtf", "去年.xls"])
def test_a_file_of_another_kind_is_told_what_to_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="另存为"):
        templates.new(tmp_path / "f", word(tmp_path, b"\xd0\xcf\x11\xe0", name))
