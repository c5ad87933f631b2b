"""Puts the parts of a report together: files of ``parts`` take the place of a section, or stand where the template says.

It is done before the template is compiled, Word file to Word file, and kept: filling knows nothing of it. A part stands

1. where the template says ``{{p 部分("附件2") }}`` (``part("附件2")``);
2. else in the place of the range between marks, or of the section below the heading, that has its name;
3. else behind the part that the form names with ``after``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from selfeval.document.carry_over import carry_over, put_before
from selfeval.document.faults import Fault
from selfeval.document.identity import drawing_ids, identify
from selfeval.document.outline import (
    Range,
    Unclear,
    heading_levels,
    marked_ranges,
    section,
    section_names,
)
from selfeval.document.page_setup import is_same_paper, part_pages, setup_at
from selfeval.document.places import part_label
from selfeval.document.plan import Assembled, Part, Plan
from selfeval.document.positions import Positions
from selfeval.document.style_sheet import StyleSheet, main_part
from selfeval.document.surgery import remove
from selfeval.document.tags import PART_WORDS, find_tags
from selfeval.errors import TemplateError
from selfeval.findings import Finding, Findings, finding
from selfeval.names import closest, fold
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.guard import Refused, unpack
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W, XmlError, parse_xml, write_xml
from selfeval.ooxml.zipped import write_zip

_CALL = re.compile(rf"""(?:{"|".join(PART_WORDS)})\s*[(（]\s*(["'])(.+?)\1\s*[)）]""")
_CACHED = 8


@lru_cache(maxsize=_CACHED)
def assembled(report: bytes, plan: Plan) -> Assembled:
    """The report with its parts in their places.

    Raises:
        TemplateError: with a finding for each part that cannot be placed.
    """
    try:
        parts = dict(unpack(report, ".docx"))
        main = main_part(parts)
        root = parse_xml(parts[main])
    except (Refused, XmlError, KeyError):
        return Assembled(report)  # told when it is compiled
    body = root.find(f"{W}body")
    if body is None:
        return Assembled(report)
    assembly = _Assembly(parts, main, root, body)
    assembly.run(plan)
    if assembly.findings:
        count = len(assembly.findings)
        raise TemplateError(f"模板有 {count} 处问题，没有生成文件：", Findings(assembly.findings))
    return assembly.result(report)


class _Assembly:
    """One report being put together."""

    def __init__(self, parts: dict[str, bytes], main: str, root: Element, body: Element) -> None:
        self.findings: list[Finding] = []
        self._parts, self._main, self._root, self._body = parts, main, root, body
        self._additions, self._styles = Additions(parts), StyleSheet(parts)
        self._levels = heading_levels(self._styles.root)
        self._label = part_label(main)
        positions = Positions(root)
        self._origins = {
            paragraph: f"{self._label}{positions.of(paragraph).words()}" for paragraph in root.iter(f"{W}p")
        }
        self._changed = False
        self._last: dict[str, Element] = {}
        """By folded name of a part that has been put in, the last element of it."""

    def run(self, plan: Plan) -> None:
        """Do everything the plan says."""
        try:
            marked_ranges(self._body)
        except Unclear as error:
            self.findings.append(finding("template.part-unclear", self._label, name="", reason=str(error)))
            return
        for name in plan.left_out:
            if not self._leave_out(name):
                self._unknown("template.no-section", "form.toml", name)
        for name in plan.dropped:
            self._leave_out(name)
        for name in plan.missing:
            self._unknown("template.no-part", "form.toml", name, [part.name for part in plan.parts])
        placed = self._place_called(plan)
        waiting = [part for part in plan.parts if fold(part.name) not in placed]
        for part in [part for part in waiting if not part.after]:
            there = self._range(part.name)
            if there is not None:
                self._put(part, there.elements[0], there)
            elif part.needed and not self.findings:
                self._unknown("template.part-unplaced", part.file, part.name)
        for part in _in_order([part for part in waiting if part.after]):
            self._put_behind(part)

    def result(self, report: bytes) -> Assembled:
        """What came out; the report itself where nothing changed."""
        if not self._changed:
            return Assembled(report)
        self._additions.write()
        others = [name for name in self._parts if name != self._main and name.endswith(".xml")]
        identify(self._root, drawing_ids(self._parts, others))
        positions = Positions(self._root)
        places = {
            f"{self._label}{positions.of(paragraph).words()}": self._origins.get(paragraph, self._label)
            for paragraph in self._root.iter(f"{W}p")
        }
        self._parts[self._main] = write_xml(self._root)
        return Assembled(write_zip(self._parts, frozenset(self._parts)), places)

    def _leave_out(self, name: str) -> bool:
        """Take the part of that name out, with what goes along with it; whether there is one."""
        wanted = fold(name)
        ranges = [there for there in marked_ranges(self._body) if fold(there.name) == wanted]
        if not ranges:
            there = self._range(name)
            ranges = [] if there is None else [there]
        for there in ranges:
            for element in there.elements:
                remove(element)
        self._changed = self._changed or bool(ranges)
        return bool(ranges)

    def _place_called(self, plan: Plan) -> set[str]:
        """Put parts where the template calls them; the folded names of those."""
        by_name = {fold(part.name): part for part in plan.parts}
        placed: set[str] = set()
        for paragraph in list(self._body.iter(f"{W}p")):
            name = _called(paragraph)
            if not name:
                continue
            part = by_name.get(fold(name))
            if part is None:
                self._unknown("template.no-part", self._origins[paragraph], name, [part.name for part in plan.parts])
                continue
            placed.add(fold(name))
            self._put(part, paragraph, Range(name, (paragraph,)))
        return placed

    def _put_behind(self, part: Part) -> None:
        last = self._last.get(fold(part.after))
        there = None if last is not None else self._range(part.after)
        if last is None and there is None:
            self._unknown("template.no-section", "form.toml", part.after)
            return
        before = last if there is None else there.elements[-1]
        if before is None:
            return
        anchor, instead_of = before.getnext(), None
        if anchor is None:  # the last of all, of a content control or of a body that says no paper
            anchor = before.makeelement(f"{W}p")
            before.addnext(anchor)
            instead_of = Range(part.name, (anchor,))
        self._put(part, anchor, instead_of, own_pages=there is not None and there.breaks)

    def _put(self, part: Part, anchor: Element, instead_of: Range | None, *, own_pages: bool = False) -> None:
        """Put the part before the element, and take out what it stands instead of."""
        marks = (mark.get(f"{W}id") or "" for mark in self._root.iter(f"{W}bookmarkStart"))
        first = 1 + max((int(number) for number in marks if number.isdecimal()), default=0)
        at_top = anchor.getparent() is self._body
        try:
            content, places, setup = carry_over(
                part.data, self._additions, self._styles, self._main, first, with_sections=at_top
            )
        except Fault as error:
            self.findings.append(finding("template.part-refused", part.file, name=part.name, **error.details))
            return
        paragraphs = [paragraph for top in content for paragraph in top.iter(f"{W}p")]
        self._origins |= {
            paragraph: f"{part.file} {self._label}{place}" for paragraph, place in zip(paragraphs, places, strict=False)
        }
        around = setup_at(anchor) if at_top else None
        own_pages = own_pages or (instead_of is not None and instead_of.breaks)
        own_pages = own_pages or any(top.find(f".//{W}sectPr") is not None for top in content)
        if setup is not None and around is not None and (own_pages or not is_same_paper(setup, around)):
            content = part_pages(anchor, content, setup)
        for element in content:
            put_before(anchor, element)
        if content:
            self._last[fold(part.name)] = content[-1]
        for element in () if instead_of is None else instead_of.elements:
            remove(element)
        self._changed = True

    def _range(self, name: str) -> Range | None:
        """The part of the report of that name, by marks or by its heading."""
        wanted = fold(name)
        marked = (there for there in marked_ranges(self._body) if not there.along and fold(there.name) == wanted)
        found = next(marked, None)
        if found is not None:
            return found
        try:
            return section(self._body, name, self._levels)
        except Unclear as error:
            self.findings.append(finding("template.part-unclear", self._label, name=name, reason=str(error)))
            return None

    def _unknown(self, rule: str, place: str, name: str, known: Iterable[str] | None = None) -> None:
        known = list(self._known() if known is None else known)
        near = closest(name, known)
        suggestion = f"，您是否想写「{near}」？" if near else ""
        self.findings.append(
            finding(rule, place, name=name, expected="、".join(known) or "（没有）", suggestion=suggestion)
        )

    def _known(self) -> Iterator[str]:
        """The names of the parts the report has."""
        yield from (there.name for there in marked_ranges(self._body) if not there.along)
        yield from section_names(self._body, self._levels)


def _in_order(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts that stand behind others, each after the one that it stands behind."""
    left = {fold(part.name): part for part in parts}
    while left:
        free = [name for name, part in left.items() if fold(part.after) not in left or fold(part.after) == name]
        for name in free or list(left):  # a circle is told where its parts are put
            yield left.pop(name)


def _called(paragraph: Element) -> str:
    """The name of the part a paragraph calls and nothing else, ``""`` elsewhere."""
    text = own_text(paragraph).strip()
    if not any(word in text for word in PART_WORDS):
        return ""
    spans = list(find_tags(text))
    if len(spans) != 1 or spans[0].kind != "print" or spans[0].start or spans[0].end != len(text):
        return ""
    call = _CALL.fullmatch(spans[0].body.strip())
    return "" if call is None else call[2]
