"""PDFs of a run, and of single documents: when they are made, kept, taken away, and what is said of them."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import selfeval
from selfeval.batch import pdf as pdfs
from selfeval.batch.journal import FILE
from selfeval.batch.libreoffice import VARIABLE, pages
from selfeval.cli.main import cli
from selfeval.errors import OutputUnusable
from tests.batch.test_page import data
from tests.support.batches import book, run, sheet, statuses, unbalanced, write
from tests.support.pdf import available, page_count, page_texts
from tests.support.soffice import DIES, HANGS, WRITES_NOTHING, Soffice


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Soffice:
    (tmp_path / "bin").mkdir()
    return Soffice(tmp_path / "bin", monkeypatch)


def given(tmp_path: Path, **units: str) -> Path:
    """A folder with a workbook for each unit, by its name."""
    for name, unit in units.items():
        write(tmp_path / f"in/{name}.xlsx", book(unit))
    return tmp_path / "in"


def found(results: list[selfeval.Result]) -> dict[str, list[str]]:
    """The rules of what was found about PDFs, by input."""
    return {one.input: [each.rule for each in one.findings if each.rule.startswith("batch.pdf")] for one in results}


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_every_document_has_its_pdf_beside_it_and_nothing_else_stays(tmp_path: Path, program: Soffice) -> None:
    results = run(given(tmp_path, a="甲", b="乙"), tmp_path / "out", pdf=True)
    assert [(one.status, one.pdf, one.unprinted) for one in results] == [
        ("done", tmp_path / "out/a.pdf", False),
        ("done", tmp_path / "out/b.pdf", False),
    ]
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {FILE, "a.docx", "a.pdf", "b.docx", "b.pdf", "index.html", "汇总.xlsx"}
    assert program.calls == [2]


def test_what_has_its_pdf_is_not_converted_again(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲", b="乙")
    run(folder, tmp_path / "out", pdf=True)
    before = (tmp_path / "out/a.pdf").read_bytes()
    program.forget()
    again = run(folder, tmp_path / "out", pdf=True)
    assert [(one.status, one.pdf) for one in again] == [
        ("unchanged", tmp_path / "out/a.pdf"),
        ("unchanged", tmp_path / "out/b.pdf"),
    ]
    assert (program.calls, (tmp_path / "out/a.pdf").read_bytes()) == ([], before)


def test_without_the_journal_a_pdf_still_says_which_document_it_is_of(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲")
    run(folder, tmp_path / "out", pdf=True)
    (tmp_path / "out" / FILE).unlink()
    program.forget()
    assert run(folder, tmp_path / "out", pdf=True)[0].pdf == tmp_path / "out/a.pdf"
    assert program.calls == []


def test_only_a_missing_pdf_and_that_of_a_changed_document_are_made(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲", b="乙", c="丙")
    run(folder, tmp_path / "out", pdf=True)
    before = {name: (tmp_path / f"out/{name}.pdf").read_bytes() for name in "abc"}
    (tmp_path / "out/a.pdf").unlink()
    given(tmp_path, b="丁")
    program.forget()
    run(folder, tmp_path / "out", pdf=True)
    assert sum(program.calls) == 2
    assert {name: (tmp_path / f"out/{name}.pdf").read_bytes() == before[name] for name in "abc"} == {
        "a": False,
        "b": False,
        "c": True,
    }


def test_a_pdf_that_cannot_be_made_is_a_finding_and_the_document_stays(tmp_path: Path, program: Soffice) -> None:
    results = run(given(tmp_path, a="甲", b=WRITES_NOTHING, c=HANGS), tmp_path / "out", pdf=True, timeout=1)
    assert statuses(results) == {"a.xlsx": "done", "b.xlsx": "done", "c.xlsx": "done"}
    assert found(results) == {"a.xlsx": [], "b.xlsx": ["batch.pdf-failed"], "c.xlsx": ["batch.pdf-hung"]}
    assert [one.unprinted for one in results] == [False, True, True]
    assert all(one.document and one.document.exists() for one in results)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["a.pdf"]


def test_a_failed_pdf_is_tried_again_by_the_next_run_and_then_forgotten(
    tmp_path: Path, program: Soffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given(tmp_path, a="甲", b=DIES)
    run(folder, tmp_path / "out", pdf=True)
    monkeypatch.setattr("tests.support.soffice.DIES", "别的")
    Soffice(tmp_path / "bin", monkeypatch)
    results = run(folder, tmp_path / "out", pdf=True)
    assert statuses(results) == {"a.xlsx": "unchanged", "b.xlsx": "unchanged"}
    assert found(results) == {"a.xlsx": [], "b.xlsx": []}
    assert "batch.pdf" not in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_a_run_that_asks_for_no_pdf_says_nothing_of_one_that_failed(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, b=DIES)
    write(tmp_path / "in/a.xlsx", book("甲"))
    run(folder, tmp_path / "out", pdf=True)
    for _ in range(2):
        results = run(folder, tmp_path / "out")
        assert found(results) == {"a.xlsx": [], "b.xlsx": []}
        assert [one.pdf for one in results] == [tmp_path / "out/a.pdf", None]
        assert "batch.pdf" not in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_a_pdf_somebody_signed_is_kept_and_told_until_forced(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲")
    run(folder, tmp_path / "out", pdf=True)
    signed = (tmp_path / "out/a.pdf").read_bytes() + b"signature\n%%EOF\n"
    (tmp_path / "out/a.pdf").write_bytes(signed)
    (one,) = run(folder, tmp_path / "out", pdf=True)
    assert (one.pdf, one.unprinted, found([one])) == (None, False, {"a.xlsx": ["batch.pdf-kept"]})
    assert (tmp_path / "out/a.pdf").read_bytes() == signed
    (one,) = run(folder, tmp_path / "out", pdf=True, force=True)
    assert (one.pdf, found([one])) == (tmp_path / "out/a.pdf", {"a.xlsx": []})
    assert (tmp_path / "out/a.pdf").read_bytes() != signed


def test_a_pdf_changed_within_is_somebody_elses_too(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲")
    run(folder, tmp_path / "out", pdf=True)
    changed = (tmp_path / "out/a.pdf").read_bytes().replace(b"/Type/Page/", b"/Type/Page /")
    (tmp_path / "out/a.pdf").write_bytes(changed)
    given(tmp_path, a="乙")
    (one,) = run(folder, tmp_path / "out", pdf=True)
    assert found([one]) == {"a.xlsx": ["batch.pdf-kept"]}
    assert (tmp_path / "out/a.pdf").read_bytes() == changed


def test_a_pdf_out_of_date_does_not_stay_but_a_strangers_does(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲", b="乙")
    run(folder, tmp_path / "out", pdf=True)
    (tmp_path / "out/b.pdf").write_bytes(b"%PDF-1.4 from Word")
    given(tmp_path, a="丙", b="丁")
    results = run(folder, tmp_path / "out")
    assert [one.pdf for one in results] == [None, None]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["b.pdf"]


def test_the_pdf_goes_with_its_document(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲", b="乙")
    run(folder, tmp_path / "out", pdf=True)
    write(tmp_path / "in/a.xlsx", unbalanced("甲"))
    results = run(folder, tmp_path / "out", pdf=True, draft=True)
    assert [(one.draft, one.pdf) for one in results] == [
        (True, tmp_path / "out/a（草稿）.pdf"),
        (False, tmp_path / "out/b.pdf"),
    ]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["a（草稿）.pdf", "b.pdf"]


def test_a_document_somebody_edited_is_kept_and_its_pdf_is_of_the_edited_one(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲")
    run(folder, tmp_path / "out", pdf=True)
    before = (tmp_path / "out/a.pdf").read_bytes()
    document = tmp_path / "out/a.docx"
    document.write_bytes(b"edited")
    (one,) = run(folder, tmp_path / "out", pdf=True)
    assert (one.status, one.pdf) == ("kept", tmp_path / "out/a.pdf")
    made = (tmp_path / "out/a.pdf").read_bytes()
    assert made != before
    for asked in (True, False):
        program.forget()
        (one,) = run(folder, tmp_path / "out", pdf=asked)
        assert (one.pdf, program.calls) == (tmp_path / "out/a.pdf", [])
    assert (tmp_path / "out/a.pdf").read_bytes() == made


def test_without_libreoffice_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "soffice"))
    with pytest.raises(selfeval.OutputError, match="soffice 不能运行"):
        selfeval.render_batch(given(tmp_path, a="甲"), tmp_path / "out", pdf=True)
    assert invoke("fill", tmp_path / "in", "-o", tmp_path / "out", "--pdf").exit_code == 3
    assert invoke("fill", tmp_path / "in/a.xlsx", "--pdf").exit_code == 3
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "in/a.docx").exists()


def test_a_full_disk_stops_the_run_and_the_next_goes_on(
    tmp_path: Path, program: Soffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given(tmp_path, a="甲", b="乙")

    def full(path: Path, data: bytes) -> None:
        raise OutputUnusable(f"无法写入 {path}")

    with monkeypatch.context() as patched:
        patched.setattr(pdfs, "write_durably", full)
        with pytest.raises(OutputUnusable):
            run(folder, tmp_path / "out", pdf=True)
    assert {one.pdf is not None for one in run(folder, tmp_path / "out", pdf=True)} == {True}


def test_a_disk_that_refuses_one_pdf_costs_that_one(
    tmp_path: Path, program: Soffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = pdfs.write_durably

    def refusing(path: Path, data: bytes) -> None:
        if path.name == "a.pdf":
            raise selfeval.OutputError(f"无法写入 {path}")
        written(path, data)

    monkeypatch.setattr(pdfs, "write_durably", refusing)
    results = run(given(tmp_path, a="甲", b="乙"), tmp_path / "out", pdf=True)
    assert [(one.status, one.unprinted) for one in results] == [("done", True), ("done", False)]


def test_the_summary_and_the_page_link_and_count_them(tmp_path: Path, program: Soffice) -> None:
    run(given(tmp_path, a="甲", b=DIES), tmp_path / "out", pdf=True)
    rows = {row[1]: row for row in sheet(tmp_path / "out/汇总.xlsx", "汇总")}
    assert rows["单位"][-3:] == ["报告", "PDF", "工作簿"]
    assert rows["甲"][-3:] == ["a.docx", "a.pdf", "a.xlsx"]
    assert rows[DIES][-3:-1] == ["b.docx", ""]
    assert rows[DIES][4] == 1
    text = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert "<li>PDF<b>1</b></li>" in text
    assert '<li>没有转成 PDF<b class="bad">1</b></li>' in text
    assert text.index("没有转成 PDF 的工作簿（1）") < text.index("batch.pdf-failed") < text.index("各单位")
    assert [(row[0], row[10]) for row in data(tmp_path / "out/index.html")["rows"]] == [(DIES, ""), ("甲", "a.pdf")]
    run(tmp_path / "in", tmp_path / "plain")
    assert "PDF" not in sheet(tmp_path / "plain/汇总.xlsx", "汇总")[0]


def test_the_command_counts_them_and_fails_for_what_has_none(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲", b=WRITES_NOTHING)
    done = invoke("fill", folder, "-o", tmp_path / "out", "--pdf", "-j", 1)
    assert done.exit_code == 1
    assert "没有转成 PDF b.xlsx：LibreOffice 没有把 b.docx 转成完整、有页面的 PDF" in done.output
    table = dict(line.rsplit(maxsplit=1) for line in done.output.splitlines() if line.startswith("  "))
    assert {"  PDF": "1", "  没有转成 PDF": "1", "  已生成": "2"}.items() <= table.items()
    lines = invoke("fill", folder, "-o", tmp_path / "out", "--pdf", "-j", 1, "--format", "json")
    assert lines.exit_code == 1
    told = {one["input"]: one["pdf"] for one in map(json.loads, lines.stdout.splitlines())}
    assert told == {"a.xlsx": "a.pdf", "b.xlsx": None}


def test_single_workbooks_have_their_pdfs_too(tmp_path: Path, program: Soffice) -> None:
    good = write(tmp_path / "一/a.xlsx", book("甲"))
    same_name = write(tmp_path / "二/a.xlsx", book("乙"))
    done = invoke("fill", good, same_name, "--pdf")
    assert done.exit_code == 0
    assert f"已转成 PDF：{good.with_suffix('.pdf')}\n" in done.output
    assert same_name.with_suffix(".pdf").exists()
    bad = write(tmp_path / "c.xlsx", book(DIES))
    refused = write(tmp_path / "d.xlsx", unbalanced())
    done = invoke("fill", good, bad, refused, "--pdf")
    assert done.exit_code == 1
    assert f"{bad.with_suffix('.docx')}：LibreOffice 没有把 c.docx 转成" in done.output
    assert bad.with_suffix(".docx").exists()
    assert not refused.with_suffix(".pdf").exists()


def test_single_workbooks_as_json_say_their_pdfs(tmp_path: Path, program: Soffice) -> None:
    paths = [write(tmp_path / f"{name}.xlsx", book(unit)) for name, unit in {"a": "甲", "b": DIES}.items()]
    done = invoke("fill", *paths, "--pdf", "--format", "json")
    first, second = json.loads(done.stdout)["results"]
    assert done.exit_code == 1
    assert (first["pdf"], second["pdf"]) == (str(tmp_path / "a.pdf"), None)
    assert [one["rule"] for one in second["findings"]][-1] == "batch.pdf-failed"


def test_a_libreoffice_that_does_not_work_leaves_the_documents_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(program))
    path = write(tmp_path / "a.xlsx", book("甲"))
    done = invoke("fill", path, "--pdf", "--format", "json")
    (result,) = json.loads(done.stdout)["results"]
    assert done.exit_code == 3
    assert "一行文字也转不成 PDF" in result["problem"]
    assert Path(result["document"]).exists()
    done = invoke("fill", tmp_path, "-o", tmp_path / "out", "--pdf", "-j", 1)
    assert done.exit_code == 3
    assert (tmp_path / "out/a.docx").exists()


def test_an_older_pdf_beside_a_document_that_is_written_anew_is_told(tmp_path: Path, program: Soffice) -> None:
    path = write(tmp_path / "a.xlsx", book("甲"))
    assert "以前的 PDF" not in invoke("fill", path).output
    invoke("fill", path, "--pdf")
    assert f"注意：{tmp_path / 'a.pdf'} 是以前的 PDF，这次没有更新" in invoke("fill", path).output


def test_to_pdf_gives_each_document_in_order_and_replaces_nothing_where_told(tmp_path: Path, program: Soffice) -> None:
    paths = [write(tmp_path / f"{name}.docx", name.encode()) for name in ("b", DIES, "a")]
    printed = list(selfeval.to_pdf(paths, jobs=2))
    assert [one.document for one in printed] == paths
    assert [one.pdf for one in printed] == [tmp_path / "b.pdf", None, tmp_path / "a.pdf"]
    paths[0].write_bytes(b"changed")
    (kept,) = selfeval.to_pdf(paths[:1], overwrite=False)
    assert [each.rule for each in kept.findings] == ["batch.pdf-kept"]
    (missing,) = selfeval.to_pdf([tmp_path / "none.docx"])
    assert [each.rule for each in missing.findings] == ["batch.not-written"]


def test_ctrl_c_ends_the_converters_and_keeps_the_documents(tmp_path: Path, program: Soffice) -> None:
    folder = given(tmp_path, a="甲", b=HANGS)
    command = [sys.executable, "-m", "selfeval", "fill", str(folder), "-o", str(tmp_path / "out"), "--pdf", "-j", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        until = time.monotonic() + 60
        while len(program.running) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        assert len(program.running) == 2
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "再运行同一条命令" in told
    assert program.running == []
    assert not any(Path(profile.partition("file://")[2]).parent.exists() for profile in program.profiles)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["a.docx", "b.docx"]
    assert list((tmp_path / "out").glob(".selfeval-*.tmp")) == []


@pytest.mark.libreoffice
@pytest.mark.skipif(not available(), reason="LibreOffice or poppler is not installed")
def test_libreoffice_itself_makes_pdfs_with_pages_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    results = run(given(tmp_path, a="某县水利局", b="某县文旅局", c="某县教育局"), tmp_path / "out", pdf=True, jobs=2)
    assert not any(one.unprinted for one in results)
    for one in results:
        assert one.pdf
        assert page_count(one.pdf) == pages(one.pdf.read_bytes()) > 3
        assert one.department in "".join(page_texts(one.pdf)).replace(" ", "")
    shutil.copy(tmp_path / "out/a.docx", tmp_path / "－怪 名%.docx")
    (printed,) = selfeval.to_pdf([tmp_path / "－怪 名%.docx"])
    assert printed.pdf == tmp_path / "－怪 名%.pdf"


def test_a_kill_between_document_and_pdf_leaves_no_pdf_without_its_document(
    tmp_path: Path, program: Soffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given(tmp_path, a="甲")
    run(folder, tmp_path / "out", pdf=True)
    unlink = Path.unlink

    def killed(path: Path, *arguments: bool) -> None:
        unlink(path, *arguments)
        if path.suffix in {".docx", ".pdf"}:
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "unlink", killed)
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path / "out", pdf=True, name="新")
    monkeypatch.setattr(Path, "unlink", unlink)
    run(folder, tmp_path / "out", pdf=True, name="新")
    assert {path.name for path in (tmp_path / "out").glob("*.[dp]*")} == {"新.docx", "新.pdf"}
