"""Every built-in form filled with random valid values: each figure and score is the one computed in fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import selfeval
from selfeval.figures import compute
from selfeval.findings import Severity
from selfeval.form import builtin_form, builtin_names
from selfeval.form.order import Computation
from selfeval.report import Blank, Number, Report, Table
from selfeval.workbook import new_workbook, open_workbook, read_report
from tests.by_fractions import hunan, sichuan, xiangmu
from tests.by_fractions.common import Answers, Expected, Figure

FORMS = {"hunan": hunan, "sichuan": sichuan, "xiangmu": xiangmu}

each_form = pytest.mark.parametrize("name", FORMS)


def test_every_built_in_form_is_here() -> None:
    assert set(FORMS) == set(builtin_names())


@each_form
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_figure_and_score_is_the_exact_one(name: str, data: st.DataObject) -> None:
    module: ModuleType = FORMS[name]
    answers: Answers = data.draw(module.answers())
    expected: Expected = module.expected(answers)
    form = builtin_form(name)
    assert {*expected.figures, *labels(expected)} >= computed_by(name, answers)
    workbook = new_workbook(form, {**typed(answers), "封面": {"年度": 2025}})
    report, found = read_report(open_workbook(workbook), form)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert [one for one in compute(report, form) if one.severity is not Severity.NOTE] == []
    wrong = {path: value for path, value in expected.figures.items() if not same(figure(report[path]), value)}
    assert {path: (figure(report[path]), value) for path, value in wrong.items()} == {}
    for sheet, rows in expected.rows.items():
        assert rows_differ(report, sheet, rows) == []


@pytest.mark.parametrize(
    ("name", "word", "limit"),
    [(name, word, limit) for name, module in FORMS.items() for word, limit in module.GRADES.items() if limit],
)
def test_a_grade_begins_at_its_limit(name: str, word: str, limit: int) -> None:
    module: ModuleType = FORMS[name]
    words = list(module.GRADES)

    def graded(points: Decimal) -> str:
        indicator = {"一级指标": "产出指标", "二级指标": "某类", "三级指标": "某", "指标性质": "="}
        indicator |= {module.COLUMNS.target: 1, module.COLUMNS.actual: 1, "分值": 90}
        answers = {
            "封面": {"表式": name},
            **module.EXECUTED,
            module.SCORED: [{**indicator, module.COLUMNS.score: points}],
        }
        return str(selfeval.load(answers)[module.GRADE])

    assert graded(Decimal(limit - 10)) == word
    assert graded(limit - 10 - Decimal("0.01")) == words[words.index(word) + 1]


def labels(expected: Expected) -> set[str]:
    return {f"{sheet}.{label}" for sheet, rows in expected.rows.items() for row in rows for label in row}


def computed_by(name: str, answers: Answers) -> set[str]:
    """The path of everything the form computes, but for constants and the rows of tables that have none."""
    form = builtin_form(name)
    return {
        item.path
        for item in form.computations
        if not (isinstance(item, Computation) and item.expression.is_constant) and answers.get(item.sheet, 1) != []
    }


def typed(answers: Any) -> Any:
    """The answers without what is not typed."""
    if isinstance(answers, dict):
        return {label: typed(value) for label, value in answers.items() if value is not None}
    return [typed(row) for row in answers] if isinstance(answers, list) else answers


def rows_differ(report: Report, sheet: str, rows: list[dict[str, Figure]]) -> list[str]:
    table = report[sheet]
    assert isinstance(table, Table)
    return [
        f"{sheet} row {number}, {label}: {row[label]} instead of {value}"
        for number, (row, wanted) in enumerate(zip(table, rows, strict=True), 1)
        for label, value in wanted.items()
        if not same(figure(row[label]), value)
    ]


def figure(found: Any) -> Any:
    """The value as a fraction; the text of a nil, None for a blank."""
    if isinstance(found, Blank):
        return None
    if isinstance(found, Number):
        return "/" if found.nil else Fraction(Decimal(found))
    return found


def same(found: Any, expected: Figure) -> bool:
    """Equal; a quotient of ours has 50 digits."""
    if isinstance(found, Fraction) and isinstance(expected, Fraction):
        return abs(found - expected) <= abs(expected) / 10**45
    return bool(found == expected)
