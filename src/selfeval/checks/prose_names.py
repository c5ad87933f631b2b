"""What running text calls the figures of a form: label, aliases and other words, and which values those name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from selfeval.form.model import Derived, Field, FieldType, Form, Sheet
from selfeval.names import fold
from selfeval.report import Number, Record, Report, Table

_FIGURE_BEGINS = r"(?=[\d零〇一二两三四五六七八九十百千])"
_LINK = (
    r"(?:实际)?(?:支出|支付|执行|决算)?(?:总额|总数|总计|合计|金额|数额|数)?"
    r"(?:共计|合计|共有|共|总计|计|为|是|达到|达|[:：])?[ 　]*" + _FIGURE_BEGINS
)
"""What may stand between the noun and its figure."""
_SPENT = ("executed", "final_accounts")
"""`means` of the column that holds what was spent, in a table and in a sheet with fixed rows."""
_PROJECT = "project_name"
INITIAL = "initial_budget"
"""`means` of the figure that is a plan, so that what is part of it is one too."""
_ALIKE = {"“": '[“"„＂]', "”": '[”"‟＂]', "（": "[（(]", "）": "[）)]"}
_MOST_FORMS = 16


class Target(NamedTuple):
    """A figure of the form that a noun names.

    Attributes:
        row: the row of a sheet with fixed rows, ``""`` elsewhere.
        label: the field, column or derived figure.
        means: its identifier of the glossary.
    """

    sheet: str
    row: str
    label: str
    means: str

    def find(self, report: Report) -> NamedValue | None:
        """Its value in a report, None where there is none."""
        there = report.sheet(self.sheet)
        record = there.row(self.row) if isinstance(there, Table) else there
        value = record.lookup(self.label) if record is not None else None
        return NamedValue(record, self.label, value, self) if record is not None and isinstance(value, Number) else None


class NamedValue(NamedTuple):
    """A number of the report, with what names it."""

    record: Record
    label: str
    value: Number
    target: Target

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells it rests on."""
        origin = self.record.origin(self.label)
        return origin.cells if origin else ()


@dataclass(frozen=True)
class Projects:
    """A table whose rows are named figures.

    Attributes:
        claim: what stands between a row's name and its figure.
    """

    sheet: str
    name: str
    target: Target
    claim: re.Pattern[str]


@dataclass(frozen=True)
class Lexicon:
    """The nouns of one form.

    Attributes:
        nouns: folded spelling → the figures it may name.
        claim: a noun with all that stands before its figure; the noun is the group ``noun``.
        budgets: folded spelling of each sheet of amounts → its name.
        budget: one of those spellings in running text; None where the form has none.
        peers: sheet → the sheets that have a figure of the same label.
        labels: the spellings that are labels or names, and no looser words.
        wholes: (sheet, label) → the labels that it is a part of by the form's own sums, the nearest first.
        titles: the headings of the report, folded.
    """

    nouns: Mapping[str, tuple[Target, ...]]
    claim: re.Pattern[str] | None
    projects: tuple[Projects, ...]
    budgets: Mapping[str, str]
    budget: re.Pattern[str] | None
    peers: Mapping[str, frozenset[str]]
    titles: frozenset[str]
    labels: frozenset[str]
    wholes: Mapping[tuple[str, str], tuple[str, ...]]

    def is_planned(self, noun: str) -> bool:
        """Whether the noun names a budget and not what became of it."""
        return any(target.means == INITIAL for target in self.nouns.get(fold(noun), ()))

    def may_be_part(self, target: Target, whole: str) -> bool:
        """Whether a figure said to be part of that noun can be the target, which has a place in the form's sums.

        A part of 项目支出 or of one project cannot be the 人员经费 of the form, which is a part of 基本支出; of
        财政拨款收入 it can. ``""`` is a whole that is not named.
        """
        if not whole:
            return True
        named = {other.label for other in self.nouns.get(fold(whole), ())}
        if not named or self.is_planned(whole):
            return False
        above = self.wholes.get((target.sheet, target.label), ())
        in_sums = {label for (_, part), wholes in self.wholes.items() for label in (part, *wholes)}
        return bool(named & set(above)) or not named & in_sums

    def project_rows(self, report: Report) -> Iterator[tuple[str, Projects, list[NamedValue]]]:
        """Each name of a row, its table, and the figures that rows of that name have."""
        for projects in self.projects:
            there = report.sheet(projects.sheet)
            by_name: dict[str, list[NamedValue]] = {}
            for row in there if isinstance(there, Table) else ():
                name, value = row.lookup(projects.name), row.lookup(projects.target.label)
                if isinstance(name, str) and isinstance(value, Number):
                    by_name.setdefault(name, []).append(NamedValue(row, projects.target.label, value, projects.target))
            for name, values in by_name.items():
                yield name, projects, values


@lru_cache(maxsize=_MOST_FORMS)
def lexicon_of(form: Form) -> Lexicon:
    """The nouns of the form; made once for each form."""
    nouns: dict[str, dict[Target, None]] = {}
    spelt: dict[str, None] = {}
    for spellings, target in _named(form):
        for spelling in spellings:
            if len(spelling) > 1:
                nouns.setdefault(fold(spelling), {})[target] = None
                spelt[spelling] = None
    budgets = {
        spelling: sheet.name
        for sheet in form.sheets.values()
        if sheet.kind == "fields" and any(known.type is FieldType.AMOUNT for known in sheet.fields.values())
        for spelling in (sheet.name, *sheet.aliases, *sheet.words)
    }
    return Lexicon(
        nouns={spelling: tuple(targets) for spelling, targets in nouns.items()},
        claim=re.compile(f"(?P<noun>{_any(spelt)}){_LINK}") if spelt else None,
        projects=tuple(_projects(form.sheets.values())),
        budgets={fold(spelling): name for spelling, name in budgets.items()},
        budget=re.compile(_any(budgets)) if budgets else None,
        peers=_peers(nouns.values()),
        titles=frozenset(fold(title) for title in _titles(form)),
        labels=frozenset(fold(label) for known in _figures(form) for label in (known.label, known.name)),
        wholes=_wholes(form),
    )


def _wholes(form: Form) -> dict[tuple[str, str], tuple[str, ...]]:
    """Which labels each figure is part of, by the equalities of the form between one figure and a sum of others."""
    above: dict[tuple[str, str], tuple[str, str]] = {}
    for whole, parts in sums_of(form):
        above.update(dict.fromkeys(parts, whole))
    chains = {}
    for part in above:
        chain: list[tuple[str, str]] = [part]
        while chain[-1] in above and above[chain[-1]] not in chain:
            chain.append(above[chain[-1]])
        chains[part] = tuple(label for _, label in chain[1:])
    return chains


def sums_of(form: Form) -> Iterator[tuple[tuple[str, str], tuple[tuple[str, str], ...]]]:
    """Each figure that the form says is the sum of others, with those: (sheet, label) each."""
    for check in form.checks.values():
        whole, parts = check.left.paths, check.right.paths
        plain = " + ".join(".".join(part) for part in parts) == check.right.source.strip()
        if check.relation == "equal" and plain and len(whole) == 1 and len(whole[0]) == 2 and len(parts) > 1:
            yield (whole[0][0], whole[0][1]), tuple((part[0], part[1]) for part in parts if len(part) == 2)


def _named(form: Form) -> Iterator[tuple[tuple[str, ...], Target]]:
    """Each figure that prose may name, with its spellings."""
    for sheet in form.sheets.values():
        if sheet.kind == "fields":
            for known in sheet.fields.values():
                if _is_figure(known):
                    yield _spellings(known), Target(sheet.name, "", known.label, known.means)
        elif sheet.kind == "rows":
            column = next((known for known in sheet.fields.values() if known.means in _SPENT), None)
            for row in sheet.rows.values() if column else ():
                yield _spellings(row), Target(sheet.name, row.label, column.label if column else "", row.means)
    for figure in form.derived.values():
        owner = form.sheets.get(figure.sheet)
        if (owner is None or owner.kind == "fields") and _is_figure(figure):
            yield (figure.name,), Target(figure.sheet, "", figure.name, figure.means)


def _figures(form: Form) -> Iterator[Field]:
    for sheet in form.sheets.values():
        yield from sheet.fields.values()
        yield from sheet.rows.values()


def _is_figure(known: Field | Derived) -> bool:
    return known.type in (FieldType.AMOUNT, FieldType.INTEGER, FieldType.PERCENT)


def _spellings(known: Field) -> tuple[str, ...]:
    return (known.label, known.name, *known.aliases, *known.words)


def _projects(sheets: Iterable[Sheet]) -> Iterator[Projects]:
    for sheet in sheets:
        columns = {known.means: known for known in sheet.fields.values()}
        spent = next((columns[means] for means in _SPENT if means in columns), None)
        if sheet.kind == "table" and spent and _PROJECT in columns:
            between = _any([sheet.name, *sheet.words, *_spellings(spent)])
            target = Target(sheet.name, "", spent.label, spent.means)
            yield Projects(sheet.name, columns[_PROJECT].label, target, re.compile(f"(?:{between})?{_LINK}"))


def _peers(targets: Iterable[Iterable[Target]]) -> dict[str, frozenset[str]]:
    shared: dict[str, set[str]] = {}
    for named in targets:
        for target in named:
            shared.setdefault(target.sheet, set()).update(
                other.sheet for other in named if other.label == target.label and other.sheet != target.sheet
            )
    return {sheet: frozenset(others) for sheet, others in shared.items()}


def _titles(form: Form) -> Iterator[str]:
    yield from form.titles
    yield from form.sections
    for sheet in form.sheets.values():
        labels = [known.label for known in sheet.fields.values() if known.type is FieldType.PARAGRAPHS]
        if labels:
            yield sheet.name
            yield from (choice for known in sheet.fields.values() for choice in known.choices)
            yield from labels if sheet.kind == "fields" else ()


def _any(spellings: Iterable[str]) -> str:
    """A pattern of any of them, the longest first; quotes and brackets of either kind."""
    longest_first = sorted(dict.fromkeys(spellings), key=len, reverse=True)
    return "|".join("".join(_ALIKE.get(mark, re.escape(mark)) for mark in spelling) for spelling in longest_first)
