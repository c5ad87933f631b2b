"""Fills a template with made-up answers, and tells which tags printed none of them."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from selfeval.document import Tracer, fill, known_names, traced
from selfeval.document.lower import Tag
from selfeval.document.picture_files import PictureFolder
from selfeval.document.tag_trees import ANY_ROW
from selfeval.document.template import CompiledPart, compiled
from selfeval.errors import SelfevalError, TemplateError
from selfeval.expressions import Path
from selfeval.figures import compute
from selfeval.findings import Finding, finding
from selfeval.form import Form
from selfeval.intake.branches import Reached, reached
from selfeval.intake.conditions import Given
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.intake.in_tags import is_printing, literals_of
from selfeval.intake.made_up import MAIN_VARIANTS, Variant, made_up, variants, variants_for
from selfeval.names import fold
from selfeval.report import Report
from selfeval.workbook import from_mapping

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""
_ROW = re.compile(r"\[\d+\]")
_MOST_TOLD = 40
_MOST_WAYS = 3
_MOST_FILLED = 40
"""Fillings for single conditions."""
_OF_ANSWERS = frozenset({"fill.division-by-zero"})
"""Faults of made-up answers rather than of a template: 无 is zero."""
_OF_GUESSES = frozenset(
    {
        "fill.cannot-compute",
        "fill.not-a-list",
        "fill.no-such-name",
        "fill.no-such-item",
        "fill.wrong-argument",
        "template.unknown-name",
        "template.column-outside-loop",
    }
)
"""Those where nothing but guesses tells what is asked."""


class _AnyPicture(PictureFolder):
    """A folder that has every picture: none has been taken yet when a template is tried."""

    def __init__(self) -> None:
        super().__init__(None)

    def read(self, name: str) -> bytes:
        """The stand-in."""
        return _DOT


@dataclass
class _Tried:
    tags: set[Tag] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    faults: dict[tuple[str, str], Finding] = field(default_factory=dict)
    is_followed: bool = True


def tried(
    template: bytes, needed: Mapping[str, NeededSheet], asked: Mapping[str, NeededSheet], form: Form | None
) -> list[Finding]:
    """A finding for each tag that no variant of made-up answers prints, and each answer that a tag reads and none prints.

    What a condition on figures the form computes keeps back is not told: they cannot be made up at will.

    Args:
        template: a template without faults.
        needed: what it reads.
        asked: what the answers are made for: everything a form asks, or what the template needs.
        form: what is asked; None for a bare Word file.
    """
    done = _Tried()
    parts = compiled(template, "error").filled
    answers = _paths(asked, form)
    labels = {path: label for path, (_, label) in answers.items()}
    branches = [one for part in parts for one in reached(part, labels)]
    never = {one.tag for one in branches if one.ways.never}
    watched = [tag for part in parts for tag in _watched(part, needed) if tag not in never]
    for number, variant in enumerate(variants(asked.values(), form)):
        if number >= MAIN_VARIANTS and not _is_open(watched, needed, done):
            break
        _try(template, asked, variant, form, done)
    for given in _wanted(answers, (one for one in branches if one.tag in watched), done):
        _try(template, asked, Variant(answers=given), form, done, is_mixed=True)
    literals = [literals_of(tag) for part in parts for tag in part.tags.values()]
    more = variants_for(
        (word for words, _ in literals for word in words), (one for _, found in literals for one in found)
    )
    for variant in more:
        if done.faults or not _is_open(watched, needed, done):
            break
        _try(template, asked, variant, form, done, is_mixed=True)
    if done.faults:
        return [fault for fault in done.faults.values() if form is not None or fault.rule not in _OF_GUESSES]
    impossible = [one.tag.finding("lint.never-holds") for one in branches if one.kind == "branch" and one.ways.never]
    if not done.is_followed:
        return impossible
    sure = {one.tag for one in branches if one.ways.sure}
    hidden = [tag for tag in watched if tag not in done.tags and (form is not None or tag in sure)]
    found = [*impossible[:_MOST_TOLD], *(tag.finding("lint.never-printed") for tag in hidden[:_MOST_TOLD])]
    return [*found, *_lost(needed, done, _behind(parts, done))]


def _behind(parts: Iterable[CompiledPart], done: _Tried) -> set[tuple[str, str]]:
    """The answers that a tag prints which was not reached: that it was not is told, or nobody can judge it."""
    return {
        (fold(use.path[0]), fold(use.path[-1]))
        for part in parts
        for use in part.uses
        if is_printing(part.tags[use.line]) and part.tags[use.line] not in done.tags
    }


def _paths(asked: Mapping[str, NeededSheet], form: Form | None) -> dict[Path, tuple[Path, NeededLabel]]:
    """Every answer, by each way of writing its path: as made-up answers are given, and what it is."""
    found: dict[Path, tuple[Path, NeededLabel]] = {}
    for sheet in asked.values():
        of_form = None if form is None else form.sheets.get(sheet.name)
        rows = {} if of_form is None else of_form.rows
        spelled = {row: rows[row].spellings if row in rows else (fold(row),) for row in sheet.rows}
        heads: dict[Path, Path] = {(fold(sheet.name),): (fold(sheet.name),)} if sheet.kind == "fields" else {}
        if sheet.kind != "fields":
            heads[fold(sheet.name), ANY_ROW] = (fold(sheet.name), ANY_ROW)
        heads |= {(fold(sheet.name), one): (fold(sheet.name), fold(row)) for row in spelled for one in spelled[row]}
        for label in sheet.labels.values():
            if not label.computed and (label.field is None or label.field.default is None):
                for spelling in label.field.spellings if label.field is not None else (fold(label.label),):
                    found |= {(*head, spelling): ((*given, fold(label.label)), label) for head, given in heads.items()}
    return found


def _wanted(
    answers: Mapping[Path, tuple[Path, NeededLabel]], tags: Iterable[Reached], done: _Tried
) -> Iterator[dict[Path, object]]:
    """For each tag that is still unreached, the answers that the conditions around it want."""
    given: list[dict[Path, object]] = []
    for one in tags:
        for way in one.ways.answers[:_MOST_WAYS]:
            if one.tag in done.tags or len(given) == _MOST_FILLED:
                break
            wanted = {answers[path][0]: answer for path, answer in way.items() if answer is not Given.SOME}
            wanted = {path: None if answer is Given.NONE else answer for path, answer in wanted.items()}
            if wanted and wanted not in given:
                given.append(wanted)
                yield wanted


def _is_open(watched: Iterable[Tag], needed: Mapping[str, NeededSheet], done: _Tried) -> bool:
    """Whether there is anything left that did not come out."""
    return not done.tags.issuperset(watched) or next(iter(_lost(needed, done)), None) is not None


def _watched(part: CompiledPart, needed: Mapping[str, NeededSheet]) -> Iterator[Tag]:
    """The tags of a part that should print something sooner or later."""
    computed = {
        (fold(sheet.name), fold(one.label))
        for sheet in needed.values()
        for one in sheet.labels.values()
        if one.computed
    }
    by_computed = {use.line for use in part.uses if (fold(use.path[0]), fold(use.path[-1])) in computed}
    around: list[bool] = []
    for line, tag in sorted(part.tags.items()):
        words = tag.body.split()
        first = words[0] if tag.block and words else ""
        if first.startswith("end") and around:
            around.pop()
        elif first in ("if", "for", "macro") or (first == "set" and "=" not in tag.body):
            around.append(line in by_computed or first == "set")  # what a set keeps is printed by another tag
        elif first == "elif" and around:
            around[-1] |= line in by_computed
        elif is_printing(tag) and tag.source and not (any(around) or line in by_computed or _makes_nothing(tag)):
            yield tag


def _try(
    template: bytes,
    asked: Mapping[str, NeededSheet],
    variant: Variant,
    form: Form | None,
    done: _Tried,
    *,
    is_mixed: bool = False,
) -> None:
    """Fill the template once and note what came out; what goes wrong with answers that are mixed is not noted."""
    report = _report(asked, variant, form)
    known = known_names(form, [report]) if form else None
    tracers: list[Tracer] = []

    def filling(tracer: Tracer) -> None:
        tracers.append(tracer)
        fill(template, report, known=known, tracer=tracer, folder=_AnyPicture())

    try:
        trace = traced(filling)
    except TemplateError as error:
        for fault in () if is_mixed else error.findings:
            if fault.rule in _OF_ANSWERS:
                continue
            done.faults.setdefault((fault.rule, fault.place), fault)
        return
    except SelfevalError:  # it holds every character by which values are followed
        done.is_followed = False
        return
    done.tags |= tracers[-1].printing
    for value in trace:
        for path in (value.name, *value.cells):
            names = _ROW.sub("", path).replace("!", ".").split(".")
            if len(names) > 1:
                done.names.add((fold(names[0]), fold(names[-1])))


def _report(asked: Mapping[str, NeededSheet], variant: Variant, form: Form | None) -> Report:
    report, _ = from_mapping(made_up(asked, variant, form), form)
    if form is not None:
        compute(report, form)
    return report


def _makes_nothing(tag: Tag) -> bool:
    """Whether it prints nothing itself: a part, a picture or a chart, or a counter."""
    return tag.level == "p" or "(" in tag.body


def _lost(
    needed: Mapping[str, NeededSheet], done: _Tried, excused: Collection[tuple[str, str]] = ()
) -> Iterable[Finding]:
    for sheet in needed.values():
        for one in sheet.labels.values():
            path = fold(sheet.name), fold(one.label)
            if one.printed and not one.computed and path not in done.names and path not in excused:
                yield finding("lint.not-come-out", one.places[0], name=f"{sheet.name}.{one.label}")
