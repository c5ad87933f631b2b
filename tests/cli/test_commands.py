import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import selfeval
from selfeval.cli.main import cli
from tests.support.answers import workbook
from tests.support.word import paragraphs


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_new_fill_in_fill_is_the_whole_way(tmp_path: Path) -> None:
    blank = run("new", tmp_path / "空白.xlsx")
    assert (blank.exit_code, (tmp_path / "空白.xlsx").exists()) == (0, True)
    filled = run("fill", workbook(tmp_path / "填报.xlsx"))
    assert filled.exit_code == 0
    assert (tmp_path / "填报.docx").exists()
    assert f"已生成：{tmp_path / '填报.docx'}" in filled.output


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"mine")
    refused = run("new", tmp_path / "a.xlsx")
    assert refused.exit_code == 3
    assert (tmp_path / "a.xlsx").read_bytes() == b"mine"


def test_new_wants_a_name_that_ends_in_xlsx(tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.docx").exit_code == 2


def test_check_groups_findings_by_sheet_errors_first_with_a_count(tmp_path: Path) -> None:
    checked = run("check", workbook(tmp_path / "a.xlsx", 一般公共预算={"支出合计": 1, "年初预算数": "258.9万"}))
    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    assert lines[0] == "【一般公共预算】"
    assert lines[1].startswith("  错误 B")
    assert lines[1].endswith("[tie-out.total-expenditure]")
    assert "说明" in lines[2] or "提醒" in lines[2]
    assert "1 处错误" in lines[-1]
    assert not (tmp_path / "a.docx").exists()


def test_fill_with_errors_writes_nothing_and_says_that_the_older_document_is_old(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    run("fill", path)
    before = (tmp_path / "a.docx").read_bytes()
    workbook(path, 封面={"单位名称": None})
    refused = run("fill", path)
    assert refused.exit_code == 1
    assert "旧文件" in refused.output
    assert (tmp_path / "a.docx").read_bytes() == before


def test_a_foreign_document_in_the_way_exits_3_and_force_overwrites_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    (tmp_path / "a.docx").write_bytes(b"mine")
    assert run("fill", path).exit_code == 3
    assert run("fill", path, "--force").exit_code == 0


def test_output_and_several_workbooks(tmp_path: Path) -> None:
    one, two = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx")
    assert run("fill", one, "-o", tmp_path / "x.docx").exit_code == 0
    (tmp_path / "out").mkdir()
    assert run("fill", one, two, "-o", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["a.docx", "b.docx"]
    assert run("fill", one, two, "-o", tmp_path / "y.docx").exit_code == 2


@pytest.mark.parametrize("arguments", [[], ["fill"], ["fill", "nowhere.xlsx"], ["check", "."], ["fill", "--no-such"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_unknown_template_exits_3(tmp_path: Path) -> None:
    refused = run("fill", workbook(tmp_path / "a.xlsx"), "-t", "hunam")
    assert refused.exit_code == 3
    assert "您是否想写 hunan" in refused.output


def test_version_is_told() -> None:
    assert run("--version").output == f"selfeval {selfeval.__version__}\n"


def test_every_command_has_a_chinese_help() -> None:
    for command in cli.commands:
        helped = run(command, "--help")
        assert helped.exit_code == 0
        assert any("\u4e00" <= char <= "\u9fff" for char in helped.output)


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_any_console_gets_the_findings_without_a_traceback(tmp_path: Path, encoding: str) -> None:
    path = workbook(tmp_path / "a.xlsx", 封面={"单位名称": "𠮷县①局", "年度": "二〇二五𠮷"})
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", "check", str(path)],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    if encoding != "ascii":
        assert "年度" in done.stdout.decode(encoding)


@pytest.mark.parametrize("output", ["report.xlsx", "missing/", "report"])
def test_an_output_that_is_no_word_file_is_refused(tmp_path: Path, output: str) -> None:
    assert run("fill", workbook(tmp_path / "a.xlsx"), "-o", f"{tmp_path}/{output}").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_one_workbook_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    one, two = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx")
    (tmp_path / "a.docx").write_bytes(b"mine")
    filled = run("fill", one, two, tmp_path / "nowhere.xlsx")
    assert filled.exit_code == 3
    assert (tmp_path / "b.docx").exists()
    assert "nowhere.xlsx" in filled.output


def command(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "selfeval", *map(str, arguments)]
    return subprocess.run(line, stderr=subprocess.PIPE, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fil"], "没有命令 fil"),
        (["fill"], "还要写明"),
        (["fill", "--frce", "a.xlsx"], "没有选项 --frce"),
        (["fill", "a", "-o"], "选项 -o"),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str], message: str) -> None:
    done = command(*arguments, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_cannot_be_written_is_told_without_a_traceback(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = command("check", workbook(tmp_path / "a.xlsx"), stdout=full)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_fill_tidy_writes_the_better_text_and_lists_it_and_no_prose_reads_no_text(tmp_path: Path) -> None:
    rows = [{"章节": "部门整体支出绩效情况", "内容": "稳" * 50 + "甲,乙"}]
    path = workbook(tmp_path / "a.xlsx", 正文=rows)
    before = path.read_bytes()
    assert "[prose-half-width]" in run("check", path).output
    assert "prose-" not in run("check", path, "--no-prose").output
    tidied = run("fill", path, "--tidy")
    assert tidied.exit_code == 0
    assert "[prose-tidied]" in tidied.output
    assert "甲，乙" in "\n".join(paragraphs((tmp_path / "a.docx").read_bytes()))
    assert path.read_bytes() == before
    assert "prose-" not in run("fill", path, "--no-prose").output
    assert "甲,乙" in "\n".join(paragraphs((tmp_path / "a.docx").read_bytes()))


def test_a_draft_is_written_beside_with_a_name_of_its_own_and_says_what_is_wrong(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 封面={"单位名称": None})
    drafted = run("fill", path, "--draft")
    assert drafted.exit_code == 0
    assert f"已生成草稿：{tmp_path / 'a（草稿）.docx'}（1 处错误）" in drafted.output
    assert "〔待填：单位名称〕" in paragraphs((tmp_path / "a（草稿）.docx").read_bytes())
    assert not (tmp_path / "a.docx").exists()


def test_a_draft_goes_where_it_is_told_but_not_over_a_final_document(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    (tmp_path / "out").mkdir()
    assert run("fill", path, "--draft", "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "a（草稿）.docx").exists()
    run("fill", path)
    refused = run("fill", path, "--draft", "-o", tmp_path / "a.docx")
    assert refused.exit_code == 3
    assert "正式文件" in refused.output


def test_a_help_text_loads_no_stage_and_no_library_of_one() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom selfeval.cli.main import cli\n"
        "assert CliRunner().invoke(cli, ['--help']).exit_code == 0\n"
        "heavy = ('selfeval.document', 'selfeval.workbook', 'selfeval.form', 'lxml', 'jinja2', 'openpyxl', 'docx')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
