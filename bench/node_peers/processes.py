"""Starts the peers in JavaScript, one node process each, and times their batches; says so where they cannot run."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from bench.measure import Batch, Way
from bench.node_peers.transliterate import transliterate
from bench.workbooks import Case

HERE = Path(__file__).parent
LIBRARIES = {"docxtemplater": "SheetJS + docxtemplater", "easy-template-x": "SheetJS + easy-template-x"}


class Unavailable(Exception):
    """Node or its packages are not there."""


class NodePeer:
    """One node process that fills documents with one library."""

    def __init__(self, library: str, case: Case, folder: Path) -> None:
        self.name = LIBRARIES[library]
        template, module = transliterate(case.template.read_bytes())
        files = {
            "template.docx": template,
            "model.js": module.encode(),
            "shape.json": json.dumps(case.shape.plain()).encode(),
        }
        for name, data in files.items():
            (folder / name).write_bytes(data)
        command = [_program("node"), str(HERE / "serve.js"), library, *(str(folder / name) for name in files)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603

    def fill(self, batch: Batch, out: Path | None = None) -> float:
        """Fill the workbooks, into ``out`` where given; the seconds it took, as node's own clock says."""
        request = {"files": [str(path) for path in batch], "out": str(out) if out else None}
        _pipe(self._process.stdin).write(json.dumps(request) + "\n")
        _pipe(self._process.stdin).flush()
        answer = json.loads(_pipe(self._process.stdout).readline())
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {answer['error']}")
        return float(answer["seconds"])

    def close(self) -> None:
        """End the process."""
        _pipe(self._process.stdin).close()
        self._process.wait()
        _pipe(self._process.stdout).close()


@contextlib.contextmanager
def peers(case: Case, folder: Path) -> Iterator[list[NodePeer]]:
    """The peers in JavaScript for a case.

    Raises:
        Unavailable: with the reason, where node or its packages are not there.
    """
    install()
    started: list[NodePeer] = []
    try:
        for library in LIBRARIES:
            place = folder / library
            place.mkdir(parents=True, exist_ok=True)
            started.append(NodePeer(library, case, place))
        yield started
    finally:
        for peer in started:
            peer.close()


def install() -> None:
    """Fetch the packages of package.json where they are not there.

    Raises:
        Unavailable: no node, no npm, or no network.
    """
    _program("node")
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    if versions() == wanted:
        return
    command = [_program("npm"), "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]
    if subprocess.run(command, cwd=HERE, check=False, capture_output=True).returncode:  # noqa: S603
        raise Unavailable("npm could not fetch their packages")


def versions() -> dict[str, str]:
    """The versions of the packages that are there."""
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    files = {name: HERE / "node_modules" / name / "package.json" for name in wanted}
    return {name: json.loads(file.read_text("utf-8"))["version"] for name, file in files.items() if file.exists()}


def node_version() -> str:
    """Node's version."""
    return subprocess.run([_program("node"), "--version"], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def ways(started: Sequence[NodePeer]) -> list[Way]:
    """The peers as ways to be timed."""
    return [Way(peer.name, peer.fill) for peer in started]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Unavailable(f"{name} is not installed")
    return found


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None  # noqa: S101 - opened as a pipe
    return pipe
