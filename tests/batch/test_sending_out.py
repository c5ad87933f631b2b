from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import selfeval
from selfeval.cli.main import cli
from selfeval.form import builtin_form
from selfeval.workbook import new_workbook
from tests.support.batches import book, sheet, write


def roster(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_each_department_gets_a_workbook_with_what_the_roster_says(tmp_path: Path) -> None:
    names = roster(
        tmp_path / "名单.xlsx",
        ["某县预算单位名单"],
        ["序号", "单位名称", "年度", "行政编制", "备注"],
        [1, "水利局", 2025, 12, "x"],
        [2, "县委/统战部", 2025, None, None],
        [3, "水利局", 2024, 1, None],
    )
    sending = selfeval.new_workbooks(names, tmp_path / "下发")
    sent = list(sending)
    assert [(one.name, one.workbook.name) for one in sent] == [
        ("水利局", "水利局.xlsx"),
        ("县委/统战部", "县委_统战部.xlsx"),
    ]
    assert (sending.unknown, sending.last_year) == (("序号", "备注"), None)
    report = selfeval.load(sent[0].workbook)
    paths = ("封面.单位名称", "封面.年度", "基本情况.行政编制", "基本情况.事业编制")
    assert [str(report[path]) for path in paths] == ["水利局", "2025", "12", ""]
    assert str(selfeval.load(sent[1].workbook)["封面.单位名称"]) == "县委/统战部"


def test_a_row_and_column_of_a_fixed_sheet_can_be_named(tmp_path: Path) -> None:
    names = roster(tmp_path / "名单.xlsx", ["单位", "公务接待费.上年决算数"], ["水利局", 1.25])
    sending = selfeval.new_workbooks(names, tmp_path / "下发")
    (sent,) = sending
    assert sending.unknown == ()
    assert str(selfeval.load(sent.workbook)["基础数据.公务接待费.上年决算数"]) == "1.25"


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    names = roster(tmp_path / "名单.xlsx", ["单位名称"], ["水利局"])
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发/水利局.xlsx").write_bytes(b"mine")
    assert [one.written for one in selfeval.new_workbooks(names, tmp_path / "下发")] == [False]
    assert (tmp_path / "下发/水利局.xlsx").read_bytes() == b"mine"


def test_an_empty_roster_is_told(tmp_path: Path) -> None:
    with pytest.raises(selfeval.SelfevalError, match="没有单位"):
        list(selfeval.new_workbooks(roster(tmp_path / "名单.xlsx", ["单位名称"]), tmp_path / "下发"))


def test_the_command_says_what_it_made_and_what_it_did_not_know(tmp_path: Path) -> None:
    names = roster(tmp_path / "名单.xlsx", ["单位名称", "电话号"], ["水利局", "1"], ["教育局", "2"])
    done = CliRunner().invoke(cli, ["new", "--roster", str(names), "-o", str(tmp_path / "下发")])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "名单里的这些栏表式里没有，没有预填：电话号。")
    assert "已生成 2 份" in done.output
    assert CliRunner().invoke(cli, ["new", "--roster", str(names)]).exit_code == 2


ACCOUNTS = {
    "公务接待费": {"本年决算数": Decimal("1.23")},
    "公务用车运行维护费": {"本年决算数": Decimal("3.5")},
    "公务用车购置费": {"本年决算数": "无"},
}
BASIC = "基础数据.{}.上年决算数"


def values(path: Path, *names: str) -> list[str]:
    report = selfeval.load(path)
    return [str(report[name]) for name in names]


def test_last_year_s_workbook_fills_in_name_year_posts_duties_and_final_accounts(tmp_path: Path) -> None:
    last = write(tmp_path / "去年.xlsx", book("水利局", 基础数据=ACCOUNTS))
    path = selfeval.new_workbook(tmp_path / "今年.xlsx", last_year=last)
    assert values(path, "封面.单位名称", "封面.年度", "封面.填报日期") == ["水利局", "2026", ""]
    assert values(path, "基本情况.行政编制", "基本情况.实有在职人数", "基本情况.机构设置") == ["7", "9", ""]
    assert values(path, "基本情况.主要职责") == ["拟订政策\n组织实施"]
    assert values(path, BASIC.format("公务接待费"), BASIC.format("公务用车购置费")) == ["1.23", "0.00"]
    assert values(path, "基础数据.公务接待费.本年决算数", "一般公共预算.支出合计") == ["", ""]


def test_what_the_form_computes_keeps_its_live_formula_unless_last_year_says_otherwise(tmp_path: Path) -> None:
    typed = {**ACCOUNTS, "“三公”经费": {"本年决算数": Decimal(9)}}
    last = write(tmp_path / "去年.xlsx", book(基础数据=typed))
    path = selfeval.new_workbook(tmp_path / "今年.xlsx", last_year=last)
    formulas = {row[0]: row[1] for row in sheet(path, "基础数据", values=False)}
    assert str(formulas["公务用车购置和运行维护费"]).startswith("=")
    assert formulas["“三公”经费"] == 9
    shown = {row[0]: row[1] for row in sheet(path, "基础数据")}
    assert (shown["公务用车购置和运行维护费"], shown["公务用车购置费"]) == (3.5, "无")


@pytest.mark.parametrize(("said", "unit", "shown"), [(None, "元", 12345.67), ("万元", "万元", 1.234567)])
def test_amounts_typed_in_yuan_stay_the_same_amounts(tmp_path: Path, said: str | None, unit: str, shown: float) -> None:
    accounts = {"公务接待费": {"本年决算数": Decimal("12345.67")}}
    write(tmp_path / "去年/a.xlsx", book("水利局", 封面={"金额单位": "元"}, 基础数据=accounts))
    names = roster(tmp_path / "名单.xlsx", ["单位名称", "金额单位"], ["水利局", said])
    (sent,) = selfeval.new_workbooks(names, tmp_path / "下发", last_year=tmp_path / "去年")
    assert values(sent.workbook, "封面.金额单位", BASIC.format("公务接待费")) == [unit, "1.23"]
    assert {row[0]: row[1] for row in sheet(sent.workbook, "基础数据")}["公务接待费"] == shown
    assert sheet(sent.workbook, "基础数据")[2][0] == f"金额单位：{unit}"


def test_a_workbook_of_another_form_is_joined_by_meaning(tmp_path: Path) -> None:
    last = write(tmp_path / "去年.xlsx", book("水利局"))
    path = selfeval.new_workbook(tmp_path / "今年.xlsx", "sichuan", last_year=last)
    assert values(path, "封面.部门名称", "封面.年度", "部门概况.行政编制", "部门概况.年末实有人数") == [
        "水利局",
        "2026",
        "7",
        "9",
    ]
    answers = {
        "封面": {"年度": 2025, "部门名称": "丙局"},
        "一般公共预算收支": {"上年结转": 1, "预算收入": 5, "预算支出": 4},
    }
    write(tmp_path / "川.xlsx", new_workbook(builtin_form("sichuan"), answers))
    path = selfeval.new_workbook(tmp_path / "川今年.xlsx", "sichuan", last_year=tmp_path / "川.xlsx")
    assert values(path, "一般公共预算收支.上年结转") == ["2.00"]


def test_last_year_is_matched_by_department_and_what_does_not_match_is_told(tmp_path: Path) -> None:
    for name, unit in {"a": "水 利局", "b": "教育局", "c": "教育局", "d": "撤销的局"}.items():
        write(tmp_path / f"去年/{name}.xlsx", book(unit))
    write(tmp_path / "去年/坏.xlsx", b"x")
    names = roster(tmp_path / "名单.xlsx", ["单位名称", "年度"], ["水利局", 2030], ["教育局", None], ["新局", None])
    sending = selfeval.new_workbooks(names, tmp_path / "下发", last_year=tmp_path / "去年")
    assert [(one.name, one.last_year) for one in sending] == [("水利局", "a.xlsx"), ("教育局", ""), ("新局", "")]
    told = sending.last_year
    assert told is not None
    assert (told.unlisted, told.several) == (["撤销的局"], ["教育局：b.xlsx、c.xlsx"])
    assert [text.split("：")[0] for text in told.unread] == ["坏.xlsx"]
    assert values(tmp_path / "下发/水利局.xlsx", "封面.单位名称", "封面.年度", "基本情况.行政编制") == [
        "水利局",
        "2030",
        "7",
    ]
    assert values(tmp_path / "下发/教育局.xlsx", "封面.年度", "基本情况.行政编制") == ["", ""]


def test_a_pre_filled_workbook_is_an_ordinary_one(tmp_path: Path) -> None:
    last = write(tmp_path / "去年.xlsx", book(基础数据=ACCOUNTS))
    path = selfeval.new_workbook(tmp_path / "今年.xlsx", last_year=last)
    blank = selfeval.check(selfeval.new_workbook(tmp_path / "空白.xlsx"))
    assert {one.rule for one in selfeval.check(path)} == {one.rule for one in blank}


def test_the_command_pre_fills_and_tells_who_has_no_workbook_of_last_year(tmp_path: Path) -> None:
    write(tmp_path / "去年/a.xlsx", book("水利局"))
    write(tmp_path / "去年/b.xlsx", book("撤销的局"))
    names = roster(tmp_path / "名单.xlsx", ["单位名称"], ["水利局"], ["新局"])
    given = ["--roster", str(names), "-o", str(tmp_path / "下发"), "--from", str(tmp_path / "去年")]
    done = CliRunner().invoke(cli, ["new", *given])
    assert done.exit_code == 0
    assert "上年没有工作簿，没有按上年预填（1）：新局" in done.output
    assert "上年有工作簿，名单里没有（1）：撤销的局" in done.output
    assert "已生成 2 份，其中 1 份按上年预填" in done.output
    one = str(tmp_path / "今年.xlsx")
    assert CliRunner().invoke(cli, ["new", one, "--from", str(tmp_path / "去年")]).exit_code == 2
    assert "请核对" in CliRunner().invoke(cli, ["new", one, "--from", str(tmp_path / "去年/a.xlsx")]).output


def test_last_year_s_workbook_that_cannot_be_read_stops_a_single_one(tmp_path: Path) -> None:
    last = write(tmp_path / "去年.xlsx", b"x")
    with pytest.raises(selfeval.InvalidReport):
        selfeval.new_workbook(tmp_path / "今年.xlsx", last_year=last)
    assert not (tmp_path / "今年.xlsx").exists()
