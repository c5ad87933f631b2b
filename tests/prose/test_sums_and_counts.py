from __future__ import annotations

import pytest

from tests.support.prose import judged, rules


@pytest.mark.parametrize(
    "text",
    [
        "2024年支出258.9万元，其中：项目支出91.89万元，基本支出166.92万元。",
        "2024年支出合计240.5万元。\n其中：基本支出160.5万元，占67%；项目支出70万元，占33%。",
        "乙中心基本支出100.5万元，其中人员经费80万元、公用经费10万元。",
    ],
)
def test_parts_that_do_not_sum_to_their_whole_are_found_whatever_year_or_unit_they_are_of(text: str) -> None:
    assert rules(judged(text)) == ["prose-sum"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年支出259万元，其中：项目支出92万元，基本支出167万元。",
        "2024年支出258.9万元，其中：项目支出91.98万元。",
        "2024年支出258.9万元，比上年增加20万元，其中：项目支出91.98万元，基本支出160万元。",
        "2024年结余3万元，其中：项目支出2万元，基本支出2万元。",
        "2024年收入300万元，其中：财政拨款收入258.9万元，其他收入5万元。",
    ],
)
def test_parts_that_are_rounded_not_all_or_of_another_whole_are_not(text: str) -> None:
    assert judged(text) == []


def test_a_sum_is_not_told_where_one_of_its_figures_is_told_already() -> None:
    text = "2025年一般公共预算支出合计258.9万元，其中：项目支出91.89万元，基本支出166.92万元。"
    assert rules(judged(text)) == ["prose-figure"]


def test_the_finding_of_a_sum_gives_the_sum_the_whole_and_the_difference() -> None:
    (found,) = judged("2024年支出258.9万元，其中：项目支出91.89万元，基本支出166.92万元。")
    assert (found.expected, found.details["label"], found.difference) == ("258.81 万元", "258.9 万元", "0.09 万元")


@pytest.mark.parametrize(
    "text",
    [
        "设3个科室：办公室、甲科、乙科、丙科。",
        "内设五个科室，分别为办公室、甲科、乙科和丙科。",
        "所属单位2个：甲站、乙站、丙站。",
        "设4个科室：办公室（含机要、保密）、甲科、乙科，均已到位。",
    ],
)
def test_a_count_that_is_not_the_length_of_its_list_is_found(text: str) -> None:
    assert rules(judged(text)) == ["prose-count"]


@pytest.mark.parametrize(
    "text",
    [
        "设3个科室：办公室、甲科、乙科。",
        "设3个科室：办公室、甲科和乙科。",
        "设2个科室：甲和乙科、丙科。",
        "设3个科室：办公室、甲科、乙科，承担文秘、财务、信访、督查等工作。",
        "设3个科室：办公室（含机要、保密）、甲科、乙科。",
        "设13个科室：办公室、甲科等。",
        "设3个科室：办公室，甲科，乙科。",
        "第3个科室：办公室、甲科。",
        "对5个乡镇开展督查：查资料、查现场、听汇报。",
    ],
)
def test_a_count_that_agrees_or_is_of_something_else_is_not(text: str) -> None:
    assert judged(text) == []
