"""The built-in forms side by side: what has other names is joined by its meaning; each blank workbook can be filled."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import selfeval
from selfeval.form import Form, builtin_form, builtin_names
from selfeval.form.model import COVER_SHEET

FORMS = [builtin_form(name) for name in builtin_names()]
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def named(form: Form, identifier: str) -> str:
    """What the form calls the thing: the path of a field, or of a figure that there is once in a report."""
    field = form.meaning(identifier)
    if field is not None:
        return field.path
    tables = {sheet.name for sheet in form.sheets.values() if sheet.kind != "fields"}
    return next(
        figure.path for figure in form.derived.values() if figure.means == identifier and figure.sheet not in tables
    )


@pytest.mark.parametrize(
    ("identifier", "hunan", "sichuan"),
    [
        ("unit_name", "封面.单位名称", "封面.部门名称"),
        ("serving_staff", "基本情况.实有在职人数", "部门概况.年末实有人数"),
        ("authorized_posts", "基本情况.编制数", "部门概况.编制总数"),
        ("initial_budget", "一般公共预算.年初预算数", "一般公共预算收支.年初预算"),
        ("appropriation_revenue", "一般公共预算.财政拨款收入", "一般公共预算收支.预算收入"),
        ("total_expenditure", "一般公共预算.支出合计", "一般公共预算收支.预算支出"),
        ("basic_expenditure", "一般公共预算.基本支出", "一般公共预算收支.基本支出"),
        ("personnel_expenditure", "一般公共预算.人员经费", "一般公共预算收支.人员支出"),
        ("operating_expenditure", "一般公共预算.公用经费", "一般公共预算收支.日常公用支出"),
        ("project_expenditure", "一般公共预算.项目支出", "一般公共预算收支.项目支出"),
        ("self_score", "自评.得分", "自评.总分"),
        ("grade", "自评.等级", "自评.评价等级"),
    ],
)
def test_a_total_has_one_meaning_under_two_names(identifier: str, hunan: str, sichuan: str) -> None:
    assert [named(builtin_form(name), identifier) for name in ("hunan", "sichuan")] == [hunan, sichuan]


@each_form
def test_exactly_one_form_is_preferred_and_each_tells_its_id_and_version_on_the_cover(form: Form) -> None:
    assert sum(one.preferred for one in FORMS) == 1
    report = selfeval.load({"封面": {"表式": form.id}})
    assert (str(report["封面.表式"]), str(report["封面.表式版本"])) == (form.id, form.version)


@each_form
def test_a_blank_workbook_lacks_nothing_but_what_is_required(form: Form, tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    selfeval.new_workbook(blank, template=form.id)
    found = selfeval.check(blank)
    errors = {(finding.rule, str(finding.place)) for finding in found.errors}
    assert {rule for rule, _ in errors} == {"value.required"}
    asked = [field for field in form.fields() if field.required and field.default is None]
    assert len(errors) == sum(form.sheets[field.sheet].kind == "fields" for field in asked)


OF_DOCUMENTS = {"正文"}
"""Names of sheets that are words of every document."""


@each_form
def test_no_id_sheet_or_title_of_a_form_stands_in_the_code(form: Form) -> None:
    texts = {
        node.value
        for path in Path(selfeval.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert {form.id, *form.titles, *form.sheets} & texts <= {COVER_SHEET} | OF_DOCUMENTS
