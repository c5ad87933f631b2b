"""Where a template's page, fonts and sizes differ from GB/T 9704-2012 《党政机关公文格式》."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from selfeval.document.tags import WHOLE
from selfeval.findings import Finding
from selfeval.intake.pages import Page, in_cell, in_chinese, is_set_apart, pages_of
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W

_TWIPS = 1440 / 25.4
"""Of Word's units one millimetre."""
_TOLERANCE = 1.0
"""Millimetres."""
_LONGEST = 8
"""Digits of a measure that is taken for one."""
_PAPER = (210, 297)
"""5.1: A4."""
_MARGINS = {"top": (37, "上"), "bottom": (35, "下"), "left": (28, "左"), "right": (26, "右")}
"""5.2.1: 天头 37 mm, 订口 28 mm, text block 156 × 225 mm."""
_SIZE = 16.0
"""5.2.2: 三号."""
_LETTERS = (
    (re.compile(r"^(?:[一二三四五六七八九十]+、|\{\{[-\s]*编号\(1\))"), "一级标题", "黑体"),
    (re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|\{\{[-\s]*编号\(2\))"), "二级标题", "楷体"),
    (re.compile(""), "正文", "仿宋"),
)
"""7.3.3: how a line begins, what it is, and its font."""
_CALLED = {"黑体": ("黑体", "simhei", "heiti"), "楷体": ("楷体", "kaiti"), "仿宋": ("仿宋", "fangsong")}
"""What the names of a font hold in Word, WPS and LibreOffice, whoever made it."""
_FIRST = _LETTERS[0][0]
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_ANNEXES = "附件"


def lint_gongwen(parts: Mapping[str, bytes]) -> list[Finding]:
    """A finding for each page set-up, and for each font and size of the body that the standard does not have, told once."""
    pages = [page for page in pages_of(parts) if page.is_body]
    return [found for page in pages for found in (*_paper(page), *_letters(page))]


def _paper(page: Page) -> Iterator[Finding]:
    for section in page.root.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margins is None or size.get(f"{W}orient") == "landscape":
            continue
        paper = [_millimetres(size, name) for name in ("w", "h")]
        if any(has is not None and abs(has - wanted) > _TOLERANCE for has, wanted in zip(paper, _PAPER, strict=True)):
            yield page.finding("lint.gongwen-paper", section, found=" × ".join(f"{has or 0:.0f}" for has in paper))
        for name, (wanted, word) in _MARGINS.items():
            has = _millimetres(margins, name)
            if has is not None and abs(has - wanted) > _TOLERANCE:
                yield page.finding("lint.gongwen-margin", section, name=word, found=f"{has:.0f}", expected=str(wanted))


def _millimetres(element: Element, name: str) -> float | None:
    """The measure; None where it is not written in Word's units."""
    value = element.get(f"{W}{name}") or ""
    return int(value) / _TWIPS if value.lstrip("-").isdecimal() and len(value) < _LONGEST else None


def _letters(page: Page) -> Iterator[Finding]:
    """The fonts and sizes of the text: tables, centred lines and lines of tags alone are left out, each difference told once."""
    told: dict[tuple[str, str, str], Element] = {}
    often: Counter[tuple[str, str, str]] = Counter()
    for paragraph, text in _text(page):
        what, font = next((what, font) for pattern, what, font in _LETTERS if pattern.match(text))
        for run in paragraph.iter(f"{W}r"):
            for key in _differing(page, run, what, font):
                told.setdefault(key, paragraph)
                often[key] += 1
    for key, paragraph in told.items():
        name, has, expected = key
        number = str(often[key])
        yield page.finding("lint.gongwen-letters", paragraph, name=name, found=has, expected=expected, number=number)


def _text(page: Page) -> Iterator[tuple[Element, str]]:
    """The lines of text from the first heading to the annexes."""
    begun = False
    for paragraph in page.root.iter(f"{W}p"):
        text = _COMMENT.sub("", own_text(paragraph)).strip()
        said = WHOLE.sub("", text).strip()
        begun = begun or bool(_FIRST.match(text))
        if begun and said.startswith(_ANNEXES):
            return
        if begun and said and not in_cell(paragraph) and not is_set_apart(paragraph):
            yield paragraph, text


def _differing(page: Page, run: Element, what: str, font: str) -> Iterator[tuple[str, str, str]]:
    """What of the run is unlike the standard: of what, what it is, what it should be."""
    if not "".join(one.text or "" for one in run.iter(f"{W}t")).strip():
        return
    has, size = page.looks.font(run), page.looks.size(run)
    if in_chinese(run) and not any(name in (has or "").lower() for name in _CALLED[font]):
        yield f"{what}的字体", has or "默认字体", font
    if size is not None and size != _SIZE:
        yield f"{what}的字号", f"{size:g} 磅", "三号（16 磅）"
