"""Sixty projects with thirty indicators each: the document fills, and its pages are right."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import selfeval
from selfeval.document import structure
from tests.support import pdf
from tests.support.word import paragraphs

ROOT = Path(__file__).resolve().parents[2]
PROJECTS, INDICATORS = 60, 30


def answers() -> dict[str, Any]:
    """The school's example with sixty projects; of each three levels of indicators, one target missed."""
    given: dict[str, Any] = tomllib.loads((ROOT / "examples" / "xiaoxue.toml").read_text("utf-8"), parse_float=Decimal)
    given["一般公共预算"] |= {"支出合计": Decimal("411.28"), "项目支出": Decimal(60)}
    given["项目支出"] = [
        {"项目名称": f"第{number}号校舍维修项目", "全年预算数": 1, "全年执行数": 1, "年初预算数": 1}
        for number in range(1, PROJECTS + 1)
    ]
    given["项目绩效指标"] = [
        {
            "项目名称": project["项目名称"],
            "一级指标": ("产出指标", "效益指标", "满意度指标")[index // 10],
            "二级指标": f"第{index // 5 + 1}类指标",
            "三级指标": f"第{index + 1}项工作完成情况",
            "指标性质": "≥",
            "年度指标值": 100,
            "度量单位": "%",
            "实际完成值": 90 if index == 0 else 100,
            "分值": 3,
        }
        for project in given["项目支出"]
        for index in range(INDICATORS)
    ]
    return given


def test_each_project_has_its_own_form_with_every_indicator_and_its_score() -> None:
    document = selfeval.render(answers())
    assert structure(bytes(document)) == []
    text = paragraphs(bytes(document))
    assert [line for line in text if line.startswith("附件1-")] == [
        f"附件1-{number}" for number in range(1, PROJECTS + 1)
    ]
    assert sum(line.endswith("项工作完成情况") for line in text) == PROJECTS * INDICATORS
    assert text.count("产出指标") == text.count("第1类指标") == PROJECTS  # equal neighbours became one
    assert text.count("99.7") == PROJECTS


@pytest.mark.libreoffice
@pytest.mark.skipif(not pdf.available(), reason="LibreOffice or pdftoppm is not installed here")
def test_its_pages_repeat_the_header_and_none_is_blank(tmp_path: Path) -> None:
    target = tmp_path / "many.docx"
    selfeval.render(answers(), target)
    texts = ["".join(page.split()) for page in pdf.page_texts(pdf.to_pdf(target, tmp_path))]
    pages = [page for page in texts if page]
    first = next(index for index, page in enumerate(pages) if "附件1-1" in page)
    annexes = pages[first:]
    assert all("三级指标" in page for page in annexes)
    assert sum("项目支出绩效自评表" in page for page in annexes) == PROJECTS
    assert all(f"—{number}—" in page for number, page in enumerate(annexes, start=first))


@pytest.mark.libreoffice
@pytest.mark.skipif(not pdf.available(), reason="LibreOffice or pdftoppm is not installed here")
@pytest.mark.parametrize(
    ("example", "heads"), [("yinshui", ("年度指标值", "三级指标")), ("wenlvju", ("三级指标", "目标值"))]
)
def test_every_row_of_a_header_is_repeated_on_each_page(example: str, heads: tuple[str, str], tmp_path: Path) -> None:
    given = tomllib.loads((ROOT / "examples" / f"{example}.toml").read_text("utf-8"), parse_float=Decimal)
    given["绩效指标"] = given["绩效指标"] * 6
    selfeval.render(given, tmp_path / "long.docx")
    texts = ["".join(page.split()) for page in pdf.page_texts(pdf.to_pdf(tmp_path / "long.docx", tmp_path))]
    first = next(index for index, page in enumerate(texts) if page.startswith("附件") or "—附件" in page)
    annex = [page for page in texts[first:] if page]
    assert len(annex) > 3
    assert [page for page in annex if not all(head in page for head in heads)] == []
