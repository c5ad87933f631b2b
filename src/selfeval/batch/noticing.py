"""What is told of a batch as a whole: handed in twice, years mixed, not on the roster, not handed in, left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from selfeval.batch.inputs import SUMMARY_FILE
from selfeval.batch.journal import Journal
from selfeval.batch.roster import departments
from selfeval.findings import Finding, finding
from selfeval.names import closest, fold

_MOST_NAMED = 5


def noticed(out: Path, journal: Journal) -> Iterator[Finding]:
    """What the workbooks of this run and the documents of earlier ones say without a roster."""
    for department, year, keys in journal.doubled():
        yield finding(
            "batch.same-department",
            department=department,
            year=f"{year}年度" if year else "",
            count=str(len(keys)),
            found="、".join(keys),
        )
    years = journal.years()
    if len(years) > 1:
        yield finding("batch.years", found="、".join(f"{year}年度 {count} 份" for year, count in years))
    left = [name for name in journal.left_over() if (out / name).is_file()]
    if left:
        yield finding("batch.left-over", count=str(len(left)), found=_named(left))


def beside_roster(roster: Path, handed_in: Iterable[str], missing: Sequence[str]) -> Iterator[Finding]:
    """Who of the roster has not handed in, and who has that stands not on it.

    Args:
        handed_in: the names that the workbooks say themselves.
        missing: ``missing_of`` the roster.
    """
    listed = {fold(name): name for name in departments(roster)}
    strangers = list(dict.fromkeys(name for name in handed_in if name and fold(name) not in listed))
    if strangers:
        near = {name: closest(name, listed.values()) for name in strangers[:_MOST_NAMED]}
        told = [f"{name}（名单里有“{near[name]}”）" if near.get(name) else name for name in strangers]
        yield finding("batch.not-on-roster", count=str(len(strangers)), found=_named(told))
    if missing:
        yield finding("batch.not-handed-in", count=str(len(missing)), found=_named(missing))


def missing_of(roster: Path, handed_in: Iterable[str]) -> list[str]:
    """The departments of the roster that are none of these."""
    known = set(map(fold, handed_in))
    return [name for name in departments(roster) if fold(name) not in known]


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + (f" 等，全部见{SUMMARY_FILE}" if len(names) > _MOST_NAMED else "")
