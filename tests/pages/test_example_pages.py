"""The examples as pages: converted to PDF, looked at for headings and blank pages, and handed to the validator."""

from pathlib import Path

import pytest

import selfeval
from selfeval.document import structure
from selfeval.form import builtin_names
from tests.support import pdf, validator

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.xlsx"))
_HUNAN = ("基本情况 一般公共预算支出情况 政府性基金预算支出情况 国有资本经营预算支出情况 社会保险基金预算支出情况 部门整体支出绩效情况 "
          "存在的问题及原因分析 下一步改进措施 绩效自评结果拟应用和公开情况 其他需要说明的情况")  # fmt: skip
_OTHERS = {
    "wenlvju": "部门概况 部门资金收支情况 部门整体绩效分析 评价结论及建议",
    "yinshui": "项目概况 资金使用及管理情况 组织实施情况 绩效情况 存在的问题及原因分析 改进措施 其他需要说明的情况",
}
PAGES = {"shuiliju": 15, "tongzhanbu": 12, "wenlvju": 6, "xiaoxue": 4, "yinshui": 7}

needs_libreoffice = pytest.mark.skipif(not pdf.available(), reason="LibreOffice or pdftoppm is not installed here")
needs_validator = pytest.mark.skipif(validator.program() is None, reason="the Open XML validator is not installed here")


@pytest.mark.libreoffice
@needs_libreoffice
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_pages_hold_every_heading_in_order_and_none_is_blank(example: Path, tmp_path: Path) -> None:
    document = tmp_path / "report.docx"
    selfeval.render(example, document)
    made = pdf.to_pdf(document, tmp_path)
    texts = ["".join(page.split()) for page in pdf.page_texts(made)]
    assert len([page for page in texts if page]) == PAGES[example.stem]
    whole = "".join(texts)
    titles = zip("一二三四五六七八九十", _OTHERS.get(example.stem, _HUNAN).split(), strict=False)
    positions = [whole.find("、".join(title)) for title in titles]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert "—1—" in texts[1]
    assert "—1—" not in texts[0], "the cover has no page number"
    blank = [page.name for page in pdf.page_images(made, tmp_path) if pdf.is_blank(page)]
    assert blank == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_document_is_sound_by_our_own_structural_check(example: Path) -> None:
    assert structure(bytes(selfeval.render(example))) == []


@pytest.mark.validator
@needs_validator
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_open_xml_validator_finds_no_fault_in_document_and_workbook(example: Path, tmp_path: Path) -> None:
    document = tmp_path / "report.docx"
    selfeval.render(example, document)
    assert validator.faults(document) == ""
    assert validator.faults(example) == ""


@pytest.mark.validator
@needs_validator
@pytest.mark.parametrize("form", builtin_names())
def test_the_open_xml_validator_finds_no_fault_in_the_blank_workbook(form: str, tmp_path: Path) -> None:
    selfeval.new_workbook(tmp_path / "blank.xlsx", template=form)
    assert validator.faults(tmp_path / "blank.xlsx") == ""
