from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import selfeval
from tests.support.batches import book, digests, run, statuses, unbalanced, write

posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes to hang at")


@posix
def test_a_workbook_that_hangs_costs_only_itself(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path / f"in/{number}.xlsx", book(str(number)))
    os.mkfifo(tmp_path / "in/4-hangs.xlsx")
    results = run(tmp_path / "in", tmp_path / "out", jobs=2, timeout=1)
    found = statuses(results)
    assert found.pop("4-hangs.xlsx") == "failed"
    assert set(found.values()) == {"done"}
    assert len(found) == 9
    assert [one.rule for result in results if result.failed for one in result.findings] == ["batch.worker-died"]


@posix
def test_a_worker_that_is_killed_costs_only_the_workbook_it_is_killed_at_twice(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path / f"in/{number}.xlsx", book(str(number)))
    os.mkfifo(tmp_path / "in/9-pipe.xlsx")
    batch = selfeval.render_batch(tmp_path / "in", tmp_path / "out", jobs=2, timeout=60)
    done = threading.Event()
    killer = threading.Thread(target=_kill_readers, args=(tmp_path / "in/9-pipe.xlsx", done))
    killer.start()
    try:
        found = statuses(list(batch))
    finally:
        done.set()
        killer.join()
    assert found.pop("9-pipe.xlsx") == "failed"
    assert set(found.values()) == {"done"}


def _kill_readers(pipe: Path, done: threading.Event) -> None:
    """Kill every process that waits at the pipe: it is seen by the name of what it was last asked to open."""
    while not done.wait(0.2):
        for process in Path("/proc").iterdir():
            try:
                # A process that waits for the other end of a pipe sleeps in the kernel's wait_for_partner.
                waits = (process / "wchan").read_text() if process.name.isdecimal() else ""
                ours = b"forkserver" in (process / "cmdline").read_bytes() if waits else False
            except OSError:
                continue
            if ours and ("wait_for_partner" in waits or "fifo" in waits):
                os.kill(int(process.name), signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="the system keeps no bound of memory")
def test_a_worker_has_a_bound_of_memory() -> None:
    code = (
        "from selfeval.batch.limits import MOST_MEMORY, settle\nsettle()\n"
        "try:\n    bytearray(MOST_MEMORY)\nexcept MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "bounded\n"


@posix
@pytest.mark.parametrize("length", [20, 75, 76, 300])
def test_a_long_way_to_the_folder_for_temporary_files_does_no_harm(tmp_path: Path, length: int) -> None:
    with tempfile.TemporaryDirectory(prefix="t") as short:
        deep = Path(short)
        while len(str(deep)) < length:
            deep /= "t" * min(200, max(1, length - len(str(deep)) - 1))
        deep.mkdir(parents=True, exist_ok=True)
        write(tmp_path / "in/甲.xlsx", book())
        command = [
            sys.executable,
            "-m",
            "selfeval",
            "fill",
            str(tmp_path / "in"),
            "-o",
            str(tmp_path / "out"),
            "-j",
            "1",
        ]
        done = subprocess.run(
            command, env={**os.environ, "TMPDIR": str(deep)}, check=False, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/甲.docx").exists()


def test_workers_are_gone_soon_after_their_run_was_killed(tmp_path: Path) -> None:
    os.mkfifo(write(tmp_path / "in/a.xlsx", b"").with_name("b.xlsx"))
    run_ = subprocess.Popen([sys.executable, "-m", "selfeval", "fill", tmp_path / "in", "-o", tmp_path / "out"])
    try:
        workers = _wait_for(lambda: _of_group(run_.pid, at_least=3))
    finally:
        run_.kill()
        run_.wait()
    _wait_for(lambda: not [pid for pid in workers if Path(f"/proc/{pid}/status").exists() and not _is_zombie(pid)])


def _of_group(pid: int, at_least: int) -> list[int]:
    """The processes below this one, once there are so many."""
    parents = {}
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:] if len(found) > at_least else []


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _wait_for(condition):  # type: ignore[no-untyped-def]
    for _ in range(100):
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    pytest.fail("it never came")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workbooks for several chunks, and what a run of one process makes of them beside them."""
    base = tmp_path_factory.mktemp("many")
    for number in range(20):
        write(base / f"in/{number:02}.xlsx", book(str(number)))
    write(base / "in/错.xlsx", unbalanced())
    return base / "in"


def _same_by(executor: Executor, folder: Path, tmp_path: Path) -> None:
    results = run(folder, tmp_path / "one")
    others = run(folder, tmp_path / "other", executor=executor, jobs=None)
    assert [(one.input, one.status, one.findings) for one in others] == [
        (one.input, one.status, one.findings) for one in results
    ]
    assert digests(tmp_path / "other") == digests(tmp_path / "one")


def test_threads_of_the_caller_give_the_same_documents(folder: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as executor:
        _same_by(executor, folder, tmp_path)


def test_the_first_workbook_of_each_worker_comes_alone_so_that_results_show_at_once(tmp_path: Path) -> None:
    class Noting(ThreadPoolExecutor):
        chunks: list[int] = []  # noqa: RUF012 - one executor

        def submit(self, work, options, jobs):  # type: ignore[no-untyped-def]
            self.chunks.append(len(jobs))
            return super().submit(work, options, jobs)

    for number in range(50):
        write(tmp_path / f"in/{number:02}.xlsx", b"no workbook")
    with Noting(2) as executor:
        run(tmp_path / "in", tmp_path / "out", executor=executor, jobs=2)
    assert executor.chunks[:2] == [1, 1]
    assert min(executor.chunks[2:-1]) == 3
    assert sum(executor.chunks) == 50


def test_processes_of_the_caller_give_the_same_documents(folder: Path, tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        _same_by(executor, folder, tmp_path)


def test_a_dask_cluster_gives_the_same_documents(folder: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'selfeval[dask]'")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        _same_by(executor, folder, tmp_path)


def test_an_executor_that_fails_ends_the_run_with_a_reason_and_what_is_done_stays(folder: Path, tmp_path: Path) -> None:
    class Failing(ThreadPoolExecutor):
        calls = 0

        def submit(self, *arguments, **keywords):  # type: ignore[no-untyped-def]
            self.calls += 1
            if self.calls > 3:
                raise RuntimeError("the cluster is gone")
            return super().submit(*arguments, **keywords)

    with Failing(1) as executor, pytest.raises(selfeval.SelfevalError, match="the cluster is gone"):
        list(selfeval.render_batch(folder, tmp_path / "out", executor=executor))
    assert "done" in statuses(run(folder, tmp_path / "out")).values()
