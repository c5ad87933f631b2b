"""A form that builds on another: what is inherited, what is put over it, what is dropped, and every fault with its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selfeval
from selfeval.api.sources import files_of
from selfeval.errors import TemplateError
from selfeval.form import Form, builtin_form, builtin_names, load_form, parse_form
from selfeval.form.extending import Layer, Merged
from tests.support.form_folders import BASE, base, faults, folder
from tests.support.word import paragraphs

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAD = 'extends = "../base"\nid = "xian"\nversion = "1"\n'


def form(tmp_path: Path, body: str = "", head: str = HEAD) -> Form:
    base(tmp_path)
    return load_form(folder(tmp_path, "xian", head + body))


def test_what_is_not_written_is_as_it_is_in_the_form_below(tmp_path: Path) -> None:
    found, below = form(tmp_path), parse_form(BASE.encode())
    assert (found.id, found.version, found.title) == ("xian", "1", "自评报告")
    assert list(found.sheets) == list(below.sheets)
    assert list(found.derived) == list(below.derived)
    assert list(found.checks) == list(below.checks)


def test_a_key_that_is_written_takes_the_place_of_the_one_below_and_leaves_its_neighbours(tmp_path: Path) -> None:
    field = form(tmp_path, '[sheet."封面"]\nfield."单位名称" = { help = "写全称" }\n').sheets["封面"].fields["单位名称"]
    assert (field.help, field.required, field.means) == ("写全称", True, "unit_name")


def test_what_is_new_stands_behind_or_after_what_it_names(tmp_path: Path) -> None:
    body = '[sheet."收支"]\nfield."上年结转" = { type = "金额" }\nfield."人员经费" = { type = "金额", after = "基本支出" }\n'
    body += '[sheet."说明"]\nkind = "fields"\nafter = "封面"\nfield."备注" = {}\n'
    found = form(tmp_path, body)
    assert list(found.sheets) == ["封面", "说明", "收支", "指标"]
    assert list(found.sheets["收支"].fields) == ["支出合计", "基本支出", "人员经费", "项目支出", "性质", "上年结转"]


def test_after_takes_the_name_however_its_signs_are_typed(tmp_path: Path) -> None:
    body = '[sheet."收支"]\nfield."因公出国（境）费" = {}\n'
    folder(tmp_path, "mid", HEAD.replace("xian", "mid") + body)
    base(tmp_path)
    made = folder(
        tmp_path, "x", 'extends = "../mid"\nid = "x"\n[sheet."收支"]\nfield."甲" = { after = "因公出国(境) 费" }\n'
    )
    assert list(load_form(made).sheets["收支"].fields)[-2:] == ["因公出国（境）费", "甲"]


def test_an_inherited_answer_can_be_moved_too(tmp_path: Path) -> None:
    found = form(tmp_path, '[sheet."收支"]\nfield."支出合计" = { after = "项目支出" }\n')
    assert list(found.sheets["收支"].fields)[:3] == ["基本支出", "项目支出", "支出合计"]


def test_after_a_name_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    base(tmp_path)
    made = folder(tmp_path, "xian", HEAD + '[sheet."收支"]\nfield."人员经费" = { after = "基本支付" }\n')
    with pytest.raises(TemplateError) as raised:
        load_form(made)
    (found,) = raised.value.findings
    assert (found.place, found.rule) == ("form.toml:5", "form.unknown-name")
    assert "您是否想写「基本支出」" in found.message()


def test_a_check_a_weight_and_a_figure_are_put_over_those_below(tmp_path: Path) -> None:
    body = "[check.\"points\"]\nat_most = '90'\n[check.\"mine\"]\nleft = '收支.基本支出'\nat_most = '收支.支出合计'\n"
    found = form(tmp_path, body)
    assert list(found.checks) == ["tie.total", "points", "mine"]
    assert str(found.checks["points"].right.source) == "90"


def test_the_cover_says_the_form_itself_though_its_answers_are_inherited(tmp_path: Path) -> None:
    made = folder(tmp_path, "xian", HEAD)
    base(tmp_path)
    blank = selfeval.new_workbook(tmp_path / "blank.xlsx", made)
    assert selfeval.load(blank, template=made)["封面.表式"] == "xian"
    assert selfeval.load(blank, template=made)["封面.表式版本"] == "1"
    computed = selfeval.load({"封面": {"单位名称": "教育局"}}, template=made)
    assert (computed["封面.表式"], computed["封面.表式版本"]) == ("xian", "1")


@pytest.mark.parametrize(
    ("name", "sheets", "derived", "checks"),
    [
        ("附件1", ["封面", "收支"], ["收支.基本占比"], ["tie.total"]),
        ("收支.性质", ["封面", "收支", "指标"], ["收支.基本占比", "自评.总分"], ["tie.total", "points"]),
        ("收支.基本占比", ["封面", "收支", "指标"], ["自评.总分"], ["tie.total", "points"]),
        ("tie.total", ["封面", "收支", "指标"], ["收支.基本占比", "自评.总分"], ["points"]),
    ],
)
def test_what_is_dropped_goes(
    tmp_path: Path, name: str, sheets: list[str], derived: list[str], checks: list[str]
) -> None:
    found = form(tmp_path, f'drop = ["{name}"]\n')
    assert (list(found.sheets), list(found.derived), list(found.checks)) == (sheets, derived, checks)
    assert ("性质" in found.sheets["收支"].fields) == (name != "收支.性质")


def test_a_choice_can_be_dropped(tmp_path: Path) -> None:
    assert form(tmp_path, 'drop = ["收支.性质.事业"]\n').sheets["收支"].fields["性质"].choices == ("行政",)


def test_what_still_reads_a_dropped_name_is_told_with_both_places(tmp_path: Path) -> None:
    base(tmp_path)
    made = folder(tmp_path, "xian", HEAD + 'drop = ["收支.基本支出"]\n')
    with pytest.raises(TemplateError) as raised:
        load_form(made)
    found = raised.value.findings
    reading = [number for number, line in enumerate(BASE.splitlines(), 1) if "= '收支.基本支出 " in line]
    assert found.rows() == [(f"base/form.toml:{number}", "form.dropped-name") for number in reading]
    assert len(reading) == 2
    assert "form.toml:4 的 drop" in found[0].message()


def test_a_dropped_name_that_is_written_anew_is_there(tmp_path: Path) -> None:
    found = form(tmp_path, 'drop = ["收支.性质"]\n[sheet."收支"]\nfield."性质" = { help = "自己填" }\n')
    assert found.sheets["收支"].fields["性质"].choices == ()


def test_faults_of_both_files_are_found_in_one_pass(tmp_path: Path) -> None:
    folder(tmp_path, "base", BASE.replace('help = "全称"', 'halp = "全称"'))
    made = folder(tmp_path, "xian", HEAD + '[check."c"]\nleft = 3\nequal = "1"\n')
    assert faults(made)[:2] == [("base/form.toml:7", "form.unknown-key"), ("form.toml:5", "form.wrong-value")]


def test_a_name_to_drop_that_is_nowhere_is_told_with_the_nearest(tmp_path: Path) -> None:
    base(tmp_path)
    made = folder(tmp_path, "xian", HEAD + 'drop = ["收支.基本支付"]\n')
    with pytest.raises(TemplateError) as raised:
        load_form(made)
    assert "您是否想写「收支.基本支出」" in raised.value.findings[0].message()


def test_drop_without_a_form_below_is_told() -> None:
    with pytest.raises(TemplateError) as raised:
        parse_form(('drop = ["甲"]\n' + BASE).encode())
    assert "form.wrong-value" in [found.rule for found in raised.value.findings]


def test_a_base_that_is_not_there_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    made = folder(tmp_path, "xian", 'id = "xian"\nextends = "hunam"\n')
    with pytest.raises(TemplateError) as raised:
        load_form(made)
    (found,) = raised.value.findings
    assert (found.place, found.rule) == ("form.toml:2", "form.no-base")
    assert "您是否想写「hunan」" in found.message()


def test_a_form_that_builds_on_itself_is_told_with_the_file_that_closes_the_circle(tmp_path: Path) -> None:
    made = folder(tmp_path, "a", 'extends = "../b"\nid = "a"\n')
    folder(tmp_path, "b", 'id = "b"\n\nextends = "../a"\n')
    assert faults(made) == [("b/form.toml:3", "form.extends-circle")]
    assert faults(folder(tmp_path, "c", 'extends = "."\nid = "c"\n')) == [("form.toml:1", "form.extends-circle")]


def test_a_base_that_is_no_toml_is_told_by_its_name(tmp_path: Path) -> None:
    folder(tmp_path, "base", "[sheet")
    assert faults(folder(tmp_path, "xian", HEAD)) == [("base/form.toml", "form.unreadable")]


def test_a_chain_of_forms_goes_as_deep_as_it_is_written(tmp_path: Path) -> None:
    base(tmp_path)
    below = "base"
    for depth in range(30):
        folder(
            tmp_path,
            f"f{depth}",
            f'extends = "../{below}"\nid = "f{depth}"\n[sheet."收支"]\nfield."项{depth}" = {{}}\n',
        )
        below = f"f{depth}"
    found = load_form(tmp_path / below)
    assert list(found.sheets["收支"].fields)[-1] == "项29"
    assert len(found.folders) == 31


def test_a_form_may_name_a_neighbour_or_a_built_in_form(tmp_path: Path) -> None:
    base(tmp_path)
    assert load_form(folder(tmp_path, "x", 'extends = "base"\nid = "x"\n')).title == "自评报告"
    county = load_form(folder(tmp_path, "y", 'extends = "hunan"\nid = "y"\n'))
    assert list(county.sheets) == list(builtin_form("hunan").sheets)
    assert county.template == builtin_form("hunan").template


def test_the_built_in_form_taken_by_default_stays_that_one(tmp_path: Path) -> None:
    assert not load_form(folder(tmp_path, "y", 'extends = "hunan"\nid = "y"\n')).preferred


@pytest.mark.parametrize("annex", ["附件1", "附件2", "附件3"])
def test_each_annex_of_hunan_can_be_dropped_by_one_word_and_the_document_does_without(
    tmp_path: Path, annex: str
) -> None:
    made = folder(tmp_path, "y", f'extends = "hunan"\nid = "y"\ndrop = ["{annex}"]\n')
    texts = paragraphs(bytes(selfeval.render(EXAMPLES / "shuiliju.xlsx", template=made)))
    titles = ["部门整体支出绩效评价基础数据表", "部门整体支出绩效自评表", "项目支出绩效自评表"]
    left = [title for number, title in enumerate(titles, 1) if annex != f"附件{number}"]
    assert [title for title in titles if title in texts] == left
    listed = [line.removeprefix("附件：") for line in texts if line.removeprefix("附件：")[:3] in {"1. ", "2. ", "3. "}]
    assert listed[-2:] == [f"{number}. {title}" for number, title in enumerate(left, 1)]
    assert {line[:3] for line in texts if re.fullmatch("附件[0-9](-[0-9])?", line)} == {"附件1", "附件2"}


def test_the_hash_and_the_files_of_a_form_are_also_those_it_builds_on(tmp_path: Path) -> None:
    base(tmp_path)
    made = folder(tmp_path, "xian", HEAD)
    before = load_form(made)
    assert {"base/form.toml", "base/report.docx", "xian/form.toml"} == {
        path.relative_to(tmp_path).as_posix() for path in files_of(made)
    }
    folder(tmp_path, "base", BASE + '\n[rule."prose-figure"]\nseverity = "off"\n')
    after = load_form(made)
    assert before.hash != after.hash
    assert after.rules == {"prose-figure": None}


@pytest.mark.parametrize("name", builtin_names())
def test_a_form_that_changes_nothing_is_the_form_it_builds_on(tmp_path: Path, name: str) -> None:
    made = load_form(folder(tmp_path, "same", f'extends = "{name}"\nid = "{name}"\n'))
    below = builtin_form(name)
    assert repr(made.sheets) == repr(below.sheets)
    assert repr(made.derived) == repr(below.derived)
    assert repr(made.checks) == repr(below.checks)
    assert repr(made.scorings) == repr(below.scorings)
    assert [item.path for item in made.computations] == [item.path for item in below.computations]


NAMES = st.sampled_from(["甲", "乙", "丙", "丁"])
TABLES = st.recursive(
    st.integers(0, 9), lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3), max_leaves=8
).filter(lambda table: isinstance(table, dict))


def _toml(table: dict[str, object]) -> str:
    def value(item: object) -> str:
        if not isinstance(item, dict):
            return str(item)
        return "{" + ", ".join(f'"{key}" = {value(inner)}' for key, inner in item.items()) + "}"

    return "\n".join(f'"{key}" = {value(item)}' for key, item in table.items())


@given(TABLES, TABLES)
def test_merging_keeps_every_key_of_both_and_the_order_of_the_base(
    below: dict[str, object], own: dict[str, object]
) -> None:
    merged = Merged((Layer(_toml(own).encode(), None), Layer(_toml(below).encode(), None, "base/form.toml"))).table

    def look(table: object, first: object, second: object) -> None:
        if not isinstance(second, dict):
            assert table == second
            return
        old = first if isinstance(first, dict) else {}
        assert isinstance(table, dict)
        assert list(table) == [*old, *(key for key in second if key not in old)]
        for key, inner in table.items():
            if key in second:
                look(inner, old.get(key), second[key])
            else:
                assert inner == old[key]

    look(merged, below, own)
