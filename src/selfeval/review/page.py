"""index.html: one page, all in one file, for the review of a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from selfeval.amounts import format_number
from selfeval.files import written_beside
from selfeval.findings import Severity
from selfeval.review.charts import charts
from selfeval.review.comparison import Comparison
from selfeval.review.entry import STATUS_WORDS, Entry, Review
from selfeval.review.wording import SEVERITY_WORDS, clean, header, shown, told

_HERE = Path(__file__).parent
_MOST_FAILURES = 300
"""Failures told in full at the top; the others stand in the table."""
_MOST_FINDINGS = 100
"""Findings of one workbook that the page tells; 汇总.xlsx has them all."""
_MOST_MOVEMENTS = 3_000
"""Large movements that the page tells, the largest; 汇总.xlsx has them all."""
_CLASSES = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.NOTE: "n"}


def write_page(path: Path, review: Review) -> None:
    """Write the page, row by row.

    Raises:
        OutputError: it cannot be written there.
    """
    tally = _Tally(review)
    drawn = charts(review, tally.passing(review.entries()))
    pieces = (
        _environment()
        .get_template("page.html")
        .generate(
            review=review,
            tally=tally,
            charts=drawn,
            columns=[{"label": header(column), "number": column.is_number} for column in review.columns],
            rows=(_row(review, entry) for entry in review.entries()),
            comparison=review.comparison,
            **_movements(review.comparison),
            notes=[told(note) for note in review.notes],
            severities=SEVERITY_WORDS,
            told=told,
        )
    )
    with written_beside(path) as target, target.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(pieces)


def _movements(found: Comparison | None) -> dict[str, object]:
    """The large movements as the page and its script read them."""
    if found is None:
        return {}
    places = {column.id: place for place, column in enumerate(found.columns)}
    rows = []
    for one in islice(found.movements, min(found.large, _MOST_MOVEMENTS)):  # large ones come first
        column = found.columns[places[one.figure]]
        numbers = [[shown(column, "", number), float(number)] for number in (one.last, one.this, one.difference)]
        change: object = ""
        if one.change is not None:
            sign = "+" if one.change > 0 else ""
            change = [f"{sign}{format_number(one.change.scaleb(2), 1)}%", float(one.change)]
        rows.append([clean(one.department), places[one.figure], numbers, change])
    over = format_number(found.over.scaleb(2), None) + "%"
    return {"moved_columns": [clean(header(one)) for one in found.columns], "moved_rows": rows, "over": over}


class _Tally:
    """What is counted of the workbooks while they pass.

    Attributes:
        failures: the first that failed, gave but a draft, or have no PDF though one was asked for.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self._sums: dict[str, Decimal] = {}
        self.done = self.warned = self.failed = self.drafts = self.kept = 0
        self.printed = self.unprinted = self.troubled = 0
        self.failures: list[Entry] = []

    def passing(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same workbooks, counted."""
        for entry in entries:
            self.printed += bool(entry.pdf)
            self.unprinted += entry.unprinted
            self.failed += entry.status == "failed"
            self.drafts += entry.status == "draft"
            self.kept += entry.status == "kept"
            if entry.status in ("failed", "draft") or entry.unprinted:
                self.troubled += 1
                if len(self.failures) < _MOST_FAILURES:
                    self.failures.append(entry)
            if entry.status not in ("failed", "draft"):
                self.done += entry.status != "kept"
                self.warned += bool(entry.findings.warnings)
            for column in self._review.columns:
                number = entry.number(column.id) if column.adds_up else None
                if number is not None:
                    self._sums[column.id] = self._sums.get(column.id, Decimal(0)) + number
            yield entry

    @property
    def troubles(self) -> list[str]:
        """What is wrong with any of them."""
        told = (("未生成", self.failed), ("只有草稿", self.drafts), ("没有转成 PDF ", self.unprinted))
        return [words for words, count in told if count]

    @property
    def totals(self) -> list[tuple[str, str]]:
        """The sum of each column that adds up."""
        return [
            (header(column), shown(column, "", self._sums[column.id]))
            for column in self._review.columns
            if column.id in self._sums
        ]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _row(review: Review, entry: Entry) -> list[object]:
    """A row as the script reads it: texts, and for each figure what is shown and what it sorts by."""
    figures = []
    for column in review.columns:
        number = entry.number(column.id) if column.is_number else None
        text = shown(column, entry.values.get(column.id, ""), number)
        figures.append([clean(text), float(number)] if number is not None else clean(text))
    findings = [
        [_CLASSES[found.severity], clean(found.place), found.rule, clean(told(found))]
        for found in islice(sorted(entry.findings, key=lambda one: list(Severity).index(one.severity)), _MOST_FINDINGS)
    ]
    return [
        clean(entry.department),
        clean(entry.year),
        STATUS_WORDS[entry.status],
        entry.document,
        entry.workbook,
        clean(entry.key),
        len(entry.findings.errors),
        len(entry.findings.warnings),
        figures,
        findings,
        entry.pdf,
    ]
