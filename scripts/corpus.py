"""Renews what the corpus expects and ``docs/docxtpl.md``: run ``python -m scripts.corpus``, then read the difference.

What is printed differs from the lines written down in the entries: these are never renewed, only by hand.
"""

from __future__ import annotations

from pathlib import Path

from tests.corpus.entries import ENTRIES
from tests.corpus.outcome import made
from tests.corpus.page import page

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = ROOT / "tests" / "corpus" / "expected"
PAGE = ROOT / "docs" / "docxtpl.md"


def main() -> None:
    """Write the filled parts of each entry, and the page."""
    EXPECTED.mkdir(exist_ok=True)
    for old in EXPECTED.glob("*.txt"):
        old.unlink()
    for entry in ENTRIES.values():
        ours = made(entry)
        if ours.document:
            (EXPECTED / f"{entry.key}.txt").write_text(ours.filled, encoding="utf-8", newline="")
        if ours.findings.errors.rows() != list(entry.refused) or list(ours.lines) != list(entry.lines):
            print(f"{entry.key}: {ours.findings.errors.rows() or list(ours.lines)}")
    PAGE.write_text(page(), encoding="utf-8")
    print(f"renewed {len(ENTRIES)} entries and {PAGE.name}")


if __name__ == "__main__":
    main()
