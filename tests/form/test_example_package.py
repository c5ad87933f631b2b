"""The example package in examples/forms-package, used from its folder."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import selfeval
from scripts import forms_package
from selfeval.form import load_form
from tests.support import pdf
from tests.support.word import paragraphs

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = EXAMPLES / "forms-package" / "src" / "qingjiang_forms" / "forms" / "qingjiang"


def answers() -> dict[str, Any]:
    data = tomllib.loads((EXAMPLES / "shuiliju.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    data["封面"] |= {"表式": "qingjiang", "表式版本": "2026", "归口股室": "农业农村股"}
    del data["基础数据"], data["楼堂馆所"]
    data["政府购买服务"] = [
        {
            "服务名称": "河道保洁",
            "承接主体": "清江市碧水环境服务有限公司",
            "合同金额": Decimal("600000"),
            "已支付": Decimal("455000"),
        },
        {
            "服务名称": "档案整理",
            "承接主体": "清江市兰台档案服务中心",
            "合同金额": Decimal("120000"),
            "已支付": Decimal("120000"),
        },
    ]
    return data


def test_its_word_files_are_those_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_package, "FOLDER", tmp_path)
    forms_package.main()
    made = {file.name: file.read_bytes() for file in tmp_path.glob("*.docx")}
    assert made == {file.name: file.read_bytes() for file in (FORM / "parts").glob("*.docx")}


def test_it_prints_its_own_section_annex_and_line_in_the_list_of_annexes() -> None:
    document = selfeval.render(answers(), template=FORM)
    texts = paragraphs(bytes(document))
    assert not document.findings.errors
    assert "以上措施由" + answers()["封面"]["单位名称"] + "负责落实，市财政局农业农村股跟踪督促。" in texts
    assert "3. 政府购买服务明细表" in texts
    assert next(text for text in reversed(texts) if text).startswith("填表人")
    assert "附件3" in texts
    assert "75.83%" in texts


def test_without_contracts_its_annex_and_the_line_are_left_out() -> None:
    data = answers()
    del data["政府购买服务"]
    texts = paragraphs(bytes(selfeval.render(data, template=FORM)))
    assert "附件3" not in texts
    assert not [text for text in texts if "政府购买服务明细表" in text]


def test_its_own_check_judges_each_contract() -> None:
    data = answers()
    data["政府购买服务"][0]["已支付"] = Decimal("700000")
    found = selfeval.check(data, template=FORM)
    assert "limit.purchased-services" in [one.rule for one in found.errors]


def test_its_blank_workbook_asks_for_what_is_new(tmp_path: Path) -> None:
    form = load_form(FORM)
    blank = selfeval.new_workbook(tmp_path / "blank.xlsx", FORM)
    report = selfeval.load(blank, template=FORM)
    assert [name for name in report.sheets if name in form.sheets] == list(form.sheets)
    assert list(form.sheets).index("政府购买服务") == list(form.sheets).index("项目支出") + 1


@pytest.mark.libreoffice
@pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")
def test_its_pages_are_numbered_through_and_none_is_blank(tmp_path: Path) -> None:
    for name, data in (("with", answers()), ("without", {**answers(), "政府购买服务": []})):
        document = tmp_path / f"{name}.docx"
        selfeval.render(data, document, template=FORM)
        pages = ["".join(page.split()) for page in pdf.page_texts(pdf.to_pdf(document, tmp_path))]
        assert all(f"—{number}—" in page for number, page in enumerate(pages[1:], 1))
        assert ("附件3" in pages[-1]) == (name == "with")
        assert all(len(page) > 20 for page in pages)
