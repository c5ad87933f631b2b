"""Fills each file of a folder in turn, within bounds of memory and time, and tells what became of it as JSON lines."""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from pathlib import Path

import selfeval
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.text import text_of
from selfeval.ooxml.xml import parse_xml

MEGABYTES, SECONDS = 512, 10


def main() -> None:
    """``child FOLDER``: every .xlsx in it by its own form; every .docx as the template of ``good.xlsx`` beside them."""
    folder = Path(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)
    for path in sorted([*folder.glob("*.xlsx"), *folder.glob("*.docx")]):
        started = time.perf_counter()
        signal.alarm(SECONDS)  # kills the process: no bound of Python's own can be forgotten
        told = _told(path, folder / "good.xlsx")
        signal.alarm(0)
        seconds = time.perf_counter() - started
        print(json.dumps({"file": path.name, "seconds": seconds, **told}, ensure_ascii=False), flush=True)


def _told(path: Path, workbook: Path) -> dict[str, object]:
    target = path.with_suffix(".out")
    try:
        if path.suffix == ".xlsx":
            document = selfeval.render(path, target)
        else:
            document = selfeval.render(workbook, target, template=path)
    except selfeval.InvalidReport as error:
        return {"how": "InvalidReport", "found": _rows(error.findings), "written": target.exists()}
    except selfeval.TemplateError as error:
        return {"how": "TemplateError", "found": _rows(error.findings), "written": target.exists()}
    text = text_of(parse_xml(unpack(target.read_bytes(), ".docx")["word/document.xml"]))
    return {"how": "written", "found": _rows(document.findings), "written": True, "text": text}


def _rows(findings: selfeval.Findings) -> list[tuple[str, str, str]]:
    return [(found.place, found.rule, found.severity) for found in findings]


if __name__ == "__main__":
    main()
