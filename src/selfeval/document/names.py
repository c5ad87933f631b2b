"""Judges the names a template reads by what the form and the report have, without filling anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from selfeval.document.blocks import suggestion
from selfeval.document.known import Known, KnownSheet
from selfeval.document.scopes import Use
from selfeval.document.template import CompiledPart
from selfeval.findings import Finding
from selfeval.names import closest, fold

_MOST_LISTED = 12


@lru_cache(maxsize=16)
def name_findings(part: CompiledPart, known: Known) -> tuple[Finding, ...]:
    """A finding for each unknown name in each tag; the same template mostly meets the same names again."""
    found: dict[tuple[int, str], Finding] = {}
    for use in part.uses:
        fault = None if _proven(use, known) else _fault(use, known)
        if fault is not None:
            rule, words = fault
            found.setdefault((use.line, words["name"]), part.tags[use.line].finding(rule, **words))
    return tuple(found.values())


def lacking_names(parts: Iterable[CompiledPart], known: Known) -> list[Finding]:
    """Each unknown name once, at the place of its first use, those of a sheet together.

    This is the list for a template that comes without a form: what it asks for and a workbook does not have. A sheet that is
    not there at all is one name, which quotes every tag that asks something of it.
    """
    by_name: dict[str, list[Finding]] = {}
    for part in parts:
        for fault in name_findings(part, known):
            by_name.setdefault(fold(fault.details["name"]), []).append(fault)
    order: dict[str, int] = {}
    for name in by_name:
        order.setdefault(name.partition(".")[0], len(order))
    return [
        _with_all_tags(faults) for _, faults in sorted(by_name.items(), key=lambda one: order[one[0].partition(".")[0]])
    ]


def _with_all_tags(faults: list[Finding]) -> Finding:
    first = faults[0]
    tags = list(dict.fromkeys(fault.found for fault in faults))
    return first if len(tags) == 1 else replace(first, details={**first.details, "found": _listed(tags)})


def _proven(use: Use, known: Known) -> bool:
    """Whether a condition has asked for what nobody may have; where it asked for a sheet there is, its labels count."""
    return len(use.guard) > 1 or (len(use.guard) == 1 and use.guard[0] not in known)


def _fault(use: Use, known: Known) -> tuple[str, dict[str, str]] | None:
    sheet = known.get(fold(use.path[0]))
    if sheet is None:
        return "template.unknown-name", _unknown_sheet(use.path[0], known)
    if use.kind == "sheet" or len(use.path) == 1:
        return None
    label = fold(use.path[1])
    if label in sheet.relations and use.kind != "label":
        if len(use.path) == 2:
            return None
        return _fault(Use((sheet.relations[label], *use.path[2:]), use.kind, use.line, use.maybe), known)
    if use.kind in {"row", "column"}:
        if len(use.path) > 2:
            use_rows = label in sheet.rows and fold(use.path[2]) in sheet.labels
            return None if use_rows else _unknown(use, sheet)
        if label in sheet.labels or (use.maybe and label in known) or (use.kind == "row" and sheet.kind == "fields"):
            return None
        return _unknown(use, sheet)
    return _fault_of_label(use, sheet, label)


def _fault_of_label(use: Use, sheet: KnownSheet, label: str) -> tuple[str, dict[str, str]] | None:
    if sheet.kind == "fields":
        return None if label in sheet.labels else _unknown(use, sheet)
    if label in sheet.rows:
        return None if len(use.path) == 2 or fold(use.path[2]) in sheet.labels else _unknown(use, sheet)
    if label in sheet.labels:
        return "template.column-outside-loop", {"name": ".".join(use.path), "sheet": sheet.name}
    return _unknown(use, sheet)


def _unknown(use: Use, sheet: KnownSheet) -> tuple[str, dict[str, str]]:
    labels = [*sheet.rows.values(), *sheet.labels.values()]
    near = closest(use.path[-1], labels)
    full = None if near is None else ".".join((sheet.name, *use.path[1:-1], near))
    words = {"name": ".".join(use.path), "expected": _listed(labels), **suggestion(full)}
    return "template.unknown-name", words


def _unknown_sheet(name: str, known: Known) -> dict[str, str]:
    """A name that is no sheet: perhaps a label written without its sheet, perhaps a sheet misspelt."""
    for sheet in known.values():
        label = sheet.labels.get(fold(name)) or sheet.rows.get(fold(name))
        if label is not None:
            near: str | None = f"{sheet.name}.{label}"
            break
    else:
        near = closest(name, [sheet.name for sheet in known.values()])
    return {"name": name, "expected": _listed([sheet.name for sheet in known.values()]), **suggestion(near)}


def _listed(names: Iterable[str]) -> str:
    words = list(dict.fromkeys(names))
    return "、".join(words[:_MOST_LISTED]) + ("……" if len(words) > _MOST_LISTED else "")
