import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.names import closest, fold


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("因公出国(境) 费", "因公出国（境）费"),
        ("“三公”经费", '"三公"经费'),
        ("２０２１年决算数", "2021年决算数"),
        ("支出　合计", "支出合计"),
        ("单位\u00a0名称\u200b", "单位名称"),
        ("〔境〕", "（境）"),
    ],
)
def test_labels_that_differ_in_width_brackets_quotes_or_spaces_are_one(typed: str, label: str) -> None:
    assert fold(typed) == fold(label)


@pytest.mark.parametrize(("one", "other"), [("①", "1"), ("㎡", "m2"), ("支出合计", "支出总计"), ("A", "a")])
def test_folding_keeps_apart_what_is_not_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_nearest_label_is_offered_and_nothing_far_away() -> None:
    assert closest("支岀合计", ["基本支出", "支出合计", "年度"]) == "支出合计"
    assert closest("zzz", ["基本支出", "年度"]) is None
