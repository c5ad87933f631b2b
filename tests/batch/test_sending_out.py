from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import selfeval
from selfeval.cli.main import cli


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
    sent = list(selfeval.new_workbooks(names, tmp_path / "下发"))
    assert [(one.name, one.workbook.name) for one in sent] == [
        ("水利局", "水利局.xlsx"),
        ("县委/统战部", "县委_统战部.xlsx"),
    ]
    assert sent[0].unknown == ("序号", "备注")
    report = selfeval.load(sent[0].workbook)
    paths = ("封面.单位名称", "封面.年度", "基本情况.行政编制", "基本情况.事业编制")
    assert [str(report[path]) for path in paths] == ["水利局", "2025", "12", ""]
    assert str(selfeval.load(sent[1].workbook)["封面.单位名称"]) == "县委/统战部"


def test_a_row_and_column_of_a_fixed_sheet_can_be_named(tmp_path: Path) -> None:
    names = roster(tmp_path / "名单.xlsx", ["单位", "公务接待费.上年决算数"], ["水利局", 1.25])
    (sent,) = selfeval.new_workbooks(names, tmp_path / "下发")
    assert sent.unknown == ()
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
