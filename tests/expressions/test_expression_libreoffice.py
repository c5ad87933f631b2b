"""What the formulas compute in a spreadsheet program is what selfeval computes."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.expressions import parse
from selfeval.report import BLANK, Layout, Number, NumberStyle, Record, Table

pytestmark = pytest.mark.libreoffice

FIELDS = {
    "甲": Decimal("258.9"),
    "乙": Decimal("-3.5"),
    "无": Number(0, NumberStyle("金额", 2), nil=True),
    "来源": "一般",
}
COLUMNS = ["名称", "来源", "数", "单价", "数量"]
ROWS = [
    ["道路", "一般", Decimal("10.5"), Decimal(2), Decimal(3)],
    ["桥梁", "其他*", Decimal("4.25"), Decimal(5), BLANK],
    ["渠道", "一般", BLANK, Decimal(1), Decimal(7)],
    ["水库", BLANK, Number(0, nil=True), BLANK, BLANK],
    ["泵站", "=特别", Decimal(7), BLANK, BLANK],
]
SOURCES = [
    "表.甲 + 表.乙 * 2 - (表.甲 - 表.乙) / 4",
    "-表.乙 * -(表.甲 + 1)",
    "表.无 + 3 - 表.无 * 5",
    "绝对值(表.乙) + 四舍五入(2.675, 2) + 四舍五入(-2.5, 0)",
    "最大(表.甲, 表.乙, 0) + 最小(表.甲, 表.乙)",
    '(表.甲 if 表.来源 == "一般" and not 表.乙 > 0 else 1) + 1',
    "(表.无 if 1 < 表.甲 <= 258.9 else 7) + 1",
    '1 if 表.来源 in ("甲", "一般") or 表.甲 < 0 else 2',
    "1 if 表.无 < 1 and 表.无 == 0 else 2",
    "合计(项.数)",
    "合计(表.甲, 表.无, 表.乙)",
    '合计(项.数, 来源 == "一般")',
    '合计(项.数, 来源 == "其他*")',
    '合计(项.数, 来源 == "=特别" and 名称 == "泵站")',
    "合计(项.数, 单价 == 5) * 2",
    "合计(项.单价 * 项.数量)",
    "计数(项.数)",
    '计数(项.数, 来源 == "一般")',
    '计数(项, 来源 == "一般")',
    "最大(项.数) - 最小(项.单价)",
]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "结果"
    fields, rows = book.create_sheet("表"), book.create_sheet("项")
    for line, value in enumerate(FIELDS.values(), 1):
        fields.cell(line, 1, "无" if isinstance(value, Number) else value)  # type: ignore[arg-type]
    for line, row in enumerate(ROWS, 1):
        for column, value in enumerate(row, 1):
            if value is not BLANK:
                cell = rows.cell(line, column, "无" if isinstance(value, Number) else value)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    for line, source in enumerate(SOURCES, 1):
        sheet.cell(line, 1, "=" + parse(source).excel(address))
    book.save(tmp_path / "book.xlsx")
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "csv", "--outdir", tmp_path, tmp_path / "book.xlsx",
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    computed = [Decimal(line) for line in (tmp_path / "book.csv").read_text().split()]

    assert dict(zip(SOURCES, computed, strict=True)) == {
        source: round(Decimal(str(parse(source).evaluate(resolve))), 9) for source in SOURCES
    }


def address(path: tuple[str, ...]) -> str:
    if path[0] == "表":
        return f"'表'!$A${list(FIELDS).index(path[1]) + 1}"
    letter = "ABCDE"[COLUMNS.index(path[1])] if len(path) > 1 else "A"
    return f"'项'!${letter}$1:${letter}${len(ROWS)}"


def resolve(path: tuple[str, ...]) -> object:
    if path == ("项",):
        layout = Layout(COLUMNS)
        return Table("项", layout, [Record("项", layout, row) for row in ROWS])  # type: ignore[arg-type]
    return FIELDS[path[1]]
