"""A program that stands for LibreOffice: it does as the documents say, and keeps a list of its calls."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from selfeval.batch.libreoffice import VARIABLE

HANGS, WRITES_NOTHING, WRITES_EMPTY, HAS_NO_PAGES, DIES = "卡死", "不写", "写空", "无页", "崩溃"
"""Words in a document, and what the program does when it comes to it."""
IS_CUT_OFF = "截断"
HANGS_AT_FIRST = "初次卡死"
"""It hangs unless the document is alone in its call."""

_PROGRAM = """#!{python} -S
import json, os, subprocess, sys, time, zipfile
args = sys.argv[1:]
profile = next(one for one in args if one.startswith("-env:UserInstallation="))
at = args.index("--outdir")
assert args[at - 2] == "--convert-to", args
out, files = args[at + 1], args[at + 2:]
with open({log!r}, "a") as log:
    log.write(json.dumps({{"pid": os.getpid(), "profile": profile, "count": len(files)}}) + "\\n")
for file in files:
    data = open(file, "rb").read()
    if data.startswith(b"PK"):
        data = zipfile.ZipFile(file).read("word/document.xml")
    text = data.decode()
    pdf = b"%PDF-1.6\\n1 0 obj<</Type/Pages/Count 1>>\\n2 0 obj<</Type/Page/Parent 1 0 R>>\\n" + os.urandom(8) + b"\\n%%EOF\\n"
    if "{first}" in text:
        hangs = len(files) > 1
    else:
        hangs = "{hangs}" in text
    if hangs or {broken!r}:
        child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
        with open({log!r}, "a") as log:
            log.write(json.dumps({{"pid": child.pid}}) + "\\n")
        child.wait()
    if "{dies}" in text:
        os.abort()
    if "{nothing}" in text:
        continue
    if "{empty}" in text:
        pdf = b""
    if "{pageless}" in text:
        pdf = pdf.replace(b"/Type/Page/", b"/Type/Font/")
    if "{cut}" in text:
        pdf = pdf[:-10]
    open(os.path.join(out, os.path.basename(file).rpartition(".")[0] + ".pdf"), "wb").write(pdf)
"""


class Soffice:
    """The program, put where selfeval looks for it.

    Attributes:
        log: the file it writes its calls to.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *, broken: bool = False) -> None:
        """``broken``: it hangs whatever it is given."""
        self.log = folder / "calls"
        program = folder / "soffice"
        words = {"hangs": HANGS, "dies": DIES, "nothing": WRITES_NOTHING, "empty": WRITES_EMPTY}
        words |= {"pageless": HAS_NO_PAGES, "cut": IS_CUT_OFF, "first": HANGS_AT_FIRST}
        text = _PROGRAM.format(python=sys.executable, log=str(self.log), broken=broken, **words)
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        self.path = program
        monkeypatch.setenv(VARIABLE, str(program))

    @property
    def calls(self) -> list[int]:
        """How many documents each call was given."""
        return [entry["count"] for entry in self._entries() if "count" in entry]

    @property
    def profiles(self) -> list[str]:
        """The profile of each call."""
        return [entry["profile"] for entry in self._entries() if "profile" in entry]

    @property
    def running(self) -> list[int]:
        """Processes of it and its children that have not ended."""
        return [entry["pid"] for entry in self._entries() if _runs(entry["pid"])]

    def forget(self) -> None:
        """Begin a new list of calls."""
        self.log.unlink(missing_ok=True)

    def _entries(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []


def _runs(pid: object) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
