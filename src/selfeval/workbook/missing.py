"""Tells which labels a sheet lacks, and which of its unknown labels may be meant by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval.findings import Severity
from selfeval.form.model import Field
from selfeval.workbook.locate import near_label
from selfeval.workbook.reading import Reading


def report_missing(reading: Reading, missing: Iterable[Field], unknown: Mapping[str, str], where: str) -> set[str]:
    """A finding for each missing label; those of the unknown labels (label to place) that were taken for one.

    An error where an answer is required and nothing can be computed for it, else a warning.
    """
    left = dict(unknown)
    paired: set[str] = set()
    for asked in missing:
        severity = needed_severity((asked,))
        near = near_label(asked, left)
        if near is None:
            reading.add("label.missing", where, severity=severity, label=asked.label)
        else:
            reading.add("label.misspelt", left.pop(near), severity=severity, label=asked.label, found=near)
            paired.add(near)
    return paired


def needed_severity(fields: Iterable[Field]) -> Severity:
    """How grave it is that these are not there."""
    return Severity.ERROR if any(asked.required and asked.default is None for asked in fields) else Severity.WARNING
