"""One workbook of a batch, as the summary and the page show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal

from selfeval.findings import Findings
from selfeval.review.columns import Column
from selfeval.review.comparison import Comparison

Status = Literal["done", "unchanged", "kept", "draft", "failed", "faulty", "sound"]
STATUS_WORDS: Mapping[Status, str] = {
    "done": "已生成",
    "unchanged": "已生成",
    "kept": "保留旧文件",
    "draft": "草稿",
    "failed": "未生成",
    "faulty": "要改正",
    "sound": "没有错误",
}


@dataclass(frozen=True)
class Entry:
    """One workbook.

    Attributes:
        key: its path as people see it.
        department: the unit's name, or the file's where that is not known.
        year: the year evaluated, ``""`` where not known.
        status: what became of it.
        workbook: a link to it from the folder of the batch.
        document: a link to its document, ``""`` where there is none.
        values: its figures by the id of their column: numbers as text, exact.
        findings: all that was found.
        pdf: a link to the PDF of its document, ``""`` where there is none.
        unprinted: whether that could not be made.
    """

    key: str
    department: str
    year: str
    status: Status
    workbook: str
    document: str
    values: Mapping[str, str] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    pdf: str = ""
    unprinted: bool = False

    def number(self, column: str) -> Decimal | None:
        """Its number in that column; None where it has none."""
        try:
            number = Decimal(self.values[column])
        except (KeyError, InvalidOperation):
            return None
        return number if number.is_finite() else None


@dataclass(frozen=True)
class Review:
    """A batch to be looked at.

    Attributes:
        columns: the figures, as columns.
        entries: gives every workbook, failures first, as often as it is called; they need not be in memory together.
        count: how many there are.
        notes: findings about the batch as a whole.
        missing: departments of the roster that handed in nothing; None where there is no roster.
        document_label: what the documents are.
        passed_over: what was not taken for a workbook, each with its reason.
        comparison: this year beside last year; None where last year is not given.
        printed: whether there are PDFs of the documents.
    """

    columns: Sequence[Column]
    entries: Callable[[], Iterator[Entry]]
    count: int
    notes: Findings = field(default_factory=Findings)
    missing: Sequence[str] | None = None
    passed_over: Sequence[str] = ()
    document_label: str = "报告"
    comparison: Comparison | None = None
    printed: bool = False

    def column(self, *identifiers: str) -> Column | None:
        """The first of these columns that there is."""
        known = {column.id: column for column in self.columns}
        return next((known[one] for one in identifiers if one in known), None)
