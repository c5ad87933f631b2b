"""``selfeval template show`` and ``list``, and the same as a library."""

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from selfeval import templates
from selfeval.cli.main import cli
from selfeval.form import Form, builtin_form, builtin_names, load_form, parse_form
from selfeval.form.shelf import VARIABLE
from tests.support.form_folders import BASE, REPORT, base, folder

COUNTY = """# 县级
id = "xian"
extends = "../base"
drop = ["收支.性质"]
guide = ["第一段很长很长很长很长很长很长很长很长很长很长很长很长很长很长", "第二段“引号”和\\"双引号\\"、'单引号'\\t和制表符"]

[sheet."封面"]
field."乡镇" = { after = "单位名称" }
field."单位名称" = { help = "写全称" }

[check."points"]
at_most = '90.5 if 收支.支出合计 > 0 else 100'
tolerance = 0.10
"""


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["template", *arguments])
    return result.exit_code, result.output


def same(one: Form, other: Form) -> bool:
    """Whether two forms ask, compute and check the same."""
    apart = {"folder", "hash", "bases", "dropped"}
    names = [field.name for field in dataclasses.fields(one) if field.name not in apart]
    return all(repr(getattr(one, name)) == repr(getattr(other, name)) for name in names)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    base(tmp_path)
    return folder(tmp_path, "xian", COUNTY)


def test_what_is_shown_reads_again_to_the_same_form(county: Path) -> None:
    assert same(parse_form(templates.show(county).encode()), load_form(county))


@pytest.mark.parametrize("name", builtin_names())
def test_what_is_shown_of_a_built_in_form_reads_again_to_the_same_form(name: str) -> None:
    assert same(parse_form(templates.show(name).encode()), builtin_form(name))


def test_behind_everything_stands_the_file_and_line_it_is_written_in(county: Path) -> None:
    code, shown = run("show", str(county))
    assert code == 0
    of = BASE.splitlines().index('title = "自评报告"') + 1
    assert 'id = "xian"  # form.toml:2' in shown
    assert f'title = "自评报告"  # base/form.toml:{of}' in shown
    assert 'field."乡镇" = {}  # form.toml:8' in shown
    (name,) = [line for line in shown.splitlines() if line.startswith('field."单位名称"')]
    assert name.endswith("# form.toml:9；required base/form.toml:7；means base/form.toml:7")
    assert shown.index('field."乡镇"') < shown.index('field."表式"')
    assert f"# 报告：{county.parent / 'base' / 'report.docx'}" in shown.replace("/xian/..", "")


def test_a_form_with_faults_is_not_shown_but_told(tmp_path: Path) -> None:
    made = folder(tmp_path, "bad", BASE.replace("equal =", "eqaul ="))
    code, shown = run("show", str(made))
    assert code == 3
    assert "您是否想写「equal」" in shown
    assert run("show", "no-such-form")[0] == 3


def test_the_list_says_what_there_is_and_where_from(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(county.parent))
    folder(county.parent, "second", COUNTY.replace("自评", "另一"))
    folder(county.parent, "bad", BASE.replace('"base"', '"bad"').replace("equal =", "eqaul ="), REPORT)
    code, shown = run("list")
    assert code == 0
    (builtin,) = [line for line in shown.splitlines() if line.startswith("hunan")]
    assert "内置" in builtin
    second, first = [line for line in shown.splitlines() if line.startswith("xian ")]
    assert "（以 base 为基础）" in first
    assert VARIABLE in first
    assert "没有采用" in first
    assert "没有采用" not in second
    assert "不能用" in next(line for line in shown.splitlines() if line.startswith("bad "))
    assert VARIABLE in shown.splitlines()[-1]


def test_the_list_as_json_names_every_form(monkeypatch: pytest.MonkeyPatch, county: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(county.parent))
    code, shown = run("list", "--format", "json")
    records = {record["name"]: record for record in json.loads(shown)}
    assert code == 0
    assert records["hunan"]["from"] == "builtin"
    assert records["xian"]["from"] == "folder"
    assert records["xian"]["extends"] == ["base"]
    assert records["xian"]["folder"] == str(county)


def test_rules_and_the_blank_workbook_of_a_form_that_builds_on_another(county: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(cli, ["rules", "points", "-t", str(county)])
    assert told.exit_code == 0
    assert "90.5" in told.output
    made = CliRunner().invoke(cli, ["new", str(tmp_path / "blank.xlsx"), "-t", str(county)])
    assert made.exit_code == 0
