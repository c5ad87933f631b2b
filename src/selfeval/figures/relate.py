"""Finds the rows of a table that belong to each row of another, as the form declares it."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval.findings import Finding, finding
from selfeval.form.model import Form
from selfeval.form.relations import RowRelation
from selfeval.names import closest, fold
from selfeval.report import Blank, Record, Report, Table, printed

_Key = tuple[str, ...]
"""What a row answers in each of the columns the relation goes by, folded; ``""`` where it is blank."""


def relate(report: Report, form: Form) -> list[Finding]:
    """Give each row the rows that belong to it, and a finding for each row that belongs nowhere or to two.

    Of two rows that both answer a column the relation goes by, the first such column decides.
    """
    findings: list[Finding] = []
    for relation in form.relations.values():
        parents, rows = report.sheet(relation.parent), report.sheet(relation.table)
        if isinstance(parents, Table):
            _relate(relation, parents, rows.rows if isinstance(rows, Table) else [], findings)
    return findings


def _relate(relation: RowRelation, parents: Table, rows: Sequence[Record], findings: list[Finding]) -> None:
    name = fold(relation.name)
    if not rows:
        nothing = {name: Table(relation.name, parents.layout)}
        for parent in parents:
            parent.related = nothing if parent.related is None else {**parent.related, **nothing}
        return
    own = [Table(relation.name, rows[0].layout) for _ in parents]
    for parent, table in zip(parents, own, strict=True):
        parent.related = {**(parent.related or {}), name: table}
    keys = [_key(relation, parent) for parent in parents]
    findings += _doubled(relation, parents, keys)
    owners: dict[_Key, list[int]] = {}
    for row in rows:
        key = _key(relation, row)
        is_new = key not in owners
        if is_new:
            owners[key] = _owners(key, keys)
        if len(owners[key]) == 1:
            own[owners[key][0]].rows.append(row)
        elif is_new or not any(key):  # the rows of one project are told once, by the first of them
            findings.append(_lost(relation, parents, row, owners[key]))


def _key(relation: RowRelation, row: Record) -> _Key:
    values = (row.lookup(column) for column in relation.by)
    return tuple("" if value is None or isinstance(value, Blank) else fold(printed(value)) for value in values)


def _owners(key: _Key, keys: Sequence[_Key]) -> list[int]:
    """The positions of the rows it may belong to."""
    found = []
    for position, other in enumerate(keys):
        both = next(((one, two) for one, two in zip(key, other, strict=True) if one and two), None)
        if both is not None and both[0] == both[1]:
            found.append(position)
    return found


def _doubled(relation: RowRelation, parents: Table, keys: Sequence[_Key]) -> list[Finding]:
    """A finding for each row whose key an earlier one has: nobody could say to which of the two a row belongs."""
    first: dict[tuple[int, str], int] = {}
    found = []
    for position, key in enumerate(keys):
        at = next((index for index, part in enumerate(key) if part), None)
        if at is None:
            continue
        before = first.setdefault((at, key[at]), position)
        if before != position:
            label = relation.by[at]
            here, there = _place(parents[position], label), _place(parents[before], label)
            value = printed(parents[position][label])
            found.append(
                finding("relation.doubled", here, cells=(there, here), label=label, found=value, expected=there)
            )
    return found


def _lost(relation: RowRelation, parents: Table, row: Record, owners: Sequence[int]) -> Finding:
    label = next((column for column in relation.by if not isinstance(row[column], Blank)), relation.by[-1])
    value = printed(row[label])
    details = {"label": label, "found": value, "expected": parents.name}
    if owners:
        cells = (_place(row, label), *(_place(parents[position], label) for position in owners))
        return finding(
            "relation.ambiguous", cells[0], cells=cells, number=str(len(owners)), by=relation.by[0], **details
        )
    near = closest(value, [printed(parent[label]) for parent in parents]) if value else None
    suggestion = f"，您是否想写「{near}」？" if near else ""
    return finding("relation.orphan", _place(row, label), suggestion=suggestion, **details)


def _place(row: Record, label: str) -> str:
    return row.cell_of(label) or f"{row.name}.{label}"
