"""Tells which labels a sheet lacks, and which of its unknown labels may be meant by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval.findings import Severity
from selfeval.form.model import Field
from selfeval.workbook.locate import near_label
from selfeval.workbook.reading import Reading
from selfeval.workbook.text import quote


def report_missing(
    reading: Reading,
    missing: Iterable[Field],
    unknown: Mapping[str, str],
    where: str,
    *,
    instead: Mapping[str, str] | None = None,
    holding: Iterable[str] = (),
) -> set[str]:
    """A finding for each missing label; those of the unknown labels (label to place) that were taken for one.

    An error where an answer is required and nothing can be computed for it, else a warning.

    Args:
        instead: by missing label, the unknown one that stands in its place (``standing_instead``).
        holding: the unknown labels of columns with content: an answer would be lost, so misspelling one is an error.
    """
    left = dict(unknown)
    paired: set[str] = set()
    grave = set(holding)
    for asked in missing:
        severity = needed_severity((asked,))
        near = near_label(asked, left)
        if near is None:
            other = (instead or {}).get(asked.label, "")
            there = f"（{unknown[other].rpartition('!')[2]} 现在是“{quote(other)}”）" if other in left else ""
            reading.add("label.missing", where, severity=severity, label=asked.label, instead=there)
        else:
            severity = Severity.ERROR if near in grave else severity
            reading.add("label.misspelt", left.pop(near), severity=severity, label=asked.label, found=near)
            paired.add(near)
    return paired


def needed_severity(fields: Iterable[Field]) -> Severity:
    """How grave it is that these are not there."""
    return Severity.ERROR if any(asked.required and asked.default is None for asked in fields) else Severity.WARNING


def standing_instead(order: Iterable[str], known: Mapping[str, int], unknown: Mapping[str, int]) -> dict[str, str]:
    """By missing label the unknown one in its place: in its turn between the nearest known ones before and behind.

    Args:
        order: the labels of the form.
        known: the row of each label that is there.
        unknown: the row of each label the form does not know.
    """
    if not unknown:
        return {}
    found: dict[str, str] = {}
    gap: list[str] = []
    before = 0
    last = max((*known.values(), *unknown.values()), default=0) + 1
    for label in (*order, ""):
        if label and label not in known:
            gap.append(label)
            continue
        behind = known.get(label, last)
        between = sorted((row, other) for other, row in unknown.items() if before < row < behind)
        found.update({missing: other for missing, (_, other) in zip(gap, between, strict=False)})
        gap, before = [], behind
    return found
