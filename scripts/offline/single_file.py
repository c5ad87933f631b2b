"""Builds one file that starts selfeval where there is no Python: ``python -m scripts.offline.single_file``.

PyInstaller builds for the system it runs on: an .exe on Windows, a program for Linux on Linux.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from selfeval.form.builtin import forms_folder

ROOT = Path(__file__).resolve().parents[2]
_SUFFIX = ".exe" if os.name == "nt" else ""
_TOOLS = ("objdump", "objcopy", "ldd")
_LOADED_BY_NAME = ("selfeval", "rich._unicode_data")
"""Packages whose modules are imported by a name made while running, which PyInstaller cannot see."""


def lacking() -> str:
    """Why it cannot be built here, in a sentence; ``""`` where it can."""
    if importlib.util.find_spec("PyInstaller") is None:
        return "PyInstaller is not installed: pip install -e '.[package]'"
    absent = [tool for tool in _TOOLS if sys.platform == "linux" and shutil.which(tool) is None]
    return f"{', '.join(absent)} not found: install binutils" if absent else ""


def build(folder: Path) -> Path:
    """Build it into the folder; gives its path.

    Raises:
        CalledProcessError: PyInstaller failed; its messages were printed.
    """
    with tempfile.TemporaryDirectory(prefix="selfeval-build-") as work:
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--onefile", "--console"]
        command += ["--name", "selfeval", "--distpath", str(folder), "--workpath", work, "--specpath", work]
        command += ["--collect-data", "selfeval", "--add-data", f"{forms_folder()}{os.pathsep}selfeval/_forms"]
        for package in _LOADED_BY_NAME:
            command += ["--collect-submodules", package]
        subprocess.run([*command, str(Path(__file__).with_name("start.py"))], check=True)
    return folder / f"selfeval{_SUFFIX}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build it, or say why not."""
    parser = argparse.ArgumentParser(prog="single_file", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder it is put into")
    asked = parser.parse_args(arguments)
    if reason := lacking():
        print(reason, file=sys.stderr)
        return 1
    made = build(asked.out)
    print(f"{made}  {made.stat().st_size / 2**20:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
