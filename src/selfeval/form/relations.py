"""Relations between tables, as the form declares them: which rows of one table belong to a row of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selfeval.findings import Finding, finding
from selfeval.names import closest, fold

if TYPE_CHECKING:
    from selfeval.form.model import Form


@dataclass(frozen=True)
class RowRelation:
    """Rows of a table that belong to the rows of another: ``项.指标`` for each project.

    Attributes:
        parent: the table whose rows have them.
        name: what a template and an expression call them.
        table: the table they stand in.
        by: the columns both tables have; of two rows that both answer one, that one decides.
    """

    parent: str
    name: str
    table: str
    by: tuple[str, ...]


def read_relation(path: str, values: Mapping[str, Any]) -> RowRelation | None:
    """The relation of those values, under ``表.名称``; None where the name has not that shape."""
    parent, mark, name = path.partition(".")
    return RowRelation(parent, name, values.get("table", ""), tuple(values.get("by", ()))) if mark and name else None


def relation_findings(form: Form, place_of: Callable[..., str]) -> Iterator[Finding]:
    """A finding for each table or column that a relation names and the form lacks, and each name taken already."""
    tables = [sheet.name for sheet in form.sheets.values() if sheet.kind == "table"]
    for path, relation in form.relations.items():
        where = place_of("relation", path)
        for table in (relation.parent, relation.table):
            if table not in tables:
                yield _unknown(where, path, table, closest(table, tables))
                continue
            columns = form.sheets[table].by_spelling
            for column in relation.by:
                if fold(column) not in columns:
                    near = closest(column, form.sheets[table].fields)
                    yield _unknown(where, path, f"{table}.{column}", f"{table}.{near}" if near else None)
        parent = form.sheets.get(relation.parent)
        if not relation.by:
            expected = "至少一栏的名称"
            yield finding("form.wrong-value", where, label=f"relation.{path}.by", found="空", expected=expected)
        taken = {*parent.by_spelling, *form.derived_names(parent.name)} if parent else set()
        if fold(relation.name) in taken:
            yield finding("form.doubled-name", where, label=f"relation.{path}", found=relation.name)


def _unknown(where: str, path: str, name: str, near: str | None) -> Finding:
    suggestion = f"，您是否想写「{near}」？" if near else ""
    return finding("form.unknown-name", where, label=f"relation.{path}", found=name, suggestion=suggestion)
