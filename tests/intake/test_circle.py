"""The circle: what a template needs → a form → a workbook with made-up answers → the document → verify."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

import selfeval
from bench.templates import FORMS, make_form
from selfeval import templates
from selfeval.form import load_form
from selfeval.intake.fields import NeededSheet
from selfeval.workbook import new_workbook
from tests.support.documents import template
from tests.support.made_up import made_up, made_up_for
from tests.support.word import paragraphs
from tests.support.word_files import form_of_merged_tables, notice_with_blanks, report_with_automatic_numbers

BUILT_IN = Path(__file__).parents[2] / "templates"
REPORTS = [f"built-in/{form.parent.name}" for form in sorted(BUILT_IN.glob("*/report.docx"))]
PLAIN = (notice_with_blanks, form_of_merged_tables, report_with_automatic_numbers)
REPORTS += [f"bench/{form.name}" for form in sorted(FORMS.iterdir())]


def report_of(name: str, folder: Path) -> Path:
    """The Word template of that name, alone in a folder: its own form is not looked at."""
    place, form = name.split("/")
    found = BUILT_IN / form if place == "built-in" else make_form(form, folder / "bench")
    return Path(shutil.copyfile(found / "report.docx", folder / "mine.docx"))


def filled(folder: Path, data: dict[str, Any]) -> tuple[selfeval.Document, bytes]:
    """The document of these answers, given in the form's own workbook, and that workbook."""
    workbook = new_workbook(load_form(folder), data)
    return selfeval.render(workbook, template=folder), workbook


@pytest.mark.parametrize("name", REPORTS)
def test_the_circle_closes_for_every_template_of_the_repository(name: str, tmp_path: Path) -> None:
    source = report_of(name, tmp_path)
    needed = templates.fields(source)
    form = templates.new(tmp_path / "form", source)
    document, workbook = filled(form, made_up_for(load_form(form)))

    assert document.findings.errors == selfeval.Findings()
    checked = selfeval.verify(bytes(document), workbook, template=form)
    assert checked.agrees
    assert set(needed) <= set(load_form(form).sheets)


@pytest.mark.parametrize("make", PLAIN, ids=lambda make: make.__name__)
def test_the_circle_closes_from_a_plain_word_file_on(make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(make())
    form = tmp_path / "form"
    templates.mark(tmp_path / "通知.docx").save_form(form)
    data = made_up_for(load_form(form))
    document, workbook = filled(form, data)

    assert document.findings.errors == selfeval.Findings()
    assert selfeval.verify(bytes(document), workbook, template=form).agrees
    assert len(templates.fields(form)) > 1


def all_in_one() -> bytes:
    """Every kind of sheet and of use that a template may have."""
    return template(
        "{{ 封面.单位名称 }}{{ 封面.年度 }}年度，{{ 封面.填报日期 }}",
        "预算{{ 概况.年初预算数 }}万元，执行率{{ 概况.执行率 }}，{{ 概况.在职人数 }}人",
        "{{ 概况.主要情况 }}",
        "{%p for 项 in 项目 %}",
        "{{ 项.名称 }}花了{{ 项.支出金额 }}",
        "{%p endfor %}",
        table=[["", "上年", "本年"], ["接待", "{{ 三公.接待.上年数 }}", "{{ 三公.接待.本年决算数 }}"]],
    )


def test_every_made_up_answer_comes_out(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    needed = templates.fields(tmp_path / "mine.docx")
    document, _ = filled(templates.new(tmp_path / "form", tmp_path / "mine.docx"), made_up(needed))
    text = "\n".join(paragraphs(bytes(document)))

    for expected in ("单位名称1号2025年度，2025年1月4日", "预算5004.37万元，执行率0.50%，1006人", "主要情况又第7段"):
        assert expected in text
    assert "名称8号花了5009.37" in text
    assert "名称10号花了5011.37" in text
    assert {"12.5", "5013.37"} <= set(text.split("\n"))


def test_a_form_made_from_a_workbook_prints_everything_that_workbook_says(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    data = made_up(templates.fields(tmp_path / "mine.docx"))
    _, workbook = filled(templates.new(tmp_path / "one", tmp_path / "mine.docx"), data)
    (tmp_path / "去年.xlsx").write_bytes(workbook)
    again = templates.new(tmp_path / "two", tmp_path / "去年.xlsx")

    assert selfeval.check(tmp_path / "去年.xlsx", template=again).errors == selfeval.Findings()
    printed = "\n".join(paragraphs(bytes(selfeval.render(tmp_path / "去年.xlsx", template=again))))
    for value in (
        "单位名称1号",
        "5004.37",
        "0.50%",
        "1006",
        "主要情况又第7段",
        "名称8号",
        "5011.37",
        "12.5",
        "5013.37",
    ):
        assert value in printed


def test_a_document_of_the_circle_that_is_changed_no_longer_agrees(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    data = made_up(templates.fields(tmp_path / "mine.docx"))
    form = templates.new(tmp_path / "form", tmp_path / "mine.docx")
    document, workbook = filled(form, data)
    edited = docx.Document(io.BytesIO(bytes(document)))
    edited.paragraphs[1].runs[0].text = edited.paragraphs[1].text.replace("5004.37", "5004.38")
    for run in edited.paragraphs[1].runs[1:]:
        run.text = ""
    file = io.BytesIO()
    edited.save(file)

    assert not selfeval.verify(file.getvalue(), workbook, template=form).agrees


def test_what_a_form_made_asks_is_what_its_template_needs(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    form = templates.new(tmp_path / "form", tmp_path / "mine.docx")

    def asked(sheets: dict[str, NeededSheet]) -> dict[str, tuple[str, list[tuple[str, str]]]]:
        return {
            sheet.name: (sheet.kind, [(one.label, one.type.value) for one in sheet.labels.values()])
            for sheet in sheets.values()
        }

    assert asked(templates.fields(form)) == asked(templates.fields(tmp_path / "mine.docx"))
