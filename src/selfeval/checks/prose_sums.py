"""Figures that contradict one another within the text: parts that do not sum to their whole, a count and its list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from selfeval.amounts import StatedFigure, convert, figure_at, format_number, is_money_unit
from selfeval.checks.prose_figures import Claim, claims_of, sentence_around
from selfeval.checks.prose_names import lexicon_of, sums_of
from selfeval.checks.prose_text import Line, Prose
from selfeval.findings import Finding, finding
from selfeval.form.model import Form
from selfeval.names import fold
from selfeval.numbering import from_chinese
from selfeval.report import Report

_OF_WHICH = re.compile(r"其中[:：，,]?")
_BEFORE_PARTS = re.compile(r"[，,；;。：:\s]*")
_BARE_WHOLE = re.compile(
    r"(?:支出|收入|合计|共计|总计)(?:合计|共计|共|为|达)?(?P<figure>[\d,.．]+\s?(?:亿元|万元|元))[，,；;。：:\s]*$"
)
_BETWEEN_PARTS = re.compile(r"[，,、；;和及\s]*(?:占[^，,。；;\d]{0,10}\d+(?:\.\d+)?[%％])?[，,、；;和及\s]*")
_LIST_ENDS = re.compile(r"[。；;！!？?]")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
_COUNT = r"(?<![\d第零一二三四五六七八九十百])(?P<{0}>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})\s?[个家所]\s?"
_LIST_FOLLOWS = r"(?:[：:]|，?(?:分别为|分别是|即)[：:]?)"


def judge_sums(prose: Prose, report: Report, form: Form, told: Collection[int]) -> list[Finding]:
    """A finding for each 其中 whose parts, all the parts the form knows of that whole, do not sum to it.

    ``told`` are the places in the text of figures that have their finding already.
    """
    if "其中" not in prose.text:
        return []
    sums = {frozenset(part for _, part in parts): whole for (_, whole), parts in sums_of(form)}
    lexicon = lexicon_of(form)
    labels = {spelling: {target.label for target in targets} for spelling, targets in lexicon.nouns.items()}
    claims = [claim for claim in claims_of(prose, report, form) if is_money_unit(claim.figure.unit)]
    found: list[Finding] = []
    for mark in _OF_WHICH.finditer(prose.text):
        parts = _parts(prose.text, mark.end(), claims)
        named = [labels[fold(part.noun)] for part in parts]
        for wanted, whole_label in sums.items():
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
    if not form.counted:
        return []
    nouns = "|".join(map(re.escape, sorted(form.counted, key=len, reverse=True)))
    pattern = f"(?:{_COUNT.format('one')}(?:{nouns})|(?:{nouns}){_COUNT.format('other')}){_LIST_FOLLOWS}"
    return [
        found
        for match in re.finditer(pattern, prose.text)
        for found in _miscounted(prose.lines[prose.index_at(match.start())], match)
    ]


def _miscounted(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    typed = match["one"] or match["other"]
    stated = int(typed) if typed.isdecimal() else from_chinese(typed)
    behind = line.text[match.end() - line.start :]
    listed = _BRACKETED.sub("", _LIST_ENDS.split(behind)[0])
    items, comma, rest = listed.partition("，")
    if stated is None or "、" in rest or "等" in items[-3:] or re.search(r"[（）()：:,]", items) or not items.strip():
        return
    least = items.count("、") + 1
    most = least + (1 if re.search(r"[和与及]", items.rpartition("、")[2]) else 0)
    if least == 1 and most == 1 and comma:
        return
    if not least <= stated <= most:
        start = match.start() - line.start
        yield finding(
            "prose-count",
            line.place,
            label=re.split("[，：:]|分别|即", match.group())[0],
            found=str(least) if least == most else f"{least} 或 {most}",
            sentence=sentence_around(line.text, start),
        )
