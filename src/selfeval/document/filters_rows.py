"""Filters over rows and records: chosen by a column or a test, taken apart, put into groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from jinja2 import Environment, Undefined, pass_environment

from selfeval.document.arguments import wrong
from selfeval.document.filters_lists import columns, items, ordering
from selfeval.document.lookup import Group
from selfeval.document.missing import plain
from selfeval.document.operators import same
from selfeval.document.predicates import TESTS
from selfeval.names import fold
from selfeval.report import Blank, Record


@pass_environment
def select_rows(environment: Environment, rows: object, column: str, value: object) -> list[object]:
    """``项目支出 | 筛选("资金来源", "一般公共预算")``: the rows whose column holds the value."""
    value = plain(value)
    folded = fold(value) if isinstance(value, str) else ""
    found: list[object] = []
    for row in items(rows):
        held = row.lookup(column) if type(row) is Record else None
        if type(held) is str and type(value) is str:  # nearly every row
            if held == value or fold(held) == folded:
                found.append(row)
        elif same(environment.getitem(row, column), value):
            found.append(row)
    return found


def chooser(name: str, wanted: bool) -> Callable[..., list[object]]:
    """``rows | selectattr("栏", "equalto", 值)``, ``list | select("odd")`` and their opposites."""
    by_column = name.endswith("attr")

    @pass_environment
    def choose(environment: Environment, values: object, *arguments: object) -> list[object]:
        if by_column and not arguments:
            raise wrong(name, '请写出栏目，如 selectattr("栏")', 'name a column, as in selectattr("column")')
        column, test, *given = (*arguments, None) if by_column else (None, *arguments, None)
        if test is None:
            given = []
        elif not isinstance(test, str) or test not in TESTS:
            raise wrong(name, f"没有名为 {test} 的判断", f"there is no test {test!s}")
        else:
            del given[-1]

        def holds(item: object) -> bool:
            value = environment.getitem(item, column) if by_column else item
            return bool(plain(value)) if test is None else bool(TESTS[str(test)](value, *given))

        return [item for item in items(values) if holds(item) is wanted]

    return choose


@pass_environment
def each(
    environment: Environment,
    values: object,
    *arguments: object,
    attribute: object = None,
    default: object = None,
    **named: object,
) -> list[object]:
    """``rows | map("栏")`` or ``map(attribute="栏")``: that column of each; ``list | map("upper")``: each filtered.

    A name that each row has is its column, whatever filters there are: data first.
    """
    found = items(values)
    if attribute is None and not arguments:
        raise wrong("map", '请写出栏目，如 map("栏")', 'name a column, as in map("column")')
    name, *given = arguments if attribute is None else (attribute,)
    if attribute is None and isinstance(name, str) and _is_filter(environment, name, found):
        return [environment.call_filter(name, item, given, named) for item in found]
    taken = columns(environment, found, name)
    return taken if default is None else [default if isinstance(value, Undefined) else value for value in taken]


def _is_filter(environment: Environment, name: str, found: list[object]) -> bool:
    if not name.isidentifier() or name not in environment.filters:  # those of the compiler are no identifiers
        return False
    return not all(isinstance(item, Mapping) and name in item for item in found) or not found


@pass_environment
def part(environment: Environment, value: object, name: object) -> object:
    """``record | attr("项目")``: the data of that name."""
    return environment.getitem(value, name)


@pass_environment
def pairs(environment: Environment, value: object) -> list[tuple[object, object]]:
    """``record | items``: each label with its value."""
    value = plain(value)
    match value:
        case Blank():
            return []
        case Mapping():
            return [(label, environment.getitem(value, label)) for label in value]
    raise wrong("items", "只能用于逐项填报的工作表或表格的一行", "it is for a sheet of fields or a row of a table")


@pass_environment
def sorted_pairs(
    environment: Environment, value: object, case_sensitive: bool = False, by: str = "key", reverse: bool = False
) -> list[tuple[object, object]]:
    """``record | dictsort``: each label with its value, in the order of the labels or ``by="value"``."""
    if by not in {"key", "value"}:
        raise wrong("dictsort", 'by 请写 "key" 或 "value"', "by is 'key' or 'value'")
    key = ordering(environment, None, case_sensitive)
    return sorted(pairs(environment, value), key=lambda pair: key(pair[by == "value"]), reverse=reverse)


@pass_environment
def grouped(
    environment: Environment,
    values: object,
    attribute: object,
    default: object = None,
    case_sensitive: bool = False,
) -> list[Group]:
    """``rows | groupby("栏")``: the rows in groups that share the column's value, in the order of the values."""

    def value_of(item: object) -> object:
        value = environment.getitem(item, attribute)
        return default if default is not None and isinstance(value, Undefined) else value

    key = ordering(environment, None, case_sensitive)
    found = sorted(items(values), key=lambda item: key(value_of(item)))
    groups = (list(rows) for _, rows in groupby(found, key=lambda item: key(value_of(item))))
    return [Group(value_of(rows[0]), rows) for rows in groups]
