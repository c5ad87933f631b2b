"""How much is measured: everything, or just enough to see that the harness works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """How much is measured, and where the files of the run go.

    Attributes:
        folder: holds workbooks, templates and documents of the run.
        rounds: rounds of each comparison.
        books: distinct workbooks; each round fills ``books / rounds`` of them.
        documents: after how many documents memory is looked at, first and last.
        starts: how often a process is started.
        sizes: rows and paragraphs of the growing documents; the peer is compared at the second to last.
        repeats: rounds of the growing documents.
        many: workbooks of a batch.
        scripted: of these, how many a user's script fills.
        departments: workbooks of the largest batch.
        node: whether the peers in JavaScript run.
    """

    folder: Path
    rounds: int = 10
    books: int = 200
    documents: tuple[int, int] = (100, 10_000)
    starts: int = 10
    sizes: tuple[int, ...] = (10, 100, 1_000, 2_000, 10_000)
    repeats: int = 3
    many: int = 2_000
    scripted: int = 200
    departments: int = 10_000
    node: bool = True

    @property
    def batch(self) -> int:
        """Workbooks in a round."""
        return max(1, self.books // self.rounds)


def full(folder: Path, rounds: int = 10) -> Settings:
    """Everything: some minutes."""
    return Settings(folder, rounds=rounds)


def short(folder: Path, rounds: int = 4) -> Settings:
    """Rough figures in a few minutes: a tenth of the workbooks, and each thing once."""
    return Settings(
        folder,
        rounds,
        books=40,
        documents=(100, 1_000),
        starts=3,
        sizes=(10, 100, 1_000, 2_000),
        repeats=1,
        many=200,
        scripted=100,
        departments=1_000,
    )


def tiny(folder: Path, rounds: int = 2) -> Settings:
    """Just enough to see that it works: some seconds, and numbers that mean nothing."""
    return Settings(folder, rounds, 4, (2, 8), 1, (10, 20, 30, 40), 1, many=8, departments=20, node=False)
