from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import selfeval
from selfeval.api.loading import Loaded, read_earlier
from selfeval.cli.main import cli
from selfeval.figures.movements import movements
from selfeval.form import builtin_form, load_form
from selfeval.workbook import new_workbook
from tests.support.answers import answers
from tests.support.batches import book, run, sheet, statuses, unbalanced, write


def test_large_movements_come_first_and_from_nothing_to_something_is_large() -> None:
    this = {"a": Decimal(130), "b": Decimal(131), "c": Decimal(1), "d": Decimal(0), "e": Decimal(5)}
    last = {"a": Decimal(100), "b": Decimal(100), "c": Decimal(0), "d": Decimal(0), "f": Decimal(5)}
    moved = sorted(movements("甲", this, last), key=lambda one: one.rank)
    assert [(one.figure, one.change, one.large) for one in moved] == [
        ("c", None, True),
        ("b", Decimal("0.31"), True),
        ("d", None, False),
        ("a", Decimal("0.3"), False),
    ]


def test_two_years_are_matched_by_department_and_meaning(tmp_path: Path) -> None:
    write(tmp_path / "本年/a.xlsx", book("某县 水利局", 一般公共预算={"年初预算数": Decimal("510.9")}))
    write(tmp_path / "本年/新.xlsx", book("新单位"))
    write(tmp_path / "本年/坏.xlsx", b"x")
    write(tmp_path / "上年/b.xlsx", book("某县水利局"))
    found = selfeval.compare(tmp_path / "本年", tmp_path / "上年", tmp_path / "对比.xlsx")
    (first, *others) = found.movements
    assert (first.department, first.figure, first.change) == ("某县 水利局", "initial_budget", Decimal(1))
    assert not any(one.large for one in others)
    assert (found.only_this, found.only_last, len(found.unread)) == (["新单位"], [], 1)
    rows = sheet(tmp_path / "对比.xlsx", "年度对比")
    assert rows[1] == ["某县 水利局", "年初预算数（万元）", 255.45, 510.9, pytest.approx(255.45), 1, "大"]
    assert sheet(tmp_path / "对比.xlsx", "年度对比", values=False)[1][4] == "=D2-C2"
    assert sheet(tmp_path / "对比.xlsx", "只有本年") == [["新单位"]]


def test_the_command_shows_what_moved_and_never_overwrites(tmp_path: Path) -> None:
    one, two = (
        write(tmp_path / "a.xlsx", book(一般公共预算={"年初预算数": Decimal(1000)})),
        write(tmp_path / "b.xlsx", book(封面={"年度": 2024})),
    )
    arguments = ["compare", str(one), str(two), "-o", str(tmp_path / "c.xlsx")]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0
    assert "某市甲局  年初预算数  255.45  1000  +291.5%" in done.output
    assert "1 个幅度大" in done.output
    assert CliRunner().invoke(cli, arguments).exit_code == 3
    assert CliRunner().invoke(cli, [*arguments, "--force", "--over", "300"]).output.startswith("对比了")


DOUBLED = {"年初预算数": Decimal("510.9")}


@pytest.mark.parametrize("years", [(2025, 2025), (2024, 2025)])
def test_years_that_are_equal_or_the_wrong_way_round_are_told(tmp_path: Path, years: tuple[int, int]) -> None:
    for name, year in zip("ab", years, strict=True):
        write(tmp_path / f"{name}.xlsx", book(封面={"年度": year}))
    done = CliRunner().invoke(
        cli, ["compare", str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx"), "-o", str(tmp_path / "c.xlsx")]
    )
    assert f"写作本年的是 {years[0]}年度，写作上年的是 {years[1]}年度" in done.output


def test_a_batch_with_last_year_s_workbooks_shows_what_moved_in_its_summary(tmp_path: Path) -> None:
    write(tmp_path / "本年/a.xlsx", book("水利局", 一般公共预算=DOUBLED))
    write(tmp_path / "本年/新.xlsx", book("新单位"))
    write(tmp_path / "本年/错.xlsx", unbalanced("出错的局"))
    for name, unit in {"b": "水 利局", "c": "出错的局", "d": "撤销的局"}.items():
        write(tmp_path / f"上年/{name}.xlsx", book(unit))
    write(tmp_path / "上年/坏.xlsx", b"x")
    found = run(tmp_path / "本年", tmp_path / "out", last_year=tmp_path / "上年")
    assert statuses(found) == {"a.xlsx": "done", "新.xlsx": "done", "错.xlsx": "failed"}
    rows = sheet(tmp_path / "out/汇总.xlsx", "年度对比")
    assert rows[1] == ["水利局", "年初预算数（万元）", 255.45, 510.9, pytest.approx(255.45), 1, "大"]
    assert rows[2:] == [
        [None] * 7,
        ["其余 5 个数增减不超过 30%；要逐个看，请运行 selfeval compare。", *[None] * 6],
    ]  # figures of a workbook with errors do not count
    assert sheet(tmp_path / "out/汇总.xlsx", "年度对比", values=False)[1][4:6] == [
        "=D2-C2",
        '=IF(C2=0,"",(D2-C2)/ABS(C2))',
    ]
    assert sheet(tmp_path / "out/汇总.xlsx", "只有本年") == [["新单位"]]
    assert sheet(tmp_path / "out/汇总.xlsx", "只有上年") == [["撤销的局"]]
    assert [row[0].split("：")[0] for row in sheet(tmp_path / "out/汇总.xlsx", "没有读取")] == ["坏.xlsx"]


def test_without_last_year_nothing_is_compared(tmp_path: Path) -> None:
    write(tmp_path / "本年/a.xlsx", book("水利局"))
    run(tmp_path / "本年", tmp_path / "out")
    assert "年度对比" not in openpyxl.load_workbook(tmp_path / "out/汇总.xlsx").sheetnames


def test_a_workbook_of_last_year_is_read_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "本年/a.xlsx", book("水利局"))
    for name in ("甲局", "水利局"):
        write(tmp_path / f"上年/{name}.xlsx", book(name))
    read: list[str] = []

    def counted(data: bytes, template: object, name: str, folder: Path) -> Loaded:
        read.append(name)
        return read_earlier(data, None, name)

    monkeypatch.setattr("selfeval.batch.work.read_earlier", counted)
    with ThreadPoolExecutor(1) as threads:
        for wanted in (["水利局.xlsx", "甲局.xlsx"], [], ["水利局.xlsx"]):
            if len(wanted) == 1:
                write(tmp_path / "上年/水利局.xlsx", book("水利局", 一般公共预算=DOUBLED))
            run(tmp_path / "本年", tmp_path / "out", last_year=tmp_path / "上年", executor=threads)
            assert sorted(read) == wanted
            read.clear()
    assert sheet(tmp_path / "out/汇总.xlsx", "年度对比")[1][:4] == ["水利局", "年初预算数（万元）", 510.9, 255.45]


def test_the_command_compare_and_the_batch_tell_the_same(tmp_path: Path) -> None:
    for name, changes in {"甲局": DOUBLED, "乙局": {}}.items():
        write(tmp_path / f"本年/{name}.xlsx", book(name, 一般公共预算=changes))
        write(tmp_path / f"上年/{name}.xlsx", book(name))
    selfeval.compare(tmp_path / "本年", tmp_path / "上年", tmp_path / "对比.xlsx")
    arguments = [str(tmp_path / "本年"), "-o", str(tmp_path / "out"), "--last-year", str(tmp_path / "上年"), "--quiet"]
    assert CliRunner().invoke(cli, ["fill", *arguments]).exit_code == 0
    large, whole = (sheet(path, "年度对比") for path in (tmp_path / "out/汇总.xlsx", tmp_path / "对比.xlsx"))
    assert large[:2] == whole[:2]
    assert len(whole) == 1 + 2 * 6


def test_years_of_forms_in_other_units_are_compared_in_one(tmp_path: Path) -> None:
    form = tmp_path / "表式"
    form.mkdir()
    text = (builtin_form("hunan").folder or form).joinpath("form.toml").read_text(encoding="utf-8")
    changed = text.replace('id = "hunan"', 'id = "county"').replace('\nunit = "万元"', '\nunit = "元"')
    form.joinpath("form.toml").write_text(
        changed.replace("default = '\"hunan\"'", "default = '\"county\"'"), encoding="utf-8"
    )
    write(tmp_path / "本年.xlsx", new_workbook(load_form(form), answers(封面={"单位名称": "水利局"})))
    write(tmp_path / "上年.xlsx", book("水利局"))
    found = selfeval.compare(tmp_path / "本年.xlsx", tmp_path / "上年.xlsx", tmp_path / "c.xlsx", template=form)
    assert {one.change for one in found.movements} == {Decimal(0)}
    assert {one.unit for one in found.columns if one.id == "initial_budget"} == {"元"}
