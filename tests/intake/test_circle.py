"""The circle: what a template needs → a form → a workbook with made-up answers → the document → verify."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

import selfeval
from bench.templates import FORMS, make_form
from selfeval import templates
from selfeval.form import load_form
from selfeval.intake.differences import data_of_form
from selfeval.intake.fields import NeededSheet
from selfeval.intake.made_up import Variant, made_up, variants
from selfeval.workbook import new_workbook
from tests.support.documents import template
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


def close_the_circle(folder: Path) -> None:
    """Fill a form with every kind of made-up answers that it accepts, and verify each document."""
    form = load_form(folder)
    sheets = data_of_form(form)
    closed = 0
    for variant in variants(sheets.values(), form):
        if variant.blank:  # the cover has to be filled in
            continue
        document, workbook = filled(folder, made_up(sheets, variant, form))
        assert document.findings.errors == selfeval.Findings()
        assert selfeval.verify(bytes(document), workbook, template=folder).agrees
        closed += 1
    assert closed > 2


@pytest.mark.parametrize("name", REPORTS)
def test_the_circle_closes_for_every_template_of_the_repository(name: str, tmp_path: Path) -> None:
    source = report_of(name, tmp_path)
    form = templates.new(tmp_path / "form", source)
    assert set(templates.fields(source)) <= set(load_form(form).sheets)
    close_the_circle(form)


@pytest.mark.parametrize("make", PLAIN, ids=lambda make: make.__name__)
def test_the_circle_closes_from_a_plain_word_file_on(make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(make())
    form = tmp_path / "form"
    templates.mark(tmp_path / "通知.docx", form)
    assert len(templates.fields(form)) > 1
    close_the_circle(form)


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


def made(folder: Path, source: Path) -> tuple[Path, dict[str, Any]]:
    """A form made from a file, and answers to all it asks."""
    made = templates.new(folder, source)
    form = load_form(made)
    return made, made_up(data_of_form(form), Variant(), form)


def answers_in(data: Any) -> Iterator[str]:
    """Every answer as it is printed, but for amounts' places and the form itself."""
    if isinstance(data, dict):
        for label, value in data.items():
            if label not in ("表式", "表式版本", "金额单位"):
                yield from answers_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from answers_in(value)
    elif isinstance(data, datetime.date):
        yield f"{data.year}年{data.month}月{data.day}日"
    else:
        yield str(data)


def test_every_made_up_answer_comes_out(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    form, data = made(tmp_path / "form", tmp_path / "mine.docx")
    rate = data["概况"].pop("执行率")
    text = "\n".join(paragraphs(bytes(filled(form, data | {"概况": {**data["概况"], "执行率": rate}})[0])))

    assert [answer for answer in answers_in(data) if answer not in text] == []
    assert f"执行率{rate * 100:.2f}%" in text


def test_a_form_made_from_a_workbook_prints_everything_that_workbook_says(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    form, data = made(tmp_path / "one", tmp_path / "mine.docx")
    (tmp_path / "去年.xlsx").write_bytes(filled(form, data)[1])
    again = templates.new(tmp_path / "two", tmp_path / "去年.xlsx")

    printed = "\n".join(paragraphs(bytes(selfeval.render(tmp_path / "去年.xlsx", template=again))))
    del data["概况"]["执行率"]
    assert [answer for answer in answers_in(data) if answer not in printed] == []


def test_a_document_of_the_circle_that_is_changed_no_longer_agrees(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(all_in_one())
    form, data = made(tmp_path / "form", tmp_path / "mine.docx")
    amount = str(data["概况"]["年初预算数"])
    document, workbook = filled(form, data)
    edited = docx.Document(io.BytesIO(bytes(document)))
    edited.paragraphs[1].runs[0].text = edited.paragraphs[1].text.replace(amount, f"9{amount}")
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
