"""Where a template's page, fonts and sizes differ from GB/T 9704-2012 《党政机关公文格式》."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from selfeval.document.tags import WHOLE
from selfeval.findings import Finding
from selfeval.intake.lint import Page, pages_of
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W

_TWIPS = 1440 / 25.4
"""Of Word's units one millimetre."""
_TOLERANCE = 1.0
"""Millimetres."""
_PAPER = (210, 297)
_MARGINS = {"top": (37, "上"), "bottom": (35, "下"), "left": (28, "左"), "right": (26, "右")}
"""5.2: 天头 37 mm, 订口 28 mm, text block 156 × 225 mm."""
_SIZE = 16.0
"""5.3: 三号."""
_BODY, _HEADING1, _HEADING2 = ("仿宋",), ("黑体",), ("楷体",)
"""7.3.3: 一、 in 黑体, （一） in 楷体, the rest in 仿宋; each by the beginning of its name."""
_LEVEL1 = re.compile(r"^(?:[一二三四五六七八九十]+、|\{\{[-\s]*编号\(1\))")
_LEVEL2 = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|\{\{[-\s]*编号\(2\))")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_ANNEXES = "附件"


def lint_gongwen(parts: Mapping[str, bytes]) -> list[Finding]:
    """A finding for each page set-up, and for each font and size of the body that the standard does not have, told once."""
    pages = [page for page in pages_of(parts) if page.name.endswith("document.xml")]
    return [found for page in pages for found in (*_paper(page), *_letters(page))]


def _paper(page: Page) -> Iterator[Finding]:
    for section in page.root.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margins is None or size.get(f"{W}orient") == "landscape":
            continue
        paper = tuple(_millimetres(size, name) for name in ("w", "h"))
        if any(abs(one - other) > _TOLERANCE for one, other in zip(paper, _PAPER, strict=True)):
            yield page.finding("lint.gongwen-paper", section, found=" × ".join(f"{one:.0f}" for one in paper))
        for name, (wanted, word) in _MARGINS.items():
            has = _millimetres(margins, name)
            if abs(has - wanted) > _TOLERANCE:
                yield page.finding("lint.gongwen-margin", section, name=word, found=f"{has:.0f}", expected=str(wanted))


def _millimetres(element: Element, name: str) -> float:
    value = element.get(f"{W}{name}") or "0"
    return int(value) / _TWIPS if value.lstrip("-").isdecimal() else 0.0


def _letters(page: Page) -> Iterator[Finding]:
    """The fonts and sizes from the first heading to the annexes: tables, centred lines and lines of tags alone are left out."""
    told: dict[tuple[str, str, str], Element] = {}
    often: Counter[tuple[str, str, str]] = Counter()
    begun = False
    for paragraph in page.root.iter(f"{W}p"):
        text = _COMMENT.sub("", own_text(paragraph)).strip()
        begun = begun or bool(_LEVEL1.match(text))
        if begun and WHOLE.sub("", text).startswith(_ANNEXES):
            break
        if not begun or not text or next(paragraph.iterancestors(f"{W}tc"), None) is not None or _is_centred(paragraph):
            continue
        level1, level2 = _LEVEL1.match(text), _LEVEL2.match(text)
        if not WHOLE.sub("", text).strip():
            continue
        wanted = _HEADING1 if level1 else _HEADING2 if level2 else _BODY
        what = "一级标题" if level1 else "二级标题" if level2 else "正文"
        for run in paragraph.iter(f"{W}r"):
            if not "".join(one.text or "" for one in run.iter(f"{W}t")).strip():
                continue
            font, size = page.looks.font(run), page.looks.size(run)
            if font is None or not font.startswith(wanted):
                told.setdefault(key := (what, "字体", font or "默认字体"), paragraph)
                often[key] += 1
            if size is not None and size != _SIZE:
                told.setdefault(key := (what, "字号", f"{size:g} 磅"), paragraph)
                often[key] += 1
    for (what, kind, has), paragraph in told.items():
        expected = (
            ("三号（16 磅）", "")
            if kind == "字号"
            else ({"一级标题": "黑体", "二级标题": "楷体"}.get(what, "仿宋"), "")
        )
        yield page.finding(
            "lint.gongwen-letters",
            paragraph,
            name=f"{what}的{kind}",
            found=has,
            expected=expected[0],
            number=str(often[(what, kind, has)]),
        )


def _is_centred(paragraph: Element) -> bool:
    side = paragraph.find(f"{W}pPr/{W}jc")
    return side is not None and side.get(f"{W}val") in ("center", "right", "end")
