"""The same input gives the same bytes in every process, and loading selfeval stays light."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import hashlib, sys
from selfeval.document import Stamp, fill, known_names, stamp
from selfeval.ooxml.zipped import write_zip
from selfeval.figures import compute
from selfeval.form import builtin_form
from selfeval.report import Report, Record, Table
form = builtin_form("hunan")
sheets = []
for sheet in form.sheets.values():
    rows = [Record(label, sheet.layout) for label in sheet.rows]
    table = Table(sheet.name, sheet.layout, rows, sheet.row_layout if rows else None)
    sheets.append(Record(sheet.name, sheet.layout) if sheet.kind == "fields" else table)
data = form.template.read_bytes()
report = Report(sheets)
compute(report, form)
filled = fill(data, report, known=known_names(form, [report]))
print(hashlib.sha256(write_zip(stamp(filled.parts, Stamp("1", options={"b": "2", "a": "1"})))).hexdigest())
"""


def run(script: str, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_same_bytes_under_every_hash_seed() -> None:
    assert len({run(SCRIPT, seed) for seed in ("0", "1", "4711")}) == 1


def test_importing_the_stage_loads_no_library() -> None:
    script = (
        "import sys, selfeval.document; print([m for m in ('jinja2', 'lxml', 'docx', 'docxtpl') if m in sys.modules])"
    )

    assert run(script, "0") == "[]"


def test_filling_loads_no_docxtpl_or_python_docx() -> None:
    script = SCRIPT + "\nprint([m for m in ('docx', 'docxtpl') if m in sys.modules])"

    assert run(script, "0").endswith("[]")
