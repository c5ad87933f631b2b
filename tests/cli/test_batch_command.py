from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from selfeval.cli.main import cli
from tests.support.batches import book, unbalanced, write, zipped


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as it comes back: two good workbooks, one wrong, one lock file."""
    write(tmp_path / "收件/甲.xlsx", book("甲"))
    write(tmp_path / "收件/补交.zip", zipped({"乙.xlsx": book("乙")}))
    write(tmp_path / "收件/丙.xlsx", unbalanced("丙"))
    write(tmp_path / "收件/~$甲.xlsx", b"x")
    return tmp_path / "收件"


def test_a_folder_gives_documents_a_summary_and_a_page_and_says_so(folder: Path, tmp_path: Path) -> None:
    done = run("fill", folder, "-o", tmp_path / "报告", "-j", 1)
    assert done.exit_code == 1
    assert "未生成 丙.xlsx：一般公共预算!B6 支出合计" in done.output
    assert "3/3" in done.output
    table = dict(line.split() for line in done.output.splitlines() if line.startswith("  "))
    assert table == {"已生成": "2", "未生成": "1", "跳过的文件": "1"}
    assert "汇总.xlsx" in done.output
    names = sorted(path.name for path in (tmp_path / "报告").iterdir() if path.name[0] != ".")
    assert names == ["index.html", "乙.docx", "汇总.xlsx", "甲.docx"]


def test_run_again_it_does_nothing_twice_and_a_department_twice_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / "丙.xlsx").write_bytes(book("甲", 基本情况={"在编人数": 3}))
    for word in ("已生成", "没有变化，不必重做"):
        done = run("fill", folder, "-o", tmp_path / "报告", "-j", 1)
        assert done.exit_code == 0
        assert f"{word}" in done.output
        assert "请核对：甲 2025年度交了 2 份工作簿：丙.xlsx、甲.xlsx" in done.output


def test_json_is_one_line_for_each_document_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    done = run("fill", folder, "-o", tmp_path / "报告", "-j", 1, "--format", "json")
    lines = {one["input"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert {key: one["status"] for key, one in lines.items()} == {
        "丙.xlsx": "failed",
        "甲.xlsx": "done",
        "补交.zip/乙.xlsx": "done",
    }
    assert lines["甲.xlsx"]["document"] == "甲.docx"
    assert lines["甲.xlsx"]["values"]["total_expenditure"] == "258.9"
    assert lines["丙.xlsx"]["findings"][0]["rule"] == "tie-out.total-expenditure"


def test_quiet_says_nothing(folder: Path, tmp_path: Path) -> None:
    done = run("fill", folder, "-o", tmp_path / "报告", "-j", 1, "--quiet")
    assert (done.exit_code, done.output) == (1, "")


def test_several_files_into_one_folder_are_a_batch_named_by_a_pattern(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a/x.xlsx", book("甲")), write(tmp_path / "b/x.xlsx", book("乙"))
    assert run("fill", one, two, "-o", tmp_path / "out", "-j", 1).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["x（a-x）.docx", "x（b-x）.docx"]
    named = run("fill", f"{tmp_path}/*/x.xlsx", "-o", tmp_path / "out", "-j", 1, "--name", "{{封面.单位名称}}")
    assert named.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["乙.docx", "甲.docx"]


@pytest.mark.parametrize(
    "more", [[], ["-o", "x.docx"], ["-o", "报告", "--name", "{{封面."], ["-o", "报告", "-t", "hunam"]]
)
def test_what_cannot_be_meant_is_told_before_anything_is_done(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("fill", folder, *more)
    assert refused.exit_code in (2, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["收件"]


def test_a_folder_without_workbooks_and_an_input_that_is_not_there_are_told(tmp_path: Path) -> None:
    write(tmp_path / "in/说明.txt", b"x")
    none = run("fill", tmp_path / "in", "-o", tmp_path / "out")
    assert (none.exit_code, "没有可处理的工作簿" in none.output, "说明.txt" in none.output) == (1, True, True)
    write(tmp_path / "in/a.xlsx", book())
    gone = run("fill", tmp_path / "in", tmp_path / "没有.xlsx", "-o", tmp_path / "out", "-j", 1)
    assert (gone.exit_code, "没有找到" in gone.output) == (1, True)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "ascii"])
def test_any_console_follows_the_run(folder: Path, tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", "fill", folder, "-o", tmp_path / "报告"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "3/3" in done.stdout.decode("utf-8" if encoding == "ascii" else encoding)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to open")
@pytest.mark.parametrize("columns", [40, 120])
def test_a_terminal_shows_a_bar_and_then_the_table(folder: Path, tmp_path: Path, columns: int) -> None:
    import pty

    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "selfeval", "fill", folder, "-o", tmp_path / "报告"],
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "LINES": "30"},
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(leader)
    assert done.wait() == 1
    text = seen.decode()
    assert "3/3" in text
    assert "失败 1" in text
    assert "未生成的：" in text
