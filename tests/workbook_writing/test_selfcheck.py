"""The sheet 自查: what it shows, and that LibreOffice computes there what `selfeval check` finds."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

import openpyxl
import pytest

import selfeval
from selfeval.form import builtin_form
from selfeval.workbook import new_workbook
from tests.support.answers import answers
from tests.support.forms_writing import COVER, opened, row_of
from tests.support.reports import form_of
from tests.workbook_writing.test_live_formulas import computed

FORM = (
    COVER
    + """
[sheet."收支"]
kind = "fields"
field."合计" = { type = "金额" }
field."甲" = { type = "金额" }
field."乙" = { type = "金额" }
field."项目额" = { type = "金额" }
field."编制" = { type = "整数" }
field."人数" = { type = "整数" }
field."得分率" = { type = "百分比" }
field."满分率" = { type = "百分比" }
[sheet."项目表"]
kind = "table"
blank_rows = 5
column."名称" = { required = true }
column."金额" = { type = "金额" }
column."来源" = { type = "选项", choices = { "一般" = ["普通"], "其他" = [] }, default = '"一般"' }
column."类" = { carry = true }
[check."sum"]
left = '收支.合计'
equal = '收支.甲 + 收支.乙'
[check."three"]
left = '收支.合计'
equal = '收支.甲 + 收支.乙 + 收支.项目额'
[check."list"]
left = '收支.项目额'
equal = '合计(项目表.金额, 来源 == "一般")'
[check."all"]
left = '收支.项目额 - 收支.乙'
equal = '合计(项目表.金额)'
[check."exact"]
left = '收支.甲'
equal = '收支.乙'
tolerance = 0
[check."staff"]
left = '收支.人数'
at_most = '收支.编制'
[check."rate"]
left = '收支.得分率'
at_least = '收支.满分率 / 2'
[check."listed"]
left = '计数(项目表.名称, 来源 == "其他")'
at_least = '1'
when = '收支.乙 > 0'
[check."carried"]
left = '计数(项目表.名称, 类 == "甲")'
at_least = '1'
[check."row"]
each = "项目表"
left = '金额'
at_least = '1'
"""
)
IDS = ("sum", "three", "list", "all", "exact", "staff", "rate", "listed")


def line_of(book: openpyxl.Workbook, text: str) -> list[object]:
    return next([cell.value for cell in row] for row in book["自查"].iter_rows() if row[0].value == text)


def test_a_blank_workbook_waits_for_every_answer():
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(builtin_form("hunan"))), data_only=True)
    assert book.sheetnames[-1] == "自查"
    assert line_of(book, "支出合计等于基本支出与项目支出之和")[1:] == [None, None, "待填"]


def test_formulas_come_with_the_values_that_belong_to_the_answers():
    given = answers(一般公共预算={"支出合计": 260.9}, 基本情况={"在编人数": 12})
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(builtin_form("hunan"), given)), data_only=True)
    assert line_of(book, "支出合计等于基本支出与项目支出之和")[1:] == [260.9, 258.9, "相差 2.00"]
    assert line_of(book, "基本支出等于人员经费与公用经费之和")[1:] == [166.92, 166.92, "相符"]
    assert line_of(book, "在编人数不大于实有在职人数")[1:] == [12, 9, "超出 3"]


def test_what_no_formula_judges_alike_is_named_and_not_written():
    sheet = opened(form_of(FORM))["自查"]
    texts = [str(row[0].value) for row in sheet.iter_rows()]
    start = next(at for at, text in enumerate(texts) if text.startswith("以下各项这里不能自动核对"))
    assert len(texts[start + 1 :]) == 2
    assert "名称个数（类为“甲”）不小于1" in texts[start + 1]


def test_a_form_without_checks_has_no_such_sheet():
    assert "自查" not in opened(form_of(COVER)).sheetnames


def test_the_cells_a_check_reads_have_a_colour_that_follows_it_without_array_constants():
    sheet = opened(form_of(FORM))["收支"]
    rules = {str(area.sqref): area.rules[0].formula[0] for area in sheet.conditional_formatting}
    condition = rules[f"B{row_of(sheet, '合计')}"]
    assert condition.count("'自查'!$D$") == 6  # two checks, three words each
    assert "{" not in condition


def test_the_sheet_is_never_read_as_data():
    report = selfeval.load(new_workbook(builtin_form("hunan"), answers()))
    assert "自查" not in report.sheets


# ---------------------------------------------------------------- as LibreOffice computes it


def random_answers(dice: random.Random, unit: int) -> tuple[dict[str, object], list[list[object]]]:
    """Figures near balance: differences lie at, just below and just above each tolerance, in the form's unit."""
    step = [0, 0.005, 0.01, 0.0149, 0.015, 0.0151, 0.02, 0.0249, 0.025, 0.03, 0.035, 0.04, 2]

    def cents() -> float:
        return dice.randrange(0, 10**7) / 100

    def off(value: float) -> object:
        moved = round((value + dice.choice([-1, 1]) * dice.choice(step)) * unit, 6)
        return dice.choice([moved] * 9 + [None])

    rows: list[list[object]] = []
    for number in range(dice.randrange(0, 5)):
        source = dice.choice([None, "一般", "普通", "其他"])
        rows.append([f"项目{number}", dice.choice([cents() * unit] * 6 + ["无", None]), source])
    listed = sum(float(row[1]) for row in rows if isinstance(row[1], float) and row[2] != "其他") / unit
    first, second = cents(), dice.choice([cents(), 0.0])
    given: dict[str, object] = {
        "甲": dice.choice([round(first * unit, 4)] * 8 + ["无", None]),
        "乙": dice.choice([round(second * unit, 4)] * 8 + ["无"]),
        "合计": off(first + second),
        "项目额": off(listed),
        "编制": dice.choice([7, 8, None]),
        "人数": dice.choice([7, 8, 9]),
        "得分率": dice.choice([0.4, 0.45, 0.44995, 0.44994]),
        "满分率": 0.9,
    }
    if dice.random() < 0.2:
        given["甲"] = second * unit
    return given, rows


def filled(given: dict[str, object], rows: list[list[object]], unit: str | None) -> openpyxl.Workbook:
    book = opened(form_of(FORM))
    for label, value in given.items():
        book["收支"].cell(row_of(book["收支"], label), 2).value = value  # type: ignore[assignment]
    first = row_of(book["项目表"], "名称") + 1
    for row, cells in enumerate(rows, first):
        for column, value in enumerate(cells, 1):
            book["项目表"].cell(row, column).value = value  # type: ignore[assignment]
    book["封面"].cell(row_of(book["封面"], "金额单位"), 2).value = unit
    return book


def found_by_check(book: openpyxl.Workbook, form_folder: Path) -> set[str]:
    file = io.BytesIO()
    book.save(file)
    return {found.rule for found in selfeval.check(file.getvalue(), template=form_folder)} & set(IDS)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_always_agrees_with_selfeval_check(tmp_path: Path):
    folder = tmp_path / "form"
    folder.mkdir()
    (folder / "form.toml").write_text('id = "t"\nversion = "1"\ntitle = "T"\n' + FORM, encoding="utf-8")
    dice = random.Random(6)  # noqa: S311
    cases = []
    for rows_taken in (3, 4, 5):  # 0.02, 0.025 and 0.03 are allowed: the last that holds, and the first that does not
        for apart in (0.02, 0.03, 0.04):
            given = {"甲": 1, "乙": 1, "合计": 2, "项目额": rows_taken + apart, "编制": 7, "人数": 7}
            taken: list[list[object]] = [[f"项目{at}", 1, None] for at in range(rows_taken)]
            cases.append((len(cases) - 100, filled(given, taken, None)))
    for number in range(25):
        unit = dice.choice([None, "万元", "元"])
        given, rows = random_answers(dice, 10_000 if unit == "元" else 1)
        cases.append((number, filled(given, rows, unit)))
    failed: set[str] = set()
    for (number, book), result in zip(cases, computed(tmp_path, [book for _, book in cases]), strict=True):
        expected = found_by_check(book, folder)
        said = [str(row[3].value) for row in result["自查"].iter_rows(min_row=5) if row[3].value is not None]
        assert len(said) == len(IDS), number
        shown = {rule for rule, text in zip(IDS, said, strict=True) if text[:2] in ("相差", "超出", "不足")}
        assert shown == expected, (number, said)
        failed |= shown
        assert not any(text in ("有错误值", "请改为数字", "请改为整数") for text in said), (number, said)
    assert failed == set(IDS)  # each of them failed somewhere: the cases say something


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_answer_stored_as_text_is_to_be_made_a_number(tmp_path: Path):
    given = {"合计": "3.5万元", "甲": 1, "乙": 2, "项目额": 0, "编制": 7, "人数": 7.5}
    [book] = computed(tmp_path, [filled(given, [["道路", "2.5", None]], None)])
    said = [str(row[3].value) for row in book["自查"].iter_rows(min_row=5) if row[3].value is not None]
    assert said[:4] == ["请改为数字"] * 4
    assert said[4:6] == ["相差 1.00", "请改为整数"]
    assert said[7] == "不足 1"
