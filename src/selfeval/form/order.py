"""In which order defaults and derived figures are computed, and the circles in which they cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from selfeval.expressions import Expression, Path
from selfeval.findings import Finding, finding
from selfeval.form.model import Derived, Field, Form
from selfeval.form.optional import sheets_read
from selfeval.form.scoring import Scoring
from selfeval.names import fold
from selfeval.report import Record, Report
from selfeval.report.scope import Scope


class Computation(NamedTuple):
    """One value to compute.

    Attributes:
        sheet: the sheet it belongs to.
        name: the field, column or derived figure; for a sheet with fixed rows, the row.
        column: the column of a row of a sheet with fixed rows, ``""`` elsewhere.
        each_row: whether it is computed for each row of a table.
        target: the field with a default, or the derived figure.
        reads: the folded names of the sheets it reads.
    """

    sheet: str
    name: str
    column: str
    each_row: bool
    expression: Expression
    target: Field | Derived
    reads: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """How messages name it."""
        return ".".join(filter(None, (self.sheet, self.name, self.column)))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every name it reads."""
        return self.expression.paths


_Node = Computation | Scoring


def computations(form: Form) -> tuple[_Node, ...]:
    """All defaults, derived figures and scores, each after those it reads.

    A circle cannot be ordered: its members come in the order of the form (``cycle_findings`` reports it).
    """
    ordered, _ = _sorted(form)
    return tuple(
        item._replace(reads=sheets_read(form, item.sheet, item.paths)) if isinstance(item, Computation) else item
        for item in ordered
    )


def targets(report: Report, item: Computation) -> Iterator[tuple[Record, Scope]]:
    """The records the computation has a value in, each with the scope its names are read in."""
    sheet = report.sheet(item.sheet)
    if isinstance(sheet, Record):
        yield sheet, Scope(report)
    elif sheet is not None and item.column:
        row = sheet.row(item.name)
        if row is not None:
            yield row, Scope(report, column=item.column)
    elif sheet is not None:
        for row in sheet:
            yield row, Scope(report, row)


def cycle_findings(form: Form, place_of: Callable[..., str]) -> list[Finding]:
    """A finding for each circle, naming its members."""
    _, circles = _sorted(form)
    found = []
    for circle in circles:
        first = circle[0]
        of_form = isinstance(first, Computation) and isinstance(first.target, Derived)
        key = ("derived", first.path) if of_form else ("sheet", first.sheet, first.name)
        members = " → ".join([*(member.path for member in circle), first.path])
        found.append(finding("form.cycle", place_of(*key), found=members))
    return found


def _sorted(form: Form) -> tuple[tuple[_Node, ...], list[list[_Node]]]:
    nodes = {tuple(map(fold, filter(None, (node.sheet, node.name, node.column)))): node for node in _all(form)}
    ordered: dict[Path, _Node] = {}
    circles: list[list[_Node]] = []
    under_way: list[Path] = []

    def visit(key: Path) -> None:
        if key in ordered:
            return
        if key in under_way:
            circles.append([nodes[member] for member in under_way[under_way.index(key) :]])
            return
        under_way.append(key)
        for read in _read_by(form, nodes[key], nodes):
            visit(read)
        under_way.pop()
        ordered.setdefault(key, nodes[key])

    for key in nodes:
        visit(key)
    return tuple(ordered.values()), circles


def _all(form: Form) -> Iterator[_Node]:
    for sheet in form.sheets.values():
        for field in sheet.fields.values():
            if field.default and sheet.kind != "rows":
                yield Computation(sheet.name, field.label, "", sheet.kind == "table", field.default, field)
        for (row, column), cell in sheet.cells.items():
            if cell.default:
                yield Computation(sheet.name, row, column, False, cell.default, cell)
    for figure in form.derived.values():
        owner = form.sheets.get(figure.sheet)
        each_row = owner is not None and owner.kind != "fields"
        yield Computation(figure.sheet, figure.name, "", each_row, figure.value, figure)
    yield from form.scorings.values()


def _read_by(form: Form, node: _Node, nodes: Mapping[Path, _Node]) -> Iterator[Path]:
    for path in node.paths:
        spelt = _canonical(form, path, node)
        in_column = (*spelt, fold(node.column)) if node.column else spelt
        of_each_row = (spelt[0], *spelt[2:])  # a figure of each fixed row: 表.行.执行率 is computed as 表.执行率
        for candidate in (spelt, in_column, of_each_row):
            if candidate in nodes:
                yield candidate
                break


def _canonical(form: Form, path: Path, node: _Node) -> Path:
    """The path with labels for names, bare names within a row qualified by their sheet, all folded."""
    folded = tuple(map(fold, path))
    relation = form.relations_by_parent.get(fold(node.sheet), {}).get(folded[0]) if node.each_row else None
    if relation is not None:
        folded = (fold(relation.table), *folded[1:])
    sheet = form.sheet_by_spelling.get(folded[0])
    if sheet is None or (len(folded) == 1 and node.each_row):
        own = form.sheets.get(node.sheet)
        if len(folded) == 1 and own is not None:
            field = own.by_spelling.get(folded[0])
            return (fold(own.name), fold(field.label) if field else folded[0])
        return folded
    if len(folded) == 1:
        return folded
    rest = folded[1:]
    known = sheet.row_by_spelling.get(rest[0]) or sheet.by_spelling.get(rest[0])
    return (fold(sheet.name), fold(known.label) if known else rest[0], *rest[1:])
