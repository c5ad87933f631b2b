"""What is wrong with a template though every tag in it can be read: loops, headings, numbers, fonts, open changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from selfeval.document.places import Places, heading_styles, words_at
from selfeval.document.tags import OPENING, WHOLE
from selfeval.findings import Finding
from selfeval.intake.looks import Looks
from selfeval.ooxml.relations import content_types
from selfeval.ooxml.tables import own_cells, own_rows
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W, XmlError, parse_xml

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LOOKED_AT = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*\S.{0,38}$")
_COUNTED = re.compile(r"^\{\{[-\s]*编号\([12]\)")
_COUNTED_FIRST = re.compile(r"^\{\{[-\s]*编号\(1\)")
_TYPED = re.compile(r"^[一二三四五六七八九十]+、\s*\S.{0,38}$")
_SENTENCE_END = re.compile(r"[。；：，;:,…]\s*$")
_FOR = re.compile(r"\{%-?\s*for\s+\S+\s+in\s+(.+?)\s*-?%\}")
_ENDFOR = re.compile(r"\{%-?\s*endfor\s*-?%\}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_BULLET = "bullet"


@dataclass(frozen=True)
class Page:
    """One part that is looked at.

    Attributes:
        looks: the styles of the document.
        bullets: the lists that count nothing.
    """

    name: str
    root: Element
    places: Places
    looks: Looks
    bullets: frozenset[str]

    def finding(self, rule: str, element: Element, **words: str) -> Finding:
        """A finding at the paragraph the element stands in."""
        return words_at(rule, self.places.of(element), self.places.heading(element), **words)


def pages_of(parts: Mapping[str, bytes]) -> list[Page]:
    """The parts of a document that people read, opened."""
    types = content_types(parts)
    styles = next((parts[name] for name, kind in types.items() if kind == f"{_WORD}styles+xml"), None)
    numbering = next((parts[name] for name, kind in types.items() if kind == f"{_WORD}numbering+xml"), None)
    try:
        looks, bullets = Looks(styles), frozenset(_bullets(numbering))
    except XmlError:
        return []
    pages = []
    for name, kind in sorted(types.items(), key=lambda item: not item[1].endswith(_LOOKED_AT[0])):
        if kind.startswith(_WORD) and kind.removeprefix(_WORD) in _LOOKED_AT:
            root = parse_xml(parts[name])
            pages.append(Page(name, root, Places(name, root, heading_styles(styles)), looks, bullets))
    return pages


def lint(parts: Mapping[str, bytes]) -> list[Finding]:
    """A finding for each, in the order of the document."""
    found: list[Finding] = []
    for page in pages_of(parts):
        for check in _CHECKS:
            found += check(page)
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
            whole = Counter(loop[1] for text in texts for loop in _FOR.finditer(text) if not _opens(text))
            name, count = whole.most_common(1)[0] if whole else ("", 0)
            if count > 1:
                at = next(at for at, text in enumerate(texts) if name in {loop[1] for loop in _FOR.finditer(text)})
                yield page.finding("lint.row-loop", _paragraph(cells[at]), found=name)


def _opens(text: str) -> bool:
    return len(_FOR.findall(text)) > len(_ENDFOR.findall(text))


def _closes(text: str) -> bool:
    return len(_ENDFOR.findall(text)) > len(_FOR.findall(text))


def _paragraph(cell: Element) -> Element:
    return next(cell.iter(f"{W}p"), cell)


def _automatic_numbers(page: Page) -> Iterator[Finding]:
    for paragraph, text in _with_tags(page):
        number = page.looks.numbering(paragraph)
        if number and number not in page.bullets and WHOLE.sub("", text).strip():
            yield page.finding("lint.automatic-number", paragraph, found=_short(text))


def _headings(page: Page) -> Iterator[Finding]:
    if not page.name.endswith("document.xml"):
        return
    for paragraph in page.root.iter(f"{W}p"):
        text = own_text(paragraph).strip()
        said = WHOLE.sub("", text).strip()
        is_one = _HEADING.match(text) or _COUNTED.match(text)
        if (
            not is_one
            or not said
            or _SENTENCE_END.search(text)
            or next(paragraph.iterancestors(f"{W}tc"), None) is not None
        ):
            continue
        if not page.looks.is_heading(paragraph):
            yield page.finding("lint.heading-style", paragraph, found=_short(text))


def _mixed_numbers(page: Page) -> Iterator[Finding]:
    """Headings numbered by hand beside headings that are counted: both begin with 一、."""
    texts = [(paragraph, own_text(paragraph).strip()) for paragraph in page.root.iter(f"{W}p")]
    typed = next((text for _, text in texts if _TYPED.match(text) and not _SENTENCE_END.search(text)), "")
    counted = next((paragraph for paragraph, text in texts if _COUNTED_FIRST.match(text)), None)
    if typed and counted is not None:
        yield page.finding("lint.mixed-numbers", counted, found=_short(typed))


def _fonts(page: Page) -> Iterator[Finding]:
    """Runs of Chinese, or of a tag, that name a Latin font and no Chinese one: once for a part, with how many."""
    without = [
        run
        for run in page.root.iter(f"{W}r")
        if page.looks.latin_font(run) and page.looks.font(run) is None and _printed(run)
    ]
    if without:
        yield page.finding(
            "lint.no-chinese-font", without[0], found=page.looks.latin_font(without[0]) or "", number=str(len(without))
        )


def _printed(run: Element) -> bool:
    text = "".join(one.text or "" for one in run.iter(f"{W}t"))
    return bool(_CHINESE.search(text) or OPENING.search(text))


def _open_changes(page: Page) -> Iterator[Finding]:
    for paragraph, text in _with_tags(page):
        changed = [one for kind in _CHANGES for one in paragraph.iter(f"{W}{kind}")]
        if any(len(one) for one in changed):
            yield page.finding("lint.open-changes", paragraph, found=_short(text))


_CHECKS: tuple[Callable[[Page], Iterator[Finding]], ...] = (
    _row_loops,
    _automatic_numbers,
    _headings,
    _mixed_numbers,
    _fonts,
    _open_changes,
)


def _with_tags(page: Page) -> Iterator[tuple[Element, str]]:
    for paragraph in page.root.iter(f"{W}p"):
        text = own_text(paragraph)
        if OPENING.search(text):
            yield paragraph, text


def _bullets(numbering: bytes | None) -> Iterator[str]:
    if numbering is None:
        return
    root = parse_xml(numbering)
    kinds = {
        one.get(f"{W}abstractNumId"): [form.get(f"{W}val") for form in one.iterfind(f"{W}lvl/{W}numFmt")]
        for one in root.iter(f"{W}abstractNum")
    }
    for number in root.iter(f"{W}num"):
        abstract = number.find(f"{W}abstractNumId")
        formats = kinds.get(None if abstract is None else abstract.get(f"{W}val"), [])
        if formats and formats[0] in (_BULLET, "none"):
            yield number.get(f"{W}numId") or ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
