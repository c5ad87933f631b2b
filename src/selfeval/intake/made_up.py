"""Made-up answers for everything a template needs: each unlike all others, in variants that take every turn of a condition."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from selfeval.document.tag_trees import ANY_ROW
from selfeval.expressions import Path
from selfeval.form import Form
from selfeval.form.model import AMOUNT_UNIT, COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL, FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.names import fold

MAIN_VARIANTS = 6
"""The variants that come first, and reach nearly every tag: more are for what they leave out."""
_FEWEST_ROWS = 3
_SPARE = (frozenset[int](), frozenset({0}), frozenset({1}), frozenset({0, 1}))
"""The rows of a table come with all texts, with every other one, and with none."""
_FIRST_DAY = datetime.date(2001, 1, 1)
_MOST_ROWS = 100
_ANYTHING = "内容"
_MOST_LITERALS, _MIXTURES = 12, 60
_NEAR = tuple(map(Decimal, ("0", "0.01", "-0.01", "0.0001", "-0.0001", "1", "-1")))
_LEFT_OUT, _TYPED_WELL = 0.2, 0.8
"""How often a drawn answer is left out; and where nothing but the name tells its type, how often it is of that type."""
_CENT = Decimal("0.01")
_TEXTS = frozenset({FieldType.TEXT, FieldType.PARAGRAPHS})


@dataclass(frozen=True)
class Variant:
    """One way to answer.

    Attributes:
        figures: numbers that grow from one to the next, that shrink, that are all alike, or 无.
        choice: which of its choices a field takes, counted round.
        texts: whether texts that nobody requires are given.
        blank: whether nothing is given but what a form fills in itself.
        rows: whether tables have rows.
        count: how many rows they have; 0 for enough of them.
        word: what all texts say; ``""`` for words of their own.
        number: what all numbers are; None for numbers of their own.
        seed: by what each answer is drawn from ``words`` and ``numbers``, from others, or left out; 0 for none drawn.
        group: the one group of sheets that stand or fall together which is answered; ``""`` for all.
        answers: what is answered by path, whatever else the variant says; None leaves the answer out.
    """

    figures: Literal["rising", "falling", "equal", "nil"] = "rising"
    choice: int = 0
    texts: bool = True
    blank: bool = False
    rows: bool = True
    group: str = ""
    count: int = 0
    word: str = ""
    number: Decimal | None = None
    seed: int = 0
    words: tuple[str, ...] = ()
    numbers: tuple[Decimal, ...] = ()
    answers: Mapping[Path, object] = field(default_factory=dict)


def variants(sheets: Iterable[NeededSheet], form: Form | None = None) -> Iterator[Variant]:
    """The variants that are worth a filling: full ones, ones without texts, without rows, of 无, with nothing; every choice and
    every optional group of sheets once."""
    yield Variant()
    yield Variant("falling", texts=False)
    yield Variant("equal")
    yield Variant("nil")
    yield Variant(blank=True)
    yield Variant(rows=False)
    groups = dict.fromkeys(sheet.optional for sheet in form.sheets.values()) if form is not None else ()
    for group in filter(None, groups):
        yield Variant(group=group)
    choices = max((len(one.choices) for sheet in sheets for one in sheet.labels.values()), default=0)
    for number in range(1, choices):
        yield Variant("rising" if number % 2 else "falling", choice=number)


def variants_for(words: Iterable[str], numbers: Iterable[str]) -> Iterator[Variant]:
    """The variants in which the words and numbers written out in a template stand: each number hit, and just missed; then
    mixtures, the same ones each time."""
    told, figures = tuple(dict.fromkeys(words)), tuple(map(Decimal, dict.fromkeys(numbers)))
    yield from (Variant(word=word) for word in told[:_MOST_LITERALS])
    for number in figures[:_MOST_LITERALS]:
        yield from (Variant(number=number + by) for by in _NEAR)
        if 0 < number <= _MOST_ROWS and number == int(number):
            yield from (Variant(count=count) for count in range(max(int(number) - 1, 1), int(number) + 2))
    yield from (Variant(seed=seed, words=told, numbers=figures) for seed in range(1, _MIXTURES + 1))


def made_up(sheets: Mapping[str, NeededSheet], variant: Variant, form: Form | None = None) -> dict[str, Any]:
    """Plain data for ``selfeval.render``, a sheet a key; every text, number and date in it stands there once only,
    where the variant does not say otherwise.

    Args:
        sheets: what is needed, or everything a form asks.
        variant: how to answer.
        form: whose cover the data names, and whose relations its rows keep.
    """
    maker = _Maker(variant, form)
    left_out = _left_out(variant, form)
    data = {sheet.name: maker.sheet(sheet) for sheet in sheets.values() if sheet.name not in left_out}
    if variant.blank and form is not None:
        data = {}
    if form is not None:
        data[COVER_SHEET] = {**data.get(COVER_SHEET, {}), FORM_ID_LABEL: form.id, FORM_VERSION_LABEL: form.version}
        _relate(data, form)
    return data


def _left_out(variant: Variant, form: Form | None) -> frozenset[str]:
    """The sheets of the groups that are not answered."""
    if form is None or not variant.group:
        return frozenset()
    return frozenset(sheet.name for sheet in form.sheets.values() if sheet.optional not in ("", variant.group))


class _Maker:
    def __init__(self, variant: Variant, form: Form | None) -> None:
        self._variant = variant
        self._count = 0
        self._dice = random.Random(variant.seed)  # noqa: S311 - the same mixtures each time
        self._has_form = form is not None
        """Without one nothing else knows the names: what is not given is given as blank."""
        self._without_rows = variant.blank or not variant.rows
        unit = form.meaning(AMOUNT_UNIT) if form is not None else None
        self._left_alone = {(fold(COVER_SHEET), fold(label)) for label in (FORM_ID_LABEL, FORM_VERSION_LABEL)}
        if unit is not None:
            self._left_alone.add((fold(unit.sheet), fold(unit.label)))

    def sheet(self, sheet: NeededSheet) -> Any:
        labels = [one for one in sheet.labels.values() if (fold(sheet.name), fold(one.label)) not in self._left_alone]
        if sheet.kind == "fields" and not labels and not self._has_form:  # used as a whole
            rows = [
                {_ANYTHING: f"样例{row:04d}"} for row in range(1, (self._variant.count or self._variant.seed % 4) + 1)
            ]
            return rows or {_ANYTHING: "样例0001"}
        if sheet.kind == "fields":
            return self._record(labels, self._variant.choice, (fold(sheet.name),))
        if sheet.kind == "rows":
            heads = {row: (fold(sheet.name), fold(row)) for row in sheet.rows}
            return {row: self._record(labels, self._variant.choice, head) for row, head in heads.items()}
        if self._without_rows or (self._variant.seed and not self._dice.randrange(6)):
            return [] if self._has_form else [dict.fromkeys(one.label for one in labels)]
        most = max((len(one.choices) for one in labels), default=0) or _FEWEST_ROWS
        head = (fold(sheet.name), ANY_ROW)
        if self._variant.count or self._variant.seed:
            count = self._variant.count or self._dice.randrange(1, 9)
            return [self._record(labels, number, head) for number in range(count)]
        patterns = (
            _SPARE[::-1] if self._variant.figures in ("equal", "nil") else _SPARE
        )  # the last row is bare, or full
        return [self._record(labels, number, head, left_out=spare) for spare in patterns for number in range(most)]

    def _record(
        self, labels: Iterable[NeededLabel], choice: int, head: Path, *, left_out: frozenset[int] = frozenset()
    ) -> dict[str, Any]:
        """``left_out`` says which texts that nobody requires are not given: the even ones, the odd ones."""
        answers: dict[str, Any] = {}
        for place, one in enumerate(labels):
            if one.computed:
                continue
            path = (*head, fold(one.label))
            wanted = path if path in self._variant.answers else (head[0], ANY_ROW, path[-1])
            if wanted in self._variant.answers:
                answer = self._variant.answers[wanted]
                if answer is not None or not self._has_form:
                    answers[one.label] = answer
                continue
            optional = one.type in _TEXTS and not one.required
            given = not (optional and (not self._variant.texts or place % 2 in left_out)) and not self._variant.blank
            if given or not self._has_form:
                answers[one.label] = self._value(one, choice) if given else None
        return answers

    def _value(self, one: NeededLabel, choice: int) -> Any:
        self._count += 1
        return self._drawn(one) if self._variant.seed else self._ordered(one, choice)

    def _drawn(self, one: NeededLabel) -> Any:
        """An answer drawn from what the template names, from a few that others draw too, or none."""
        dice = self._dice
        if dice.random() < _LEFT_OUT:
            return None
        if one.type is FieldType.DATE:
            return _FIRST_DAY + datetime.timedelta(days=dice.randrange(20_000))
        if one.type is FieldType.CHOICE and one.field is not None:
            return dice.choice(one.choices)
        if one.type in (*_TEXTS, FieldType.CHOICE) and (one.field is not None or dice.random() < _TYPED_WELL):
            return dice.choice((*one.choices, *self._variant.words, "样例甲", "样例乙"))
        drawn = [number + by for number in self._variant.numbers for by in _NEAR]
        number = dice.choice([*drawn, Decimal(dice.randrange(1, 200)), Decimal(dice.randrange(1, 200)).scaleb(-2)])
        number = number if _is_allowed(number, one) else Decimal(1)
        if one.type is FieldType.YEAR:
            return int(number) if 1900 < number < 2100 else dice.randrange(2001, 2091)
        return int(number) if one.type is FieldType.INTEGER else number

    def _ordered(self, one: NeededLabel, choice: int) -> Any:
        number = 1 if self._variant.figures == "equal" else self._count
        if self._variant.figures == "falling":
            number = 9000 - self._count
        match one.type:
            case FieldType.CHOICE if one.choices:
                return one.choices[choice % len(one.choices)]
            case FieldType.PARAGRAPHS:
                paragraphs = f"样例{self._count:04d}甲\n样例{self._count:04d}乙"
                return paragraphs.partition("\n")[0] if self._variant.figures == "nil" else paragraphs
            case FieldType.DATE:
                return _FIRST_DAY + datetime.timedelta(days=self._count)
            case FieldType.YEAR if self._variant.number is not None and 1900 < self._variant.number < 2100:
                return int(self._variant.number)
            case FieldType.YEAR:
                return 2001 + self._count % 90
            case FieldType.TEXT | FieldType.CHOICE if self._variant.word:
                return self._variant.word
            case FieldType.TEXT | FieldType.CHOICE:
                return f"样例{self._count:04d}"
        if self._variant.figures == "nil":
            return "无" if self._has_form else 0  # without a form 无 is a text, which nobody can add up
        given = self._variant.number
        if given is not None and _is_allowed(given, one):
            return int(given) if one.type is FieldType.INTEGER else given
        if one.type is FieldType.INTEGER:
            return 1000 + number
        if one.type is FieldType.PERCENT:
            return Decimal(1000 + number).scaleb(-4)
        return 1000 + number + _CENT * (number % 89 + 11)


def _is_allowed(number: Decimal, one: NeededLabel) -> bool:
    """Whether the form takes the number as an answer; without one an amount is 0 at least, as in a form that says nothing."""
    if one.field is None:
        return number >= 0 or one.type is not FieldType.AMOUNT
    least, most = one.field.minimum, one.field.maximum
    return (least is None or number >= least) and (most is None or number <= most)


def _relate(data: dict[str, Any], form: Form) -> None:
    """Let the rows that belong to rows of another table name those."""
    for relation in form.relations.values():
        parents, rows = data.get(relation.parent), data.get(relation.table)
        if isinstance(parents, list) and isinstance(rows, list) and parents:
            for number, row in enumerate(rows):
                parent = parents[number % len(parents)]
                row.update({column: parent[column] for column in relation.by if column in parent})
                for column in relation.by:
                    if column not in parent:
                        row.pop(column, None)
