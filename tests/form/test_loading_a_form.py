import pytest

from selfeval.errors import TemplateError
from selfeval.form import FieldType, builtin_form, builtin_names, load_form, parse_form
from selfeval.form.builtin import preferred_form
from tests.support.reports import HEAD, form_of

SHEET = '[sheet."甲"]\nkind = "fields"\n'


def faults(body: str) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as raised:
        parse_form((HEAD + body).encode())
    return raised.value.findings.rows()


def test_an_amount_takes_the_forms_unit_two_places_and_zero_as_its_least_value() -> None:
    field = form_of(SHEET + 'field."乙" = { type = "金额" }\n').sheets["甲"].fields["乙"]
    assert (field.unit, field.places, field.minimum) == ("万元", 2, 0)


def test_a_column_of_fixed_rows_may_carry_another_column_of_its_row_over_from_last_year() -> None:
    rows = '[sheet."甲"]\nkind = "rows"\ncolumn."上年" = { from_last_year = "本年" }\ncolumn."本年" = {}\nrow."乙" = {}'
    carried = form_of(rows).sheets["甲"].cells["乙", "上年"].from_last_year
    assert carried is not None
    assert carried.paths == (("本年",),)


def test_a_field_without_a_type_is_text() -> None:
    assert form_of(SHEET + 'field."乙" = {}\n').sheets["甲"].fields["乙"].type is FieldType.TEXT


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_known_key() -> None:
    with pytest.raises(TemplateError) as raised:
        form_of(SHEET + 'field."乙" = { requird = true }\n')
    (found,) = raised.value.findings
    assert (found.place, found.rule) == ("form.toml:6", "form.unknown-key")
    assert "您是否想写「required」" in found.message()


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('field."乙" = { required = "yes" }', "form.wrong-value"),
        ('field."乙" = { type = "数字" }', "form.wrong-value"),
        ('field."乙" = { places = -1 }', "form.wrong-value"),
        ('field."乙" = 3', "form.wrong-value"),
        ('field."乙" = { type = "选项" }', "form.wrong-value"),
        ('field."乙" = { choices = ["a"] }', "form.wrong-value"),
        ('field."乙" = { default = "1 +" }', "form.expression"),
        ('field."乙" = { type = "金额", default = "甲.丙" }', "form.unknown-name"),
        ('column."乙" = {}', "form.wrong-value"),
        ('field."乙" = {}\nfield."丙" = { aliases = ["乙"] }', "form.doubled-name"),
        ('field."乙" = {}\n[check."c"]\nleft = "甲.乙"', "form.wrong-value"),
        ('field."乙" = {}\n[check."c"]\nequal = "甲.乙"', "form.missing-key"),
        ('field."乙" = {}\n[derived."丁"]\nvalue = "甲.乙"', "form.wrong-value"),
        ('field."乙" = { min = nan }', "form.wrong-value"),
        ('field."乙" = { places = 1000000000 }', "form.wrong-value"),
        ('field."乙" = {}\n[check."c"]\nleft = "甲.乙"\nequal = "1"\neach = "丙"', "form.unknown-name"),
        ('field."乙" = {}\n[derived."甲.乙"]\nvalue = "1"', "form.doubled-name"),
        ('field."A" = {}\nfield."Ａ" = {}', "form.doubled-name"),
        ('field."乙" = {}\n[sheet."甲 "]\nkind = "fields"\nfield."乙" = {}', "form.doubled-name"),
        ('field."乙" = {}\n[sheet."填表说明"]\nkind = "fields"\nfield."乙" = {}', "form.wrong-value"),
        ('field."乙" = {}\n[sheet."a/b"]\nkind = "fields"\nfield."乙" = {}', "form.wrong-value"),
        ("", "form.missing-key"),
        ('field."乙" = { from_last_year = "甲.丙" }', "form.unknown-name"),
        ('field."乙" = { from_last_year = "乙" }', "form.unknown-name"),
        ('field."乙" = { from_last_year = "甲." }', "form.expression"),
        (
            'field."乙" = {}\n[sheet."丁"]\nkind = "table"\ncolumn."戊" = { from_last_year = "甲.乙" }',
            "form.wrong-value",
        ),
        (
            'field."乙" = {}\n[sheet."丁"]\nkind = "rows"\ncolumn."戊" = { from_last_year = "己" }\nrow."庚" = {}',
            "form.unknown-name",
        ),
    ],
)
def test_a_fault_of_a_form_is_found(body: str, rule: str) -> None:
    assert rule in [found for _, found in faults(SHEET + body + "\n")]


def test_all_faults_are_found_in_one_pass() -> None:
    found = faults(SHEET + 'field."乙" = { requird = true }\nfield."丙" = { places = "two" }\n')
    assert [rule for _, rule in found] == ["form.unknown-key", "form.wrong-value"]


def test_a_file_that_is_no_toml_is_told() -> None:
    assert faults("[sheet\n")[0][1] == "form.unreadable"


def test_figures_that_read_one_another_in_a_circle_are_told_with_their_members() -> None:
    body = SHEET + 'field."乙" = { type = "金额" }\n'
    body += "[derived.\"甲.子\"]\nvalue = '甲.丑 + 1'\n[derived.\"甲.丑\"]\nvalue = '甲.子 + 甲.乙'\n"
    with pytest.raises(TemplateError) as raised:
        form_of(body)
    (found,) = raised.value.findings
    assert found.rule == "form.cycle"
    assert "甲.子 → 甲.丑 → 甲.子" in found.message()


def test_figures_come_after_those_they_read_whatever_their_order_in_the_form() -> None:
    body = SHEET + 'field."乙" = { type = "金额" }\n'
    body += "[derived.\"甲.子\"]\nvalue = '甲.丑 + 1'\n[derived.\"甲.丑\"]\nvalue = '甲.乙'\n"
    assert [item.path for item in form_of(body).computations] == ["甲.丑", "甲.子"]


def test_a_folder_without_a_form_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TemplateError, match="读不到表式文件"):
        load_form(tmp_path)


def test_every_built_in_form_loads_and_one_is_preferred() -> None:
    assert {builtin_form(name).id for name in builtin_names()} == set(builtin_names())
    assert preferred_form().preferred


@pytest.mark.parametrize("text", ["[" * 5000, "a = " + "1" * 5000, "a = \x00"])
def test_a_file_beyond_all_bounds_is_told(text: str) -> None:
    assert [rule for _, rule in faults(text)] == ["form.unreadable"]


def test_a_label_is_not_found_within_a_longer_one() -> None:
    body = SHEET + 'field."支出合计" = {}\nfield."支出" = { places = "x" }\n'
    assert faults(body) == [("form.toml:7", "form.wrong-value")]


def test_zero_may_be_written_as_a_number() -> None:
    form = form_of(SHEET + 'field."乙" = { type = "金额" }\n[derived."甲.率"]\nvalue = "1 / 甲.乙"\nzero = 0\n')
    assert form.derived["甲.率"].zero == "0"
