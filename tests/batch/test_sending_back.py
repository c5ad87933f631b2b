from __future__ import annotations

from pathlib import Path

import openpyxl
from click.testing import CliRunner

import selfeval
from selfeval.cli.main import cli
from tests.support.batches import book, sheet, statuses, unbalanced, write, zipped


def folder(tmp_path: Path) -> Path:
    write(tmp_path / "in/好.xlsx", book("甲"))
    write(tmp_path / "in/错.xlsx", unbalanced("乙"))
    write(tmp_path / "in/补交.zip", zipped({"错.xlsx": unbalanced("丙")}))
    write(tmp_path / "in/旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return tmp_path / "in"


def test_each_faulty_workbook_is_written_with_its_notes_and_all_are_listed(tmp_path: Path) -> None:
    results = sorted(selfeval.annotate_batch(folder(tmp_path), tmp_path / "退回"), key=lambda one: one.input)
    assert statuses(results) == {
        "好.xlsx": "sound",
        "旧.xls": "faulty",
        "补交.zip/错.xlsx": "faulty",
        "错.xlsx": "faulty",
    }
    names = sorted(path.name for path in (tmp_path / "退回").iterdir())
    assert names == ["退回清单.xlsx", "错（补交.zip-错）.xlsx", "错（错）.xlsx"]
    marked = openpyxl.load_workbook(tmp_path / "退回/错（错）.xlsx")
    assert "相差" in marked["一般公共预算"]["B6"].comment.text
    rows = sheet(tmp_path / "退回/退回清单.xlsx", "汇总")
    assert [row[1:4] for row in rows[1:5]] == [
        ["旧", "", "要改正"],
        ["丙", "2025", "要改正"],
        ["乙", "2025", "要改正"],
        ["甲", "2025", "没有错误"],
    ]


def test_a_file_of_an_earlier_time_is_kept_unless_forced(tmp_path: Path) -> None:
    write(tmp_path / "in/错.xlsx", unbalanced())
    write(tmp_path / "退回/错.xlsx", b"mine")
    assert [one.status for one in selfeval.annotate_batch(tmp_path / "in", tmp_path / "退回")] == ["kept"]
    assert (tmp_path / "退回/错.xlsx").read_bytes() == b"mine"
    forced = selfeval.annotate_batch(tmp_path / "in", tmp_path / "退回", overwrite=True)
    assert [one.status for one in forced] == ["faulty"]


def test_the_command_lists_what_is_sent_back(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(folder(tmp_path)), "--annotate", str(tmp_path / "退回")])
    assert done.exit_code == 1
    assert "错.xlsx：1 处错误。已标注：错（错）.xlsx" in done.output
    assert "旧.xls：1 处错误。不能标注" in done.output
    assert "共 4 份：1 份没有错误，3 份要改正" in done.output
    wrong = CliRunner().invoke(cli, ["check", str(tmp_path / "in"), "--annotate", str(tmp_path / "x.xlsx")])
    assert wrong.exit_code == 2


def test_a_workbook_that_has_been_corrected_says_that_its_old_copy_is_still_there(tmp_path: Path) -> None:
    write(tmp_path / "收件/a.xlsx", unbalanced())
    for _ in selfeval.annotate_batch(tmp_path / "收件", tmp_path / "退回"):
        pass
    write(tmp_path / "收件/a.xlsx", book())
    (again,) = selfeval.annotate_batch(tmp_path / "收件", tmp_path / "退回")
    assert (again.status, [one.rule for one in again.findings.warnings]) == ("sound", ["batch.no-longer-faulty"])
    (tmp_path / "退回/a.xlsx").unlink()
    (again,) = selfeval.annotate_batch(tmp_path / "收件", tmp_path / "退回")
    assert list(again.findings.warnings) == []
