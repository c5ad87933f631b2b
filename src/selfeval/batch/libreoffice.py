"""LibreOffice makes PDFs: converters side by side, each with a user profile of its own, ended when they hang.

A call takes many documents, for starting takes longer than converting. LibreOffice does them in the order given, and its
exit code says nothing: what counts is what it wrote.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

from selfeval.errors import OutputError

VARIABLE = "SELFEVAL_SOFFICE"
"""The environment variable that says where soffice is, where it stands in no usual place."""
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_FILTER = "pdf:writer_pdf_Export"
_WINDOWS = os.name == "nt"
_LOOK = 0.05
_LAST_BREATH = 5.0
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n")
_MOST_PACKED = 2**26
Parameters = ParamSpec("Parameters")
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one document.

    Attributes:
        pdf: the PDF, ``b""`` where there is none.
        problem: why there is none: it was not done in time, or LibreOffice wrote none that is whole and has pages.
    """

    pdf: bytes = b""
    problem: Literal["", "hung", "none"] = ""


def soffice() -> Path:
    """The program of LibreOffice: where the environment says, on the path, or in the usual places of the system.

    Raises:
        OutputError: it is not installed.
    """
    if asked := os.environ.get(VARIABLE):
        if found := shutil.which(asked):
            return Path(found)
        raise OutputError(f"环境变量 {VARIABLE} 写的 {asked} 不能运行。请写 LibreOffice 的 soffice 的完整路径。")
    for found in map(shutil.which, ("soffice", "libreoffice")):
        if found:
            return Path(found)
    for place in usual_places():
        if place.is_file():
            return place
    raise OutputError(
        "没有找到 LibreOffice，转不了 PDF。请安装 LibreOffice（免费），"
        f"已安装的用环境变量 {VARIABLE} 写明 soffice 的完整路径；不转 PDF 时不受影响。"
    )


def usual_places() -> Iterator[Path]:
    """Where LibreOffice stands when it is not on the path."""
    if _WINDOWS:
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
            if folder := os.environ.get(variable):
                yield Path(folder, "LibreOffice", "program", "soffice.com")  # soffice.exe has no console to wait in
        return
    if sys.platform == "darwin":
        for root in (Path("/"), Path.home()):
            yield root / "Applications/LibreOffice.app/Contents/MacOS/soffice"
        return
    yield Path("/usr/lib/libreoffice/program/soffice")
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def pages(pdf: bytes) -> int:
    """How many pages the PDF has; 0 where it is none, or cut off.

    Its page objects are counted, those in packed object streams too.
    """
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
        return 0
    count = len(_PAGE.findall(pdf))
    for packed in _PACKED.finditer(pdf):
        with contextlib.suppress(zlib.error):
            count += len(_PAGE.findall(zlib.decompressobj().decompress(pdf[packed.end() :], _MOST_PACKED)))
    return count


class Converters:
    """Several LibreOffices side by side. What one does not finish is tried once more by itself; then it is at fault."""

    def __init__(self, jobs: int, seconds: float) -> None:
        """``jobs``: how many; ``seconds``: how long one document may take.

        Raises:
            OutputError: LibreOffice is not installed.
        """
        self.jobs = jobs
        self._program = soffice()
        self._seconds = seconds
        self._folder = Path(tempfile.mkdtemp(prefix="selfeval-pdf-"))
        self._threads = ThreadPoolExecutor(jobs, "selfeval-pdf")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = self._proven = False

    def submit(
        self, work: Callable[Parameters, Given], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Given]:
        """Do work that converts, in a thread of its own converter."""
        return self._threads.submit(work, *args, **kwargs)

    def close(self) -> None:
        """End every converter, whatever it is doing, and take their profiles away."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for process in running:
            _end(process)
        self._threads.shutdown(cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def convert(self, documents: Sequence[bytes]) -> list[Converted]:
        """The PDF of each document (.docx).

        Raises:
            OutputError: LibreOffice does not work at all.
        """
        if not documents:
            return []
        found = self._call(documents, ".docx")
        if any(one.pdf for one in found):
            self._proven = True
        left = [number for number, one in enumerate(found) if not one.pdf]
        if not left:
            return found
        if len(documents) == 1:
            self._prove()
            return found
        first, others = left[0], left[1:]  # the one it was at when it stopped; those behind it had no chance yet
        found[first] = self.convert([documents[first]])[0]
        again = self.convert([documents[number] for number in others])
        for number, one in zip(others, again, strict=True):
            found[number] = one
        return found

    def _prove(self) -> None:
        """Raise unless LibreOffice can do anything: then it is not the document that is at fault."""
        if self._proven:
            return
        if not self._call([b"selfeval"], ".txt")[0].pdf:
            raise OutputError(
                f"LibreOffice（{self._program}）不能用：一行文字也转不成 PDF。"
                "请先打开一次 LibreOffice 看能否启动，或重新安装。已生成的报告都在；不转 PDF 时不受影响。"
            )
        self._proven = True

    def _call(self, documents: Sequence[bytes], suffix: str) -> list[Converted]:
        """What one run of the program makes of them."""
        with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as folder:
            given = [Path(folder, f"{number}{suffix}") for number in range(len(documents))]
            for path, data in zip(given, documents, strict=True):
                path.write_bytes(data)
            made = [path.with_suffix(".pdf") for path in given]
            in_time = self._run(["--convert-to", _FILTER, "--outdir", folder, *map(str, given)], made)
            found = [_converted(path) for path in made]
            if not in_time:
                at = next((number for number, one in enumerate(found) if not one.pdf), -1)
                if at >= 0:
                    found[at] = Converted(problem="hung")
            return found

    def _run(self, arguments: Sequence[str], made: Sequence[Path]) -> bool:
        """Run the program; whether it ended by itself."""
        process = self._started(arguments)
        seen, left = 0, self._seconds * 2  # the first document has the start to wait for
        since = time.monotonic()
        try:
            while process.poll() is None:
                there = sum(path.exists() for path in made)
                if there > seen:
                    seen, since = there, time.monotonic()
                    left = self._seconds if there < len(made) else min(self._seconds, _LAST_BREATH)
                if time.monotonic() - since > left:
                    return False
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK)
        finally:
            with self._lock:
                self._running.discard(process)
            if process.poll() is None:
                _end(process)
                del self._own.profile  # it may be left locked
        return True

    def _started(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        if not hasattr(self._own, "profile"):
            self._own.profile = Path(tempfile.mkdtemp(prefix="profile-", dir=self._folder))
        command = [str(self._program), f"-env:UserInstallation={self._own.profile.as_uri()}", *_OPTIONS, *arguments]
        quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        if _WINDOWS:
            quiet["creationflags"] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        with self._lock:
            if self._closed:
                raise OutputError("已中断。")
            try:  # in a session of its own, Ctrl-C reaches us alone and its children end with it
                process = subprocess.Popen(command, start_new_session=True, **quiet)  # noqa: S603 - no shell
            except OSError as error:
                raise OutputError(f"运行不了 LibreOffice（{self._program}）：{error.strerror}。请检查安装。") from error
            self._running.add(process)
        return process


def _converted(path: Path) -> Converted:
    try:
        pdf = path.read_bytes()
    except OSError:
        return Converted(problem="none")
    return Converted(pdf) if pages(pdf) else Converted(problem="none")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it with all its children: soffice itself only starts another program."""
    with contextlib.suppress(OSError):
        if _WINDOWS:
            program = Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32", "taskkill.exe")
            command = [str(program), "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_LAST_BREATH)
