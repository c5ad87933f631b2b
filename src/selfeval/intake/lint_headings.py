"""Headings: those without a heading style, which no navigation pane shows, and those numbered in two ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selfeval.document.tags import WHOLE
from selfeval.findings import Finding
from selfeval.intake.pages import Page, in_cell, is_set_apart, short
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*\S.{0,38}$")
_COUNTED = re.compile(r"^\{\{[-\s]*编号\([12]\)")
_TYPED_FIRST = re.compile(r"^[一二三四五六七八九十]+、\s*\S.{0,38}$")
_COUNTED_FIRST = re.compile(r"^\{\{[-\s]*编号\(1\)")
_SENTENCE_END = re.compile(r"[。；：，！？;:,…]\s*$")
_LONGEST = 30
"""Characters of a heading without a number."""


def headings(page: Page) -> Iterator[Finding]:
    """A finding for each paragraph that begins as a heading does, or stands out as one does."""
    if not page.is_body:
        return
    usual = _usual_size(page)
    for paragraph in page.root.iter(f"{W}p"):
        text = own_text(paragraph).strip()
        said = WHOLE.sub("", text).strip()
        if not said or _SENTENCE_END.search(text) or in_cell(paragraph) or page.looks.is_heading(paragraph):
            continue
        if (
            _NUMBERED.match(text)
            or _COUNTED.match(text)
            or (len(said) <= _LONGEST and _is_large(page, paragraph, usual))
        ):
            yield page.finding("lint.heading-style", paragraph, found=short(text))


def mixed_numbers(page: Page) -> Iterator[Finding]:
    """Headings numbered by hand beside headings that are counted: both begin with 一、."""
    texts = [(paragraph, own_text(paragraph).strip()) for paragraph in page.root.iter(f"{W}p")]
    typed = next((text for _, text in texts if _TYPED_FIRST.match(text) and not _SENTENCE_END.search(text)), "")
    counted = next((paragraph for paragraph, text in texts if _COUNTED_FIRST.match(text)), None)
    if typed and counted is not None:
        yield page.finding("lint.mixed-numbers", counted, found=short(typed))


def _usual_size(page: Page) -> float:
    """The size in which most of the text is printed; 0 where nothing says one."""
    often: Counter[float] = Counter()
    for run in page.root.iter(f"{W}r"):
        if not in_cell(run):
            often[page.looks.size(run) or 0] += sum(len(one.text or "") for one in run.iter(f"{W}t"))
    return often.most_common(1)[0][0] if often else 0


def _is_large(page: Page, paragraph: Element, usual: float) -> bool:
    """Whether all of it is bold and larger than most of the text, and stands where text does."""
    runs = [run for run in paragraph.iter(f"{W}r") if any((one.text or "").strip() for one in run.iter(f"{W}t"))]
    sizes = [page.looks.size(run) or 0 for run in runs]
    stands_out = bool(usual and runs) and min(sizes) > usual and all(map(page.looks.is_bold, runs))
    return stands_out and not is_set_apart(paragraph)
