"""What a form asks, as frozen data: sheets, fields, derived figures, checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from selfeval.expressions import Expression
from selfeval.findings import Severity
from selfeval.names import fold
from selfeval.report import Layout, NumberStyle
from selfeval.report.values import NumberKind

if TYPE_CHECKING:
    from selfeval.form.order import Computation
    from selfeval.form.relations import RowRelation
    from selfeval.form.scoring import Scoring

SheetKind = Literal["fields", "table", "rows"]
Relation = Literal["equal", "at_most", "at_least"]

REPORT_FILE, PARTS_FOLDER = "report.docx", "parts"
COVER_SHEET = "封面"
FORM_ID_LABEL = "表式"
FORM_VERSION_LABEL = "表式版本"
LABEL_HEADER, VALUE_HEADER, UNIT_HEADER, HELP_HEADER = "项目", "填报内容", "单位", "填报说明"
"""The header words of a fields sheet. With the cover and its two labels, the only words of a workbook that code knows."""
GUIDE_SHEET, SELFCHECK_SHEET, FINDINGS_SHEET = "填表说明", "自查", "检查结果"
OWN_SHEETS = (GUIDE_SHEET, SELFCHECK_SHEET, FINDINGS_SHEET)
"""Sheets selfeval writes for people; never read as data."""
AMOUNT_UNIT = "amount_unit"
"""`means` of the field that says in which unit of money the workbook's amounts are typed."""


class FieldType(StrEnum):
    """The types a field or column may have; the values are the words form.toml uses."""

    __hash__ = str.__hash__  # an enum's own is a function in Python

    TEXT = "文本"
    PARAGRAPHS = "段落"
    INTEGER = "整数"
    NUMBER = "数"
    AMOUNT = "金额"
    PERCENT = "百分比"
    DATE = "日期"
    YEAR = "年度"
    CHOICE = "选项"
    NUMBER_OR_TEXT = "数或文"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers and nothing else."""
        return self in _NUMBERS


_NUMBERS = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.AMOUNT, FieldType.PERCENT, FieldType.YEAR})
_PLACES = {FieldType.AMOUNT: 2, FieldType.PERCENT: 2, FieldType.INTEGER: 0, FieldType.YEAR: 0}


@dataclass(frozen=True, eq=False)
class Field:
    """One field of a fields sheet, one column of a table, or one row of a sheet with fixed rows; equal to itself only.

    Attributes:
        sheet: the sheet's name.
        label: as it stands in the workbook.
        name: what a template may write instead where the label is no identifier; else the label.
        type: what may be filled in.
        unit: what is printed behind it; for amounts the unit the value is kept in.
        places: decimals when printed; None prints as typed.
        choices: the words a 选项 offers.
        choice_aliases: other spellings of a choice, folded, to the choice.
        minimum, maximum: the least and largest value allowed, in the field's unit; None where there is no limit.
        default: computed where the answer is blank.
        from_last_year: what a new workbook is pre-filled with, computed over last year's report.
        carry: a blank or merged cell takes the value above.
        numbered: the document numbers its lines, so list numbers typed by hand are taken off.
        lines: rows a 段落 field is given in the blank workbook beside its own.
        summary: whether it goes into the summary of a batch.
        nil: what 无 in the cell prints; None prints zero.
        blank: what a blank prints.
    """

    sheet: str
    label: str
    name: str
    type: FieldType = FieldType.TEXT
    unit: str = ""
    places: int | None = None
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    choice_aliases: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    means: str = ""
    words: tuple[str, ...] = ()
    default: Expression | None = None
    from_last_year: Expression | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    carry: bool = False
    numbered: bool = False
    lines: int = 0
    summary: bool = False
    nil: str | None = None
    blank: str = ""

    @property
    def path(self) -> str:
        """``表.项目``: how messages and expressions name it."""
        return f"{self.sheet}.{self.label}"

    @cached_property
    def style(self) -> NumberStyle:
        """How its numbers print."""
        if self.type.is_number:
            return NumberStyle(cast(NumberKind, self.type.value), self.places, self.unit, self.nil)
        return NumberStyle("数", self.places, self.unit, self.nil)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The folded labels a workbook or mapping may use: label, name, aliases."""
        return tuple(dict.fromkeys(fold(text) for text in (self.label, self.name, *self.aliases)))

    @cached_property
    def choice_by_spelling(self) -> Mapping[str, str]:
        """Its choices by every folded spelling."""
        return {**self.choice_aliases, **{fold(choice): choice for choice in self.choices}}


class Spellings(dict[str, Field]):
    """Fields by every folded spelling; equal to itself only, so that what was found in it can be kept."""

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    __ne__ = object.__ne__


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of the workbook; equal to itself only.

    Attributes:
        fields: its fields by label; for a table and a sheet with fixed rows, the columns.
        words: what prose calls it.
        rows: the fixed rows by label; empty for other kinds.
        row_header: the header over the row labels of a sheet with fixed rows.
        blank_rows: rows offered for answers in the blank workbook of a table.
        optional: the group of sheets that stand or fall together; ``""`` for one that always counts.
        cell_defaults: for a sheet with fixed rows, the defaults of single cells by row and column label.
    """

    name: str
    kind: SheetKind
    fields: Mapping[str, Field]
    rows: Mapping[str, Field] = field(default_factory=dict)
    row_header: str = ""
    title: str = ""
    help: str = ""
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    blank_rows: int = 100
    optional: str = ""
    cell_defaults: Mapping[tuple[str, str], Expression] = field(default_factory=dict)

    @cached_property
    def layout(self) -> Layout:
        """The layout of its record, or of its rows' records."""
        return Layout(self.fields, {label: field.name for label, field in self.fields.items()})

    @cached_property
    def row_layout(self) -> Layout:
        """The layout of its row names."""
        return Layout(self.rows, {label: field.name for label, field in self.rows.items()})

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The folded names a workbook or mapping may use for the sheet."""
        return tuple(dict.fromkeys(fold(text) for text in (self.name, *self.aliases)))

    @cached_property
    def by_spelling(self) -> Spellings:
        """Its fields or columns by every folded spelling."""
        return Spellings((spelling, field) for field in self.fields.values() for spelling in field.spellings)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Field]:
        """What each cell of a sheet with fixed rows asks, by row and column label.

        The column says the type, unless the row has one of its own (人数 among amounts). Of the defaults the cell's own
        goes first, then the row's.
        """
        return {
            (row.label, column.label): _crossed(row, column, self.cell_defaults.get((row.label, column.label)))
            for row in self.rows.values()
            for column in self.fields.values()
        }

    @cached_property
    def row_by_spelling(self) -> Spellings:
        """Its fixed rows by every folded spelling."""
        return Spellings((spelling, field) for field in self.rows.values() for spelling in field.spellings)


def _crossed(row: Field, column: Field, own: Expression | None) -> Field:
    kind = column if row.type is FieldType.TEXT else row
    return replace(
        kind,
        label=f"{row.label}.{column.label}",
        name=f"{row.name}.{column.name}",
        required=row.required or column.required,
        summary=row.summary and column.summary,
        # A row's default is a figure: a column of words beside the figures, such as 说明, has none of it.
        default=own or (row.default if kind.type.is_number else None) or column.default,
        from_last_year=row.from_last_year or column.from_last_year,
        aliases=(),
    )


@dataclass(frozen=True)
class Derived:
    """A figure computed from others; on a table sheet one for each row.

    Attributes:
        zero: what a division by zero gives: ``""`` blank, ``"/"``, or a number as text.
    """

    sheet: str
    name: str
    value: Expression
    type: FieldType
    unit: str = ""
    places: int | None = None
    zero: str = ""
    help: str = ""
    means: str = ""
    summary: bool = False

    @property
    def path(self) -> str:
        """``表.名称``."""
        return f"{self.sheet}.{self.name}"

    @cached_property
    def style(self) -> NumberStyle:
        """How it prints."""
        if self.type.is_number:
            return NumberStyle(cast(NumberKind, self.type.value), self.places, self.unit)
        return NumberStyle("数", self.places, self.unit)


@dataclass(frozen=True)
class Check:
    """A rule of the form: two expressions that must be equal, or one at most or at least the other.

    Attributes:
        each: the table whose rows are judged one by one; ``""`` for a rule of the whole report.
        tolerance: how far the sides may be apart after rounding; None takes the general rule of design.md.
        message: a sentence of the form's own, ``""`` for the general one.
    """

    id: str
    left: Expression
    relation: Relation
    right: Expression
    each: str = ""
    when: Expression | None = None
    severity: Severity = Severity.ERROR
    tolerance: Decimal | None = None
    message: str = ""
    hint: str = ""

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The folded names of the sheets it reads."""
        read = (self.left, self.right, self.when)
        return frozenset(fold(path[0]) for side in read if side is not None for path in side.paths) | {fold(self.each)}


@dataclass(frozen=True)
class Section:
    """A section of the report's running text: a choice of a table with a 段落 column, or the label of a 段落 field.

    Attributes:
        about: the sheet whose figures its text tells; ``""`` for text about no sheet in particular.
        minimum: characters it should have at least where it is filled in.
        compared: whether figures in it are figures of this year; false for plans and targets.
    """

    name: str
    about: str = ""
    minimum: int = 0
    compared: bool = True


@dataclass(frozen=True)
class ReportPart:
    """A part of the report by name: a section by its heading, a range between marks, a file of ``parts``.

    Attributes:
        after: the part it is printed behind, where the report has no place for it; ``""`` where it has.
        printed: whether it is printed at all.
        folder: the folder of the form that says so, which may be one that is built on.
    """

    name: str
    after: str = ""
    printed: bool = True
    folder: Path | None = None


@dataclass(frozen=True, eq=False)
class Form:
    """A form: what is asked, computed and checked, and the folder it came from; equal to itself only.

    Attributes:
        unit: the unit of money its amounts are kept and printed in.
        relations: rows that belong to rows of another table, by ``表.名称``.
        scorings: how the rows of a table score, by table.
        computations: its defaults, derived figures and scores, each after those it reads (``form.order``).
        preferred: taken where neither the workbook nor the call names a form.
        guide: the paragraphs of the 填表说明 sheet.
        bases: the folders of the forms it builds on, the nearest first.
        parts: what is said of parts of the report, by name.
        dropped: what was taken out of those, as named in ``drop``, with the folder of the form that says so.
        hash: of form.toml, with those it builds on; in hexadecimal.
        sections: what is known of the sections of running text, by name.
        titles: headings that the report prints beside the names of its sections.
        counted: what running text counts and then lists: 科室 in 3个科室：….
        rules: the severity this form gives a rule of the catalogue, by id; None switches the rule off.
    """

    id: str
    version: str
    title: str
    unit: str
    sheets: Mapping[str, Sheet]
    derived: Mapping[str, Derived]
    checks: Mapping[str, Check]
    relations: Mapping[str, RowRelation] = field(default_factory=dict)
    scorings: Mapping[str, Scoring] = field(default_factory=dict)
    preferred: bool = False
    guide: tuple[str, ...] = ()
    source: str = ""
    folder: Path | None = None
    hash: str = ""
    bases: tuple[Path, ...] = ()
    parts: Mapping[str, ReportPart] = field(default_factory=dict)
    dropped: tuple[tuple[str, Path | None], ...] = ()
    computations: tuple[Computation | Scoring, ...] = ()
    sections: Mapping[str, Section] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    rules: Mapping[str, Severity | None] = field(default_factory=dict)

    def part_files(self) -> Iterator[tuple[str, Path]]:
        """The files of its folder ``parts`` and of those it builds on, by name; of one name the nearest."""
        seen: set[str] = set()
        for folder in self.folders:
            where = folder / PARTS_FOLDER
            for file in sorted(where.glob("*.docx")) if where.is_dir() else ():
                if fold(file.stem) not in seen and not file.name.startswith("~$"):
                    seen.add(fold(file.stem))
                    yield file.stem, file

    @cached_property
    def sheet_by_spelling(self) -> Mapping[str, Sheet]:
        """Its sheets by every folded spelling."""
        return {spelling: sheet for sheet in self.sheets.values() for spelling in sheet.spellings}

    @cached_property
    def optional_groups(self) -> tuple[tuple[str, ...], ...]:
        """The folded names of the sheets of each optional group."""
        groups: dict[str, list[str]] = {}
        for sheet in self.sheets.values():
            if sheet.optional:
                groups.setdefault(sheet.optional, []).append(fold(sheet.name))
        return tuple(map(tuple, groups.values()))

    @cached_property
    def relations_by_parent(self) -> Mapping[str, Mapping[str, RowRelation]]:
        """Its relations by the folded name of the table that has the rows, and their own."""
        found: dict[str, dict[str, RowRelation]] = {}
        for relation in self.relations.values():
            found.setdefault(fold(relation.parent), {})[fold(relation.name)] = relation
        return found

    def derived_names(self, sheet: str) -> list[str]:
        """The folded names of the figures derived for the sheet."""
        return [fold(figure.name) for figure in self.derived.values() if fold(figure.sheet) == fold(sheet)]

    def fields(self) -> Iterator[Field]:
        """Every field and column of every sheet, in order."""
        for sheet in self.sheets.values():
            yield from sheet.fields.values()

    def meaning(self, identifier: str) -> Field | None:
        """The field that means the identifier of the glossary, such as ``amount_unit``; None where none does."""
        return self._by_meaning.get(identifier)

    @cached_property
    def _by_meaning(self) -> Mapping[str, Field]:
        found: dict[str, Field] = {}
        for known in self.fields():
            if known.means:
                found.setdefault(known.means, known)
        return found

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders its files stand in, its own first."""
        return () if self.folder is None else (self.folder, *self.bases)

    @property
    def template(self) -> Path | None:
        """Its Word template, its own or that of the nearest form it builds on; None for a form without a folder."""
        if self.folder is None:
            return None
        own = self.folder / REPORT_FILE
        there = (folder / REPORT_FILE for folder in self.bases)
        return own if not self.bases or own.is_file() else next((file for file in there if file.is_file()), own)


def default_places(type_: FieldType) -> int | None:
    """Decimals a type prints unless the form says otherwise."""
    return _PLACES.get(type_)
