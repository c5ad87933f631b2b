"""Fills a template with made-up answers, and tells which tags printed none of them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selfeval.document import Tracer, fill, known_names, traced
from selfeval.document.lower import Tag
from selfeval.document.picture_files import PictureFolder
from selfeval.document.template import compiled
from selfeval.errors import TemplateError
from selfeval.figures import compute
from selfeval.findings import Finding, finding
from selfeval.form import Form
from selfeval.intake.fields import NeededSheet
from selfeval.intake.made_up import Variant, made_up, variants
from selfeval.names import fold
from selfeval.report import Report
from selfeval.workbook import from_mapping

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""
_ROW = re.compile(r"\[\d+\]")
_MOST_TOLD = 40


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


def tried(
    template: bytes, needed: Mapping[str, NeededSheet], asked: Mapping[str, NeededSheet], form: Form | None
) -> list[Finding]:
    """A finding for each tag that no variant of made-up answers prints, and each answer that a tag reads and none prints.

    Args:
        template: a template without faults.
        needed: what it reads.
        asked: what the answers are made for: everything a form asks, or what the template needs.
        form: what is asked; None for a bare Word file.
    """
    done = _Tried()
    for variant in variants(asked.values(), form):
        _try(template, asked, variant, form, done)
    if done.faults:
        return list(done.faults.values())
    found = [
        tag.finding("lint.never-printed")
        for part in compiled(template, "error").filled
        for tag in part.tags.values()
        if tag.source and not tag.block and tag not in done.tags and not _makes_nothing(tag)
    ]
    return [*found[:_MOST_TOLD], *_lost(needed, done)]


def _try(template: bytes, asked: Mapping[str, NeededSheet], variant: Variant, form: Form | None, done: _Tried) -> None:
    report = _report(asked, variant, form)
    known = known_names(form, [report]) if form else None
    tracers: list[Tracer] = []

    def filling(tracer: Tracer) -> None:
        tracers.append(tracer)
        fill(template, report, known=known, tracer=tracer, folder=_AnyPicture())

    try:
        trace = traced(filling)
    except TemplateError as error:
        for fault in error.findings:
            done.faults.setdefault((fault.rule, fault.place), fault)
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


def _lost(needed: Mapping[str, NeededSheet], done: _Tried) -> Iterable[Finding]:
    for sheet in needed.values():
        for one in sheet.labels.values():
            if one.printed and not one.computed and (fold(sheet.name), fold(one.label)) not in done.names:
                yield finding("lint.not-come-out", one.places[0], name=f"{sheet.name}.{one.label}")
