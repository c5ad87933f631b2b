from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from selfeval.cli.main import cli
from tests.support.documents import template


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["template", "check", *map(str, arguments)])


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "好.docx"
    path.write_bytes(template("{{ 封面.单位名称 }}"))
    return path


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    path = tmp_path / "提醒.docx"
    path.write_bytes(template("一、概况", "{{ 封面.单位名称 }}"))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "坏.docx"
    path.write_bytes(template("{{ 封面.单位名称"))
    return path


def test_errors_end_with_3_and_with_strict_warnings_too(clean: Path, warned: Path, broken: Path) -> None:
    codes = [run(one, *strict).exit_code for one in (clean, warned, broken) for strict in ([], ["--strict"])]
    assert codes == [0, 0, 0, 3, 3, 3]


def test_several_are_checked_and_the_worst_counts(clean: Path, broken: Path) -> None:
    done = run(clean, broken, "hunan")
    assert done.exit_code == 3
    assert f"{clean}：没有发现问题" in done.output
    assert f"{broken}：1 处错误" in done.output


def test_one_that_is_not_there_does_not_keep_the_others_from_being_checked(clean: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "没有.docx", clean)
    assert (done.exit_code, f"{clean}：没有发现问题" in done.output) == (3, True)


def test_findings_as_json(warned: Path) -> None:
    told = json.loads(run(warned, "--format", "json").stdout)
    (result,) = told["results"]
    assert [(one["place"], one["rule"]) for one in result["findings"]] == [("正文第1段", "lint.heading-style")]


def test_problems_go_into_a_copy_as_comments(broken: Path, tmp_path: Path) -> None:
    before = broken.read_bytes()
    done = run(broken, "--annotate", tmp_path / "批注.docx")
    assert (done.exit_code, (tmp_path / "批注.docx").exists(), broken.read_bytes() == before) == (3, True, True)
    assert run(broken, broken, "--annotate", tmp_path / "x.docx").exit_code == 2
