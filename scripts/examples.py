"""Writes the example workbooks from their readable data: run ``python -m scripts.examples``."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from selfeval.form import builtin_form
from selfeval.workbook import new_workbook

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    """Write one .xlsx beside each .toml."""
    for data in sorted(EXAMPLES.glob("*.toml")):
        answers = tomllib.loads(data.read_text(encoding="utf-8"), parse_float=Decimal)
        workbook = data.with_suffix(".xlsx")
        workbook.write_bytes(new_workbook(builtin_form("hunan"), answers))
        print(f"wrote {workbook.name}")


if __name__ == "__main__":
    main()
