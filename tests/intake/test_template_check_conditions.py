"""Which branches of a template can be reached: answers are made for its conditions, one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval import templates
from tests.support.documents import template

FORM = """
id = "试"
version = "1"
title = "报告"
unit = "万元"

[sheet."封面"]
kind = "fields"
field."单位名称" = { means = "unit_name" }
field."类别" = {}
field."等级" = { type = "选项", choices = ["优", "良", "中"] }
field."收入" = { type = "金额" }
field."支出" = { type = "金额" }
field."人数" = { type = "整数" }
field."完成率" = { type = "百分比" }
field."因公出国（境）费" = { name = "出国费", type = "金额" }

[sheet."项目"]
kind = "table"
column."名称" = {}
column."来源" = {}
column."数" = { type = "金额" }

[sheet."数据"]
kind = "rows"
row."公务接待费" = { name = "接待费" }
column."本年" = { type = "金额" }

[derived."封面.执行率"]
value = '封面.支出 / 封面.收入'
type = "百分比"
zero = ""
"""
ALL = "{{ 封面.单位名称 }}{{ 封面.类别 }}{{ 封面.等级 }}{{ 封面.收入 }}{{ 封面.人数 }}{{ 封面.完成率 }}"


def told(tmp_path: Path, *body: str) -> list[tuple[str, str]]:
    (tmp_path / "form.toml").write_text(FORM, encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(template(ALL, *body))
    return [(one.place, one.rule) for one in templates.check(tmp_path) if one.rule != "lint.not-printed"]


def inside(condition: str) -> tuple[str, str, str]:
    return f"{{%p if {condition} %}}", "有{{ 封面.单位名称 }}", "{%p endif %}"


@pytest.mark.parametrize(
    "condition",
    [
        '封面.类别 == "一类"',
        '"一类" == 封面.类别',
        '封面.类别 in ["一类", "二类"]',
        '封面.类别 == "一类" and 封面.等级 == "中" and 封面.人数 > 50000',
        '(封面.类别 == "一类" or 封面.收入 > 90000) and 封面.收入 < 3',
        'not (封面.类别 != "一类" or 封面.人数 != 7)',
        "封面.收入 > 10 and 封面.收入 < 20",
        "封面.完成率 > 0.6 and 封面.完成率 < 0.61",
        "封面.人数 == 12345",
        "封面.出国费 == 12.5",
        '封面["因公出国（境）费"] == 12.5',
        "数据.公务接待费.本年 == 77",
        "数据.接待费.本年 == 77",
    ],
)
def test_what_can_hold_is_reached(tmp_path: Path, condition: str) -> None:
    assert told(tmp_path, *inside(condition)) == []


def test_every_branch_of_a_chain_is_reached(tmp_path: Path) -> None:
    branches = ("{%p if 封面.人数 > 99999 %}", "大{{ 封面.人数 }}", "{%p elif 封面.人数 == 5 %}", "五{{ 封面.人数 }}")
    assert told(tmp_path, *branches, "{%p else %}", "小{{ 封面.人数 }}", "{%p endif %}") == []


@pytest.mark.parametrize(
    ("opening", "inner"),
    [
        ('{%p for 项 in 项目 if 项.来源 == "省级" %}', ()),
        ('{%p for 项 in 项目 | 筛选("来源", "省级") | sort(attribute="数") %}', ()),
        ("{%p for 项 in 项目 | selectattr('来源', 'equalto', '省级') %}", ()),
        ("{%p for 项 in 项目 %}", ('{%p if 项.来源 == "省级" and 项.数 > 60000 %}', "{%p endif %}")),
    ],
)
def test_rows_that_are_chosen_by_their_answers_are_reached(
    tmp_path: Path, opening: str, inner: tuple[str, ...]
) -> None:
    body = (opening, *inner[:1], "{{ 项.名称 }}：{{ 项.数 }}", *inner[1:], "{%p endfor %}")
    assert told(tmp_path, *body) == []


@pytest.mark.parametrize(
    "condition",
    [
        "false",
        '封面.等级 == "优秀"',
        '封面.等级 == "优" and 封面.等级 == "良"',
        "封面.收入 < 0",
        "封面.收入 > 20 and 封面.收入 < 10",
        "封面.人数 > 3 and 封面.人数 < 4",
    ],
)
def test_what_cannot_hold_is_told_at_the_condition_also_around_mere_text(tmp_path: Path, condition: str) -> None:
    opening, _, end = inside(condition)
    assert told(tmp_path, opening, "只有文字", end) == [("正文第2段", "lint.never-holds")]


def test_a_condition_against_the_one_around_it_is_told(tmp_path: Path) -> None:
    body = ("{%p if 封面.收入 > 20 %}", "多", "{%p if 封面.收入 < 10 %}", "少", "{%p endif %}", "{%p endif %}")
    assert told(tmp_path, *body) == [("正文第4段", "lint.never-holds")]


def test_an_else_that_nothing_is_left_for_is_told(tmp_path: Path) -> None:
    chain = ("{%p if 封面.收入 >= 0 %}", "有", "{%p else %}", "无", "{%p endif %}")
    assert ("正文第4段", "lint.never-holds") in told(tmp_path, *chain)


def test_a_condition_on_a_computed_figure_that_made_up_answers_do_not_meet_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, *inside("封面.执行率 == 0.123")) == []


def test_two_loops_may_choose_two_kinds_of_rows(tmp_path: Path) -> None:
    body = (
        "{%p for 甲 in 项目 if 甲.数 == 1 %}",
        "{%p for 乙 in 项目 if 乙.数 == 2 %}",
        "{{ 甲.名称 }}{{ 乙.名称 }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert "lint.never-holds" not in {rule for _, rule in told(tmp_path, *body)}


def test_rows_with_names_that_are_chosen_by_their_answers_are_reached(tmp_path: Path) -> None:
    assert told(tmp_path, "{%p for 行 in 数据 if 行.本年 == 77 %}", "{{ 行.本年 }}", "{%p endfor %}") == []
