from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import selfeval
from selfeval.batch.file_names import distinct
from selfeval.batch.journal import FILE
from selfeval.cli.main import cli
from tests.support.batches import book, digests, run, sheet, statuses, unbalanced, write

DRAFT = "b（草稿）.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workbook in order, one with an error, one that cannot be read."""
    write(tmp_path / "in/a.xlsx", book("甲局"))
    write(tmp_path / "in/b.xlsx", unbalanced("乙局"))
    write(tmp_path / "in/c.xlsx", book("丙局")[:2000])
    return tmp_path


def test_workbooks_with_errors_give_drafts_and_the_others_their_documents(folder: Path) -> None:
    results = run(folder / "in", folder / "out", draft=True)
    assert statuses(results) == {"a.xlsx": "done", "b.xlsx": "done", "c.xlsx": "failed"}
    assert [(result.draft, result.document) for result in results] == [
        (False, folder / "out/a.docx"),
        (True, folder / "out" / DRAFT),
        (False, None),
    ]
    assert [found.rule for found in results[1].findings.errors] == ["tie-out.total-expenditure"]
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        FILE,
        "a.docx",
        DRAFT,
        "index.html",
        "汇总.xlsx",
    ]


def test_the_documents_are_those_of_render(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    assert (folder / "out/a.docx").read_bytes() == bytes(selfeval.render(folder / "in/a.xlsx"))
    assert (folder / "out" / DRAFT).read_bytes() == bytes(selfeval.render(folder / "in/b.xlsx", draft=True))


def test_nothing_is_done_again_and_a_draft_is_still_a_draft(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    before = digests(folder / "out"), (folder / "out" / DRAFT).stat().st_mtime_ns
    again = run(folder / "in", folder / "out", draft=True)
    assert statuses(again) == {"a.xlsx": "unchanged", "b.xlsx": "unchanged", "c.xlsx": "failed"}
    assert [result.draft for result in again] == [False, True, False]
    assert (digests(folder / "out"), (folder / "out" / DRAFT).stat().st_mtime_ns) == before


def test_a_draft_that_is_missing_is_made_again(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    (folder / "out" / DRAFT).unlink()
    assert statuses(run(folder / "in", folder / "out", draft=True))["b.xlsx"] == "done"


def test_a_workbook_put_right_gives_its_document_and_the_draft_goes(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    write(folder / "in/b.xlsx", book("乙局"))
    result = run(folder / "in", folder / "out", draft=True)[1]
    assert (result.status, result.draft, result.document) == ("done", False, folder / "out/b.docx")
    assert not (folder / "out" / DRAFT).exists()


def test_a_workbook_gone_wrong_gives_a_draft_and_its_document_goes_unless_somebody_edited_it(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path / f"in/{name}.xlsx", book(name))
    run(tmp_path / "in", tmp_path / "out", draft=True)
    (tmp_path / "out/b.docx").write_bytes((tmp_path / "out/b.docx").read_bytes() + b" ")
    for name in "ab":
        write(tmp_path / f"in/{name}.xlsx", unbalanced(name))
    run(tmp_path / "in", tmp_path / "out", draft=True)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["a（草稿）.docx", "b.docx", DRAFT]


def test_a_draft_somebody_edited_is_kept(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    write(folder / "out" / DRAFT, b"edited")
    result = run(folder / "in", folder / "out", draft=True)[1]
    assert (result.status, result.draft) == ("kept", True)
    assert (folder / "out" / DRAFT).read_bytes() == b"edited"


def test_without_the_option_a_later_run_fails_them_and_takes_the_drafts_away(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    assert statuses(run(folder / "in", folder / "out")) == {"a.xlsx": "done", "b.xlsx": "failed", "c.xlsx": "failed"}
    assert not (folder / "out" / DRAFT).exists()


def test_a_document_that_would_be_called_like_a_draft_gets_its_path(tmp_path: Path) -> None:
    write(tmp_path / "in/b.xlsx", unbalanced("乙局"))
    write(tmp_path / "in/b（草稿）.xlsx", book("丙局"))
    results = run(tmp_path / "in", tmp_path / "out", draft=True)
    documents = {result.document for result in results}
    assert len(documents) == 2
    assert documents == set((tmp_path / "out").glob("*.docx"))


def test_the_longest_name_has_room_for_the_word_draft() -> None:
    (name,) = distinct({"a": "长" * 200}, drafts=True).values()
    assert len(name.encode()) + len("（草稿）".encode()) <= 255


def test_drafts_are_counted_and_shown_apart_and_their_figures_are_in_no_total(folder: Path) -> None:
    run(folder / "in", folder / "out", draft=True)
    rows = {row[1]: row for row in sheet(folder / "out/汇总.xlsx", "汇总")}
    assert [rows[name][3] for name in ("甲局", "乙局", "c")] == ["已生成", "草稿", "未生成"]
    assert rows["乙局"][-2] == DRAFT
    assert rows["合计（随筛选变化）"][6:8] == rows["甲局"][6:8] != [None, None]
    text = (folder / "out/index.html").read_text(encoding="utf-8")
    assert "<li>已生成<b>1</b></li>" in text
    assert '<li>草稿<b class="bad">1</b></li>' in text
    assert text.index("未生成、只有草稿的工作簿（2）") < text.index("tie-out.total-expenditure") < text.index("各单位")


def test_the_command_says_how_many_are_drafts_and_fails_only_for_what_gave_nothing(folder: Path) -> None:
    command = ["fill", str(folder / "in"), "-o", str(folder / "out"), "--draft", "-j", "1"]
    told = CliRunner().invoke(cli, command)
    assert told.exit_code == 1
    table = dict(line.split() for line in told.output.splitlines() if line.startswith("  "))
    assert table == {"已生成": "1", "草稿，有错误要改正": "1", "未生成": "1"}
    (folder / "in/c.xlsx").unlink()
    lines = CliRunner().invoke(cli, [*command, "--format", "json"])
    assert lines.exit_code == 0
    drafts = {one["input"]: (one["document"], one["draft"]) for one in map(json.loads, lines.stdout.splitlines())}
    assert drafts == {"a.xlsx": ("a.docx", False), "b.xlsx": (DRAFT, True)}


def test_a_draft_s_figures_are_not_compared_with_last_year_s(folder: Path) -> None:
    for name, unit in {"a": "甲局", "b": "乙局"}.items():
        write(folder / f"last/{name}.xlsx", book(unit, 一般公共预算={"年初预算数": 900}))
    run(folder / "in", folder / "out", draft=True, last_year=folder / "last")
    rows = sheet(folder / "out/汇总.xlsx", "年度对比")
    assert "甲局" in {row[0] for row in rows}
    assert "乙局" not in {row[0] for row in rows}
