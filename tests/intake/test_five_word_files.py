"""Five Word files of unlike kinds, each made a form and a filled document by nothing but the commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from selfeval.cli.main import cli
from selfeval.document import structure
from selfeval.form import Form, load_form
from selfeval.intake.differences import data_of_form
from selfeval.intake.made_up import Variant, made_up
from selfeval.workbook import new_workbook
from tests.support.charts import sheet_rows, shown
from tests.support.validator import faults, program
from tests.support.word import paragraphs, parts
from tests.support.word_files import (
    as_wps_writes,
    form_of_merged_tables,
    notice_with_blanks,
    report_with_automatic_numbers,
    report_with_contents_chart_and_notes,
)


def saved_by_libreoffice() -> bytes:
    return (Path(__file__).parent / "files" / "saved-by-libreoffice.docx").read_bytes()


def written_by_wps() -> bytes:
    return as_wps_writes(report_with_automatic_numbers())


MARKED = (notice_with_blanks, form_of_merged_tables, saved_by_libreoffice, written_by_wps)
FILES: dict[Callable[[], bytes], list[str]] = {
    **{make: ["template", "mark", "来文.docx", "-o", "表式"] for make in MARKED},
    report_with_contents_chart_and_notes: ["template", "new", "表式", "--from", "来文.docx"],
}


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments)
    assert (arguments, done.exit_code) == (arguments, 0), done.output
    return done.output


def answers_for(form: Form) -> dict[str, Any]:
    return made_up(data_of_form(form), Variant(), form)


def made(make: Callable[[], bytes]) -> Path:
    """The document, by the commands alone; the workbook is filled in as a clerk would."""
    Path("来文.docx").write_bytes(make())
    run(*FILES[make])
    run("template", "check", "表式")
    run("new", "填报.xlsx", "-t", "表式")
    form = load_form(Path("表式"))
    Path("填报.xlsx").write_bytes(new_workbook(form, answers_for(form)))
    run("fill", "填报.xlsx", "-t", "表式")
    run("verify", "填报.docx", "填报.xlsx", "-t", "表式")
    return Path("填报.docx")


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_it_becomes_a_form_and_a_filled_document(
    make: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = made(make)
    text = "\n".join(paragraphs(document.read_bytes()))
    assert structure(document.read_bytes()) == []
    assert not any(sign in text for sign in ("{{", "{%", "____", "××"))
    assert "单位名称" not in load_form(Path("表式")).sheets
    assert len(text) > 100


@pytest.mark.parametrize("make", MARKED[2:], ids=lambda make: make.__name__)
def test_what_the_report_said_of_last_year_is_asked_anew(
    make: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "\n".join(paragraphs(made(make).read_bytes()))
    for said in (
        "临江县图书馆",
        "312.40",
        "326.85",
        "320.16",
        "241.06",
        "79.10",
        "97.95",
        "免费开放补助",
        "2024年3月18日",
    ):
        assert said not in text


def test_contents_page_chart_and_footnotes_come_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    package = parts(made(report_with_contents_chart_and_notes).read_bytes())
    projects = answers_for(load_form(Path("表式")))["项目"]
    names = {one["项目名称"] for one in projects if "项目名称" in one}
    (chart,) = (name for name in package if name.startswith("word/charts/chart"))
    (book,) = (name for name in package if name.endswith(".xlsx"))
    assert "TOC \\o" in package["word/document.xml"].decode()
    points = {name: set(points) - {""} for name, points in shown(package[chart]).items()}
    assert points == {"预算数": names, "执行数": names}
    assert {row[0] for row in sheet_rows(package[book])[1:]} - {None, ""} == names
    note = "".join(paragraphs(Path("填报.docx").read_bytes(), "word/footnotes1.xml"))
    assert "其中项目支出" in note
    assert "{{" not in note


@pytest.mark.validator
@pytest.mark.skipif(program() is None, reason="the Open XML validator is not installed")
@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_the_validator_has_nothing_to_say(
    make: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert faults(made(make)) == ""
