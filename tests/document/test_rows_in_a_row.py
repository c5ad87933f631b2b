"""Rows of another table that belong to a row: ``{%tr for 指标 in 项.指标 %}``."""

from __future__ import annotations

from typing import Any

import pytest

from selfeval.document import Filled, fill
from selfeval.document.known import known_names
from selfeval.errors import TemplateError
from selfeval.figures import compute
from tests.support.documents import filled_lines, template
from tests.support.reports import form_of, report_of

FORM = form_of("""
[sheet."项目"]
kind = "table"
column."名称" = {}
column."说明" = { type = "段落" }

[sheet."项目指标"]
kind = "table"
column."名称" = {}
column."指标" = {}
column."得分" = { type = "数" }

[relation."项目.指标"]
table = "项目指标"
by = ["名称"]

[derived."项目指标.双分"]
value = '得分 * 2'
type = "数"
""")
ANSWERS = {
    "项目": [{"名称": "甲", "说明": ["一", "二"]}, {"名称": "乙"}],
    "项目指标": [{"名称": "甲", "指标": "a", "得分": 1}, {"名称": "甲", "指标": "b", "得分": 2}],
}


def filled(*paragraphs: str, answers: dict[str, Any] = ANSWERS) -> Filled:
    report = report_of(FORM, answers)
    compute(report, FORM)
    return fill(
        template("{%p for 项 in 项目 %}", *paragraphs, "{%p endfor %}"), report, known=known_names(FORM, [report])
    )


def test_a_loop_in_a_loop_goes_over_the_rows_of_each() -> None:
    inner = [
        "{%p for 指 in 项.指标 %}",
        "{{ 项.名称 }}{{ 指.指标 }}{{ 指.双分 }}",
        "{%p else %}",
        "没有",
        "{%p endfor %}",
    ]
    assert filled_lines(filled(*inner)) == ["甲a2", "甲b4", "没有"]


def test_filters_totals_and_conditions_take_them_as_any_rows() -> None:
    line = '{% if 项.指标 %}{{ 项.指标 | length }}；{{ 合计(项.指标.得分) }}；{{ (项.指标 | 筛选("指标", "b") | first).得分 }}{% endif %}。'
    assert filled_lines(filled(line)) == ["2；3；2。", "。"]


def test_without_any_row_below_every_row_has_none() -> None:
    line = "{{ 项.指标 | length }}"
    assert filled_lines(filled(line, answers={"项目": [{"名称": "甲"}]})) == ["0"]


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        (["{%p for 指 in 项.指标 %}", "{{ 指.得 }}", "{%p endfor %}"], "项目指标.得"),
        (["{%p for 指 in 项.指 %}", "{{ 指.得分 }}", "{%p endfor %}"], "项目.指"),
        (["{%p for 段 in 项.说明 %}", "{{ 段.长 }}", "{%p endfor %}"], "项目.说明.长"),
        (['{{ 项.指标 | map(attribute="分") | join }}'], "项目指标.分"),
    ],
)
def test_an_unknown_name_in_them_is_told_before_anything_is_filled(tags: list[str], name: str) -> None:
    with pytest.raises(TemplateError) as raised:
        filled(*tags, answers={"项目": [], "项目指标": []})
    assert {(found.rule, found.details["name"]) for found in raised.value.findings} == {
        ("template.unknown-name", name)
    } | ({("template.unknown-name", "项目.指.得分")} if name == "项目.指" else set())
