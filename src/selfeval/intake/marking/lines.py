"""Proposals within a line: the unit's name, the year, blanks and figures, each with the noun before it."""

from __future__ import annotations

import re

from selfeval.form.model import FieldType
from selfeval.intake.marking.changes import Changes
from selfeval.intake.marking.facts import Facts
from selfeval.intake.marking.known import KnownWords
from selfeval.intake.marking.names import COVER, Asked, Names
from selfeval.intake.marking.notes import Notes, Proposal
from selfeval.intake.marking.nouns import is_change, is_share, noun_before
from selfeval.intake.marking.outline import shape_of, text_of
from selfeval.intake.marking.spots import ORGAN, Spot, label_at_end, only_hints, spots_of, whole_date
from selfeval.names import fold
from selfeval.ooxml.xml import Element

_STAFF = re.compile(r"编|在职|人员|人数|职工|退休|遗属|供养|临聘")
_BY_HAND = re.compile(r"(?:人|电话|日期|签字|盖章)$")
_MOVED = {FieldType.AMOUNT: "额", FieldType.PERCENT: "率"}
_MOST_AROUND = 12

_Edit = tuple[int, int, str, str, str]
"""Where a tag takes the place of what: start, end, the tag, what was recognised, the text."""


class LineMarker:
    """Marks single lines. ``sheet`` and ``heading`` follow the document: where the line stands."""

    def __init__(self, changes: Changes, names: Names, facts: Facts) -> None:
        self._changes = changes
        self._names = names
        self._facts = facts
        self._year = re.compile(rf"(?<![\d-]){facts.year}(?=\s*年)(?!年\d{{1,2}}月\d{{1,2}}日)") if facts.year else None
        self.money = facts.money
        self.sheet = COVER
        self.heading = ""

    def mark_header(self, paragraph: Element, notes: Notes) -> None:
        """Propose tags in the header of a column: for the years too that stand one or two before that of the report."""
        shape = shape_of(paragraph)
        edits = list(self._of_unit_and_year(shape))
        year = int(self._facts.year) if self._facts.year else 0
        for match in re.finditer(r"(?<!\d)20\d\d(?=年)", shape) if year else ():
            before = year - int(match.group())
            if before in (1, 2):
                tag = self._cover("fiscal_year", FieldType.YEAR).replace(" }}", f" - {before} }}}}")
                edits.append((*match.span(), tag, "年度", match.group()))
        self._apply(paragraph, edits, notes)

    def mark(self, paragraph: Element, notes: Notes, *, figures: bool = True, noun: str = "", unit: str = "") -> None:
        """Propose tags in a paragraph.

        Args:
            notes: where to note them.
            figures: whether blanks and figures are looked for, beside the unit's name and the year.
            noun: what a figure is called that has no noun before it: the label of its cell.
            unit: the unit of such a figure.
        """
        shape, text = shape_of(paragraph), text_of(paragraph)
        edits = list(self._of_unit_and_year(shape))
        if whole_date(text):
            start = len(text) - len(text.lstrip())
            tag = self._cover("report_date", FieldType.DATE)
            edits = [(start, start + len(text.strip()), tag, "日期", text.strip())]
        elif figures:
            taken = [(start, end) for start, end, *_ in edits]
            spots = [
                spot
                for spot in spots_of(shape)
                if not any(start < spot.end and spot.start < end for start, end in taken)
            ]
            edits += self._of_spots(shape, spots, noun, unit)
            edits += self._of_label(text)
        self._apply(paragraph, edits, notes)

    def _apply(self, paragraph: Element, edits: list[_Edit], notes: Notes) -> None:
        if edits:
            self._changes.replace(paragraph, [(start, end, tag) for start, end, tag, *_ in edits])
            for start, _, tag, kind, found in sorted(edits):
                notes.add(paragraph, Proposal(kind, found, tag, start))

    def relative(self, header: str) -> str:
        """The header of a column with 本年 for the year of the report, 上年 for the one before."""
        if not self._facts.year:
            return header
        for year, word in ((int(self._facts.year), "本年"), (int(self._facts.year) - 1, "上年")):
            header = re.sub(rf"{year}年(?:度)?", word, header)
        return header

    def has_blank(self, paragraph: Element) -> bool:
        """Whether the line holds a blank, as those of an outline do."""
        return any(not spot.text for spot in spots_of(shape_of(paragraph)))

    def has_figures(self, paragraph: Element) -> bool:
        """Whether the line holds a figure or the blank for one."""
        return any(spot.type not in (FieldType.TEXT, FieldType.DATE) for spot in spots_of(shape_of(paragraph)))

    def is_measured(self, paragraph: Element) -> bool:
        """Whether the line holds a blank, an amount, or a count of staff: figures of their own and no mere story."""
        shape, text = shape_of(paragraph), text_of(paragraph)
        if only_hints(shape):
            return False
        if self._label_at_end(text) is not None:
            return True
        floor = 0
        for spot in spots_of(shape):
            if not spot.text or spot.type is FieldType.AMOUNT:
                return True
            if spot.type is FieldType.INTEGER and _STAFF.search(
                noun_before(text, spot.start, floor, self._names.known.has)
            ):
                return True
            floor = spot.after
        return False

    def _of_unit_and_year(self, shape: str) -> list[_Edit]:
        found = []
        if self._facts.unit:
            for match in re.finditer(re.escape(self._facts.unit), shape):
                found.append((*match.span(), self._cover("unit_name", FieldType.TEXT), "单位名称", match.group()))
        for match in self._year.finditer(shape) if self._year else ():
            found.append((*match.span(), self._cover("fiscal_year", FieldType.YEAR), "年度", match.group()))
        return found

    def _of_label(self, text: str) -> list[_Edit]:
        """A label of the cover with nothing behind it, not even a blank."""
        found = self._label_at_end(text)
        if found is None:
            return []
        label, at = found
        kind = FieldType.DATE if label.endswith("日期") else FieldType.TEXT
        return [(at, at, self._names.field(COVER, label, Asked(label, kind)), "空白", "")]

    def _label_at_end(self, text: str) -> tuple[str, int] | None:
        found = label_at_end(text)
        if found is None:
            return None
        label = self._names.known.cover_label(found[0]) or (found[0] if _BY_HAND.search(found[0]) else None)
        return None if label is None else (label, found[1])

    def _of_spots(self, shape: str, spots: list[Spot], noun: str, unit: str) -> list[_Edit]:
        found = []
        floor, last = 0, ""
        for spot in spots:
            said = noun_before(shape, spot.start, floor, self._names.known.has, self._facts.unit)
            if (is_change(said) or is_share(said)) and last:
                said = last + _share(said) + (_MOVED.get(spot.type, "") if is_change(said) else "")
            elif said and spot.type is not FieldType.PERCENT:
                last = said
            said = said or noun
            floor = spot.after
            found.append(
                (
                    spot.start,
                    spot.end,
                    self._tag(spot, said, unit),
                    "空白" if not spot.text else spot.type.value,
                    spot.text,
                )
            )
        return found

    def _tag(self, spot: Spot, said: str, unit: str) -> str:
        if spot.unit == ORGAN:
            return self._cover("unit_name", FieldType.TEXT)
        if spot.type is FieldType.YEAR:
            return self._cover("fiscal_year", FieldType.YEAR)
        if spot.type is FieldType.DATE and not said:
            return self._cover("report_date", FieldType.DATE)
        known: KnownWords = self._names.known
        on_cover = known.cover_label(said) if spot.type in (FieldType.TEXT, FieldType.DATE) else None
        if on_cover is not None:
            return self._names.field(COVER, on_cover, Asked(on_cover, spot.type))
        by_hand = spot.type in (FieldType.TEXT, FieldType.DATE) and _BY_HAND.search(fold(said)) is not None
        asked = Asked(said[-_MOST_AROUND:], spot.type, spot.unit or unit)
        return self._names.field(COVER if by_hand else self.sheet, said, asked, spot.text, self.heading)

    def _cover(self, means: str, kind: FieldType) -> str:
        label = self._names.known.meaning(means)
        return self._names.field(COVER, label, Asked(label, kind, "年" if kind is FieldType.YEAR else ""))


def _share(said: str) -> str:
    """占 as 占比, 占总支出 as 占总支出比例; anything else as it is."""
    if not is_share(said) or said.endswith("比"):
        return said
    return said + ("比" if said.endswith("占") else "比例")
