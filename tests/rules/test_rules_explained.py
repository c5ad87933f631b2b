from decimal import Decimal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import selfeval
from scripts.rule_docs import FOLDER, pages
from selfeval.cli.main import cli
from selfeval.findings.catalog import CATALOG
from selfeval.findings.explained import EXPLANATIONS, KINDS, kind_of
from selfeval.form import builtin_form
from tests.support.answers import answers
from tests.support.documents import faults, report, template

SECTION = "部门整体支出绩效情况"
WRITTEN = [rule for rule in EXPLANATIONS if kind_of(rule) == "prose" and rule not in {"prose-tidied"}]
TAGS = [
    "template.unclosed-tag", "template.syntax", "template.unknown-tag", "template.unsupported-tag",
    "template.misplaced-tag", "template.text-beside-tag", "template.unclosed-block", "template.stray-end",
    "template.call-block", "template.macro-recursion", "template.unknown-name", "template.column-outside-loop",
    "template.unknown-filter", "template.unknown-test", "template.unknown-function", "template.call-of-python",
    "template.expression", "fill.cannot-compute", "fill.no-such-item", "fill.not-printable",
    "fill.not-a-list", "fill.wrong-argument", "template.no-safe", "template.no-random", "template.no-code", "template.no-autoescape",
    "template.no-block", "template.no-filter-block", "template.no-raw", "template.no-include", "template.no-do",
    "template.no-break", "template.filter-arguments",
]  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["rules", *arguments])


def test_every_rule_of_the_catalogue_is_explained_and_belongs_to_a_kind() -> None:
    assert set(EXPLANATIONS) == set(CATALOG)
    assert {kind_of(rule) for rule in EXPLANATIONS} == set(KINDS)


@pytest.mark.parametrize("rule", EXPLANATIONS)
def test_an_explanation_is_whole(rule: str) -> None:
    said = EXPLANATIONS[rule]
    assert all(said)
    assert said.meaning.endswith("。")
    assert said.remedy.endswith("。")


def test_the_pages_are_those_the_explanations_make() -> None:
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    assert there == pages(), "run `make docs`"


# ------------------------------------------------------------ the examples break the rules they stand for


@pytest.mark.parametrize("rule", WRITTEN)
def test_the_example_of_a_rule_over_running_text_breaks_it(rule: str) -> None:
    text = EXPLANATIONS[rule].example.split("\n")
    found = selfeval.check(answers(正文=[{"章节": SECTION, "内容": text}]))
    assert rule in {one.rule for one in found}


@pytest.mark.parametrize("rule", TAGS)
def test_the_example_of_a_rule_over_templates_breaks_it(rule: str) -> None:
    values = report(
        封面={"年度": 2025, "单位名称": "某局"},
        一般公共预算={"支出合计": Decimal(1)},
        项目支出=[{"全年执行数": Decimal(1)}],
    )
    found = faults(template(EXPLANATIONS[rule].example), values)
    assert rule in {one.rule for one in found}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("cell.not-a-number", {"一般公共预算": {"支出合计": "约258"}}),
        ("cell.not-an-integer", {"基本情况": {"行政编制": Decimal("7.5")}}),
        ("cell.not-a-year", {"封面": {"年度": "去年"}}),
        ("cell.not-a-date", {"封面": {"填报日期": "4月"}}),
        ("cell.no-such-day", {"封面": {"填报日期": "2025年2月30日"}}),
        ("value.required", {"封面": {"单位名称": None}}),
        ("value.below-minimum", {"一般公共预算": {"支出合计": -1}}),
        ("plausible.date", {"封面": {"填报日期": "2025年4月15日"}}),
        ("plausible.unit", {"一般公共预算": {"支出合计": 2589000}}),
        ("label.unknown", {"一般公共预算": {"备注": "无"}}),
        ("plausible.same-project", {"项目支出": [{"项目名称": "道路维护费", "全年执行数": 1}] * 2}),
    ],
)
def test_the_examples_of_answers_break_their_rules(rule: str, changes: dict[str, object]) -> None:
    assert rule in {one.rule for one in selfeval.check(answers(**changes))}


# ------------------------------------------------------------ selfeval rules


def test_one_rule_is_told_with_meaning_example_and_remedy() -> None:
    told = run("prose-figure")
    assert told.exit_code == 0
    said = EXPLANATIONS["prose-figure"]
    assert told.output.splitlines() == [
        "prose-figure（提醒）",
        f"  意思：{said.meaning}",
        f"  例如：{said.example}",
        f"  改正：{said.remedy}",
    ]


def test_a_rule_may_be_copied_with_its_brackets() -> None:
    assert run("[cell.merged]").output == run("cell.merged").output


def test_a_check_of_the_form_is_told_in_the_words_of_its_expression() -> None:
    assert (
        "一般公共预算.支出合计 应等于 一般公共预算.基本支出与一般公共预算.项目支出之和。"
        in run("tie-out.total-expenditure").output
    )


def test_the_first_part_of_the_ids_tells_a_whole_kind() -> None:
    told = run("plausible").output
    assert [line for line in told.splitlines() if line.startswith("plausible.")] == [
        f"{rule}（提醒）" for rule in EXPLANATIONS if kind_of(rule) == "plausible"
    ]


def test_without_an_id_every_rule_of_catalogue_and_form_is_listed_once() -> None:
    listed = [line.split()[1] for line in run().output.splitlines() if line.startswith("  ")]
    assert listed == [*builtin_form("hunan").checks, *EXPLANATIONS]


def test_a_rule_there_is_not_exits_2_with_the_nearest_one() -> None:
    assert run("prose-fgure").exit_code == 2
    with pytest.raises(click.UsageError, match="您是否想写 prose-figure？"):
        cli.main(["rules", "prose-fgure"], standalone_mode=False)


def test_a_form_grades_rules_itself(tmp_path: Path) -> None:
    form = """
id = "t"
version = "1"
title = "T"
[sheet."封面"]
kind = "fields"
field."年度" = { type = "年度" }
[rule."prose-figure"]
severity = "error"
[rule."prose-short"]
severity = "off"
"""
    (tmp_path / "form.toml").write_text(form, encoding="utf-8")
    assert "prose-figure（错误）" in run("prose-figure", "-t", str(tmp_path)).output
    assert "prose-short（已关闭）" in run("prose-short", "-t", str(tmp_path)).output
