from __future__ import annotations

import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from selfeval.findings import Findings, finding
from selfeval.form.model import FieldType
from selfeval.review.columns import Column, columns, values_of
from selfeval.review.entry import Entry, Review
from selfeval.review.summary import write_summary
from tests.support.batches import book, run, sheet, unbalanced, write
from tests.support.pdf import available
from tests.support.reports import form_of, report_of

BUDGET = Column("initial_budget", "年初预算数", ("一般公共预算", "年初预算数"), FieldType.AMOUNT, "万元", 2)
SPENT = Column("total_expenditure", "支出合计", ("一般公共预算", "支出合计"), FieldType.AMOUNT, "万元", 2)
RATE = Column("execution_rate", "执行率", ("预算执行", "执行率"), FieldType.PERCENT, "", 2)
SCORE = Column("self_score", "自评得分", ("自评", "得分"), FieldType.AMOUNT, "分", 1)
GRADE = Column("grade", "等级", ("自评", "等级"), FieldType.CHOICE)


def entry(name: str, **values: str) -> Entry:
    return Entry(f"{name}.xlsx", name, "2025", "done", f"../in/{name}.xlsx", f"{name}.docx", values)


def review(entries: list[Entry], *given: Column, **more: Any) -> Review:
    return Review(given or (BUDGET, SPENT, RATE, SCORE, GRADE), lambda: iter(entries), len(entries), **more)


SCORED = [
    entry("甲", initial_budget="100", total_expenditure="90", execution_rate="0.9", self_score="95.5", grade="优"),
    entry("乙", initial_budget="0.1", total_expenditure="0.2", execution_rate="2", self_score="80", grade="良"),
    entry("丙", self_score="95.5"),
    entry("丁"),
]


def written(tmp_path: Path, given: Review) -> Path:
    write_summary(tmp_path / "汇总.xlsx", given)
    return tmp_path / "汇总.xlsx"


def test_each_department_is_a_row_with_its_figures_its_rank_and_links(tmp_path: Path) -> None:
    path = written(tmp_path, review(SCORED))
    rows = sheet(path, "汇总")
    assert rows[0][:6] == ["排名", "单位", "年度", "状态", "错误", "提醒"]
    assert rows[0][6:] == [
        "年初预算数（万元）",
        "支出合计（万元）",
        "执行率",
        "自评得分（分）",
        "等级",
        "报告",
        "工作簿",
    ]
    assert [row[0] for row in rows[1:5]] == [1, 3, 1, None]
    assert rows[1][6:] == [100, 90, 0.9, 95.5, "优", "甲.docx", "甲.xlsx"]
    book_ = openpyxl.load_workbook(path)["汇总"]
    assert [book_.cell(2, column).hyperlink.target for column in (12, 13)] == ["甲.docx", "..\\in\\甲.xlsx"]


def test_totals_are_live_formulas_with_their_values(tmp_path: Path) -> None:
    path = written(tmp_path, review(SCORED))
    last, formulas = sheet(path, "汇总")[-1], sheet(path, "汇总", values=False)[-1]
    assert formulas[6:10] == [
        "=SUBTOTAL(109,G2:G5)",
        "=SUBTOTAL(109,H2:H5)",
        '=IF(G6=0,"",H6/G6)',
        "=SUBTOTAL(101,J2:J5)",
    ]
    assert last[6:10] == pytest.approx([100.1, 90.2, float(Decimal("90.2") / Decimal("100.1")), 271 / 3])


@pytest.mark.libreoffice
@pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same_totals_and_ranks(tmp_path: Path) -> None:
    path = written(tmp_path, review(SCORED))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            path.name,
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    rows = [line.split(",") for line in (tmp_path / "汇总.csv").read_text(encoding="utf-8").splitlines()]
    assert [row[0] for row in rows[1:5]] == ["1", "3", "1", ""]
    assert rows[-1][6:10] == ["100.10", "90.20", "90.11%", "平均 90.3"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-1", "http://x.y", "{=1}", "x" * 40_000, "\x01\ud800"]
)
def test_no_text_becomes_a_formula_a_link_or_is_lost(tmp_path: Path, text: str) -> None:
    found = Findings([finding("batch.name", text, found=text)])
    odd = Entry(text, text, text, "failed", "x.xlsx", "", {"grade": text}, found)
    path = written(tmp_path, review([odd], GRADE, missing=[text], passed_over=[text]))
    for name in ("汇总", "问题", "缺报单位", "跳过的文件"):
        rows = openpyxl.load_workbook(path)[name]
        typed = [cell for row in rows.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        assert [
            cell.value for cell in typed if cell.data_type == "f" and not cell.value.startswith(("=SUBTOTAL", "=RANK"))
        ] == []
        assert any(cell.data_type == "s" and cell.value[:4] == text[:4] for cell in typed) or "\ud800" in text


def test_findings_tell_department_file_cell_rule_and_text(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", unbalanced("某县乙局"))
    run(tmp_path / "in", tmp_path / "out")
    (head, *rows) = sheet(tmp_path / "out/汇总.xlsx", "问题")
    assert head == ["单位", "文件", "单元格", "程度", "规则", "内容"]
    assert ["某县乙局", "a.xlsx", "一般公共预算!B6", "错误", "tie-out.total-expenditure"] in [row[:5] for row in rows]


def test_figures_of_a_workbook_with_errors_are_not_totalled(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲"))
    write(tmp_path / "in/b.xlsx", unbalanced("乙"))
    run(tmp_path / "in", tmp_path / "out")
    rows = sheet(tmp_path / "out/汇总.xlsx", "汇总")
    at = rows[0].index("年初预算数（万元）")
    assert [row[at] for row in rows] == ["年初预算数（万元）", None, 255.45, 255.45]
    assert rows[1][1:4] == ["乙", "2025", "未生成"]


@pytest.mark.parametrize("header", ["单位名称", None])
def test_departments_of_the_roster_that_handed_in_nothing_are_listed(tmp_path: Path, header: str | None) -> None:
    roster = openpyxl.Workbook()
    for name in filter(None, (header, "某县甲局", "某县乙局", "某县 丙局", "某县乙局")):
        roster.active.append(["1", name] if header else [name])
    roster.save(tmp_path / "名单.xlsx")
    write(tmp_path / "in/a.xlsx", book("某县丙局"))
    run(tmp_path / "in", tmp_path / "out", roster=tmp_path / "名单.xlsx")
    assert [row[0] for row in sheet(tmp_path / "out/汇总.xlsx", "缺报单位")] == [
        "名单里有、没有交工作簿的单位（2）",
        "某县甲局",
        "某县乙局",
    ]


def test_many_departments_are_written_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    count = 3_000
    given = Review(
        (BUDGET, SPENT),
        lambda: (entry(f"第{number}局", initial_budget="10.01", total_expenditure="9") for number in range(count)),
        count,
    )
    tracemalloc.start()
    try:
        path = written(tmp_path, given)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * 2**20  # the links of a sheet are all that stays
    last = sheet(path, "汇总")[-1]
    assert last[6:8] == pytest.approx([30_030, 27_000])


FORM = """
[sheet."封面"]
kind = "fields"
field."单位名称" = { means = "unit_name" }
[sheet."甲"]
kind = "fields"
field."合计" = { type = "金额", means = "total_expenditure", summary = true }
field."另计" = { type = "金额", means = "total_expenditure", summary = true }
field."不列" = { type = "金额" }
[sheet."乙"]
kind = "rows"
column."上年" = { type = "金额" }
column."本年" = { type = "金额", summary = true }
row."接待" = { summary = true }
row."会议" = {}
[sheet."丙"]
kind = "table"
column."名称" = { summary = true }
[derived."甲.率"]
value = '甲.合计 / 甲.另计'
type = "百分比"
means = "execution_rate"
summary = true
"""


def test_a_form_marks_fields_cells_of_fixed_rows_and_derived_figures_joined_by_meaning() -> None:
    form = form_of(FORM)
    other = form_of(
        '[sheet."丁"]\nkind = "fields"\nfield."支出总计" = { type = "金额", means = "total_expenditure", summary = true }'
    )
    assert [(one.id, one.label) for one in columns([form, other])] == [
        ("total_expenditure", "合计"),
        ("甲.另计", "另计"),
        ("乙.接待.本年", "接待·本年"),
        ("execution_rate", "率"),
    ]
    report = report_of(form, {"甲": {"合计": Decimal("1.10")}, "乙": {"接待": {"本年": Decimal("2.005")}}})
    assert values_of(report, form) == {"total_expenditure": "1.1", "乙.接待.本年": "2.005"}


@pytest.mark.parametrize("place", ["in", "in/甲 乙#1/100%", "out/within", "."])
def test_the_link_to_a_workbook_leads_to_it_from_any_folder(tmp_path: Path, place: str) -> None:
    workbook = write(tmp_path / place / "报 50%#.xlsx", book())
    run(workbook, tmp_path / "out")
    rows = openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")["汇总"]
    (link,) = [cell.hyperlink.target for cell in rows[2] if cell.hyperlink and "xlsx" in cell.hyperlink.target]
    assert (tmp_path / "out" / unquote(link.replace("\\", "/"))).resolve() == workbook.resolve()
