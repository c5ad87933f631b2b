"""Writes the example workbooks from their readable data: run ``python -m scripts.examples``."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval.form import Form, builtin_form
from selfeval.form.builtin import preferred_form
from selfeval.form.model import COVER_SHEET, FORM_ID_LABEL
from selfeval.workbook import new_workbook

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    """Write one .xlsx beside each .toml."""
    for data in sorted(EXAMPLES.glob("*.toml")):
        answers = tomllib.loads(data.read_text(encoding="utf-8"), parse_float=Decimal)
        workbook = data.with_suffix(".xlsx")
        workbook.write_bytes(new_workbook(form_of(answers), answers))
        print(f"wrote {workbook.name}")


def form_of(answers: dict[str, Any]) -> Form:
    """The form the answers are for: the one their cover names, or the preferred one."""
    said = answers[COVER_SHEET].get(FORM_ID_LABEL)
    return builtin_form(said) if said else preferred_form()


if __name__ == "__main__":
    main()
