"""Two templates side by side: what came, went, was renamed or changed, and whether old workbooks still do."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval import templates
from tests.support.documents import template

HEAD = 'id = "甲"\nversion = "1"\ntitle = "甲"\nunit = "万元"\n'


def word(folder: Path, name: str, *paragraphs: str) -> Path:
    (folder / name).write_bytes(template(*paragraphs))
    return folder / name


def form(folder: Path, *lines: str, kind: str = "fields") -> Path:
    folder.mkdir()
    (folder / "form.toml").write_text("\n".join([HEAD, '[sheet."表"]', f'kind = "{kind}"', *lines]), "utf-8")
    (folder / "report.docx").write_bytes(template("{{ 表.乙 }}"))
    return folder


def told(old: Path, new: Path) -> list[tuple[str, str, str, str, bool]]:
    return [(one.change, one.path, one.old, one.new, one.breaks) for one in templates.diff(old, new)]


def test_a_bare_word_file_that_asks_for_more_breaks_old_workbooks_one_that_asks_for_less_does_not(
    tmp_path: Path,
) -> None:
    less = word(tmp_path, "1.docx", "{{ 表.名称 }}")
    more = word(tmp_path, "2.docx", "{{ 表.名称 }}{{ 表.支出金额 }}")
    assert told(less, more) == [("came", "表.支出金额", "", "金额（万元）", True)]
    assert told(more, less) == [("went", "表.支出金额", "金额（万元）", "", False)]
    assert told(more, more) == []


def test_a_sheet_that_becomes_a_table_breaks_them(tmp_path: Path) -> None:
    old = word(tmp_path, "1.docx", "{{ 表.名称 }}")
    new = word(tmp_path, "2.docx", "{% for 行 in 表 %}{{ 行.名称 }}{% endfor %}")
    assert told(old, new) == [("changed", "表", "fields", "table", True)]


def test_where_a_text_stands_in_a_word_file_makes_no_difference_but_what_it_is_printed_as_does(tmp_path: Path) -> None:
    alone = word(tmp_path, "1.docx", "{{ 表.甲 }}")
    within = word(tmp_path, "2.docx", "有{{ 表.甲 }}。")
    as_day = word(tmp_path, "3.docx", "有{{ 表.甲|日期 }}。")
    assert told(alone, within) == []
    assert told(within, as_day) == [("changed", "表.甲", "文本", "日期", True)]


FIELD = 'field."乙" = { type = "金额" }'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('field."丙" = {}', ("came", "表.丙", "", "文本", False)),
        ('field."丙" = { required = true }', ("came", "表.丙", "", "文本", True)),
        (
            'field."丙" = { required = true, default = \'表.乙\', type = "金额" }',
            ("came", "表.丙", "", "金额（万元）", False),
        ),
    ],
)
def test_a_new_field_breaks_them_where_it_has_to_be_given(
    line: str, expected: tuple[str, str, str, str, bool], tmp_path: Path
) -> None:
    assert told(form(tmp_path / "1", FIELD), form(tmp_path / "2", FIELD, line)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('{ type = "金额" }', '{ type = "文本" }', ("金额（万元）", "文本", False)),
        ('{ type = "文本" }', '{ type = "金额" }', ("文本", "金额（万元）", True)),
        ('{ type = "整数" }', '{ type = "数" }', ("整数", "数", False)),
        ('{ type = "金额" }', '{ type = "金额", unit = "元" }', ("金额（万元）", "金额（元）", False)),
        ("{}", "{ required = true }", ("可以不填", "必填", True)),
        ("{ required = true }", "{}", ("必填", "可以不填", False)),
        (
            '{ type = "选项", choices = ["甲", "乙"] }',
            '{ type = "选项", choices = ["甲", "乙", "丙"] }',
            ("甲、乙", "甲、乙、丙", False),
        ),
        ('{ type = "选项", choices = ["甲", "乙"] }', '{ type = "选项", choices = ["甲"] }', ("甲、乙", "甲", True)),
    ],
)
def test_a_changed_field_breaks_them_where_old_answers_do_not_fit(
    old: str, new: str, expected: tuple[str, str, bool], tmp_path: Path
) -> None:
    found = told(form(tmp_path / "1", f'field."乙" = {old}'), form(tmp_path / "2", f'field."乙" = {new}'))
    assert found == [("changed", "表.乙", *expected)]


def test_a_renamed_field_is_known_by_its_alias_and_breaks_them_without(tmp_path: Path) -> None:
    old = form(tmp_path / "1", 'field."乙" = { required = true }')
    with_alias = form(tmp_path / "2", 'field."丙" = { required = true, aliases = ["乙"], name = "乙" }')
    without = form(tmp_path / "3", 'field."丙" = { required = true }')
    assert told(old, with_alias) == [("renamed", "表.丙", "表.乙", "表.丙", False)]
    assert told(old, without) == [("came", "表.丙", "", "文本", True), ("went", "表.乙", "文本", "", False)]
