"""Each construct of the corpus: filled with what is right, part by part, or refused with a place; docxtpl beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.corpus import EXPECTED, PAGE
from selfeval.document import structure
from tests.corpus.entries import CHAPTERS, ENTRIES
from tests.corpus.merge import merged
from tests.corpus.outcome import made, peer, standing
from tests.corpus.page import VERSIONS, page
from tests.support import validator

FILLED = {key: entry for key, entry in ENTRIES.items() if not entry.refused}
REFUSED = {key: entry for key, entry in ENTRIES.items() if entry.refused}


def test_keys_are_used_once() -> None:
    assert len(ENTRIES) == sum(map(len, CHAPTERS.values()))


@pytest.mark.parametrize("key", FILLED)
def test_is_filled_with_what_is_right(key: str) -> None:
    ours = made(FILLED[key])

    assert not ours.findings.errors
    assert list(ours.lines) == list(FILLED[key].lines)
    assert structure(ours.document) == []
    expected = (EXPECTED / f"{key}.txt").read_bytes().decode()
    assert ours.filled == expected, "look at the difference, then run python -m scripts.corpus"


def test_no_expected_document_is_left_of_an_entry_that_went() -> None:
    assert {path.stem for path in EXPECTED.glob("*.txt")} == set(FILLED)


@pytest.mark.parametrize("key", REFUSED)
def test_is_refused_with_a_place(key: str) -> None:
    findings = made(REFUSED[key]).findings

    assert findings.rows() == list(REFUSED[key].refused)
    assert all(found.body("zh") and found.body("en") and found.hint("zh") and found.hint("en") for found in findings)


@pytest.mark.parametrize("key", [key for key, entry in ENTRIES.items() if not entry.harmful])
def test_where_docxtpl_is_right_and_selfeval_does_otherwise_the_reason_is_told(key: str) -> None:
    entry = ENTRIES[key]

    assert bool(entry.reason) == (standing(entry, peer(entry)) in {"refused, docxtpl fills it", "different"})


def test_the_page_beside_docxtpl_is_up_to_date() -> None:
    written = Path(PAGE).read_text(encoding="utf-8")
    if f"({VERSIONS})" not in written:
        pytest.skip(f"the page was written with other versions than {VERSIONS}")

    assert written == page(), "run python -m scripts.corpus"


@pytest.mark.validator
@pytest.mark.skipif(validator.program() is None, reason="the Open XML validator is not installed here")
def test_the_open_xml_validator_finds_no_fault_in_what_is_filled(tmp_path: Path) -> None:
    documents = merged([made(entry).document for entry in FILLED.values()])
    paths = [tmp_path / f"{index}.docx" for index in range(len(documents))]
    for path, data in zip(paths, documents, strict=True):
        path.write_bytes(data)

    assert [fault for path in paths if (fault := validator.faults(path))] == []
