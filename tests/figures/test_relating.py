from __future__ import annotations

from typing import Any

from selfeval.checks import judge_relations
from selfeval.figures import compute
from selfeval.form import Form
from selfeval.report import Record, Report, Table
from tests.support.reports import form_of, report_of, rows

PROJECTS = """
[sheet."项目"]
kind = "table"
column."编号" = {}
column."名称" = {}
column."金额" = { type = "金额" }

[sheet."指标"]
kind = "table"
column."编号" = {}
column."名称" = {}
column."得分" = { type = "数" }

[relation."项目.各项"]
table = "指标"
by = ["编号", "名称"]
"""


def loaded(
    projects: list[dict[str, Any]], indicators: list[dict[str, Any]], more: str = ""
) -> tuple[Report, list[Any]]:
    form = form_of(PROJECTS + more)
    report = report_of(form, {"项目": projects, "指标": indicators})
    return report, compute(report, form)


def scores_of(report: Report) -> list[list[str]]:
    table = report["项目"]
    assert isinstance(table, Table)
    return [[str(row["得分"]) for row in project.rows_of("各项") or ()] for project in table]


def test_rows_belong_to_the_project_of_their_code() -> None:
    projects = [{"编号": "A1", "名称": "道路"}, {"编号": "A2", "名称": "道路"}]
    report, found = loaded(projects, [{"编号": "Ａ２", "得分": 1}, {"编号": "A1", "名称": "别的", "得分": 2}])
    assert (scores_of(report), rows(found)) == ([["2"], ["1"]], [])


def test_rows_without_a_code_belong_to_the_project_of_their_name_whatever_its_width_and_spaces() -> None:
    projects = [{"名称": "道路（一期）"}, {"编号": "B", "名称": "桥梁"}]
    report, found = loaded(projects, [{"名称": "道路(一期) ", "得分": 1}, {"名称": "桥梁", "得分": 2}])
    assert (scores_of(report), rows(found)) == ([["1"], ["2"]], [])


def test_a_code_that_only_one_side_gives_leaves_it_to_the_name() -> None:
    report, found = loaded([{"名称": "道路"}], [{"编号": "A", "名称": "道路", "得分": 1}])
    assert (scores_of(report), rows(found)) == ([["1"]], [])


def test_every_row_keeps_its_place_within_its_project() -> None:
    indicators = [{"名称": name, "得分": number} for number, name in enumerate("甲乙甲乙甲")]
    report, _ = loaded([{"名称": "乙"}, {"名称": "甲"}], indicators)
    assert scores_of(report) == [["1", "3"], ["0", "2", "4"]]


def test_a_row_that_belongs_to_no_project_is_told_with_its_cell_and_the_nearest_name() -> None:
    report, found = loaded([{"名称": "统战工作经费"}], [{"名称": "统战工作经费", "得分": 1}, {"名称": "统战工作费"}])
    assert rows(found) == [("指标!B3", "relation.orphan")]
    assert "您是否想写「统战工作经费」" in found[0].message()
    assert scores_of(report) == [["1"]]


def test_the_rows_of_a_project_that_is_not_there_are_told_once() -> None:
    _, found = loaded(
        [{"名称": "道路"}], [{"名称": "桥梁"}, {"名称": "桥梁"}, {"名称": "渠道"}, {"得分": 3}, {"得分": 4}]
    )
    assert rows(found) == [(f"指标!B{row}", "relation.orphan") for row in (2, 4, 5, 6)]


def test_a_wrong_code_is_not_mended_by_the_name() -> None:
    _, found = loaded([{"编号": "A1", "名称": "道路"}], [{"编号": "A9", "名称": "道路"}])
    assert rows(found) == [("指标!A2", "relation.orphan")]


def test_two_projects_of_one_key_are_an_error_there() -> None:
    projects = [{"编号": "A1", "名称": "道路"}, {"编号": "A1", "名称": "桥梁"}, {"名称": "渠"}, {"名称": " 渠"}]
    _, found = loaded(projects, [{"编号": "A1", "得分": 1}])
    assert rows(found)[:2] == [("项目!A3", "relation.doubled"), ("项目!B5", "relation.doubled")]
    assert found[0].cells == ("项目!A2", "项目!A3")


def test_projects_of_one_name_are_no_fault_while_nothing_refers_to_them() -> None:
    report, found = loaded([{"名称": "道路"}, {"名称": "道路"}], [])
    assert (scores_of(report), rows(found)) == ([[], []], [])


def test_a_name_that_two_projects_with_codes_have_asks_for_the_code() -> None:
    projects = [{"编号": "A1", "名称": "道路"}, {"编号": "A2", "名称": "道路"}]
    _, found = loaded(projects, [{"名称": "道路"}])
    assert rows(found) == [("指标!B2", "relation.ambiguous")]
    assert "请填写编号" in found[0].message()


def test_a_figure_of_a_row_adds_up_the_rows_that_belong_to_it() -> None:
    more = '[derived."项目.总分"]\nvalue = \'合计(各项.得分) + 10\'\ntype = "数"\n'
    report, _ = loaded(
        [{"名称": "甲"}, {"名称": "乙"}], [{"名称": "甲", "得分": 1}, {"名称": "甲", "得分": "2.5"}], more
    )
    table = report["项目"]
    assert isinstance(table, Table)
    assert [str(row["总分"]) for row in table] == ["13.5", ""]
    origin = table[0].origin("总分")
    assert origin is not None
    assert origin.reads == ("指标!C2", "指标!C3")


def test_a_check_of_each_row_reads_the_rows_that_belong_to_it() -> None:
    check = "[check.\"x\"]\neach = \"项目\"\nleft = '合计(各项.得分)'\nat_most = '2'\n"
    form: Form = form_of(PROJECTS + check)
    report = report_of(
        form, {"项目": [{"名称": "甲"}, {"名称": "乙"}], "指标": [{"名称": "甲", "得分": 1}, {"名称": "乙", "得分": 3}]}
    )
    compute(report, form)
    assert [(found.rule, found.cells) for found in judge_relations(report, form)] == [("x", ("指标!C3",))]


def test_a_row_has_none_where_the_form_declares_none() -> None:
    report, _ = loaded([{"名称": "甲"}], [])
    table = report["项目"]
    assert isinstance(table, Table)
    record: Record = table[0]
    assert record.rows_of("没有") is None
