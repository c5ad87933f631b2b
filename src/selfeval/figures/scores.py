"""Scores the rows of a table by the form's rules: a blank score is computed, a typed one kept and compared."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from selfeval.amounts import CALCULATION, format_number, round_half_up
from selfeval.expressions import ExpressionError, Path
from selfeval.figures.measured import in_one_unit, measured
from selfeval.findings import Finding, finding
from selfeval.form.model import Form
from selfeval.form.scoring import Scoring, ScoringRule
from selfeval.names import fold
from selfeval.report import Blank, Number, Origin, Record, Report, Table, printed
from selfeval.report.scope import Scope


class _Allowed(NamedTuple):
    """At least and at most so many points (a score left blank takes the most), and by what rule."""

    least: Decimal
    most: Decimal
    rule: str


class _Unclear(NamedTuple):
    """Why a rule gives no score, in Chinese."""

    reason: str


def score(report: Report, form: Form, scoring: Scoring) -> list[Finding]:
    """Score every row of the table. Typed scores stay; one that is not what the rule gives is a warning.

    A row whose points or value reached is blank is not scored: what is missing is told elsewhere.
    """
    table = report.sheet(scoring.sheet)
    if not isinstance(table, Table) or not table.rows:
        return []
    scorer = _Scorer(report, scoring)
    style = form.sheets[scoring.sheet].by_spelling[fold(scoring.score)].style
    computed: list[str] = []
    for row in table:
        allowed = scorer.allowed(row)
        typed = row.lookup(scoring.score)
        if isinstance(typed, Number):
            if isinstance(allowed, _Allowed):
                scorer.judge(row, typed, allowed)
        elif isinstance(allowed, _Unclear):
            scorer.add("score.not-computed", row, found=allowed.reason)
        elif allowed is not None and not scorer.is_misread(row):
            place = scorer.place(row)
            reads = scorer.cells(row)[1:]
            row.set(scoring.score, Number(allowed.most, style), Origin(place, "", "", allowed.rule, reads))
            computed.append(place)
    if computed:
        details = {"label": scoring.score, "found": str(len(computed))}
        scorer.findings.append(finding("score.computed", computed[0], cells=computed, **details))
    return scorer.findings


class _Scorer:
    """The rules of one table, applied row by row."""

    def __init__(self, report: Report, scoring: Scoring) -> None:
        self.findings: list[Finding] = []
        self._report = report
        self._scoring = scoring
        self._columns = [path[0] for path in scoring.paths if len(path) == 1]
        self._beside = Scope(report).cells(path for path in scoring.paths if len(path) > 1)

    def allowed(self, row: Record) -> _Allowed | _Unclear | None:
        """What the rule allows the row; None while something the rule needs is blank."""
        scoring = self._scoring
        points, target, actual = (row[column] for column in (scoring.points, scoring.target, scoring.actual))
        if not isinstance(points, Number) or isinstance(actual, Blank):
            return None
        goal = measured(target, scoring.rules)
        nature = row[scoring.nature]
        rule = scoring.rules.get(fold(printed(nature)) if not isinstance(nature, Blank) else goal.sign if goal else "")
        if rule is None:
            return _Unclear(f"没有填写{scoring.nature}")
        if rule.bands:
            return self._by_band(rule, points, printed(actual))
        reached = measured(actual)
        sides: tuple[object, object] = (target, actual)
        if goal is not None and reached is not None:
            unit = row[scoring.unit] if scoring.unit else None
            brought = in_one_unit(goal, reached, unit, scoring.percent)
            if brought is not None:
                sides = brought
            elif not isinstance(target, str) or not isinstance(actual, str):  # two texts may still be compared as such
                return _Unclear(f"{scoring.target}“{target}”和{scoring.actual}“{actual}”的单位不同，不能比较")
        return self._by_expression(rule, row, sides)

    def _by_band(self, rule: ScoringRule, points: Number, word: str) -> _Allowed | _Unclear:
        band = rule.band(word)
        if band is None:
            words = "、".join(f"“{band.name}”" for band in rule.bands)
            return _Unclear(f"{self._scoring.actual}“{word}”不是规定的说法（{words}）")
        least, most = (CALCULATION.multiply(points, share) for share in (band.least, band.most))
        places = self._scoring.places
        return _Allowed(round_half_up(least, places), round_half_up(most, places), band.name)

    def _by_expression(
        self, rule: ScoringRule, row: Record, sides: tuple[object, object]
    ) -> _Allowed | _Unclear | None:
        scope = Scope(self._report, row)
        own = {fold(self._scoring.target): sides[0], fold(self._scoring.actual): sides[1]}

        def resolve(path: Path) -> object:
            """As in the row, but for its target and what was reached."""
            known = own.get(fold(path[0])) if len(path) == 1 else None
            return scope(path) if known is None else known

        try:
            value = rule.value.evaluate(resolve) if rule.value else None
        except ExpressionError as error:
            return _Unclear(str(error))
        if not isinstance(value, Decimal):
            return None
        rounded = round_half_up(value, self._scoring.places)
        return _Allowed(rounded, rounded, rule.value.source if rule.value else "")

    def judge(self, row: Record, typed: Number, allowed: _Allowed) -> None:
        """A warning where the typed score is further from the rule than the form tolerates."""
        beyond = max(allowed.least - typed, typed - allowed.most)
        if beyond <= self._scoring.tolerance:
            return
        least, most = format_number(allowed.least, None), format_number(allowed.most, None)
        self.add(
            "score.differs" if least == most else "score.outside-band",
            row,
            found=format_number(typed, None),
            expected=most if least == most else f"{least}—{most}",
            difference=format_number(beyond, None),
            why=allowed.rule,
        )

    def is_misread(self, row: Record) -> bool:
        """Whether the clerk typed a score that could not be understood: it has its finding and is not overwritten."""
        origin = row.origin(self._scoring.score)
        return origin is not None and bool(origin.typed)

    def place(self, row: Record) -> str:
        """Where the row's score stands."""
        return row.cell_of(self._scoring.score) or f"{row.name}.{self._scoring.score}"

    def cells(self, row: Record) -> tuple[str, ...]:
        """The score's place and every cell the score rests on."""
        rests_on = dict.fromkeys(cell for label in self._columns for cell in row.cells_of(label))
        return (self.place(row), *rests_on, *self._beside)

    def add(self, rule: str, row: Record, **details: str) -> None:
        """Note a finding at the score of the row."""
        label = self._scoring.score
        found = finding(rule, self.place(row), cells=self.cells(row), label=label, **details)
        self.findings.append(found)
