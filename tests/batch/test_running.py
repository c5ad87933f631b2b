from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

import selfeval
from selfeval.batch.journal import FILE, Journal
from selfeval.form.builtin import forms_folder
from tests.support.batches import book, digests, run, statuses, unbalanced, write, zipped


def test_one_bad_workbook_never_stops_the_rest_and_its_findings_are_kept(tmp_path: Path) -> None:
    write(tmp_path / "in/好.xlsx", book())
    write(tmp_path / "in/错.xlsx", unbalanced())
    write(tmp_path / "in/坏.xlsx", book()[:2000])
    write(tmp_path / "in/旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    write(tmp_path / "in/空.xlsx", b"")
    results = run(tmp_path / "in", tmp_path / "out")
    assert statuses(results) == {
        "坏.xlsx": "failed",
        "好.xlsx": "done",
        "旧.xls": "failed",
        "空.xlsx": "failed",
        "错.xlsx": "failed",
    }
    rules = {result.input: [found.rule for found in result.findings.errors] for result in results}
    assert rules["错.xlsx"] == ["tie-out.total-expenditure"]
    assert rules["旧.xls"] == ["file.old-format"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [FILE, "index.html", "好.docx", "汇总.xlsx"]


def test_the_documents_are_those_of_render(tmp_path: Path) -> None:
    path = write(tmp_path / "in/a.xlsx", book())
    run(tmp_path / "in", tmp_path / "out", tidy=True, prose=False)
    assert (tmp_path / "out/a.docx").read_bytes() == bytes(selfeval.render(path, tidy=True, prose=False))


def test_workbooks_in_zips_are_done(tmp_path: Path) -> None:
    write(tmp_path / "in/a.zip", zipped({"甲局.xlsx": book(), "乙局.xlsx": unbalanced()}))
    results = run(tmp_path / "in", tmp_path / "out")
    assert statuses(results) == {"a.zip/乙局.xlsx": "failed", "a.zip/甲局.xlsx": "done"}
    assert results[1].document == tmp_path / "out/甲局.docx"


def test_documents_are_named_by_a_pattern_in_the_language_of_templates(tmp_path: Path) -> None:
    write(tmp_path / "in/x.xlsx", book("某县水利局"))
    write(tmp_path / "in/y.xlsx", book("某县/统战部\n办公室"))
    run(
        tmp_path / "in",
        tmp_path / "out",
        name="{{封面.单位名称}}-{{ 封面.年度 }}{% if 封面.年度 > 2024 %}新{% endif %}",
    )
    names = sorted(path.name for path in (tmp_path / "out").glob("*.docx"))
    assert names == ["某县_统战部 办公室-2025新.docx", "某县水利局-2025新.docx"]


def test_unit_and_year_have_names_that_no_form_changes(tmp_path: Path) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples"
    results = run(examples, tmp_path / "out", name="{{单位名称}}-{{年度}}")
    assert {result.status for result in results} == {"done"}
    assert len({result.document.name for result in results if result.document}) == len(list(examples.glob("*.xlsx")))
    assert all(result.document.stem == f"{result.department}-{result.year}" for result in results if result.document)


def test_a_pattern_with_an_unknown_name_fails_each_and_one_that_cannot_be_read_all(tmp_path: Path) -> None:
    write(tmp_path / "in/x.xlsx", book())
    (failed,) = run(tmp_path / "in", tmp_path / "out", name="{{封面.单位名}}")
    assert [found.rule for found in failed.findings] == ["batch.name"]
    with pytest.raises(selfeval.TemplateError, match="--name"):
        run(tmp_path / "in", tmp_path / "out", name="{{封面.")


def test_one_department_twice_gives_two_documents_and_is_told(tmp_path: Path) -> None:
    write(tmp_path / "in/a/x.xlsx", book("某县水利局"))
    write(tmp_path / "in/b/x.xlsx", book("某县水利局", 基本情况={"在编人数": 6}))
    batch = selfeval.render_batch(tmp_path / "in", tmp_path / "out", jobs=1)
    assert {result.status for result in batch} == {"done"}
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["x（a-x）.docx", "x（b-x）.docx"]
    assert [(note.rule, note.found) for note in batch.notes] == [("batch.same-department", "a/x.xlsx、b/x.xlsx")]


def test_a_name_that_collides_later_moves_the_earlier_document_too(tmp_path: Path) -> None:
    write(tmp_path / "in/a/x.xlsx", book("甲"))
    write(tmp_path / "in/b/y.xlsx", book("乙"))
    run(tmp_path / "in", tmp_path / "out")
    write(tmp_path / "in/c/x.xlsx", book("丙"))
    run(tmp_path / "in", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == [
        "x（a-x）.docx",
        "x（c-x）.docx",
        "y.docx",
    ]


def test_unchanged_workbooks_are_not_done_again(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲"))
    write(tmp_path / "in/b.xlsx", unbalanced("乙"))
    run(tmp_path / "in", tmp_path / "out")
    before = digests(tmp_path / "out"), (tmp_path / "out/a.docx").stat().st_mtime_ns
    again = run(tmp_path / "in", tmp_path / "out")
    assert statuses(again) == {"a.xlsx": "unchanged", "b.xlsx": "failed"}
    assert [found.rule for found in again[1].findings.errors] == ["tie-out.total-expenditure"]
    assert before == (digests(tmp_path / "out"), (tmp_path / "out/a.docx").stat().st_mtime_ns)


@pytest.mark.parametrize("options", [{"tidy": True}, {"undefined": "blank"}, {"prose": False}, {"force": True}])
def test_another_option_does_all_again(tmp_path: Path, options: dict[str, object]) -> None:
    write(tmp_path / "in/a.xlsx", book())
    run(tmp_path / "in", tmp_path / "out")
    assert statuses(run(tmp_path / "in", tmp_path / "out", **options)) == {"a.xlsx": "done"}


def test_another_form_does_all_again(tmp_path: Path) -> None:
    shutil.copytree(forms_folder() / "hunan", tmp_path / "form")
    write(tmp_path / "in/a.xlsx", book())
    for status in ("done", "unchanged"):
        assert statuses(run(tmp_path / "in", tmp_path / "out", template=tmp_path / "form")) == {"a.xlsx": status}
    form = tmp_path / "form" / "form.toml"
    form.write_text(form.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert statuses(run(tmp_path / "in", tmp_path / "out", template=tmp_path / "form")) == {"a.xlsx": "done"}


def test_a_changed_workbook_and_a_missing_document_are_done_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / f"in/{name}.xlsx", book(name))
    run(tmp_path / "in", tmp_path / "out")
    write(tmp_path / "in/a.xlsx", book("改"))
    (tmp_path / "out/b.docx").unlink()
    assert statuses(run(tmp_path / "in", tmp_path / "out")) == {
        "a.xlsx": "done",
        "b.xlsx": "done",
        "c.xlsx": "unchanged",
    }


def test_a_document_edited_by_hand_is_kept_and_told_and_force_does_it_again(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out/a.docx").write_bytes(b"mine")
    for _ in range(2):
        (kept,) = run(tmp_path / "in", tmp_path / "out")
        assert (kept.status, kept.failed) == ("kept", False)
        assert "batch.kept" in [found.rule for found in kept.findings]
        assert (tmp_path / "out/a.docx").read_bytes() == b"mine"
    assert statuses(run(tmp_path / "in", tmp_path / "out", force=True)) == {"a.xlsx": "done"}


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    (tmp_path / "out").mkdir()
    first = Journal(tmp_path / "out")
    with pytest.raises(selfeval.OutputError, match="另一个 selfeval"):
        run(tmp_path / "in", tmp_path / "out")
    first.close()
    assert statuses(run(tmp_path / "in", tmp_path / "out")) == {"a.xlsx": "done"}


def test_the_journal_of_an_older_selfeval_is_taken_over_and_one_of_a_newer_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    run(tmp_path / "in", tmp_path / "out")
    with contextlib.closing(sqlite3.connect(tmp_path / "out" / FILE)) as journal:
        journal.executescript("ALTER TABLE done DROP COLUMN draft; PRAGMA user_version = 1;")
    assert statuses(run(tmp_path / "in", tmp_path / "out", name="新")) == {"a.xlsx": "done"}
    assert [path.name for path in (tmp_path / "out").glob("*.docx")] == ["新.docx"]
    assert statuses(run(tmp_path / "in", tmp_path / "out", name="新")) == {"a.xlsx": "unchanged"}
    with contextlib.closing(sqlite3.connect(tmp_path / "out" / FILE)) as journal:
        journal.execute("PRAGMA user_version = 99")
    with pytest.raises(selfeval.OutputError, match="另一个版本"):
        run(tmp_path / "in", tmp_path / "out")


def test_a_template_open_in_word_is_the_same_template(tmp_path: Path) -> None:
    shutil.copytree(forms_folder() / "hunan", tmp_path / "form")
    write(tmp_path / "in/a.xlsx", book())
    run(tmp_path / "in", tmp_path / "out", template=tmp_path / "form")
    write(tmp_path / "form/~$report.docx", b"lock")
    write(tmp_path / "form/.git/HEAD", b"ref")
    assert statuses(run(tmp_path / "in", tmp_path / "out", template=tmp_path / "form")) == {"a.xlsx": "unchanged"}


def test_a_damaged_journal_is_told_and_its_documents_are_recognised_without_it(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    run(tmp_path / "in", tmp_path / "out")
    write(tmp_path / "out" / FILE, b"no database at all, only some text" * 100)
    with pytest.raises(selfeval.OutputError, match="已损坏"):
        run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out" / FILE).unlink()
    assert statuses(run(tmp_path / "in", tmp_path / "out")) == {"a.xlsx": "done"}


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    write(tmp_path / "out/.selfeval-0123.tmp", b"torn")
    write(tmp_path / "out/.selfeval-4567.tmp/汇总.xlsx", b"torn")
    run(tmp_path / "in", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".tmp"] == []


def test_a_workbook_that_vanishes_on_the_way_fails_alone(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    gone = write(tmp_path / "in/b.xlsx", book())
    batch = selfeval.render_batch(tmp_path / "in", tmp_path / "out", jobs=1)
    gone.unlink()
    results = sorted(batch, key=lambda result: result.input)
    assert statuses(results) == {"a.xlsx": "done", "b.xlsx": "failed"}
    assert [found.rule for found in results[1].findings] == ["file.not-found"]
    write(tmp_path / "in/b.xlsx", book())
    assert statuses(run(tmp_path / "in", tmp_path / "out")) == {"a.xlsx": "unchanged", "b.xlsx": "done"}


def test_stopping_halfway_keeps_what_is_done(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path / f"in/{number}.xlsx", book(str(number)))
    results = iter(selfeval.render_batch(tmp_path / "in", tmp_path / "out", jobs=1))
    first = next(results)
    results.close()
    assert not (tmp_path / "out/汇总.xlsx").exists()
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".tmp"] == []
    again = statuses(run(tmp_path / "in", tmp_path / "out"))
    assert again[first.input] == "unchanged"
    assert len(again) == 6


def test_an_unknown_option_and_a_missing_template_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="tidi"):
        selfeval.render_batch(tmp_path, tmp_path / "out", tidi=True)
    with pytest.raises(selfeval.TemplateError):
        selfeval.render_batch(tmp_path, tmp_path / "out", template="hunam")


def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    write(tmp_path / "out", b"a file")
    with pytest.raises(selfeval.OutputError, match="建不了文件夹"):
        run(tmp_path / "in", tmp_path / "out")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a read-only folder stops nobody who may do all")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book())
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(selfeval.OutputError, match="写入权限"):
        run(tmp_path / "in", tmp_path / "out")
