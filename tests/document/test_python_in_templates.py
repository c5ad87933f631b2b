"""What docxtpl's templates call of Python: harmless methods of ``loop`` work, all else names the edit that restores it."""

from __future__ import annotations

import datetime

import pytest

from selfeval.document.instead import FUNCTIONS_OF_PYTHON, METHODS
from selfeval.report import Date
from tests.support.documents import faults, lines, report, template

SHEETS = {"甲": {"文": "abc", "日": Date.of(datetime.date(2022, 4, 15))}, "表": [{"名": n} for n in "一一二"]}


def test_loops_tell_where_they_are_and_by_turns() -> None:
    typed = "{% for 项 in 表 %}{{ loop.cycle('单', '双', 甲.文) }}{{ '新' if loop.changed(项.名) }}{% endfor %}"

    assert lines(typed, **SHEETS) == ["单新双abc新"]
    assert lines("{% for x in 表 %}{{ loop.index }}/{{ loop.length }}{{ loop.first }}{% endfor %}", **SHEETS) == [
        "1/3是2/3否3/3否"
    ]


@pytest.mark.parametrize(
    ("expression", "instead"),
    [
        ("甲.文.upper()", "{{ 甲.文|upper }}"),
        ("甲.文.strip().lower()", "{{ 甲.文|trim|lower }}"),
        ("甲.日.strftime('%Y年')", "{{ 甲.日|日期 }}"),
        ("甲['文'].replace('a', 'b')", '{{ 甲["文"]|replace("旧", "新") }}'),
        ("'、'.join([甲.文])", '{{ 列表|连接("、") }}'),
        ("甲.items()", "{% for 项, 值 in 甲|items %}{{ 项 }}{{ 值 }}{% endfor %}"),
        ("joiner('、')", "{{ '、' if not loop.first }}"),
        ("len(表)", "{{ 表|length }}"),
        ("str(甲.文)", "{{ 甲.文 }}"),
        ("sum([1])", "{{ 合计(表.栏) }}"),
    ],
)
def test_a_call_names_what_restores_it(expression: str, instead: str) -> None:
    found = faults(template("好", "{{ " + expression + " }}"), report(**SHEETS))

    assert {(item.place, item.rule) for item in found} == {("正文第2段", "template.call-of-python")}
    assert instead in found[0].hint("zh")
    assert instead in found[0].hint("en")


@pytest.mark.parametrize("edit", sorted({edit for edit in METHODS.values() if "{0}|" in edit}))
def test_the_edits_work(edit: str) -> None:
    edit = edit.replace(
        "{0}", "甲.日" if "日期" in edit else "甲" if "items" in edit else "7.5" if "round" in edit else "甲.文"
    )

    assert faults(template(edit), report(**SHEETS)).rows() == []


def test_every_edit_is_a_tag() -> None:
    assert all("{{" in edit or "{%" in edit for edit in (*METHODS.values(), *FUNCTIONS_OF_PYTHON.values()))


@pytest.mark.parametrize(
    "expression",
    [
        "甲.文.encode()",
        "甲.文()",
        "甲.文.encode().decode()",
        "range(1)()",
        "f()()",
        "loop.index()",
        "loop(表)",
        "loop.cycle()",
        "loop.changed(*[1])",
        "x.y.z(1)",
    ],
)
def test_any_other_call_has_its_place(expression: str) -> None:
    found = faults(template("{% for x in 表 %}{{ " + expression + " }}{% endfor %}"), report(**SHEETS))

    assert found
    assert all(item.place == "正文第1段" and item.hint("zh") for item in found)


def test_a_method_of_loop_outside_of_one_is_told() -> None:
    assert [item.rule for item in faults(template("{{ loop.cycle(1, 2) }}"), report(**SHEETS))] == [
        "template.unknown-name"
    ]
