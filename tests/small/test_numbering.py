import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.numbering import Numbering, chinese, circled, counted, from_chinese, is_only_number, split_list_number


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"), (110, "一百一十"),
     (1005, "一千零五"), (1050, "一千零五十"), (2000, "二千")],
)  # fmt: skip
def test_counts_are_written_as_headings_write_them(number: int, written: str) -> None:
    assert chinese(number) == written


def test_a_level_restarts_under_a_higher_one_and_words_count_by_themselves() -> None:
    numbering = Numbering()
    counted = [numbering.next(level) for level in (1, 2, 3, 3, 2, 3, "附件", 1, 2, "附件")]
    assert counted == ["一、", "（一）", "1.", "2.", "（二）", "1.", "附件1", "二、", "（一）", "附件2"]


def test_a_level_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="levels 1 to 5"):
        Numbering().next(6)


@pytest.mark.parametrize(
    ("typed", "number", "text"),
    [("1.组织开展", "1.", "组织开展"), ("1、组织", "1、", "组织"), ("（1）组织", "（1）", "组织"), ("(12) 组织", "(12)", "组织"),
     ("①组织", "①", "组织"), ("一、组织", "一、", "组织"), ("（二）组织", "（二）", "组织"), ("１．组织", "１．", "组织"),
     ("3.\t组织", "3.", "组织")],
)  # fmt: skip
def test_a_list_number_typed_by_hand_is_taken_off(typed: str, number: str, text: str) -> None:
    assert split_list_number(typed) == (number, text)


@pytest.mark.parametrize(
    "text", ["1.5万元用于", "3个科室", "2021年度", "一是加强", "十分重视", "1.", "", "（截至年末）"]
)
def test_a_text_that_starts_with_a_figure_keeps_it(text: str) -> None:
    assert split_list_number(text) == ("", text)


@given(st.integers(1, 9999))
def test_every_written_number_is_taken_off_again(number: int) -> None:
    if number < 1000:
        assert split_list_number(f"（{number}）甲").text == "甲"
    assert circled(number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3.", 3),
        ("（12）", 12),
        ("三、", 3),
        ("（二十一）", 21),
        ("⑤", 5),
        ("⑵", 2),
        ("㈢", 3),
        ("", None),
        ("、", None),
    ],
)
def test_a_list_number_counts(typed: str, number: int | None) -> None:
    assert counted(typed) == number


@given(st.integers(1, 999))
def test_chinese_numerals_are_read_again(number: int) -> None:
    assert from_chinese(chinese(number)) == number


@pytest.mark.parametrize(
    ("line", "only"),
    [("1.", True), ("（三）", True), ("①", True), ("3、 ", True), ("、", True), ("7", False), ("无", False), ("/", False),
     ("——", False), ("1.甲", False), ("", False)],
)  # fmt: skip
def test_a_line_that_is_only_a_number(line: str, only: bool) -> None:
    assert is_only_number(line) is only


def test_a_list_number_behind_indents_is_taken_off() -> None:
    assert split_list_number("\u3000\u3000\u200b1.\u3000甲") == ("\u200b1.", "甲")
