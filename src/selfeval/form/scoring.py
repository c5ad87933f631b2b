"""Scoring as data: which columns say what is asked and reached, and the rule that makes a score of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from selfeval.expressions import Expression, Path
from selfeval.findings import Finding, finding
from selfeval.form.table_reader import TableReader
from selfeval.names import closest, fold

if TYPE_CHECKING:
    from selfeval.form.model import Form

COLUMN_KEYS = ("points", "score", "nature", "target", "actual", "unit")
"""The keys that name a column."""


@dataclass(frozen=True)
class Band:
    """A word for how far a target in words was reached, and the share of the points it allows.

    Attributes:
        words: the word and its other spellings, folded.
        least, most: the smallest and largest share of the points; a score left blank takes the largest.
    """

    name: str
    words: frozenset[str]
    least: Decimal
    most: Decimal


@dataclass(frozen=True)
class ScoringRule:
    """How rows of one nature score: an expression, or bands.

    Attributes:
        name: the nature, as it stands in the column: ``≥``, ``定性``.
        value: the score, read in the row, its target and actual value brought to one unit; None for bands.
    """

    name: str
    value: Expression | None
    bands: tuple[Band, ...] = ()

    def band(self, word: str) -> Band | None:
        """The band the word stands for, None where it is none of the form's words."""
        return next((band for band in self.bands if fold(word) in band.words), None)


@dataclass(frozen=True)
class Scoring:
    """How the rows of a table score.

    Attributes:
        sheet: the table.
        points, score, nature, target, actual, unit: its columns; ``unit`` is ``""`` where there is none.
        percent: the units that count in hundredths, folded: a cell of 98 % holds 98 of them.
        places: decimals a computed score is rounded to.
        tolerance: how far a typed score may be from the rule.
        rules: by folded nature.
    """

    sheet: str
    points: str
    score: str
    nature: str
    target: str
    actual: str
    unit: str
    percent: frozenset[str]
    places: int
    tolerance: Decimal
    rules: Mapping[str, ScoringRule]

    column = ""
    each_row = True

    @property
    def name(self) -> str:
        """The column that is computed."""
        return self.score

    @property
    def path(self) -> str:
        """How messages name it: ``表.得分``."""
        return f"{self.sheet}.{self.score}"

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Every name that a score rests on."""
        columns = (self.points, self.nature, self.target, self.actual, self.unit)
        read: list[Path] = [(column,) for column in columns if column]
        read += [path for rule in self.rules.values() if rule.value for path in rule.value.paths]
        return tuple(dict.fromkeys(read))


def read_scorings(bodies: Mapping[str, Any], reader: TableReader) -> dict[str, Scoring]:
    """The scorings of form.toml, by table; what is wrong with them is told to the reader."""
    tables = {sheet: reader.table("scoring", body, ("scoring", sheet)) for sheet, body in bodies.items()}
    found: dict[str, Scoring] = {}
    for sheet, own in tables.items():
        where = ("scoring", sheet)
        other = own.get("like", "")
        if other and (other not in tables or tables[other].get("like")):
            reader.add("form.wrong-value", (*where, "like"), found=f"「{other}」", expected="另一张写明规则的评分表")
            continue
        values = {**tables.get(other, {}), **own}
        missing = [key for key in (*COLUMN_KEYS[:-1], "rule") if not values.get(key)]
        for key in missing:
            reader.add("form.missing-key", where, expected=key)
        if not missing:
            rules = values["rule"].items()
            place = ("scoring", sheet if "rule" in own else other, "rule")
            found[sheet] = Scoring(
                sheet=sheet,
                **{key: values.get(key, "") for key in COLUMN_KEYS},
                percent=frozenset(map(fold, values.get("percent", ["%"]))),
                places=values.get("places", 2),
                tolerance=Decimal(values.get("tolerance", "0.01")),
                rules={fold(name): _rule(name, body, (*place, name), reader) for name, body in rules},
            )
    return found


def _rule(name: str, body: Any, where: tuple[str, ...], reader: TableReader) -> ScoringRule:
    values = reader.table("score", body, where)
    if ("value" in values) == ("band" in values):
        reader.add("form.wrong-value", where, found="、".join(values) or "空", expected="value、band 之一")
    bands: list[Band] = []
    for word, band in values.get("band", {}).items():
        given = reader.table("band", band, (*where, "band", word))
        least, most = Decimal(given.get("least", 0)), Decimal(given.get("most", 1))
        if not 0 <= least <= most:
            reader.add(
                "form.wrong-value", (*where, "band", word), found=f"{least} 到 {most}", expected="0 起的由小到大"
            )
        spellings = frozenset(map(fold, (word, *given.get("aliases", ()))))
        if any(spellings & other.words for other in bands):
            reader.add("form.doubled-name", (*where, "band", word), found=word)
        bands.append(Band(word, spellings, least, most))
    return ScoringRule(name, reader.expression(values.get("value"), (*where, "value")), tuple(bands))


def scoring_findings(form: Form, place_of: Callable[..., str]) -> Iterator[Finding]:
    """A finding for each table or column that a scoring names and the form lacks."""
    for sheet, scoring in form.scorings.items():
        owner = form.sheets.get(sheet)
        if owner is None or owner.kind != "table":
            near = closest(sheet, [known.name for known in form.sheets.values() if known.kind == "table"])
            yield _unknown(place_of("scoring", sheet), f"scoring.{sheet}", sheet, near)
            continue
        for key in COLUMN_KEYS:
            column: str = getattr(scoring, key)
            if column and fold(column) not in owner.by_spelling:
                near = closest(column, owner.fields)
                yield _unknown(place_of("scoring", sheet, key), f"scoring.{sheet}.{key}", column, near)


def _unknown(where: str, label: str, name: str, near: str | None) -> Finding:
    suggestion = f"，您是否想写「{near}」？" if near else ""
    return finding("form.unknown-name", where, label=label, found=name, suggestion=suggestion)
