"""A user's script: one workbook, openpyxl + docxtpl, one document. Imports nothing of selfeval."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.peers import docxtpl_filler
from bench.shapes import shape_from


def main() -> None:
    """``peer_script WORKBOOK TEMPLATE SHAPE OUTPUT``."""
    workbook, template, shape, output = map(Path, sys.argv[1:5])
    fill = docxtpl_filler(template, shape_from(json.loads(shape.read_text("utf-8"))))
    output.write_bytes(fill(workbook))
