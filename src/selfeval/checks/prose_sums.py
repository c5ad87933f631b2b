"""Figures that contradict one another within the text: parts that do not sum to their whole, a count and its list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import lru_cache

from selfeval.amounts import StatedFigure, convert, figure_at, format_number, is_money_unit
from selfeval.checks.prose_figures import Claim, Reading, sentence_around
from selfeval.checks.prose_names import sums_of
from selfeval.checks.prose_text import Line, Prose
from selfeval.findings import Finding, finding
from selfeval.form.model import Form
from selfeval.names import fold
from selfeval.numbering import from_chinese

_OF_WHICH = re.compile(r"其中[:：，,]?")
_BEFORE_PARTS = re.compile(r"[，,；;。：:\s]*")
_BARE_WHOLE = re.compile(
    r"(?:支出|收入|合计|共计|总计)(?:合计|共计|共|为|达)?(?P<figure>[\d,.．]+\s?(?:亿元|万元|元))[，,；;。：:\s]*$"
)
_BETWEEN_PARTS = re.compile(r"[，,、；;和及\s]*(?:占[^，,。；;\d]{0,10}\d+(?:\.\d+)?[%％])?[，,、；;和及\s]*")
_LIST_ENDS = re.compile(r"[。；;！!？?]")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
_COUNT = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s?[个家所]\s?"
_COUNT_BEFORE = re.compile(rf"(?:^|[^\d第零一二三四五六七八九十百]){_COUNT}$")
_COUNT_BEHIND = re.compile(_COUNT)
_LIST_FOLLOWS = re.compile(r"[：:]|，?(?:分别为|分别是|即)[：:]?")
_WIDEST_COUNT = 8


def judge_sums(reading: Reading, form: Form, told: Collection[int]) -> list[Finding]:
    """A finding for each 其中 whose parts, all the parts the form knows of that whole, do not sum to it.

    ``told`` are the places in the text of figures that have their finding already.
    """
    prose = reading.prose
    marks = list(_OF_WHICH.finditer(prose.text))
    sums = [(whole, frozenset(label for _, label in parts)) for (_, whole), parts in sums_of(form)] if marks else []
    labels = {spelling: {target.label for target in targets} for spelling, targets in reading.lexicon.nouns.items()}
    claims = [claim for claim in reading.claims if is_money_unit(claim.figure.unit) and not claim.is_project]
    found: list[Finding] = []
    for mark in marks:
        parts = _parts(prose.text, mark.end(), claims)
        named = [labels[fold(part.noun)] for part in parts]
        for whole_label, wanted in sums:
            if len(parts) == len(wanted) and all(any(part in names for names in named) for part in wanted):
                whole = _whole(prose.text, mark.start(), claims, whole_label, labels)
                if whole is not None and not {claim.start for claim in (*parts, *whole[1])} & set(told):
                    found += _unequal(prose, whole[0], parts, form.unit)
                break
    return found


def _parts(text: str, position: int, claims: list[Claim]) -> list[Claim]:
    """The figures that follow one another from there, with nothing between but their shares."""
    parts: list[Claim] = []
    for claim in claims:
        if claim.start >= position:
            between = _BETWEEN_PARTS.match(text, position)
            if between is None or between.end() != claim.start or "\n" in text[position : claim.start]:
                break
            parts.append(claim)
            position = claim.figure.end
    return parts


def _whole(
    text: str, mark: int, claims: list[Claim], label: str, labels: dict[str, set[str]]
) -> tuple[StatedFigure, list[Claim]] | None:
    """The figure right before 其中, where its noun is the whole of those parts or a mere 支出."""
    before = [claim for claim in claims if claim.figure.end <= mark]
    if before and _BEFORE_PARTS.fullmatch(text, before[-1].figure.end, mark):
        return (before[-1].figure, before[-1:]) if label in labels[fold(before[-1].noun)] else None
    bare = _BARE_WHOLE.search(text, max(0, mark - 40), mark)
    figure = figure_at(text, bare.start("figure")) if bare else None
    return (figure, []) if figure else None


def _unequal(prose: Prose, whole: StatedFigure, parts: list[Claim], unit: str) -> Iterator[Finding]:
    figures = [part.figure for part in parts]
    total = sum((convert(figure.value, figure.unit, unit) for figure in figures), Decimal(0))
    stated = convert(whole.value, whole.unit, unit)
    tolerance = sum((convert(figure.least, figure.unit, unit) for figure in (whole, *figures)), Decimal(0)) / 2
    if abs(total - stated) <= tolerance:
        return
    line = prose.lines[prose.index_at(parts[0].start)]
    start = parts[0].start - line.start
    yield finding(
        "prose-sum",
        line.place,
        found=line.text[start : figures[-1].end - line.start],
        expected=f"{format_number(total, None)} {unit}",
        label=f"{format_number(stated, None)} {unit}",
        difference=f"{format_number(abs(total - stated), None)} {unit}",
        sentence=sentence_around(line.text, start),
    )


def judge_counts(prose: Prose, form: Form) -> list[Finding]:
    """A finding for each stated count of things the form names, ``3个科室：…``, that is not the length of its list."""
    found: list[Finding] = []
    if form.counted:
        for match in counted_pattern(form.counted).finditer(prose.text):
            line = prose.lines[prose.index_at(match.start())]
            found += _miscounted(line, match.start() - line.start, match.end() - line.start)
    return found


@lru_cache(maxsize=16)
def counted_pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the nouns, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(nouns, key=len, reverse=True))))


def _miscounted(line: Line, start: int, end: int) -> Iterator[Finding]:
    """The finding for a noun with a count before or behind it and a list after, where the two differ."""
    count = _COUNT_BEFORE.search(line.text[max(0, start - _WIDEST_COUNT) : start])
    if count is None:
        count = _COUNT_BEHIND.match(line.text, end)
        end = count.end() if count else end
    else:
        start -= len(count.group()) - (count.start(1) - count.start())
    follows = _LIST_FOLLOWS.match(line.text, end)
    if count is None or follows is None:
        return
    stated = int(count[1]) if count[1].isdecimal() else from_chinese(count[1])
    least, most = _length(_BRACKETED.sub("", _LIST_ENDS.split(line.text[follows.end() :])[0]))
    if stated is not None and most and not least <= stated <= most:
        yield finding(
            "prose-count",
            line.place,
            label=line.text[start:end],
            found=str(least) if least == most else f"{least} 或 {most}",
            sentence=sentence_around(line.text, start),
        )


def _length(text: str) -> tuple[int, int]:
    """How many things a list of names holds, at least and at most; 0 where that cannot be told."""
    items, comma, rest = text.partition("，")
    if "、" in rest or "等" in items[-3:] or re.search(r"[（）()：:,]", items) or not items.strip():
        return 0, 0
    least = items.count("、") + 1
    most = least + (1 if re.search(r"[和与及]", items.rpartition("、")[2]) else 0)
    return (0, 0) if most == 1 and comma else (least, most)
