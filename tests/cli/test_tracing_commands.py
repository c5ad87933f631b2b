"""``selfeval trace`` and ``selfeval verify`` in the terminal: words, columns, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from selfeval.cli.main import cli
from selfeval.cli.width import columns, display_width
from tests.support.answers import workbook


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A workbook with its document beside it."""
    path = workbook(tmp_path / "a.xlsx")
    assert run("fill", path).exit_code == 0
    return path


def test_trace_tells_where_a_cell_appears(filled: Path) -> None:
    every = json.loads(run("trace", filled, "--format", "json").output)["values"]
    cell = next(value["cells"][0] for value in every if value["name"] == "一般公共预算.支出合计")

    told = run("trace", filled, "--cell", cell)

    assert told.exit_code == 0
    assert "一般公共预算.支出合计" in told.output
    assert told.output.splitlines()[-1].startswith("共 ")


def test_trace_json_holds_what_the_docs_say(filled: Path) -> None:
    value = json.loads(run("trace", filled, "--format", "json").output)["values"][0]

    page = (Path(__file__).parents[2] / "docs" / "trace.md").read_text("utf-8")
    assert [key for key in value if f"`{key}`" not in page] == []


def test_trace_of_a_text_that_is_not_there_says_so(filled: Path) -> None:
    told = run("trace", filled, "--text", "987654.32")

    assert (told.exit_code, "没有找到：987654.32" in told.output) == (0, True)


def test_trace_of_a_workbook_with_errors_shows_them_and_exits_1(tmp_path: Path) -> None:
    told = run("trace", workbook(tmp_path / "a.xlsx", 封面={"单位名称": None}))

    assert (told.exit_code, "处错误" in told.output) == (1, True)


def test_verify_exits_0_where_document_and_workbook_agree(filled: Path) -> None:
    told = run("verify", filled.with_suffix(".docx"), filled)

    assert (told.exit_code, "一致：" in told.output) == (0, True)


def test_verify_exits_1_and_shows_both_figures_and_the_cell(filled: Path) -> None:
    workbook(filled, 封面={"年度": 2031})

    told = run("verify", filled.with_suffix(".docx"), filled)
    data = json.loads(run("verify", filled.with_suffix(".docx"), filled, "--format", "json").output)

    assert told.exit_code == 1
    assert "不一致" in told.output
    assert "2031" in told.output
    assert data["agrees"] is False
    assert data["differences"][0]["cells"]
    page = (Path(__file__).parents[2] / "docs" / "trace.md").read_text("utf-8")
    assert [key for key in (*data, *data["differences"][0]) if f"`{key}`" not in page] == []


def test_verify_exits_3_for_a_document_made_elsewhere_and_2_for_none(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"mine")

    assert run("verify", tmp_path / "x.docx", filled).exit_code == 3
    assert run("verify", tmp_path / "nowhere.docx", filled).exit_code == 2


def test_columns_line_up_where_characters_are_wide() -> None:
    lines = list(columns([("甲", "b", "x"), ("aaa", "很长很长的一段文字", "y")], 8))

    assert lines == ["甲   b        x", "aaa  很长很…  y"]
    assert {display_width(line) for line in lines} == {15}
