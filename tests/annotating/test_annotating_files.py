"""`selfeval.annotate` and `selfeval check --annotate`, on files."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import selfeval
from selfeval.cli.main import cli
from tests.support.answers import workbook
from tests.support.marking import fill, notes, opened
from tests.support.workbooks import parts

WRONG = {"一般公共预算": {"支出合计": Decimal("260.90")}}


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_a_tie_out_that_fails_is_told_on_its_cell(tmp_path: Path):
    book = selfeval.annotate(workbook(tmp_path / "填报.xlsx", **WRONG))
    [found] = book.findings.errors
    note = notes(book)[found.place]
    assert "支出合计 260.90 万元，基本支出与项目支出之和 258.90 万元，相差 2.00 万元。请核对 B6、B7、B10。" in note
    assert opened(book).sheetnames[-1] == "检查结果"


def test_the_marked_workbook_is_checked_and_filled_as_before(tmp_path: Path):
    path = workbook(tmp_path / "填报.xlsx", **WRONG)
    marked = selfeval.annotate(path)
    assert selfeval.check(bytes(marked)).rows() == selfeval.check(path).rows()
    right = workbook(tmp_path / "对.xlsx", 基本情况={"在编人数": 99})
    assert bytes(selfeval.render(bytes(selfeval.annotate(right)))) == bytes(selfeval.render(right))


@pytest.mark.parametrize("kind", ["path", "bytes", "file"])
def test_a_workbook_comes_as_a_path_bytes_or_a_file(tmp_path: Path, kind: str):
    path = workbook(tmp_path / "填报.xlsx", **WRONG)
    given = {"path": path, "bytes": path.read_bytes(), "file": io.BytesIO(path.read_bytes())}[kind]
    assert selfeval.annotate(given).findings.rows() == selfeval.check(path).rows()


def test_a_mapping_is_no_workbook_to_mark():
    with pytest.raises(TypeError, match="not dict"):
        selfeval.annotate({"封面": {}})  # type: ignore[arg-type]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    code, said = run("check", tmp_path / "a.xlsx", "--annotate", tmp_path / "b.xlsx")
    assert code == 1
    assert "file.foreign" in said
    assert not (tmp_path / "b.xlsx").exists()


def test_the_command_writes_the_workbook_and_shows_the_findings(tmp_path: Path):
    path, out = workbook(tmp_path / "填报.xlsx", **WRONG), tmp_path / "标注.xlsx"
    before = path.read_bytes()
    code, said = run("check", path, "--annotate", out)
    assert code == 1
    assert "[tie-out.total-expenditure]" in said
    assert f"已标注：{out}" in said
    assert path.read_bytes() == before
    assert out.read_bytes() == bytes(selfeval.annotate(path))


def test_clear_gives_the_workbook_back(tmp_path: Path):
    path, marked, cleared = workbook(tmp_path / "填报.xlsx", **WRONG), tmp_path / "标注.xlsx", tmp_path / "净.xlsx"
    run("check", path, "--annotate", marked)
    assert run("check", marked, "--annotate", cleared, "--clear")[0] == 0
    assert parts(cleared.read_bytes()) == parts(path.read_bytes())
    assert fill(marked.read_bytes(), "B6") != fill(cleared.read_bytes(), "B6")


def test_the_workbook_itself_may_be_marked_in_place_another_file_is_not_overwritten(tmp_path: Path):
    path, other = workbook(tmp_path / "填报.xlsx", **WRONG), workbook(tmp_path / "别人.xlsx")
    assert run("check", path, "--annotate", path)[0] == 1
    assert notes(path.read_bytes())
    before = other.read_bytes()
    code, said = run("check", path, "--annotate", other)
    assert (code, "已经存在" in said, other.read_bytes() == before) == (3, True, True)
    assert run("check", path, "--annotate", other, "--force")[0] == 1
    assert notes(other.read_bytes())


def test_a_suffix_that_excel_would_not_open_is_refused(tmp_path: Path):
    code, said = run("check", workbook(tmp_path / "填报.xlsx"), "--annotate", tmp_path / "标注.xlsm")
    assert (code, "应与原来的工作簿一样以 .xlsx 结尾" in said) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.xlsx", "--clear"], "要与 --annotate OUT.xlsx 一起用"),
        (["a.xlsx", "--force"], "要与 --annotate OUT.xlsx 一起用"),
        (["a.xlsx", "b.xlsx", "--annotate", "c.xlsx"], "应是一个文件夹"),
    ],
)
def test_options_that_cannot_be_meant_are_wrong_usage(arguments: list[str], told: str):
    result = CliRunner().invoke(cli, ["check", *arguments], standalone_mode=False)
    assert told in str(result.exception)
