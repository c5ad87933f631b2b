"""The examples' documents, part by part: a change of any byte is seen in review (``python -m scripts.golden`` renews)."""

from pathlib import Path

import pytest

import selfeval
from tests.support.word import parts

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.xlsx"))
VOLATILE = {"docProps/custom.xml"}  # the stamp holds the version of selfeval and the hash of the form


def test_every_example_has_golden_parts_and_no_parts_are_left_over() -> None:
    assert [path.name for path in sorted(Path(__file__).parent.iterdir()) if (path / "word").is_dir()] == EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_document_is_the_golden_one_part_by_part(example: str) -> None:
    made = parts(bytes(selfeval.render(ROOT / "examples" / f"{example}.xlsx")))
    folder = Path(__file__).parent / example
    golden = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert made.keys() - VOLATILE == golden.keys()
    for name, data in golden.items():
        assert made[name] == data, f"{example}: {name} differs; look at it, then run python -m scripts.golden"
