from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from selfeval.figures import compute
from selfeval.findings import Severity
from selfeval.report import BLANK, Blank, Number, NumberStyle, Record, Report, Table
from tests.support.reports import form_of, report_of, rows

SCORING = """
[sheet."指标"]
kind = "table"
column."性质" = {}
column."目标" = { type = "数或文" }
column."单位" = {}
column."完成" = { type = "数或文" }
column."分值" = { type = "数" }
column."得分" = { type = "数" }

[scoring."指标"]
points = "分值"
score = "得分"
nature = "性质"
target = "目标"
actual = "完成"
unit = "单位"
percent = ["%", "百分比"]
rule."≥" = { value = '分值 if 目标 == 0 else 最大(0, 最小(分值, 分值 * 完成 / 目标))' }
rule."≤" = { value = '分值 if 完成 <= 目标 or 完成 == 0 else 分值 * 目标 / 完成' }
rule."=" = { value = '分值 if 完成 == 目标 else 0' }
[scoring."指标".rule."定性"]
band."达成年度指标" = { least = 0.8, most = 1, aliases = ["达成预期指标"] }
band."部分达成" = { least = 0.6, most = 0.8 }
band."未达成" = { least = 0, most = 0.6 }
"""
PERCENT = NumberStyle("百分比")


def scored(**row: Any) -> tuple[Record, list[Any]]:
    """The row after scoring, and what was found."""
    form = form_of(SCORING)
    report = report_of(
        form, {"指标": [{label: value for label, value in row.items() if not isinstance(value, Number)}]}
    )
    table = report["指标"]
    assert isinstance(table, Table)
    for label, value in row.items():
        if isinstance(value, Number):
            table[0].set(label, value, table[0].origin(label))
    return table[0], compute(report, form)


def percent(value: str) -> Number:
    """A cell of 98 % as the reader gives it."""
    return Number(Decimal(value), PERCENT)


@pytest.mark.parametrize(
    ("nature", "target", "unit", "actual", "score"),
    [
        ("≥", 50, "个", 25, "5"),
        ("≥", 50, "个", 75, "10"),
        ("≥", 3, "个", 2, "6.67"),
        ("≥", 0, "个", 5, "10"),
        ("≥", 5, "个", 0, "0"),
        ("≥", 5, "个", -1, "0"),
        ("≤", 90, "万元", Decimal("89.974"), "10"),
        ("≤", 90, "万元", 100, "9"),
        ("≤", 0, "起", 2, "0"),
        ("≤", 0, "起", 0, "10"),
        ("=", 12, "次", 12, "10"),
        ("=", 12, "次", 11, "0"),
        ("=", "6月底前", "", "6 月底前", "10"),
        ("=", "6月底前", "", "7月", "0"),
        ("定性", "群众满意", "", "达成年度指标", "10"),
        ("定性", "群众满意", "", "达成预期指标", "10"),
        ("定性", "群众满意", "", "部分达成", "8"),
        ("定性", "群众满意", "", "未达成", "6"),
        # both sides are brought to the unit first
        ("≥", 98, "%", percent("0.98"), "10"),
        ("≥", percent("0.98"), "%", 49, "5"),
        ("≥", "98%", "%", percent("0.49"), "5"),
        ("≥", 98, "百分比", percent("0.49"), "5"),
        ("≥", percent("0.98"), "", percent("0.49"), "5"),
        ("≥", "≥98%", "", "49％", "5"),
        ("≤", 90, "万元", "450000元", "10"),
        ("≤", "90万元", "元", 1_800_000, "5"),
        ("≥", "≥50个", "个", "25 个", "5"),
        ("≥", "50", "", "25个", "5"),
        # the sign before the target says the nature where its column is blank
        (None, "≤90", "万元", 180, "5"),
        (None, "＝12", "次", 12, "10"),
        # as real workbooks hold them
        ("≥", Decimal("0.0900000762939453"), "", Decimal("0.0900000762939453"), "10"),
        ("≥", 100, "%", percent("1.0135"), "10"),
    ],
)
def test_a_blank_score_is_what_the_rule_gives(nature: str, target: Any, unit: str, actual: Any, score: str) -> None:
    row, found = scored(性质=nature, 目标=target, 单位=unit or None, 完成=actual, 分值=10)
    assert (str(row["得分"]), rows(found)) == (score, [("指标!F2", "score.computed")])


def test_a_computed_score_is_marked_and_knows_its_cells() -> None:
    row, found = scored(性质="≥", 目标=3, 完成=2, 分值=10)
    origin = row.origin("得分")
    assert origin is not None
    assert (origin.place, origin.typed, bool(origin.expression)) == ("指标!F2", "", True)
    assert origin.reads == ("指标!E2", "指标!A2", "指标!B2", "指标!D2")
    assert (found[0].severity, found[0].message()) == (
        Severity.NOTE,
        "指标!F2 得分有 1 格留空，已按评分规则计算 [score.computed]",
    )


@pytest.mark.parametrize("typed", ["6.66", "6.67", "6.68"])
def test_a_typed_score_within_the_tolerance_is_kept_without_a_word(typed: str) -> None:
    row, found = scored(性质="≥", 目标=3, 完成=2, 分值=10, 得分=typed)
    assert (str(row["得分"]), found) == (typed, [])


def test_a_typed_score_that_differs_is_kept_and_told_with_both_figures() -> None:
    row, found = scored(性质="≥", 目标=3, 完成=2, 分值=10, 得分=8)
    assert str(row["得分"]) == "8"
    (warning,) = found
    assert (warning.rule, warning.severity, warning.place) == ("score.differs", Severity.WARNING, "指标!F2")
    assert (warning.found, warning.expected, warning.difference) == ("8", "6.67", "1.33")


@pytest.mark.parametrize(
    ("word", "typed", "told"),
    [
        ("达成年度指标", "8", False),
        ("达成年度指标", "7.99", False),
        ("达成年度指标", "7.98", True),
        ("达成年度指标", "10.02", True),
        ("部分达成", "8", False),
        ("部分达成", "9", True),
        ("部分达成", "5", True),
        ("未达成", "0", False),
    ],
)
def test_a_band_bounds_a_typed_score(word: str, typed: str, told: bool) -> None:
    row, found = scored(性质="定性", 目标="群众满意", 完成=word, 分值=10, 得分=typed)
    assert (str(row["得分"]), [one.rule for one in found]) == (typed, ["score.outside-band"] if told else [])


def test_a_band_is_told_with_its_bounds() -> None:
    _, (found,) = scored(性质="定性", 目标="群众满意", 完成="部分达成", 分值="7.5", 得分="2")
    assert (found.expected, found.difference) == ("4.5—6", "2.5")
    assert "“部分达成”一档应在 4.5—6 分之间" in found.message()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"性质": "定性", "目标": "群众满意", "完成": "还可以"}, "不是规定的说法"),
        ({"目标": 5, "完成": 5}, "没有填写性质"),
        ({"性质": "≥", "目标": "若干", "完成": 5}, "若干"),
        ({"性质": "≥", "目标": "50个", "完成": "25次"}, "25次"),
        ({"性质": "≥", "目标": 98, "完成": "98%"}, "单位不同"),
        ({"性质": "≤", "目标": "90万元", "单位": "个", "完成": 5}, "单位不同"),
    ],
)
def test_a_score_that_no_rule_can_give_is_told_only_where_it_is_blank(row: dict[str, Any], reason: str) -> None:
    blank, (found,) = scored(分值=10, **row)
    assert isinstance(blank["得分"], Blank)
    assert (found.rule, found.severity, found.place) == ("score.not-computed", Severity.WARNING, "指标!F2")
    assert reason in found.message()
    typed, nothing = scored(分值=10, 得分=9, **row)
    assert (str(typed["得分"]), nothing) == ("9", [])


@pytest.mark.parametrize("missing", ["目标", "完成", "分值"])
def test_a_row_that_is_not_filled_in_yet_has_no_score(missing: str) -> None:
    row = {"性质": "≥", "目标": 3, "完成": 2, "分值": 10}
    record, found = scored(**{label: value for label, value in row.items() if label != missing})
    assert (record["得分"], found) == (BLANK, [])


def test_a_score_that_could_not_be_read_is_not_overwritten() -> None:
    form = form_of(SCORING)
    report = report_of(form, {"指标": [{"性质": "≥", "目标": 3, "完成": 2, "分值": 10}]})
    table = report["指标"]
    assert isinstance(table, Table)
    origin = table[0].origin("得分")
    assert origin is not None
    table[0].set("得分", BLANK, origin._replace(typed="八分"))
    assert compute(report, form) == []
    assert table[0]["得分"] == BLANK


def test_totals_and_grades_follow_the_scores_and_add_up_what_is_printed() -> None:
    form = form_of(
        SCORING
        + '[derived."自评.得分"]\nvalue = \'合计(指标.得分)\'\ntype = "数"\n'
        + '[derived."自评.等级"]\nvalue = \'"优" if 自评.得分 >= 20 else "良"\'\ntype = "文本"\n'
    )
    third = {"性质": "≥", "目标": 3, "完成": 2, "分值": 10}
    report: Report = report_of(form, {"指标": [third, third, third]})
    compute(report, form)
    assert (str(report["自评.得分"]), report["自评.等级"]) == ("20.01", "优")
