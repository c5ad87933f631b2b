import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import selfeval
from selfeval.cli.main import cli
from tests.support.answers import answers, workbook

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text("utf-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def told(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


def keys_of_the_page(heading: str) -> set[str]:
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (body,) = [one for one in section if one.startswith(heading)]
    cells = re.findall(r"^\| (`[^|]*) \|", body, flags=re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([^`]*)`", cell)}


@pytest.mark.parametrize("command", ["check", "fill"])
def test_the_page_lists_exactly_the_keys_there_are(tmp_path: Path, command: str) -> None:
    data = told(command, workbook(tmp_path / "a.xlsx", 一般公共预算={"支出合计": 260}))
    (result,) = data["results"]
    assert set(data) == keys_of_the_page("# 问题的数据格式")
    assert set(result) == keys_of_the_page("Each result")
    assert {key for finding in result["findings"] for key in finding} == keys_of_the_page("Each finding")


def test_the_example_of_the_page_is_what_comes_out(tmp_path: Path) -> None:
    example = json.loads(PAGE.partition("```json")[2].partition("```")[0])
    path = workbook(tmp_path / "填报.xlsx", 一般公共预算={"支出合计": 260}, 基本情况={"行政编制": 9})
    data = told("check", path)
    data["results"][0]["workbook"] = path.name
    assert data == example


def test_every_finding_of_the_library_is_there_and_the_exit_code_is_the_same(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 封面={"单位名称": None, "联系人": "XX"})
    findings = selfeval.check(path)
    (result,) = told("check", path)["results"]
    assert result["findings"] == [found.record() for found in findings]
    assert (result["errors"], result["warnings"]) == (len(findings.errors), len(findings.warnings))
    assert run("check", path, "--format", "json").exit_code == run("check", path).exit_code == 1


def test_several_workbooks_are_one_object_in_the_order_given(tmp_path: Path) -> None:
    one, two = workbook(tmp_path / "b.xlsx"), workbook(tmp_path / "a.xlsx", 封面={"单位名称": None})
    data = told("check", one, two)
    assert [result["workbook"] for result in data["results"]] == [str(one), str(two)]
    assert [result["errors"] for result in data["results"]] == [0, 1]


def test_fill_tells_the_document_it_wrote_or_why_there_is_none(tmp_path: Path) -> None:
    good, bad = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx", 封面={"单位名称": None})
    written, refused = told("fill", good, bad)["results"]
    assert (written["document"], written["problem"]) == (str(tmp_path / "a.docx"), "")
    assert refused["document"] is None
    assert "1 处错误" in refused["problem"]
    assert [found["rule"] for found in refused["findings"]] == ["value.required"]
    (drafted,) = told("fill", bad, "--draft")["results"]
    assert (drafted["document"], drafted["draft"]) == (str(tmp_path / "b（草稿）.docx"), True)


@pytest.mark.parametrize(("arguments", "code"), [(["-t", "hunam"], 3), (["-o", "in-the-way.docx"], 3)])
def test_what_goes_wrong_beside_the_workbook_is_the_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in-the-way.docx").write_bytes(b"mine")
    done = run("fill", workbook(tmp_path / "a.xlsx"), *arguments, "--format", "json")
    (result,) = json.loads(done.stdout)["results"]
    assert done.exit_code == code
    assert result["problem"]
    assert result["document"] is None


def test_a_file_that_is_no_workbook_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"text")
    (result,) = told("check", tmp_path / "a.xlsx")["results"]
    assert [found["severity"] for found in result["findings"]] == ["error"]


def test_office_lock_files_are_told_beside_the_data(tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    done = run("check", workbook(tmp_path / "a.xlsx"), tmp_path / "~$a.xlsx", "--format", "json")
    assert len(json.loads(done.stdout)["results"]) == 1
    assert "跳过" in done.stderr


def test_annotating_and_data_are_two_runs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    assert run("check", path, "--annotate", tmp_path / "b.xlsx", "--format", "json").exit_code == 2


def test_a_finding_of_plain_data_has_its_name_as_place() -> None:
    (found,) = selfeval.check(answers(封面={"单位名称": None})).errors
    record = found.record()
    assert (record["place"], record["sheet"], record["cells"]) == ("封面.单位名称", "", [])


# ------------------------------------------------------------ on the terminal


def test_sheets_with_errors_come_first_and_in_each_errors_first_from_top_to_bottom(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        封面={"联系人": "XX"},
        一般公共预算={"人员经费": None, "支出合计": 1, "年初预算数": "258.9万"},
    )
    lines = run("check", path).output.splitlines()
    assert lines[0] == "【一般公共预算】"
    assert [line.split()[0] for line in lines[1:4]] == ["错误", "错误", "说明"]
    assert [line.split()[1] for line in lines[1:3]] == ["B6", "B8"]
    assert lines[4] == "【封面】"


def test_the_sentences_of_a_sheet_stand_in_one_column(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 一般公共预算={"财政拨款收入": None, "项目支出": None})
    lines = [line for line in run("check", path).output.splitlines() if "没有填写" in line]
    assert lines[0].index("财政拨款收入") == lines[1].index("项目支出")


def test_several_workbooks_are_counted_at_the_end(tmp_path: Path) -> None:
    one, two = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx", 封面={"单位名称": None})
    assert run("check", one, two).output.splitlines()[-1] == "共 2 份：1 份没有错误，1 份要改正。"
