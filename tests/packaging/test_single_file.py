"""The single file is built and used as on a machine that has nothing: no Python, an empty PATH and no home."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import selfeval
from scripts.offline import single_file
from tests.support.batches import book, unbalanced, write

pytestmark = [
    pytest.mark.single_file,
    pytest.mark.skipif(bool(single_file.lacking()), reason=single_file.lacking() or "can be built"),
]
EXAMPLE = single_file.ROOT / "examples" / "shuiliju.xlsx"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return single_file.build(tmp_path_factory.mktemp("single-file"))


@pytest.fixture
def bare(program: Path, tmp_path: Path) -> Iterator["Bare"]:
    with tempfile.TemporaryDirectory(prefix="selfeval") as unpacked:  # a short path, as systems have it
        yield Bare(program, tmp_path, Path(unpacked))


class Bare:
    """Runs the single file without any environment but a place for what it unpacks."""

    def __init__(self, program: Path, folder: Path, unpacked: Path) -> None:
        self.program, self.folder, self.unpacked = program, folder, unpacked

    def __call__(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        keep = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
        places = {name: str(self.unpacked) for name in ("TMPDIR", "TEMP", "TMP")}
        command = [str(self.program), *arguments]
        return subprocess.run(
            command, cwd=self.folder, env={**keep, **places}, check=False, capture_output=True, encoding="utf-8"
        )


def test_it_says_its_version_and_helps(bare: Bare) -> None:
    assert bare("--version").stdout == f"selfeval {selfeval.__version__}\n"
    assert "selfeval fill" in bare("--help").stdout


def test_new_and_check_work_without_python(bare: Bare) -> None:
    done = bare("new", "填报.xlsx")
    assert done.returncode == 0, done.stderr
    selfeval.new_workbook(bare.folder / "库.xlsx")
    assert (bare.folder / "填报.xlsx").read_bytes() == (bare.folder / "库.xlsx").read_bytes()
    assert bare("check", str(EXAMPLE)).returncode == 0
    faulty = write(bare.folder / "错.xlsx", unbalanced())
    wrong = bare("check", str(faulty))
    assert wrong.returncode == 1
    assert "tie-out." in wrong.stdout


def test_every_builtin_form_and_the_explained_rules_are_in_it(bare: Bare) -> None:
    for form in ("hunan", "sichuan", "xiangmu"):
        done = bare("new", f"{form}.xlsx", "-t", form)
        assert done.returncode == 0, done.stderr
    assert "tie-out" in bare("rules").stdout


def test_a_document_is_that_of_the_library(bare: Bare) -> None:
    done = bare("fill", str(EXAMPLE), "-o", "报告.docx")
    assert done.returncode == 0, done.stderr
    assert (bare.folder / "报告.docx").read_bytes() == bytes(selfeval.render(EXAMPLE))


@pytest.mark.parametrize("deep", [False, True], ids=["forked by a server", "started afresh, as on Windows"])
def test_a_folder_is_filled_by_several_processes_and_a_bad_workbook_costs_only_itself(bare: Bare, deep: bool) -> None:
    if deep:  # a server of processes cannot listen there
        bare.unpacked /= "d" * 100
        bare.unpacked.mkdir()
    books = {f"第{number}局": book(f"某市第{number}局") for number in range(5)}
    for name, data in books.items():
        write(bare.folder / "收件" / f"{name}.xlsx", data)
    write(bare.folder / "收件" / "坏.xlsx", b"not a workbook")
    done = bare("fill", "收件", "-o", "报告", "-j", "2")
    assert done.returncode == 1, done.stderr
    out = bare.folder / "报告"
    assert {path.stem for path in out.glob("*.docx")} == set(books)
    for name, data in books.items():
        assert (out / f"{name}.docx").read_bytes() == bytes(selfeval.render(data))
    assert (out / "汇总.xlsx").stat().st_size > 5000
    assert "坏.xlsx" in (out / "index.html").read_text("utf-8")
    assert list(bare.unpacked.iterdir()) == []  # nothing stays behind
