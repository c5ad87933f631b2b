from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.batches import book, digests, run, unbalanced, write

_WORKBOOKS = 12


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder of workbooks, and what a run that nothing disturbs makes of it."""
    folder = tmp_path_factory.mktemp("crash")
    for number in range(_WORKBOOKS):
        write(folder / f"in/{number:02}.xlsx", unbalanced(str(number)) if number == 7 else book(str(number)))
    run(folder / "in", folder / "undisturbed")
    return folder / "in", digests(folder / "undisturbed")


def _killed_and_resumed(inputs: Path, out: Path, seed: int) -> int:
    """How many documents there were when the run was killed at a random moment; then it is run again."""
    command = [sys.executable, "-m", "selfeval", "fill", inputs, "-o", out, "-j", "2", "--quiet"]
    killed = subprocess.Popen(command)
    time.sleep(random.Random(seed).uniform(0.2, 1.6))  # noqa: S311
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    there = len(list(out.glob("*.docx"))) if out.exists() else 0
    assert subprocess.run(command, check=False).returncode == 1  # one workbook has an error
    return there


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(5))
def test_a_run_killed_at_any_moment_and_run_again_ends_as_if_nothing_had_been(
    undisturbed: tuple[Path, dict[str, str]], seed: int
) -> None:
    inputs, wanted = undisturbed
    _killed_and_resumed(inputs, inputs.with_name(f"{seed}"), seed)
    assert (
        digests(inputs.with_name(f"{seed}")) == wanted
    )  # no document differs or is missing, and no temporary file stays


@pytest.mark.many
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(100, 150))
def test_the_same_fifty_times(undisturbed: tuple[Path, dict[str, str]], seed: int) -> None:
    inputs, wanted = undisturbed
    _killed_and_resumed(inputs, inputs.with_name(f"{seed}"), seed)
    assert digests(inputs.with_name(f"{seed}")) == wanted


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(tmp_path: Path, undisturbed: tuple[Path, dict[str, str]]) -> None:
    inputs, _ = undisturbed
    os.mkfifo(tmp_path / "pipe.xlsx")  # the run cannot end by itself
    command = [sys.executable, "-m", "selfeval", "fill", inputs, "-o", tmp_path / "out", "-j", "2"]
    stopped = subprocess.Popen(
        [*command, tmp_path / "pipe.xlsx"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    for _ in range(100):
        if len(list((tmp_path / "out").glob("*.docx"))) >= _WORKBOOKS - 1:
            break
        time.sleep(0.1)
    os.killpg(stopped.pid, signal.SIGINT)
    _, said = stopped.communicate(timeout=20)
    assert stopped.returncode == 130
    assert "已中断" in said.decode()
    assert b"Traceback" not in said
    assert not [path for path in (tmp_path / "out").iterdir() if path.suffix == ".tmp"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 120 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by the administrator only")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="needs tmpfs")
def test_a_full_disk_stops_the_run_with_a_reason_and_leaves_whole_documents(
    small_disk: Path, undisturbed: tuple[Path, dict[str, str]]
) -> None:
    inputs, wanted = undisturbed
    command = [sys.executable, "-m", "selfeval", "fill", inputs, "-o", small_disk / "out", "-j", "2", "--quiet"]
    stopped = subprocess.run(command, capture_output=True, text=True, check=False)
    assert stopped.returncode == 3
    assert "磁盘" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    there = {name: digest for name, digest in digests(small_disk / "out").items() if name.endswith(".docx")}
    assert there
    assert there.items() <= wanted.items()
    assert [path for path in (small_disk / "out").iterdir() if path.suffix == ".tmp"] == []
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    run(inputs, small_disk / "out")
    assert {name for name in digests(small_disk / "out") if name.endswith(".docx")} == {
        name for name in wanted if name.endswith(".docx")
    }
