"""Gives every place a sheet and a label: unique where things differ, the same where the same is said again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain

from selfeval.form.model import OWN_SHEETS, FieldType, SheetKind
from selfeval.intake.marking.known import KnownWords
from selfeval.intake.marking.nouns import label_of
from selfeval.intake.written import free_name, numbered, path_of, sheet_name
from selfeval.names import fold
from selfeval.numbering import split_list_number

COVER = "封面"
PROSE = "正文"
_GENERAL = {
    FieldType.AMOUNT: "金额",
    FieldType.PERCENT: "比例",
    FieldType.INTEGER: "人数",
    FieldType.NUMBER: "数值",
    FieldType.DATE: "日期",
    FieldType.YEAR: "年度",
}
_HEADING_TAIL = re.compile(r"(?:的)?(?:基本)?(?:情况)?(?:说明|分析|明细)?(?:情况)?$")
_CAPTION = re.compile(r"^(?:附件|附表|表)\s*[\d一二三四五六七八九十]*[\s:：、.．\-—]*")
_UNIT_NOTE = re.compile(r"[（(]?(?:金额)?单位[:：]?\s*(?:亿元|百万元|万元|千元|元)[）)]?")
_NOT_IN_A_NAME = re.compile(r"[^\w]")
_LONGEST_SHEET = 20


@dataclass(frozen=True)
class Asked:
    """A field, a column or a fixed row that the form will ask for.

    Attributes:
        help: what stands in the outline as a hint.
    """

    label: str
    type: FieldType = FieldType.TEXT
    unit: str = ""
    help: str = ""


@dataclass
class AskedSheet:
    """A sheet the form will have. ``fields`` are the columns of a table; ``rows`` are there where they are fixed."""

    name: str
    kind: SheetKind = "fields"
    fields: dict[str, Asked] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    row_header: str = ""


class Names:
    """The sheets and labels given so far, in the order of the document."""

    def __init__(self, known: KnownWords) -> None:
        self.known = known
        self.sheets: dict[str, AskedSheet] = {}
        self._said: dict[tuple[str, Decimal], tuple[str, str]] = {}
        self._values: dict[tuple[str, str], str] = {}

    def field(self, sheet: str, noun: str, asked: Asked, value: str = "", around: str = "") -> str:
        """The tag of a field for what a noun names, ``{{ 表.项 }}``; the field is asked for once.

        Args:
            sheet: the sheet of its section.
            noun: the noun phrase.
            asked: type, unit and help; its label is taken where the noun gives none.
            value: what a finished text states; ``""`` for a blank.
            around: the heading it stands under, for a second figure of the same label.
        """
        found = self.known.find(noun) or (self.known.find(f"{noun}人员") if asked.type is FieldType.INTEGER else None)
        fits = found is not None and (
            found.type is asked.type or (asked.type in (FieldType.TEXT, FieldType.INTEGER) and not found.type.is_number)
        )
        label = (
            found.label
            if found is not None and fits
            else label_of(noun) or asked.label or _GENERAL.get(asked.type, "内容")
        )
        number = _number(value)
        key = (label, number) if number else None
        if key is not None and key in self._said:
            there = self._said[key]
            if self.sheets[there[0]].fields[there[1]].type is asked.type:
                return reference(*there)
        sheet = self.sheet(sheet).name
        label = self._own(sheet, label, asked, value, label_of(around))
        self.sheet(sheet).fields.setdefault(label, replace(asked, label=label))
        self._values.setdefault((sheet, label), value)
        if key is not None:
            self._said.setdefault(key, (sheet, label))
        return reference(sheet, label)

    def sheet(self, name: str) -> AskedSheet:
        """The sheet of single fields of that name; another name where a table has it."""
        while (there := self._there(name)) is not None and there.kind != "fields":
            name = f"{name}其他"
        return there or self.sheets.setdefault(name, AskedSheet(name))

    def table(self, name: str, kind: SheetKind) -> AskedSheet:
        """A new sheet for a table; a name that is taken gets 表 or a number behind it."""
        free = free_name(self._there, name, f"{name}明细" if name.endswith("表") else f"{name}表")
        self.sheets[free] = AskedSheet(free, kind)
        return self.sheets[free]

    def _there(self, name: str) -> AskedSheet | None:
        """The sheet of that name: to Excel A表 and a表 are one."""
        return next((sheet for known, sheet in self.sheets.items() if known.lower() == name.lower()), None)

    def _own(self, sheet: str, label: str, asked: Asked, value: str, around: str) -> str:
        there = self.sheet(sheet).fields
        candidates = (label, label + _GENERAL.get(asked.type, ""), f"{around}{label}")
        for candidate in chain(candidates, numbered(label)):
            known = there.get(candidate)
            if known is None:
                return candidate
            said = self._values[sheet, candidate]
            if (
                known.type is asked.type
                and _number(said) == _number(value)
                and (said == value or _number(value) is not None)
            ):
                return candidate
        raise AssertionError("the numbers never end")


def reference(sheet: str, *labels: str) -> str:
    """The tag that prints a field: ``{{ 表.项 }}``, or with brackets where a label is no identifier."""
    return "{{ " + path_of(sheet, *labels) + " }}"


def sheet_of_heading(title: str, known: KnownWords) -> str:
    """The name of a sheet for what stands under a heading."""
    title = split_list_number(title.strip()).text
    found = known.sheet(title)
    if found is not None:
        return found
    shorter = _HEADING_TAIL.sub("", title)
    return _sheet_name(shorter if len(shorter) > 2 else title)


def sheet_of_caption(caption: str) -> str:
    """The name of a sheet for a table under a caption: 项目支出明细表 of ``表1　项目支出明细表（单位：万元）``."""
    bare = re.sub(r"(?:19|20)\d\d年?度?", "", _UNIT_NOTE.sub("", caption.strip()))
    return _sheet_name(_CAPTION.sub("", bare))


def _sheet_name(title: str) -> str:
    name = _NOT_IN_A_NAME.sub("", fold(title)).strip("_").lstrip("0123456789")[:_LONGEST_SHEET]
    return sheet_name(name) if name and name not in OWN_SHEETS else ""


def _number(value: str) -> Decimal | None:
    digits = value.replace(",", "").replace("，", "").replace("．", ".")
    return Decimal(digits) if re.fullmatch(r"-?\d+(?:\.\d+)?", digits) else None
