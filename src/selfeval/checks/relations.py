"""Judges the form's own checks: two expressions that must be equal, or one at most or at least the other."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable
from decimal import Decimal

from selfeval.checks.answers import as_typed
from selfeval.expressions import Expression, ExpressionError
from selfeval.findings import Finding
from selfeval.form.comparison import compare_sides
from selfeval.form.model import Check, Form
from selfeval.names import fold
from selfeval.report import Blank, Number, Report, Table
from selfeval.report.scope import Scope

_MOST_LISTED = 5
_PLAINLY = {"equal": operator.eq, "at_most": operator.le, "at_least": operator.ge}


def judge_relations(report: Report, form: Form, told: Collection[str] = (), out: Collection[str] = ()) -> list[Finding]:
    """A finding for each check of the form that does not hold; ``told`` are cells that have their finding already, ``out`` the
    sheets left out: a check that reads one of them is silent.

    A side that is blank silences the check: the blank itself is told elsewhere.
    """
    findings: list[Finding] = []
    for check in form.checks.values():
        if out and not check.sheets.isdisjoint(out):
            continue
        for scope in scopes(report, check):
            found = _judge(check, scope)
            if found is not None and not (found.cells and found.cells[0] in told):
                findings.append(found)
    return findings


def scopes(report: Report, check: Check) -> Iterable[Scope]:
    """Where a check is judged: once in the whole report, or in each row of its table."""
    if not check.each:
        return (Scope(report),)
    table = report.sheet(check.each)
    return [Scope(report, row) for row in table] if isinstance(table, Table) else ()


def _judge(check: Check, scope: Scope) -> Finding | None:
    try:
        if check.when is not None and check.when.evaluate(scope) is not True:
            return None
        left, right = check.left.evaluate(scope), check.right.evaluate(scope)
    except ExpressionError as error:
        return _finding(check, scope, "check.not-judged", {"found": str(error)})
    if isinstance(left, Blank) or isinstance(right, Blank):
        return None
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _judge_numbers(check, scope, left, right)
    if check.relation == "equal" and fold(str(left)) != fold(str(right)):
        details = {"label": check.left.explain(), "against": check.right.explain()}
        return _finding(
            check,
            scope,
            "check.equal",
            details | {"found": f"“{left}”", "expected": f"“{right}”", "difference": "不一致"},
        )
    return None


def _judge_numbers(check: Check, scope: Scope, left: Decimal, right: Decimal) -> Finding | None:
    if _PLAINLY[check.relation](left, right):  # nearly every one: no rounding, no tolerance to look up
        return None
    style, apart, holds = compare_sides(check, left, right, lambda: check.right.addends(scope))
    if holds:
        return None

    def shown(value: Decimal) -> str:
        return f"{Number(value, style)} {style.unit}".strip()

    details = {
        "label": check.left.explain(),
        "against": check.right.explain(),
        "found": shown(left) + _typed_beside(check.left, scope, style.unit),
        "expected": shown(right),
        "difference": shown(abs(apart)),
    }
    return _finding(check, scope, f"check.{check.relation}", details)


def _typed_beside(side: Expression, scope: Scope, unit: str) -> str:
    """The left figure as typed, where the clerk typed it in another unit than the one compared in."""
    found = scope.locate(side.paths[0]) if len(side.paths) == 1 else None
    origin = found[0].origin(found[1]) if found else None
    if origin is None or not origin.typed or not origin.unit or origin.unit == unit:
        return ""
    return f"（填写为 {as_typed(origin)}）"


def _finding(check: Check, scope: Scope, sentence: str, details: dict[str, str]) -> Finding:
    cells = tuple(dict.fromkeys((*scope.cells(check.left.paths), *scope.cells(check.right.paths))))
    place = _place(check, scope, cells)
    return Finding(
        rule=check.id,
        severity=check.severity,
        place=place,
        details={**details, "cells": _listed(cells, place.rpartition("!")[0])},
        cells=cells,
        sentence=sentence,
        text=check.message,
        advice=check.hint,
    )


def _place(check: Check, scope: Scope, cells: tuple[str, ...]) -> str:
    """The cell of the left figure; where it stands in none, the first cell read; for a table's column its sheet."""
    located = [scope.locate(path) for path in check.left.paths]
    for found in located:
        if found and (cell := found[0].cell_of(found[1])):
            return cell
    if cells and all(located):
        return cells[0]
    return check.left.paths[0][0] if check.left.paths else ""


def _listed(cells: tuple[str, ...], sheet: str) -> str:
    """The cells as a clerk looks them up: those of the same sheet by their address alone, a long list cut short."""
    own = [cell.removeprefix(f"{sheet}!") for cell in cells]
    return "、".join(own) if len(own) <= _MOST_LISTED else f"{'、'.join(own[:_MOST_LISTED])} 等 {len(own)} 格"
