"""What data a template needs: the sheets and labels its tags read, what each probably holds, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from selfeval.document.lower import Tag
from selfeval.document.scopes import Use
from selfeval.document.template import CompiledPart, compiled
from selfeval.errors import TemplateError
from selfeval.findings import Findings
from selfeval.form import Form
from selfeval.form.model import Field, FieldType, Sheet, SheetKind
from selfeval.intake.guesses import Guess, guess_type
from selfeval.intake.in_tags import filters_of, is_counted, prints, words_of
from selfeval.names import fold

_CELL_ELEMENT = "tc"


@dataclass(frozen=True)
class NeededLabel:
    """One field of a sheet, or one column of a table.

    Attributes:
        label: as the template writes it, or as the form has it.
        type: what it holds: the form's word, else a guess.
        unit: what it is counted in, ``""`` where nothing tells.
        choices: the words the template compares it with, or the form offers.
        places: where it is used, in words, once each.
        printed: whether a tag prints it, and not conditions alone read it.
        field: what the form asks under this label; None without a form, and for what the form computes.
        computed: whether the form computes it.
        required: whether it has to be answered.
        help: what the clerk is told beside it.
        carry: whether a blank cell takes the value above.
    """

    label: str
    type: FieldType
    unit: str = ""
    choices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    field: Field | None = None
    computed: bool = False
    printed: bool = False
    required: bool = False
    help: str = ""
    carry: bool = False


@dataclass(frozen=True)
class NeededSheet:
    """One sheet of the workbook.

    Attributes:
        kind: fields, a table whose rows are looped over, or a table whose rows are named.
        labels: its fields or columns by label, in the order of their first use.
        rows: the names of its fixed rows.
        within: the table whose rows these belong to (``for 指标 in 项.指标``), ``""`` for a sheet of its own.
        places: where the sheet as a whole is used: looped over, asked for in a condition, or printed without a label.
        aliases: its names in workbooks, where a template cannot write them.
        printed: whether it is printed without a label: a field that was written without its sheet.
    """

    name: str
    kind: SheetKind
    labels: Mapping[str, NeededLabel]
    rows: tuple[str, ...] = ()
    within: str = ""
    places: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    printed: bool = False


@dataclass
class _Seen:
    """What was seen of one label, or of a sheet, while the tags are gone through."""

    name: str
    filters: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    alone: bool = False
    in_cell: bool = False
    printed: bool = False
    counted: bool = False

    def note(self, tag: Tag, *, only: bool) -> None:
        if tag.place not in self.places:
            self.places.append(tag.place)
        self.printed |= prints(tag, self.name)
        self.counted |= is_counted(tag, self.name)
        self.alone |= bool(tag.new_paragraph) and not tag.block
        self.in_cell |= any(_CELL_ELEMENT in step for step in tag.chain)
        if only:
            self.filters += filters_of(tag)
            self.words += words_of(tag)


@dataclass
class _SeenSheet(_Seen):
    labels: dict[str, _Seen] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    is_table: bool = False
    within: str = ""


def fields_of(template: bytes, form: Form | None = None) -> dict[str, NeededSheet]:
    """The data a template needs, by sheet, in the order of first use.

    Names the template makes itself (loop variables, ``set``, macros, 编号) are none of them. What a form computes is
    named with the rest and marked.

    Args:
        template: the Word file.
        form: what is asked; its words take the place of guesses.

    Raises:
        TemplateError: the file is no Word document, or a tag in it cannot be read.
    """
    opened = compiled(template, "error")
    if opened.faults:
        raise TemplateError(f"模板有 {len(opened.faults)} 处问题，请先改正：", Findings(opened.faults))
    sheets = _gone_through(opened.filled)
    if form is None:
        return {sheet.name: _guessed(sheet) for sheet in sheets.values()}
    found: dict[str, NeededSheet] = {}
    for sheet in sheets.values():
        needed = _by_form(_as_related(sheet, form), form)
        there = found.get(needed.name)
        found[needed.name] = needed if there is None else replace(needed, labels={**there.labels, **needed.labels})
    return found


def _as_related(sheet: _SeenSheet, form: Form) -> _SeenSheet:
    """The table that rows of another table stand in, where the sheet is what the form calls them."""
    related = form.relations_by_parent.get(fold(sheet.within), {}).get(fold(sheet.name)) if sheet.within else None
    return sheet if related is None else replace(sheet, name=related.table)


def _gone_through(parts: Iterable[CompiledPart]) -> dict[str, _SeenSheet]:
    sheets: dict[str, _SeenSheet] = {}
    for part in parts:
        for use, tag, only in _uses(part):
            _note(sheets, use, tag, only)
    return sheets


def _uses(part: CompiledPart) -> Iterator[tuple[Use, Tag, bool]]:
    """Each name a tag reads, longest paths only, and whether the tag reads no other."""
    by_line: dict[int, list[Use]] = {}
    for use in part.uses:
        by_line.setdefault(use.line, []).append(use)
    for line, uses in by_line.items():
        whole = [
            use
            for use in uses
            if not any(len(other.path) > len(use.path) and other.path[: len(use.path)] == use.path for other in uses)
        ]
        paths = {use.path for use in whole}
        for use in whole:
            yield use, part.tags[line], len(paths) == 1


def _note(sheets: dict[str, _SeenSheet], use: Use, tag: Tag, only: bool) -> None:
    name, *below = use.path
    if use.kind in {"row", "column"} and len(below) == 2:
        if use.kind == "row":  # rows of another table that belong to a row of this one
            outer, inner = name, below[0]
            sheets.setdefault(fold(outer), _SeenSheet(outer)).is_table = True
            sheet = sheets.setdefault(fold(inner), _SeenSheet(inner))
            sheet.is_table, sheet.within = True, outer
            sheet.labels.setdefault(fold(below[1]), _Seen(below[1])).note(tag, only=only)
            sheets[fold(outer)].labels.pop(fold(inner), None)
            return
        below = below[1:]
    sheet = sheets.setdefault(fold(name), _SeenSheet(name))
    if not below:
        sheet.note(tag, only=False)
        return
    if use.kind in {"row", "column"}:
        sheet.is_table = True
        inner_sheet = sheets.get(fold(below[0]))
        if inner_sheet is not None and fold(inner_sheet.within) == fold(name):
            return
    elif len(below) == 2:
        sheet.rows.setdefault(fold(below[0]), below[0])
        below = below[1:]
    if fold(below[0]) not in sheet.rows:
        sheet.labels.setdefault(fold(below[0]), _Seen(below[0])).note(tag, only=only)


def _guessed(sheet: _SeenSheet) -> NeededSheet:
    kind: SheetKind = "rows" if sheet.rows else "table" if sheet.is_table else "fields"
    if kind == "rows":  # 表.行 alone means the same row as 表.行.栏
        for row in sheet.rows:
            sheet.labels.pop(row, None)
    labels = {}
    for seen in sheet.labels.values():
        words = tuple(dict.fromkeys(word for word in seen.words if word))
        guess = guess_type(seen.name, seen.filters, alone=seen.alone, in_cell=seen.in_cell or kind != "fields")
        if seen.counted and guess.type in (FieldType.TEXT, FieldType.PARAGRAPHS):
            guess = Guess(FieldType.NUMBER)
        if len(words) > 1 and guess.type in (FieldType.TEXT, FieldType.PARAGRAPHS):
            guess = Guess(FieldType.CHOICE)
        choices = words if guess.type is FieldType.CHOICE else ()
        labels[seen.name] = NeededLabel(
            seen.name, guess.type, guess.unit, choices, tuple(seen.places), printed=seen.printed
        )
    return NeededSheet(
        sheet.name,
        kind,
        labels,
        tuple(sheet.rows.values()),
        sheet.within,
        tuple(sheet.places),
        printed=sheet.printed and not labels and not sheet.rows,
    )


def _by_form(sheet: _SeenSheet, form: Form) -> NeededSheet:
    asked = form.sheet_by_spelling.get(fold(sheet.name))
    if asked is None:
        guessed = _guessed(sheet)
        computed = {fold(figure.name) for figure in form.derived.values() if fold(figure.sheet) == fold(sheet.name)}
        labels = {label: replace(one, computed=fold(label) in computed) for label, one in guessed.labels.items()}
        return replace(guessed, labels=labels, printed=False)
    labels = {}
    rows = dict.fromkeys(sheet.rows.values())
    for seen in sheet.labels.values():
        row = next((row for row in asked.rows.values() if fold(seen.name) in row.spellings), None)
        if row is not None:
            rows[row.label] = None
            continue
        needed = _asked(asked, seen)
        labels[needed.label] = needed
    return NeededSheet(asked.name, asked.kind, labels, tuple(rows), sheet.within, tuple(sheet.places))


def _asked(sheet: Sheet, seen: _Seen) -> NeededLabel:
    asked = sheet.by_spelling.get(fold(seen.name))
    if asked is None:
        guess = guess_type(seen.name, seen.filters)
        return NeededLabel(
            seen.name, guess.type, guess.unit, (), tuple(seen.places), computed=True, printed=seen.printed
        )
    said = (asked.label, asked.type, asked.unit, asked.choices, tuple(seen.places), asked)
    return NeededLabel(*said, printed=seen.printed, required=asked.required)


def typed_by(form: Form, sheets: Mapping[str, NeededSheet]) -> dict[str, NeededSheet]:
    """The same sheets with the types, units, choices and help that a form has for the same labels."""
    found: dict[str, NeededSheet] = {}
    for sheet in sheets.values():
        known = form.sheet_by_spelling.get(fold(sheet.name))
        labels = {
            label: one if known is None else _typed_by(known.by_spelling.get(fold(label)), one)
            for label, one in sheet.labels.items()
        }
        found[sheet.name] = replace(sheet, labels=labels)
    return found


def _typed_by(field: Field | None, one: NeededLabel) -> NeededLabel:
    if field is None:
        return one
    return replace(
        one,
        type=field.type,
        unit=field.unit,
        choices=field.choices,
        help=field.help,
        required=field.required,
        carry=field.carry,
    )
