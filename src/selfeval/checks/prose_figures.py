"""Figures in running text that contradict the value they name: ``项目支出91.89万元`` where the workbook says 91.98."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from selfeval.amounts import StatedFigure, figure_at, is_money_unit
from selfeval.checks.prose_context import Context, is_taken_back, stands_alone
from selfeval.checks.prose_names import INITIAL, Lexicon, NamedValue, lexicon_of
from selfeval.checks.prose_outline import Above, outline_of
from selfeval.checks.prose_sense import Sense, linked
from selfeval.checks.prose_text import Line, Prose
from selfeval.findings import Finding, finding
from selfeval.form.model import Form
from selfeval.names import fold
from selfeval.report import Number, Report

_PERSONS = frozenset({"人", "名", "个"})
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?")
_QUOTED = 60


class Claim(NamedTuple):
    """A noun with a figure behind it.

    Attributes:
        start: where the noun begins in the whole text.
        values: the numbers of the report that the noun may name.
        is_project: whether the noun is the name of a table's row.
    """

    start: int
    noun: str
    figure: StatedFigure
    values: tuple[NamedValue, ...]
    is_project: bool = False


@dataclass
class Reading:
    """The running text of a report with what it says of the report's figures.

    Attributes:
        claims: every noun of the form with a figure behind it, and every project's name, in the order of the text.
    """

    prose: Prose
    report: Report
    lexicon: Lexicon
    sense: Sense
    claims: list[Claim]

    @cached_property
    def outline(self) -> list[Above]:
        """What stands above each line."""
        return outline_of(self.prose, self.lexicon.titles)


def read_claims(prose: Prose, report: Report, form: Form) -> Reading:
    """Look for the form's nouns in the text."""
    lexicon = lexicon_of(form)
    rows = list(lexicon.project_rows(report))
    sense = Sense(lexicon, *_year_and_unit(report, form), tuple((name, projects.claim) for name, projects, _ in rows))
    claims = list(_claims(prose.text, lexicon, report))
    for name, projects, values in rows:
        for start, behind in linked(prose.text, name, projects.claim):
            figure = figure_at(prose.text, behind)
            if figure is not None:
                fitting = tuple(named for named in values if _fits(figure, named.value))
                claims.append(Claim(start, name, figure, fitting, is_project=True))
    claims.sort(key=lambda claim: claim.start)
    return Reading(prose, report, lexicon, sense, claims)


def _claims(text: str, lexicon: Lexicon, report: Report) -> Iterator[Claim]:
    known: dict[str, tuple[NamedValue, ...]] = {}
    for match in lexicon.claim.finditer(text) if lexicon.claim else ():
        noun = fold(match["noun"])
        if noun not in known:
            known[noun] = tuple(value for target in lexicon.nouns[noun] if (value := target.find(report)) is not None)
        figure = figure_at(text, match.end())
        if figure is not None:
            fitting = tuple(named for named in known[noun] if _fits(figure, named.value))
            yield Claim(match.start(), match["noun"], figure, fitting)


def judge_figures(reading: Reading) -> dict[int, Finding]:
    """For each figure of the text that contradicts a value it names with certainty: where it stands, and the finding."""
    prose = reading.prose
    found = []
    rightly: set[tuple[int, str]] = set()
    for claim in reading.claims:
        if not claim.values:
            continue
        index = prose.index_at(claim.start)
        if all(_agrees(claim.figure, named) for named in claim.values):
            rightly.add((index, claim.noun))
            continue
        line = prose.lines[index]
        if line.is_title or not line.section.compared or not stands_alone(line.text, claim.figure.end - line.start):
            continue
        before = line.text[: claim.start - line.start]
        context = Context(line, reading.outline[index], reading.sense, before)
        if not reading.sense.is_plain(context.left):
            continue
        named = _contradicted(claim, context, reading)
        if named is None:
            rightly.add((index, claim.noun))
        elif _is_final(claim, line, named) and _is_certain(claim, context, named):
            found.append((claim.start, (index, claim.noun), _finding(claim, line, named)))
    # Said rightly beside it, the noun stands for something else here: 部门项目支出…，单位项目支出….
    return {start: told for start, noun, told in found if noun not in rightly}


def _is_certain(claim: Claim, context: Context, named: NamedValue) -> bool:
    if not context.is_certain:
        return False
    lexicon, whole = context.sense.lexicon, context.whole
    if whole is not None and not claim.is_project and not lexicon.may_be_part(named.target, whole):
        return False
    # A count, and a word looser than the label, need more than the noun: the year, the unit, the section.
    needs_anchor = named.value.style.kind == "整数" or not (claim.is_project or fold(claim.noun) in lexicon.labels)
    return not needs_anchor or context.is_anchored or context.line.section.about == named.target.sheet


def _fits(figure: StatedFigure, value: Number) -> bool:
    """Whether the figure is of the value's kind: money, persons, percent."""
    unit, kind = value.style.unit, value.style.kind
    if kind == "百分比":
        return figure.unit == "%"
    if kind == "金额":
        return is_money_unit(figure.unit) and is_money_unit(unit)
    return bool(figure.unit) and (figure.unit == unit or {figure.unit, unit} <= _PERSONS)


def _agrees(figure: StatedFigure, named: NamedValue, value: Decimal | None = None) -> bool:
    value = Decimal(named.value) if value is None else value
    style = named.value.style
    if style.kind == "百分比":
        return figure.agrees_with(value * 100, "%")
    return figure.agrees_with(value, style.unit if style.kind == "金额" else figure.unit)


def _contradicted(claim: Claim, context: Context, reading: Reading) -> NamedValue | None:
    """The one value the figure names and contradicts; None where it may name another, or agrees."""
    lexicon, report = reading.lexicon, reading.report
    if claim.is_project:
        return claim.values[0] if len(claim.values) == 1 else None
    budget, is_named = context.budget()
    chosen = [named for named in claim.values if named.target.sheet == budget]
    if not chosen and (is_named or budget in {projects.sheet for projects in lexicon.projects}):
        return None
    if not is_named and any(_agrees(claim.figure, named) for named in claim.values):
        return None
    if not chosen:
        if len(claim.values) != 1 or _peers_hold(claim.values[0], lexicon, report):
            return None
        chosen = list(claim.values)
    if len(chosen) > 1 or _agrees(claim.figure, chosen[0]):
        return None
    if not is_named and _agrees(claim.figure, chosen[0], sum(_alike(chosen[0], report, lexicon), Decimal(0))):
        return None  # the department's total over its budgets
    return chosen[0]


def _alike(named: NamedValue, report: Report, lexicon: Lexicon) -> Iterator[Number]:
    """The figures of the same label in this budget and the others."""
    for sheet in (named.target.sheet, *lexicon.peers.get(named.target.sheet, ())):
        other = named.target._replace(sheet=sheet).find(report)
        if other is not None:
            yield other.value


def _peers_hold(named: NamedValue, lexicon: Lexicon, report: Report) -> bool:
    """Whether another budget has figures too, so that a figure without a budget's name may be of both."""
    for sheet in lexicon.peers.get(named.target.sheet, ()):
        record = report.record(sheet)
        if record is not None and any(isinstance(value, Number) and value for value in record.values()):
            return True
    return False


def _is_final(claim: Claim, line: Line, named: NamedValue) -> bool:
    """Whether the figure is not taken back by one behind it: an initial budget never is."""
    return named.target.means == INITIAL or not is_taken_back(line.text, claim.figure.end - line.start)


def _finding(claim: Claim, line: Line, named: NamedValue) -> Finding:
    start, end = claim.start - line.start, claim.figure.end - line.start
    style = named.value.style
    unit = style.unit or ("" if style.kind == "百分比" else claim.figure.unit)
    there = "、".join(named.cells)
    return finding(
        "prose-figure",
        line.place,
        cells=(line.place, *named.cells),
        found=line.text[start:end],
        label=f"{named.record.name}.{named.label}" if not claim.is_project else claim.noun,
        expected=f"{named.value} {unit}".strip(),
        where=f"（{there}）" if there else "",
        sentence=sentence_around(line.text, start),
    )


def sentence_around(text: str, position: int) -> str:
    """The sentence of a text that holds the position, shortened on both sides where it is long."""
    match = next(match for match in _SENTENCE.finditer(text) if match.start() <= position < max(match.end(), 1))
    sentence, at = match.group(), position - match.start()
    if len(sentence) <= _QUOTED:
        return sentence.strip()
    first = max(0, min(at - _QUOTED // 3, len(sentence) - _QUOTED))
    last = first + _QUOTED
    return ("…" if first else "") + sentence[first:last].strip() + ("…" if last < len(sentence) else "")


def _year_and_unit(report: Report, form: Form) -> tuple[int | None, str]:
    """The year the report is about, and the unit's name, as far as it says."""

    def answer(means: str) -> object:
        asked = form.meaning(means)
        record = report.record(asked.sheet) if asked else None
        return record.lookup(asked.label) if record is not None and asked else None

    year, unit = answer("fiscal_year"), answer("unit_name")
    return int(year) if isinstance(year, Number) else None, unit if isinstance(unit, str) else ""
