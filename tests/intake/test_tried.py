"""The trial filling tells what can never print, and nothing that is sound: a false alarm is worse than a miss."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from selfeval import templates
from selfeval.form.model import FieldType
from selfeval.intake.checking import check_template
from selfeval.intake.fields import fields_of
from tests.corpus.entries import ENTRIES
from tests.support.documents import template

FORM = """
id = "试"
version = "1"
title = "报告"
unit = "万元"
[sheet."封面"]
kind = "fields"
field."名称" = { means = "unit_name" }
field."年度" = { type = "年度" }
field."性质" = {}
field."收入" = { type = "金额" }
field."支出" = { type = "金额" }
field."率" = { type = "百分比", min = 0, max = 1 }
field."人数" = { type = "整数" }
field."日期" = { type = "日期" }
field."问题" = { type = "段落" }
field."等级" = { type = "选项", choices = ["优", "良", "差"] }
field."得分" = { type = "数" }
[sheet."项目"]
kind = "table"
column."名称" = {}
column."类别" = {}
column."金额" = { type = "金额" }
[sheet."三公"]
kind = "rows"
row."接待费" = {}
row."会议费" = {}
column."上年" = { type = "金额" }
column."本年" = { type = "金额" }
[derived."封面.执行率"]
value = '封面.支出 / 封面.收入'
type = "百分比"
"""
IF, ELIF, ELSE, END = (
    "{{% if {} %}}{{{{ 封面.名称 }}}}",
    "{{% elif {} %}}{{{{ 封面.名称 }}}}",
    "{% else %}{{ 封面.名称 }}",
    "{% endif %}",
)


def branches(*conditions: str, rest: bool = False) -> str:
    """A line that prints in each of the branches."""
    first, *others = conditions
    return IF.format(first) + "".join(map(ELIF.format, others)) + (ELSE if rest else "") + END


SOUND = [
    branches('封面.性质 == "行政"', '封面.性质 == "事业"', rest=True),
    branches('封面.性质 == "行政" and 封面.等级 == "差"'),
    branches('"水" in 封面.名称'),
    branches("计数(项目) == 1", "计数(项目) > 20"),
    branches("项目 | length == 2", "计数(项目, 金额 > 5000) >= 3", "合计(项目.金额) > 1000000"),
    branches("封面.率 < 0.8", "封面.率 < 0.9", "封面.率 <= 1"),
    branches("封面.执行率 < 0.8", "封面.执行率 < 0.9", rest=True),
    branches("封面.支出 / 封面.收入 < 0.8", "封面.支出 / 封面.收入 < 0.95", rest=True),
    branches("封面.得分 >= 90", "封面.得分 >= 80", "封面.得分 >= 60", rest=True),
    branches("封面.年度 == 2025", "封面.年度 >= 2027"),
    branches("封面.收入 == 0 and 封面.支出 == 0", "封面.收入 == 封面.支出"),
    branches("封面.收入 > 封面.支出 and 封面.等级 == '差'"),
    branches("封面.问题 is 有填写", rest=True) + branches("封面.日期", rest=True) + branches("封面.得分 is none"),
    branches("三公.接待费.本年 > 三公.接待费.上年 and 三公.会议费.本年 < 三公.会议费.上年"),
    branches("三公.接待费.本年 > 三公.接待费.上年", "三公.接待费.本年 < 三公.接待费.上年", rest=True),
    "{% set 词 = 封面.等级 %}" + branches('词 == "差"') + "{% set 印 %}{{ 封面.收入 }}{% endset %}{{ 印 }}",
    "{% macro 印(x) %}{% if x %}{{ x }}{% endif %}{% endmacro %}{{ 印(封面.收入) }}{{ 印(封面.性质) }}",
    "{% for 项 in 项目 %}{% if loop.first %}{{ 项.名称 }}{% endif %}{% if loop.last %}{{ 项.金额 }}{% endif %}"
    "{% if loop.index > 15 %}{{ 项.类别 }}{% endif %}{{ loop.cycle('一', '二') }}{% endfor %}",
    '{% for 项 in 项目 if 项.类别 == "基建" and 项.金额 > 500 %}{{ 项.名称 }}{% else %}{{ 封面.名称 }}{% endfor %}',
    "{% for 外 in 项目 %}{% for 内 in 项目 if 内.类别 == 外.名称 %}{{ 内.金额 }}{% endfor %}{% endfor %}",
    '{% for 项 in 项目 | selectattr("类别", "equalto", "省级") | rejectattr("金额", "lt", 100) %}{{ 项.名称 }}{% endfor %}',
    '{% for 项 in 项目 | sort(attribute="金额") %}{% if loop.changed(项.类别) %}{{ 项.名称 }}{% endif %}{% endfor %}',
    '{{ "有" if 封面.性质 else "无" }}{{ 封面.收入 if 封面.收入 > 封面.支出 else 封面.支出 }}{{ 封面.人数 * 2 }}',
]
HOPELESS = ["false", "封面.收入 < 0"]


def rules(path: Path) -> set[str]:
    return {one.rule for one in templates.check(path)} - {"lint.not-printed"}


@pytest.mark.parametrize("line", SOUND)
def test_what_may_print_is_not_told(line: str, tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(FORM, encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(template(line))
    assert rules(tmp_path) == set()


@pytest.mark.parametrize("line", SOUND)
def test_nor_is_it_where_no_form_says_what_is_asked(line: str, tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(template(line))
    assert rules(tmp_path / "mine.docx") == set()


@pytest.mark.parametrize("condition", [*HOPELESS, '封面.等级 == "极差"'])
def test_what_a_form_rules_out_is_told_once(condition: str, tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(FORM, encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(template(branches(condition)))
    assert [one.rule for one in templates.check(tmp_path) if one.rule != "lint.not-printed"] == ["lint.never-holds"]


@pytest.mark.parametrize("key", [key for key, entry in ENTRIES.items() if not entry.refused])
def test_no_sound_construct_of_the_corpus_is_told(key: str) -> None:
    told = {one.rule for one in check_template(ENTRIES[key].template)}
    assert told <= {"lint.heading-style", "lint.open-changes"}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("{{ 甲.乙 * 0.01 }}", FieldType.NUMBER),
        ("{{ 甲.乙 | round(1) }}", FieldType.NUMBER),
        ("{% if 甲.丙 > 甲.乙 %}是{% endif %}", FieldType.NUMBER),
        ("一{{ 甲.乙 }}-2", FieldType.TEXT),
        ('{% if 甲.乙 == "是" %}是{% endif %}', FieldType.TEXT),
    ],
)
def test_what_is_calculated_with_is_a_number(tag: str, kind: FieldType) -> None:
    assert fields_of(template(tag))["甲"].labels["乙"].type is kind


def test_a_built_in_form_is_tried_in_well_under_a_second() -> None:
    templates.check("xiangmu")  # what is loaded and compiled once
    start = time.process_time()
    templates.check("hunan")
    assert time.process_time() - start < 3  # 0.35 s alone; a machine of the tests is slow and shared


def test_a_template_whose_values_cannot_be_followed_is_not_judged_by_them(tmp_path: Path) -> None:
    marks = "".join(map(chr, (0x10FFF0, 0xFFFF0, 0xF8F0)))
    (tmp_path / "mine.docx").write_bytes(template("{{ 甲.名称 }}" + marks))
    assert rules(tmp_path / "mine.docx") == set()
