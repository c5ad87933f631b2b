from pathlib import Path
from typing import Any

import pytest

import selfeval
from tests.support.answers import answers


def rules(data: dict[str, Any], **options: Any) -> list[str]:
    return [rule for _, rule in selfeval.check(data, **options).rows()]


def test_a_workbook_that_names_no_form_but_has_its_sheets_is_read_by_the_preferred_one() -> None:
    assert rules(answers()) == ["form.assumed"]


def test_a_workbook_that_names_its_form_needs_no_word_about_it() -> None:
    assert rules(answers(封面={"表式": "hunan", "表式版本": "2025"})) == []


def test_a_workbook_of_a_form_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(selfeval.InvalidReport) as raised:
        selfeval.render(answers(封面={"表式": "hunam"}))
    assert "您是否想写「hunan」" in str(raised.value)
    assert [rule for _, rule in raised.value.findings.rows()] == ["form.unknown"]


def test_a_workbook_with_none_of_the_sheets_is_refused() -> None:
    assert rules({"甲": {"乙": 1}}) == ["form.not-told"]


def test_a_workbook_of_another_form_is_told_when_a_template_is_named() -> None:
    assert rules(answers(封面={"表式": "别的"}), template="hunan")[0] == "form.differs"


def test_a_workbook_of_another_version_is_told() -> None:
    assert rules(answers(封面={"表式": "hunan", "表式版本": "2019"})) == ["form.other-version"]


@pytest.mark.parametrize("name", ["hunam", "nowhere/t.docx"])
def test_a_template_that_is_not_there_is_a_template_error(name: str) -> None:
    with pytest.raises(selfeval.TemplateError):
        selfeval.check(answers(), template=name)


def test_a_bare_word_file_uses_the_sheets_as_they_are_where_no_form_is_known(tmp_path: Path) -> None:
    from docx import Document as WordDocument

    template = WordDocument()
    template.add_paragraph("{{ 甲.乙 }}")
    template.save(str(tmp_path / "t.docx"))
    assert selfeval.render({"甲": {"乙": 1.5}}, template=tmp_path / "t.docx").findings == selfeval.Findings()
