"""What the built-in form asks and warns of, seen from the clerk's side."""

from __future__ import annotations

import pytest

import selfeval
from selfeval.form import builtin_form
from tests.support.answers import answers
from tests.support.forms_writing import opened

FURTHER = {"fund": "政府性基金预算", "capital": "国有资本经营预算", "insurance": "社会保险基金预算"}


@pytest.mark.parametrize(("key", "budget"), FURTHER.items())
def test_project_expenditure_of_a_further_budget_without_a_project_of_it_is_a_warning(key: str, budget: str):
    figures = {"支出合计": 5, "项目支出": 5, "基本支出": 0}
    given = answers(**{budget: figures})
    found = [finding for finding in selfeval.check(given) if finding.rule == f"section.{key}-project-list"]
    assert [str(finding.severity) for finding in found] == ["warning"]
    assert f"资金来源为“{budget}”" in found[0].message()
    given["项目支出"].append({"项目名称": "某项目", "全年执行数": 5, "资金来源": budget})
    assert not [finding for finding in selfeval.check(given) if finding.rule == f"section.{key}-project-list"]


def test_a_number_typed_before_a_project_is_taken_off():
    report = selfeval.load(answers(项目支出=[{"项目名称": "1、办公楼维修", "全年执行数": 1}]))
    assert [row["项目名称"] for row in report["项目支出"]] == ["办公楼维修"]


def test_the_chapters_are_offered_in_the_order_of_the_report():
    chapters = list(builtin_form("hunan").sheets["正文"].fields["章节"].choices)
    assert chapters[:6] == [
        "单位基本情况",
        "基本支出情况",
        "项目支出情况",
        *(f"{name}支出情况" for name in FURTHER.values()),
    ]
    assert (chapters[6], chapters[-1]) == ("部门整体支出绩效情况", "其他需要说明的情况")


def test_the_cover_sheet_is_headed_as_what_it_holds():
    assert opened(builtin_form("hunan"))["封面"]["A1"].value == "封面信息"
