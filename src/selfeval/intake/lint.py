"""What is wrong with a template though every tag in it can be read: loops, headings, numbers, fonts, open changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from selfeval.document.tags import WHOLE
from selfeval.findings import Finding
from selfeval.intake.lint_headings import headings, mixed_numbers
from selfeval.intake.pages import Page, in_chinese, pages_of, short, with_tags
from selfeval.ooxml.tables import own_cells, own_rows
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W

_FOR = re.compile(r"\{%-?\s*for\s+\S+\s+in\s+(.+?)\s*-?%\}")
_ENDFOR = re.compile(r"\{%-?\s*endfor\s*-?%\}")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def lint(parts: Mapping[str, bytes]) -> list[Finding]:
    """A finding for each, in the order of the document."""
    found: list[Finding] = []
    for page in pages_of(parts):
        of_page = [one for check in _CHECKS for one in check(page)]
        found += sorted(of_page, key=lambda one: page.order.get(one.place, 0))
    return found


def _row_loops(page: Page) -> Iterator[Finding]:
    """A loop that begins in one cell and ends in another, or stands in several cells of a row over the same rows."""
    for table in page.root.iter(f"{W}tbl"):
        for row in own_rows(table):
            cells = own_cells(row)
            texts = ["\n".join(own_text(one) for one in cell.iter(f"{W}p")) for cell in cells]
            open_ = next((at for at, text in enumerate(texts) if _opens(text)), None)
            if open_ is not None and any(_closes(text) for text in texts[open_ + 1 :]):
                loop = _FOR.search(texts[open_])
                yield page.finding("lint.row-loop", _paragraph(cells[open_]), found=loop[1] if loop else "")
                continue
            whole = Counter(loop[1] for text in texts for loop in _FOR.finditer(text) if not _in_a_line(text))
            name, count = whole.most_common(1)[0] if whole else ("", 0)
            if count > 1:
                at = next(at for at, text in enumerate(texts) if name in {loop[1] for loop in _FOR.finditer(text)})
                yield page.finding("lint.row-loop", _paragraph(cells[at]), found=name)


def _opens(text: str) -> bool:
    return len(_FOR.findall(text)) > len(_ENDFOR.findall(text))


def _closes(text: str) -> bool:
    return len(_ENDFOR.findall(text)) > len(_FOR.findall(text))


def _in_a_line(text: str) -> bool:
    """Whether a loop of the cell is meant to print one line: it puts something between, or asks which is the last."""
    return "loop." in text or bool(WHOLE.sub("", text).strip())


def _paragraph(cell: Element) -> Element:
    return next(cell.iter(f"{W}p"), cell)


def _automatic_numbers(page: Page) -> Iterator[Finding]:
    for paragraph, text in with_tags(page):
        number = page.looks.numbering(paragraph)
        if number and number not in page.bullets and WHOLE.sub("", text).strip():
            yield page.finding("lint.automatic-number", paragraph, found=short(text))


def _fonts(page: Page) -> Iterator[Finding]:
    """Runs of Chinese, or of a tag, that name a Latin font and no Chinese one: once for a part, with how many."""
    without = [
        run
        for run in page.root.iter(f"{W}r")
        if page.looks.latin_font(run) and page.looks.font(run) is None and in_chinese(run)
    ]
    if without:
        yield page.finding(
            "lint.no-chinese-font", without[0], found=page.looks.latin_font(without[0]) or "", number=str(len(without))
        )


def _open_changes(page: Page) -> Iterator[Finding]:
    """Changes of the text, of the end of the paragraph, or of the row, that nobody has accepted or refused."""
    for paragraph, text in with_tags(page):
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        ends = [paragraph.find(f"{W}pPr/{W}rPr"), None if row is None else row.find(f"{W}trPr")]
        found = any(end is not None and end.find(f"{W}{kind}") is not None for end in ends for kind in _CHANGES)
        if found or any(len(one) for kind in _CHANGES for one in paragraph.iter(f"{W}{kind}")):
            yield page.finding("lint.open-changes", paragraph, found=short(text))


_CHECKS: tuple[Callable[[Page], Iterator[Finding]], ...] = (
    _row_loops,
    _automatic_numbers,
    headings,
    mixed_numbers,
    _fonts,
    _open_changes,
)
