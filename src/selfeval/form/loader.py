"""Loads form.toml: every fault of it in one pass, each with line, key and the nearest known key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from selfeval.errors import TemplateError
from selfeval.expressions import Expression
from selfeval.findings import Finding, Findings, Severity, finding
from selfeval.form.extending import Layer, Merged, read_layers
from selfeval.form.model import (
    OWN_SHEETS,
    Check,
    Derived,
    Field,
    FieldType,
    Form,
    Relation,
    ReportPart,
    Section,
    Sheet,
    default_places,
)
from selfeval.form.names import name_findings
from selfeval.form.order import computations, cycle_findings
from selfeval.form.relations import RowRelation, read_relation, relation_findings
from selfeval.form.scoring import read_scorings, scoring_findings
from selfeval.form.shelf import FORM_FILE
from selfeval.form.table_reader import TableReader
from selfeval.names import fold

RELATIONS: tuple[Relation, ...] = ("equal", "at_most", "at_least")
_MOST_FORMS = 16
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
"""What Excel takes as the name of a sheet."""
_ALWAYS_AT_LEAST_ZERO = frozenset({FieldType.AMOUNT})
_KINDS_OF_FIELDS = {"fields": ("field",), "table": ("column",), "rows": ("column", "row")}


def load_form(folder: Path) -> Form:
    """The form in a folder: its ``form.toml`` with those it builds on, and ``report.docx`` beside it.

    Raises:
        TemplateError: the file is missing or has faults; carries a finding for each.
    """
    path = folder / FORM_FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TemplateError(f"读不到表式文件 {path}：{error.strerror}。请检查文件夹名称。", Findings()) from error
    return _known_form(read_layers(data, folder))


def parse_form(data: bytes, folder: Path | None = None) -> Form:
    """The form a form.toml describes.

    Raises:
        TemplateError: it has faults; carries a finding for each.
    """
    return form_of_tables(Merged(read_layers(data, folder)))


@lru_cache(maxsize=_MOST_FORMS)
def _known_form(layers: tuple[Layer, ...]) -> Form:
    return form_of_tables(Merged(layers))


def form_of_tables(merged: Merged) -> Form:
    """The form of these tables.

    Raises:
        TemplateError: they have faults; carries a finding for each.
    """
    loader = _Loader(merged.place_of)
    form = loader.form(merged)
    if not loader.findings:
        named = [
            *relation_findings(form, loader.place_of),
            *scoring_findings(form, loader.place_of),
            *name_findings(form, loader.place_of),
        ]
        loader.findings += [*merged.findings, *(_by_drop(found, merged) for found in named)]
    if not loader.findings:
        loader.findings += cycle_findings(form, loader.place_of)
        form = replace(form, computations=computations(form))
    if loader.findings:
        raise TemplateError(f"表式文件 {FORM_FILE} 有误，请修改后重试：", Findings(loader.findings))
    return form


def _by_drop(found: Finding, merged: Merged) -> Finding:
    """The finding; where the name is not there because ``drop`` took it out, the one that says so."""
    gone = next((one for one in merged.dropped if one.holds(found.found)), None)
    if gone is None or found.rule != "form.unknown-name":
        return found
    label = found.details["label"]
    return finding("form.dropped-name", found.place, label=label, found=found.found, name=gone.name, other=gone.place)


def _digest(layers: tuple[Layer, ...]) -> str:
    """The hash of form.toml; with what it builds on, that of the hashes of all."""
    each = [hashlib.sha256(layer.data).hexdigest() for layer in layers]
    return each[0] if len(each) == 1 else hashlib.sha256("".join(each).encode()).hexdigest()


class _Loader(TableReader):
    def form(self, merged: Merged) -> Form:
        values = self.table("form", merged.table, ())
        if values.get("drop") and not values.get("extends"):
            self.add("form.wrong-value", ("drop",), found="没有 extends 的表式", expected="与 extends 一起写")
        unit = values.get("unit", "万元")
        sheets = {name: self._sheet(name, body, unit) for name, body in values.get("sheet", {}).items()}
        self._refuse_doubled(("sheet",), {name: _without_case(sheet.spellings) for name, sheet in sheets.items()})
        derived = {path: self._derived(path, body, unit) for path, body in values.get("derived", {}).items()}
        self._refuse_doubled(("derived",), {path: (fold(path),) for path in derived})
        for path, figure in derived.items():
            owner = sheets.get(figure.sheet) if figure else None
            if (
                figure
                and owner
                and (fold(figure.name) in owner.by_spelling or fold(figure.name) in owner.row_by_spelling)
            ):
                self.add("form.doubled-name", ("derived", path), found=figure.name)
        checks = {name: self._check(name, body) for name, body in values.get("check", {}).items()}
        relations = {path: self._relation(path, body) for path, body in values.get("relation", {}).items()}
        return Form(
            id=values.get("id", ""),
            version=values.get("version", ""),
            title=values.get("title", ""),
            unit=unit,
            sheets=sheets,
            derived={path: figure for path, figure in derived.items() if figure},
            checks={name: check for name, check in checks.items() if check},
            relations={path: relation for path, relation in relations.items() if relation},
            scorings=read_scorings(values.get("scoring", {}), self),
            preferred=values.get("preferred", False),
            guide=tuple(values.get("guide", ())),
            source=values.get("source", ""),
            folder=merged.layers[0].folder,
            bases=tuple(layer.folder for layer in merged.layers[1:] if layer.folder is not None),
            parts={name: self._part(name, body, merged) for name, body in values.get("part", {}).items()},
            dropped=tuple((gone.name, merged.layers[gone.layer].folder) for gone in merged.dropped),
            hash=_digest(merged.layers),
            sections={name: self._section(name, body) for name, body in values.get("section", {}).items()},
            titles=tuple(values.get("titles", ())),
            counted=tuple(values.get("counted", ())),
            rules={name: self._severity(name, body) for name, body in values.get("rule", {}).items()},
        )

    def _sheet(self, name: str, body: Any, unit: str) -> Sheet:
        where = ("sheet", name)
        values = self.table("sheet", body, where)
        if not _SHEET_NAME.fullmatch(name) or name in OWN_SHEETS:
            self.add(
                "form.wrong-value",
                where,
                found=f"「{name}」",
                expected="Excel 能用的工作表名称（31 字以内，不含 []:*?/\\），且不是程序自己的表",
            )
        kind = values.get("kind", "fields")
        wanted = _KINDS_OF_FIELDS[kind]
        for part in ("field", "column", "row"):
            if part in values and part not in wanted:
                self.add("form.wrong-value", (*where, part), found=part, expected=f"kind = {kind!r} 的 {wanted[0]}")
        if not values.get(wanted[0]):
            self.add("form.missing-key", where, expected=wanted[0])
        fields = self._fields(name, values.get(wanted[0], {}), (*where, wanted[0]), unit)
        rows = self._fields(name, values.get("row", {}) if kind == "rows" else {}, (*where, "row"), unit)
        for label in (label for label, field in fields.items() if kind == "table" and field.from_last_year):
            key = (*where, "column", label, "from_last_year")
            self.add("form.wrong-value", key, found="table 的栏", expected="fields 的项目，或 rows 的栏、行")
        return Sheet(
            name=name,
            kind=kind,
            fields=fields,
            rows=rows,
            row_header=values.get("row_header", "项目") if kind == "rows" else "",
            title=values.get("title", name),
            help=values.get("help", ""),
            aliases=tuple(values.get("aliases", ())),
            words=tuple(values.get("words", ())),
            blank_rows=values.get("blank_rows", 100),
            optional=values.get("optional", ""),
            cell_defaults=self._cells(values.get("cell", {}) if kind == "rows" else {}, fields, rows, (*where, "cell")),
        )

    def _cells(
        self, bodies: Mapping[str, Any], fields: Mapping[str, Field], rows: Mapping[str, Field], where: tuple[str, ...]
    ) -> dict[tuple[str, str], Expression]:
        """The defaults of single cells: ``cell."行.栏"``, by row and column label."""
        columns = {spelling: field.label for field in fields.values() for spelling in field.spellings}
        lines = {spelling: row.label for row in rows.values() for spelling in row.spellings}
        found: dict[tuple[str, str], Expression] = {}
        for path, body in bodies.items():
            values = self.table("cell", body, (*where, path))
            row, _, column = path.rpartition(".")
            if fold(row) not in lines or fold(column) not in columns:
                self.add("form.wrong-value", (*where, path), found=f"「{path}」", expected="“行.栏”，行和栏都是本表的")
                continue
            default = self.expression(values.get("default"), (*where, path, "default"))
            if default is not None:
                found[lines[fold(row)], columns[fold(column)]] = default
        return found

    def _fields(self, sheet: str, bodies: Mapping[str, Any], where: tuple[str, ...], unit: str) -> dict[str, Field]:
        fields = {label: self._field(sheet, label, body, (*where, label), unit) for label, body in bodies.items()}
        self._refuse_doubled(where, {label: field.spellings for label, field in fields.items()})
        return fields

    def _refuse_doubled(self, where: tuple[str, ...], spellings: Mapping[str, tuple[str, ...]]) -> None:
        """A finding for each name that could mean two things: folding makes no difference between them."""
        taken: set[str] = set()
        for name, spelt in spellings.items():
            for spelling in spelt:
                if spelling in taken or not spelling:
                    self.add(
                        "form.doubled-name" if spelling else "form.wrong-value",
                        (*where, name),
                        found=spelling or "空",
                        expected="名称",
                    )
                taken.add(spelling)

    def _field(self, sheet: str, label: str, body: Any, where: tuple[str, ...], unit: str) -> Field:
        values = self.table("field", body, where)
        type_ = FieldType(values.get("type", FieldType.TEXT))
        choices = values.get("choices", ())
        spellings = choices if isinstance(choices, Mapping) else {}
        if (type_ is FieldType.CHOICE) != bool(choices):
            self.add("form.wrong-value", where, found=f"type = {type_.value!r}", expected="选项并列出 choices")
        least = values.get("min", 0 if type_ in _ALWAYS_AT_LEAST_ZERO else None)
        most = values.get("max")
        return Field(
            sheet=sheet,
            label=label,
            name=values.get("name", label),
            type=type_,
            unit=values.get("unit", unit if type_ is FieldType.AMOUNT else ""),
            places=values.get("places", default_places(type_)),
            required=values.get("required", False),
            help=values.get("help", ""),
            choices=tuple(choices),
            choice_aliases={fold(alias): word for word, aliases in spellings.items() for alias in aliases},
            aliases=tuple(values.get("aliases", ())),
            means=values.get("means", ""),
            words=tuple(values.get("words", ())),
            default=self.expression(values.get("default"), (*where, "default")),
            from_last_year=self.expression(values.get("from_last_year"), (*where, "from_last_year")),
            minimum=None if least is None else Decimal(least),
            maximum=None if most is None else Decimal(most),
            carry=values.get("carry", False),
            numbered=values.get("numbered", False),
            lines=values.get("lines", 0),
            summary=values.get("summary", False),
            nil=values.get("nil"),
            blank=values.get("blank", ""),
        )

    def _derived(self, path: str, body: Any, unit: str) -> Derived | None:
        where = ("derived", path)
        values = self.table("derived", body, where)
        sheet, mark, name = path.partition(".")
        if not mark:
            self.add("form.wrong-value", where, found=path, expected="“表.名称”")
        type_ = FieldType(values.get("type", FieldType.AMOUNT))
        value = self.expression(values.get("value"), (*where, "value"))
        if value is None:
            return None
        return Derived(
            sheet=sheet,
            name=name,
            value=value,
            type=type_,
            unit=values.get("unit", unit if type_ is FieldType.AMOUNT else ""),
            places=values.get("places", default_places(type_)),
            zero=str(values.get("zero", "")),
            help=values.get("help", ""),
            means=values.get("means", ""),
            summary=values.get("summary", False),
        )

    def _check(self, name: str, body: Any) -> Check | None:
        where = ("check", name)
        values = self.table("check", body, where)
        relations: list[Relation] = [relation for relation in RELATIONS if relation in values]
        if len(relations) != 1:
            self.add(
                "form.wrong-value", where, found="、".join(relations) or "空", expected="equal、at_most、at_least 之一"
            )
            return None
        left = self.expression(values.get("left"), (*where, "left"))
        right = self.expression(values[relations[0]], (*where, relations[0]))
        if left is None or right is None:
            return None
        tolerance = values.get("tolerance")
        return Check(
            id=name,
            left=left,
            relation=relations[0],
            right=right,
            each=values.get("each", ""),
            when=self.expression(values.get("when"), (*where, "when")),
            severity=Severity(values.get("severity", Severity.ERROR)),
            tolerance=None if tolerance is None else Decimal(tolerance),
            message=values.get("message", ""),
            hint=values.get("hint", ""),
        )

    def _section(self, name: str, body: Any) -> Section:
        values = self.table("section", body, ("section", name))
        return Section(name, values.get("about", ""), values.get("minimum", 0), values.get("compared", True))

    def _part(self, name: str, body: Any, merged: Merged) -> ReportPart:
        values = self.table("part", body, ("part", name))
        folder = merged.layers[merged.origins["part", name]].folder
        return ReportPart(name, values.get("after", ""), values.get("printed", True), folder)

    def _severity(self, name: str, body: Any) -> Severity | None:
        severity = self.table("rule", body, ("rule", name)).get("severity", "off")
        return None if severity == "off" else Severity(severity)

    def _relation(self, path: str, body: Any) -> RowRelation | None:
        where = ("relation", path)
        relation = read_relation(path, self.table("relation", body, where))
        if relation is None:
            self.add("form.wrong-value", where, found=path, expected="“表.名称”")
        return relation


def _without_case(spellings: Iterable[str]) -> tuple[str, ...]:
    """The spellings as Excel tells sheets apart: A表 and a表 are one."""
    return tuple(dict.fromkeys(spelling.lower() for spelling in spellings))
