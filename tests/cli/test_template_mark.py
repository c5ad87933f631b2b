"""``selfeval template mark``: from a plain Word file to a filled document, with nothing but commands."""

import datetime
import io
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.cell.cell import Cell

import selfeval
from selfeval.cli.main import cli
from selfeval.errors import OutputError, TemplateError
from selfeval.form import load_form
from selfeval.intake.differences import data_of_form
from selfeval.intake.made_up import Variant, made_up
from selfeval.ooxml.xml import W
from selfeval.templates import mark
from tests.support import word_files

ANSWERS: dict[str, object] = {
    "单位名称": "青川县图书馆",
    "年度": 2024,
    "填报人": "李明",
    "联系电话": "0839-7200000",
    "填报日期": datetime.date(2025, 4, 15),
    "编制数": 18,
    "实有在职人数": 17,
    "离退休人员": 5,
    "主要职责": "收藏图书。",
    "年初预算数": 312.4,
    "全年预算数": 326.85,
    "支出合计": 320.16,
    "基本支出": 241.06,
    "项目支出": 79.1,
    "预算执行率": 0.9795,
    "“三公”经费": 1.2,
    "三公经费支出比上年减少额": 0.3,
    "存在的问题": "采购偏慢。",
    "改进措施": "按季核对。",
}
ROWS = [("图书购置", 28, 27.3, 0.975), ("免费开放", 45, 44.6, 0.9911)]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def plain(folder: Path, name: str = "提纲") -> Path:
    path = folder / f"{name}.docx"
    path.write_bytes(word_files.notice_with_blanks())
    return path


def fill_in(workbook: Path) -> None:
    """Type the answers as a clerk does: beside their labels, and the rows below their header."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_col=1):
            label = str(row[0].value or "").strip(" *").removesuffix("*")
            if label in ANSWERS and sheet.title != "项目支出情况表":
                sheet.cell(row[0].row, 2).value = ANSWERS[label]  # type: ignore[assignment]
    table = book["项目支出情况表"]
    header = next(row[0] for row in table.iter_rows(max_col=1) if str(row[0].value or "").startswith("项目名称"))
    assert isinstance(header, Cell)
    for at, values in enumerate(ROWS, header.row + 1):
        for column, value in enumerate(values, 1):
            table.cell(at, column).value = value
    book.save(workbook)


def printed(path: Path) -> list[str]:
    document = docx.Document(str(path))
    return [paragraph.text for paragraph in document.paragraphs]


FILLED = [
    "部门整体支出绩效自评报告（提纲）",
    "单位名称：青川县图书馆　　填报年度：2024年",
    "一、部门基本情况",
    "（一）机构与人员",
    "本单位编制数18人，年末实有在职人数17人，离退休人员5人。",
    "（二）主要职责",
    "收藏图书。",
    "二、预算执行情况",
    "年初预算数312.40万元，全年预算数326.85万元，支出合计320.16万元，其中基本支出241.06万元、项目支出79.10万元，预算执行率97.95%。",
    "“三公”经费支出1.20万元，比上年减少0.30万元。",
    "三、存在的问题",
    "采购偏慢。",
    "四、改进措施",
    "按季核对。",
    "附件：项目支出情况表",
    "项目支出情况表",
    "填报人：李明　　联系电话：0839-7200000",
    "填报日期：2025年4月15日",
]


def test_a_plain_notice_becomes_a_form_a_blank_workbook_and_a_filled_document(tmp_path: Path) -> None:
    form, workbook, report = tmp_path / "自评", tmp_path / "填报.xlsx", tmp_path / "报告.docx"
    made = run("template", "mark", plain(tmp_path), "-o", form)
    assert made.exit_code == 0, made.output
    assert "找到 24 处" in made.output
    assert f"selfeval new 填报.xlsx -t {form}" in made.output
    assert sorted(path.name for path in form.iterdir()) == [
        "README.md",
        "form.toml",
        "report.docx",
        "提纲（标记）.docx",
    ]
    assert run("new", workbook, "-t", form).exit_code == 0
    fill_in(workbook)
    filled = run("fill", workbook, "-t", form, "-o", report)
    assert filled.exit_code == 0, filled.output
    assert printed(report) == FILLED
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(report)).tables[0].rows]
    assert rows == [
        ["序号", "项目名称", "预算数（万元）", "执行数（万元）", "执行率"],
        ["1", "图书购置", "28.00", "27.30", "97.50%"],
        ["2", "免费开放", "45.00", "44.60", "99.11%"],
    ]


def test_the_marked_file_itself_makes_the_same_form_by_template_new(tmp_path: Path) -> None:
    form, workbook, report = tmp_path / "自评", tmp_path / "填报.xlsx", tmp_path / "报告.docx"
    assert run("template", "mark", plain(tmp_path)).exit_code == 0
    made = run("template", "new", form, "--from", tmp_path / "提纲（标记）.docx")
    assert made.exit_code == 0, made.output
    assert run("new", workbook, "-t", form).exit_code == 0
    fill_in(workbook)
    assert run("fill", workbook, "-t", form, "-o", report).exit_code == 0
    assert printed(report) == FILLED


def test_without_a_folder_the_marked_file_stands_beside_the_original_and_the_next_step_is_told(tmp_path: Path) -> None:
    told = run("template", "mark", plain(tmp_path))
    assert (tmp_path / "提纲（标记）.docx").is_file()
    assert "selfeval template new 文件夹 --from" in told.output


def test_every_proposal_can_be_listed(tmp_path: Path) -> None:
    told = run("template", "mark", plain(tmp_path), "--list")
    assert "预算执行.年初预算数" in told.output
    assert "第9段" in told.output


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    source = plain(tmp_path)
    assert run("template", "mark", source).exit_code == 0
    assert run("template", "mark", source).exit_code == 3
    assert run("template", "mark", source, "-o", tmp_path / "自评").exit_code == 0
    assert run("template", "mark", source, "-o", tmp_path / "自评").exit_code == 3
    with pytest.raises(OutputError):
        mark(source, tmp_path / "自评")


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    missing = run("template", "mark", tmp_path / "没有.docx")
    assert (missing.exit_code, "没有.docx" in missing.output) == (3, True)
    (tmp_path / "假.docx").write_bytes(b"PK")
    assert run("template", "mark", tmp_path / "假.docx").exit_code == 3


def test_a_file_with_nothing_to_fill_in_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("请各单位认真学习。")
    document.save(str(tmp_path / "通知.docx"))
    with pytest.raises(TemplateError, match="没有找到可以填写的地方"):
        mark(tmp_path / "通知.docx")
    assert list(tmp_path.iterdir()) == [tmp_path / "通知.docx"]


def test_the_library_gives_the_marked_file_the_template_and_what_is_asked(tmp_path: Path) -> None:
    found = mark(plain(tmp_path))
    assert bytes(found).startswith(b"PK")
    assert found.sheets["预算执行"].labels["年初预算数"].unit == "万元"
    assert found.title == "部门整体支出绩效自评报告"
    assert sorted(tmp_path.iterdir()) == [tmp_path / "提纲.docx"]


KINDS = {
    "提纲": word_files.notice_with_blanks,
    "表": word_files.form_of_merged_tables,
    "报告": word_files.report_with_automatic_numbers,
    "WPS 的提纲": lambda: word_files.as_wps_writes(word_files.notice_with_blanks()),
    "WPS 的表": lambda: word_files.as_wps_writes(word_files.form_of_merged_tables()),
    "WPS 的报告": lambda: word_files.as_wps_writes(word_files.report_with_automatic_numbers()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_filled_in_comes_out_in_the_document(kind: str, tmp_path: Path) -> None:
    source, form = tmp_path / f"{kind}.docx", tmp_path / "表式"
    source.write_bytes(KINDS[kind]())
    proposed = mark(source, form)
    asked = load_form(form)
    answers = made_up(data_of_form(asked), Variant(), asked)
    report = bytes(selfeval.render(answers, template=form))
    text = "".join(element.text or "" for element in docx.Document(io.BytesIO(report)).element.iter(f"{W}t"))
    values = [
        record.get(label)
        for name, sheet in proposed.sheets.items()
        for record in (answers[name] if sheet.kind == "table" else [answers[name]])
        for label in sheet.labels
    ]
    texts = [value.replace("\n", "") for value in values if isinstance(value, str)]
    figures = [str(value).rstrip("0") for value in values if isinstance(value, Decimal) and value > 1]
    assert [value for value in (*texts, *figures) if value not in text] == []
    assert len(texts) + len(figures) > 10
