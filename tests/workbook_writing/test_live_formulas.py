from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from selfeval.workbook.writer import new_workbook
from tests.support.forms_writing import COVER, opened, row_of
from tests.support.reports import form_of

THREE = """
[sheet."基础数据"]
kind = "rows"
column."上年" = { type = "金额" }
column."本年" = { type = "金额" }
row."“三公”经费" = { name = "三公经费", default = '基础数据.车费 + 基础数据["因公出国（境）费"]' }
row."因公出国（境）费" = {}
row."车费" = {}
"""
BUDGET = """
[sheet."收支"]
kind = "fields"
field."基本支出" = { type = "金额" }
field."项目支出" = { type = "金额", required = true, default = '合计(项目.金额)' }
field."支出合计" = { type = "金额", default = '收支.基本支出 + 收支.项目支出', help = "全部支出" }
field."执行率" = { type = "百分比", default = '收支.支出合计 / 收支.基本支出' }
field."甲类" = { type = "金额", default = '合计(项目.金额, 类别 == "甲")' }
field."三公" = { type = "金额", default = '基础数据.三公经费.本年' }
field."翻倍" = { type = "整数", default = '2 * 21' }

[sheet."项目"]
kind = "table"
blank_rows = 3
column."名称" = {}
column."金额" = { type = "金额" }
column."类别" = { default = '"甲"' }
column."占比" = { type = "百分比", default = '金额 / 收支.项目支出' }
"""
FORM = COVER + THREE + BUDGET


def answer(book: openpyxl.Workbook, sheet: str, label: str, column: int = 2) -> object:
    return book[sheet].cell(row_of(book[sheet], label), column).value


def test_a_default_is_a_live_formula_without_a_value_while_nothing_is_filled_in():
    form = form_of(FORM)
    formulas, values = opened(form), opened(form, values=True)
    formula = str(answer(formulas, "收支", "支出合计"))
    assert formula.startswith("=IF(OR(")
    assert formula.endswith(',"",N($B$3)+N($B$4))')
    assert answer(values, "收支", "支出合计") is None
    cell = formulas["收支"].cell(row_of(formulas["收支"], "支出合计"), 2)
    assert cell.fill.fgColor.rgb == "FFE4F1DC"
    assert answer(formulas, "收支", "支出合计", 4) == "全部支出。自动计算，数字不符时可以改填"


def test_a_default_of_constants_is_a_plain_number():
    assert answer(opened(form_of(FORM)), "收支", "翻倍") == 42


def test_a_row_named_without_a_column_means_the_column_of_the_formula():
    book = opened(form_of(FORM))
    assert str(answer(book, "基础数据", "“三公”经费", 2)).endswith("N($B$6)+N($B$5))")
    assert str(answer(book, "基础数据", "“三公”经费", 3)).endswith("N($C$6)+N($C$5))")
    assert str(answer(book, "收支", "三公")).endswith("'基础数据'!$C$4)")


def test_a_columns_default_is_computed_by_selfeval_only():
    sheet = opened(form_of(FORM))["项目"]
    first = row_of(sheet, "名称") + 1
    assert [sheet.cell(first, column).value for column in (3, 4)] == [None, None]
    assert sheet.cell(first, 4).fill.fgColor.rgb == "FFE4F1DC"


def test_a_sum_over_rows_whose_blank_cell_means_a_default_is_left_to_selfeval():
    book = opened(form_of(FORM))
    assert answer(book, "收支", "甲类") is None
    assert answer(book, "收支", "甲类", 4) == "留空自动计算"


def test_what_excel_cannot_compute_is_left_blank_and_says_so():
    field = '[sheet."甲"]\nkind = "fields"\nfield."乙" = { type = "金额", default = \'首(丙.丁)\' }\n'
    table = '[sheet."丙"]\nkind = "table"\ncolumn."丁" = { type = "金额" }\n'
    book = opened(form_of(field + table))
    assert answer(book, "甲", "乙") is None
    assert answer(book, "甲", "乙", 4) == "留空自动计算"


def test_a_computed_answer_is_not_called_required():
    book = opened(form_of(FORM))
    assert answer(book, "收支", "项目支出", 4) == "自动计算，数字不符时可以改填"


# ---------------------------------------------------------------- as LibreOffice computes them

CASES: list[tuple[object, list[object], dict[str, object]]] = [
    (None, [], {"项目支出": None, "支出合计": None, "执行率": None}),
    (10.5, [1.25, 2], {"项目支出": 3.25, "支出合计": 13.75, "执行率": pytest.approx(13.75 / 10.5)}),
    ("无", [1.25, None, 2], {"项目支出": 3.25, "支出合计": 3.25, "执行率": None}),
    ("258.9万元", [1], {"项目支出": 1, "支出合计": None}),
    (5, [1, "3.5万元"], {"项目支出": None, "支出合计": None}),
    (0, [1], {"支出合计": 1, "执行率": None}),
]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_formulas_and_shows_nothing_where_selfeval_has_to(tmp_path: Path):
    books = []
    for basic, amounts, _ in CASES:
        book = filled({"基本支出": basic}, amounts)
        book["封面"].cell(row_of(book["封面"], "金额单位"), 2).value = "元" if basic == 10.5 else None
        books.append(book)
    for (basic, amounts, expected), book in zip(CASES, computed(tmp_path, books), strict=True):
        found = {label: answer(book, "收支", label) or None for label in expected}
        assert found == expected, (basic, amounts)
        assert answer(book, "收支", "基本支出", 3) == ("元" if basic == 10.5 else "万元")


def filled(answers: dict[str, object], amounts: list[object]) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(form_of(FORM))))
    for label, value in answers.items():
        book["收支"].cell(row_of(book["收支"], label), 2).value = value  # type: ignore[assignment]
    for row, amount in enumerate(amounts, row_of(book["项目"], "名称") + 1):
        book["项目"].cell(row, 2).value = amount  # type: ignore[assignment]
    return book


def computed(folder: Path, books: list[openpyxl.Workbook]) -> list[openpyxl.Workbook]:
    """The workbooks after LibreOffice has computed and saved them."""
    out = folder / "out"
    for number, book in enumerate(books):
        book.save(folder / f"{number}.xlsx")
    names = [f"{number}.xlsx" for number in range(len(books))]
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, *names], cwd=folder, check=True, capture_output=True, timeout=180)
    return [openpyxl.load_workbook(out / name, data_only=True) for name in names]


SUM = """
[sheet."全"]
kind = "fields"
field."甲" = { type = "金额" }
field."乙" = { type = "金额" }
field."丙" = { type = "金额", default = '合计(全.甲, 全.乙)' }
"""

SUM_CASES = [
    ((1, None), 1),
    ((1.5, 2), 3.5),
    ((None, None), None),
    (("无", 2), 2),
    (("258.9万元", 2), None),
    (("无", None), 0),
]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_passes_over_blank_cells_in_a_sum_of_several(tmp_path: Path):
    books = []
    for typed, _ in SUM_CASES:
        books.append(opened(form_of(COVER + SUM)))
        for label, value in zip(("甲", "乙"), typed, strict=True):
            books[-1]["全"].cell(row_of(books[-1]["全"], label), 2).value = value  # type: ignore[assignment]
    found = [answer(book, "全", "丙") for book in computed(tmp_path, books)]
    assert [None if value == "" else value for value in found] == [shown for _, shown in SUM_CASES]
