"""What a form may say about rows that belong to rows, about scores, and about single cells of fixed rows."""

from __future__ import annotations

import pytest

from selfeval.errors import TemplateError
from selfeval.form import Form
from selfeval.form.order import Computation
from tests.support.reports import form_of

TABLES = """
[sheet."项目"]
kind = "table"
column."名称" = {}
column."金额" = { type = "金额" }

[sheet."指标"]
kind = "table"
column."名称" = {}
column."性质" = {}
column."目标" = { type = "数或文" }
column."完成" = { type = "数或文" }
column."分值" = { type = "数" }
column."得分" = { type = "数" }

[sheet."封面"]
kind = "fields"
field."年度" = { type = "年度" }
"""
RELATION = '[relation."项目.各项"]\ntable = "指标"\nby = ["名称"]\n'
COLUMNS = 'points = "分值"\nscore = "得分"\nnature = "性质"\ntarget = "目标"\nactual = "完成"\n'
SCORING = f'[scoring."指标"]\n{COLUMNS}rule."≥" = {{ value = \'分值 * 完成 / 目标\' }}\n'


def faults(body: str) -> list[str]:
    with pytest.raises(TemplateError) as raised:
        form_of(TABLES + body)
    return [found.rule for found in raised.value.findings]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (RELATION.replace('table = "指标"', 'table = "指"'), "form.unknown-name"),
        (RELATION.replace("项目.各项", "封面.各项"), "form.unknown-name"),
        (RELATION.replace("项目.各项", "项目"), "form.wrong-value"),
        (RELATION.replace('"名称"', '"性质"'), "form.unknown-name"),
        (RELATION.replace('["名称"]', "[]"), "form.wrong-value"),
        (RELATION.replace("项目.各项", "项目.金额"), "form.doubled-name"),
        (RELATION.replace('table = "指标"\n', ""), "form.missing-key"),
        (RELATION + "[derived.\"项目.总\"]\nvalue = '合计(各项.没有)'\n", "form.unknown-name"),
        ("[derived.\"项目.总\"]\nvalue = '合计(各项.得分)'\n", "form.unknown-name"),
        (SCORING.replace('[scoring."指标"]', '[scoring."指"]'), "form.unknown-name"),
        (SCORING.replace('points = "分值"', 'points = "分"'), "form.unknown-name"),
        (SCORING.replace('points = "分值"\n', ""), "form.missing-key"),
        (SCORING.replace("分值 * 完成 / 目标", "分值 * 实际 / 目标"), "form.unknown-name"),
        (SCORING.replace("分值 * 完成 / 目标", "分值 *"), "form.expression"),
        (SCORING.replace("rule.\"≥\" = { value = '分值 * 完成 / 目标' }", 'rule."≥" = {}'), "form.wrong-value"),
        (SCORING + '[scoring."指标".rule."定性"]\nband."好" = { least = 0.8 }\n', "form.missing-key"),
        (SCORING + '[scoring."指标".rule."定性"]\nband."好" = { least = 1, most = 0.8 }\n', "form.wrong-value"),
        (
            SCORING
            + '[scoring."指标".rule."定性"]\nband."好" = { least = 0.8, most = 1 }\n'
            + 'band."差" = { least = 0, most = 0.6, aliases = ["好"] }\n',
            "form.doubled-name",
        ),
        ('[scoring."指标"]\nlike = "项目"\n', "form.wrong-value"),
        (SCORING + "[derived.\"自评.甲\"]\nvalue = '合计(指标.得分) + 自评.甲'\n", "form.cycle"),
    ],
)
def test_a_fault_is_found(body: str, rule: str) -> None:
    assert faults(body) == [rule]


def test_a_score_that_rests_on_a_figure_of_scores_is_a_circle() -> None:
    rule = SCORING.replace("分值 * 完成 / 目标", "分值 * 自评.总 / 目标")
    assert faults(rule + "[derived.\"自评.总\"]\nvalue = '合计(指标.得分)'\n") == ["form.cycle"]


def order(form: Form) -> list[str]:
    return [item.path for item in form.computations]


def test_totals_come_after_the_scores_and_scores_after_the_figures_they_read() -> None:
    form = form_of(
        TABLES
        + RELATION
        + '[derived."自评.等级"]\nvalue = \'"优" if 自评.总 > 9 else "良"\'\ntype = "文本"\n'
        + "[derived.\"自评.总\"]\nvalue = '合计(项目.总分)'\n"
        + "[derived.\"项目.总分\"]\nvalue = '合计(各项.得分)'\n"
        + SCORING.replace("分值 * 完成 / 目标", "分值 * 完成 / 自评.系数")
        + "[derived.\"自评.系数\"]\nvalue = '1 + 1'\n"
    )
    assert order(form) == ["自评.系数", "指标.得分", "项目.总分", "自评.总", "自评.等级"]


def test_a_table_may_score_as_another_does() -> None:
    form = form_of(
        TABLES.replace('"项目"', '"项目指标"').replace(
            'column."金额" = { type = "金额" }', TABLES.split('column."名称" = {}')[2].split("[sheet", maxsplit=1)[0]
        )
        + SCORING
        + '[scoring."项目指标"]\nlike = "指标"\nplaces = 1\n'
    )
    own, other = form.scorings["项目指标"], form.scorings["指标"]
    assert (own.rules, own.points, own.places, other.places) == (other.rules, "分值", 1, 2)


FIXED = """
[sheet."执行"]
kind = "rows"
column."年初数" = { type = "金额" }
column."执行数" = { type = "金额", default = '执行.总额.年初数' }
row."总额" = { default = '执行.其中 + 1' }
row."其中" = {}
"""


def test_the_default_of_a_single_cell_goes_before_those_of_row_and_column() -> None:
    form = form_of(FIXED + "cell.\"总额.执行数\" = { default = '执行.其中.年初数' }\n")
    defaults = {place: cell.default.source for place, cell in form.sheets["执行"].cells.items() if cell.default}
    assert defaults == {
        ("总额", "年初数"): "执行.其中 + 1",
        ("总额", "执行数"): "执行.其中.年初数",
        ("其中", "执行数"): "执行.总额.年初数",
    }


@pytest.mark.parametrize("path", ["总额", "总额.没有", "没有.执行数", ""])
def test_a_single_cell_that_the_sheet_lacks_is_told(path: str) -> None:
    assert faults(FIXED + f"cell.\"{path}\" = {{ default = '1' }}\n") == ["form.wrong-value"]


def test_a_figure_of_each_fixed_row_is_computed_before_what_reads_one_of_them() -> None:
    form = form_of(
        FIXED
        + "[derived.\"自评.分\"]\nvalue = '10 * 执行.总额.执行率'\n"
        + "[derived.\"执行.执行率\"]\nvalue = '执行数 / 年初数'\n"
    )
    paths = order(form)
    assert paths.index("执行.执行率") < paths.index("自评.分")
    assert all(isinstance(item, Computation) for item in form.computations)
