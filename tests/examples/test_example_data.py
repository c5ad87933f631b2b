"""The examples as data: every sheet, label and chapter is one the form asks for, and the figures tie to the cent."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FORMS = {
    path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates").glob("*/form.toml"))
}
EXAMPLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for path in sorted((ROOT / "examples").glob("*.toml"))
}
FORM_OF = {name: FORMS[data["封面"].get("表式", "hunan")] for name, data in EXAMPLES.items()}
HUNAN = [name for name in EXAMPLES if FORM_OF[name]["id"] == "hunan"]
BUDGETS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算")
NIL = ("无", "—", "/")
FILLED_BY_PROGRAM = {"表式", "表式版本"}

each_example = pytest.mark.parametrize("name", EXAMPLES)
each_of_hunan = pytest.mark.parametrize("name", HUNAN)
each_budget = pytest.mark.parametrize("budget", BUDGETS)


def _amount(value: object) -> Decimal:
    """A figure as typed; blank and nil count as nothing."""
    return Decimal(0) if value is None or value in NIL else Decimal(str(value))


def _figure(name: str, sheet: str, label: str) -> Decimal:
    return _amount(EXAMPLES[name][sheet].get(label))


def _projects(name: str, budget: str) -> list[Decimal]:
    rows = EXAMPLES[name].get("项目支出", [])
    return [_amount(row["全年执行数"]) for row in rows if row.get("资金来源", BUDGETS[0]) == budget]


def _printed(name: str, amount: Decimal) -> Decimal:
    """The figure as the report prints it: 万元, two decimals."""
    yuan = EXAMPLES[name]["封面"].get("金额单位") == "元"
    return (amount / 10000 if yuan else amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_every_form_has_an_example() -> None:
    assert {form["id"] for form in FORM_OF.values()} == set(FORMS)
    assert set(HUNAN) == {"tongzhanbu", "shuiliju", "xiaoxue"}


def _answers(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The labels that a row or sheet may answer, with its answers."""
    for sheet, content in EXAMPLES[name].items():
        asked = FORM_OF[name]["sheet"][sheet]
        rows = content if asked["kind"] == "table" else content.values() if asked["kind"] == "rows" else [content]
        for row in rows:
            yield asked["field" if asked["kind"] == "fields" else "column"], row


@each_example
def test_every_sheet_and_label_is_one_the_form_asks_for(name: str) -> None:
    for sheet, content in EXAMPLES[name].items():
        asked = FORM_OF[name]["sheet"][sheet]
        assert asked["kind"] != "rows" or set(content) <= set(asked["row"])
    assert all(set(row) <= set(labels) for labels, row in _answers(name))


@each_example
def test_every_required_field_is_filled_in(name: str) -> None:
    for sheet, asked in FORM_OF[name]["sheet"].items():
        for label, field in asked.get("field", {}).items():
            if field.get("required") and label not in FILLED_BY_PROGRAM:
                assert EXAMPLES[name][sheet].get(label) not in (None, "", []), f"{sheet}.{label}"


@each_example
def test_the_version_is_left_to_the_program_and_the_form_told_only_where_it_is_not_the_preferred(name: str) -> None:
    given = FILLED_BY_PROGRAM & set(EXAMPLES[name]["封面"])
    assert given == (set() if FORM_OF[name].get("preferred") else {"表式"})


@each_example
def test_every_choice_is_one_the_form_offers(name: str) -> None:
    for labels, row in _answers(name):
        for label, answer in row.items():
            assert labels[label].get("type") != "选项" or answer in labels[label]["choices"]


@each_example
def test_the_first_row_of_the_text_names_its_chapter(name: str) -> None:
    assert EXAMPLES[name]["正文"][0]["章节"]


@each_example
def test_paragraphs_are_lists_of_non_empty_lines(name: str) -> None:
    for row in EXAMPLES[name]["正文"]:
        assert isinstance(row["内容"], list)
        assert all(isinstance(line, str) and line and line == line.strip() for line in row["内容"])


@each_of_hunan
@each_budget
def test_basic_and_project_expenditure_make_the_total(name: str, budget: str) -> None:
    total = _figure(name, budget, "支出合计")
    parts = [_figure(name, budget, "基本支出"), _figure(name, budget, "项目支出")]
    assert total == sum(parts)
    assert _printed(name, total) == sum(_printed(name, part) for part in parts)


@each_of_hunan
@each_budget
def test_no_budget_spends_more_than_it_received(name: str, budget: str) -> None:
    assert _figure(name, budget, "支出合计") <= _figure(name, budget, "财政拨款收入")


@each_of_hunan
def test_personnel_and_operating_expenditure_make_the_basic_expenditure(name: str) -> None:
    basic = _figure(name, "一般公共预算", "基本支出")
    parts = [_figure(name, "一般公共预算", label) for label in ("人员经费", "公用经费")]
    assert basic == sum(parts)
    assert _printed(name, basic) == sum(_printed(name, part) for part in parts)


@pytest.mark.parametrize(
    ("name", "budget"), [(name, budget) for name in HUNAN for budget in BUDGETS if _projects(name, budget)]
)
def test_the_listed_projects_make_the_project_expenditure(name: str, budget: str) -> None:
    projects = _projects(name, budget)
    total = _figure(name, budget, "项目支出")
    assert total == sum(projects)
    assert _printed(name, total) == sum(_printed(name, project) for project in projects)


@each_of_hunan
def test_staff_in_post_are_not_more_than_staff_serving(name: str) -> None:
    basics = EXAMPLES[name]["基本情况"]
    assert basics["在编人数"] <= basics["实有在职人数"]


def test_the_water_bureau_fills_in_all_four_budgets_and_all_chapters_in_yuan() -> None:
    bureau = EXAMPLES["shuiliju"]
    assert bureau["封面"]["金额单位"] == "元"
    assert all(_figure("shuiliju", budget, "支出合计") > 0 and _projects("shuiliju", budget) for budget in BUDGETS)
    chapters = FORMS["hunan"]["sheet"]["正文"]["column"]["章节"]["choices"]
    assert {row["章节"] for row in bureau["正文"] if "章节" in row} == set(chapters)


def test_the_school_has_no_projects_and_nothing_further_to_say() -> None:
    school = EXAMPLES["xiaoxue"]
    assert not school.get("项目支出")
    assert school["一般公共预算"]["项目支出"] == "无"
    assert not any(school[budget] for budget in BUDGETS[1:])
    assert "其他需要说明的情况" not in {row.get("章节") for row in school["正文"]}
