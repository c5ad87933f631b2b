"""A workbook made by an older version of a form: read through aliases, and it says so, in words a clerk understands."""

from pathlib import Path

import pytest

import selfeval
from tests.support.documents import template
from tests.support.form_folders import folder
from tests.support.workbooks import workbook

FORM = """id = "t"
version = "2026"
title = "T"

[sheet."封面"]
kind = "fields"
field."单位名称" = { aliases = ["部门名称"] }
field."表式" = { required = true, default = '"t"' }
field."表式版本" = { required = true, default = '"2026"' }

[sheet."一般公共预算"]
kind = "fields"
aliases = ["公共预算收支"]
field."支出合计" = { type = "金额" }
field."性质" = { type = "选项", choices = { "一般公共预算" = ["财政拨款"], "其他" = [] } }

[sheet."项目"]
kind = "table"
column."项目名称" = { }
column."全年执行数" = { type = "金额", aliases = ["执行数"] }

[sheet."基础数据"]
kind = "rows"
column."本年" = { type = "金额" }
row."会议费培训费" = { aliases = ["会议费、培训费"] }
"""
REPORT = (
    "{{ 封面.单位名称 }}", "{{ 一般公共预算.支出合计 }}", "{{ 一般公共预算.性质 }}",
    "{{ 合计(项目.全年执行数) }}", "{{ 基础数据.会议费培训费.本年 }}",
)  # fmt: skip
OLD = {
    "封面": [["项目", "填报内容"], ["部门名称", "教育局"], ["表式", "t"], ["表式版本", "2024"]],
    "公共预算收支": [["项目", "填报内容"], ["支出合计", 258.9], ["性质", "财政拨款"]],
    "项目": [["项目名称", "执行数"], ["修缮", 3]],
    "基础数据": [["项目", "本年"], ["会议费、培训费", 5]],
}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return folder(tmp_path, "t", FORM, template(*REPORT))


def test_everything_that_was_renamed_is_read_and_told(form: Path) -> None:
    document = selfeval.render(workbook(OLD), template=form)
    report = document.report
    assert str(report["封面.单位名称"]) == "教育局"
    assert str(report["一般公共预算.支出合计"]) == "258.90"
    assert str(report["一般公共预算.性质"]) == "一般公共预算"
    assert str(report["基础数据.会议费培训费.本年"]) == "5.00"
    told = {found.rule for found in document.findings}
    assert {"form.other-version", "sheet.alias", "label.alias", "cell.choice-alias"} <= told
    aliases = [found.message() for found in document.findings if found.rule == "label.alias"]
    assert all(any(old in message for message in aliases) for old in ("部门名称", "执行数", "会议费、培训费"))


def test_the_other_version_stops_nothing_and_says_the_next_step(form: Path) -> None:
    findings = selfeval.check(workbook(OLD), template=form)
    (found,) = [found for found in findings if found.rule == "form.other-version"]
    assert not findings.errors
    assert found.severity == "warning"
    assert "2024" in found.message()
    assert "2026" in found.message()
    assert "selfeval new" in found.message()


def test_a_workbook_of_the_present_version_is_read_without_a_word(form: Path, tmp_path: Path) -> None:
    blank = selfeval.new_workbook(tmp_path / "blank.xlsx", form)
    told = [found.rule for found in selfeval.check(blank, template=form)]
    assert not [rule for rule in told if rule.startswith("form.") or "alias" in rule]


def test_what_an_older_version_lacks_is_told_where_it_must_be_answered(form: Path, tmp_path: Path) -> None:
    newer = FORM.replace(
        'field."支出合计" = { type = "金额" }',
        'field."支出合计" = { type = "金额" }\nfield."人数" = { required = true, type = "整数" }',
    )
    findings = selfeval.check(workbook(OLD), template=folder(tmp_path, "newer", newer, template(*REPORT)))
    assert "form.other-version" in [found.rule for found in findings]
    assert any("人数" in found.message() for found in findings.errors)
