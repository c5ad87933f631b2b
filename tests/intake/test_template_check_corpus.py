"""What no template may have is told by the check, at the same place, whatever is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval import templates
from tests.corpus.entries import ENTRIES

OF_A_WORKBOOK = {"template.unknown-name", "template.column-outside-loop", "template.field"}
"""What only a workbook, or what it holds, makes wrong."""
BY_ITSELF = {
    key: [row for row in entry.refused if row[1].startswith("template.") and row[1] not in OF_A_WORKBOOK]
    for key, entry in ENTRIES.items()
}


@pytest.mark.parametrize("key", [key for key, rows in BY_ITSELF.items() if rows])
def test_what_is_refused_whatever_is_answered_is_an_error_at_the_same_place(tmp_path: Path, key: str) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(ENTRIES[key].template)
    found = templates.check(path).errors.rows()
    assert [row for row in BY_ITSELF[key] if row not in found] == []
