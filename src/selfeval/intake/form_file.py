"""Writes form.toml for the data a template needs: a start that works at once, to be edited and gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from selfeval.form.model import AMOUNT_UNIT, COVER_SHEET, FORM_ID_LABEL, FORM_VERSION_LABEL, FieldType
from selfeval.intake.fields import NeededLabel, NeededSheet
from selfeval.names import fold

FIRST_VERSION = "1"
_UNIT_NAME = NeededLabel("单位名称", FieldType.TEXT)
_FISCAL_YEAR = NeededLabel("年度", FieldType.YEAR, "年")
_ANYTHING = NeededLabel("内容", FieldType.TEXT)
"""What is asked of a sheet whose labels nobody says."""
_MEANS = {_UNIT_NAME.label: "unit_name", _FISCAL_YEAR.label: "fiscal_year"}
_CARRIED = {
    _UNIT_NAME.label: f"'{COVER_SHEET}.{_UNIT_NAME.label}'",
    _FISCAL_YEAR.label: f"'{COVER_SHEET}.{_FISCAL_YEAR.label} + 1'",
}
"""What a new workbook takes over from last year's."""
_AMOUNT_UNIT = "金额单位"
_UNITS = ("万元", "元")
_MOST_CHOICES = 50


def on_one_line(name: str) -> str:
    """The name of a folder or a file as a form's id or title: what cannot be printed is a space."""
    return " ".join("".join(one if one.isprintable() else " " for one in name).split()) or "表式"


def form_toml(sheets: Iterable[NeededSheet], form_id: str, title: str, typed_in: str = "") -> str:
    """The text of a form.toml that asks for these sheets, 封面 first; it loads without a finding.

    The cover gets what every form has: the department, the year, the unit of the amounts where there are any, the form and its version.

    Args:
        form_id: the form's id, which its workbooks name on their cover; the name of its folder as a rule.
        title: the report's title.
        typed_in: the unit of money that workbooks count in unless they say another; 万元 where empty.
    """
    form_id, title = on_one_line(form_id), on_one_line(title)
    needed = {fold(sheet.name): sheet for sheet in sheets}
    cover = needed.pop(fold(COVER_SHEET), NeededSheet(COVER_SHEET, "fields", {}))
    amounts = any(one.type is FieldType.AMOUNT for sheet in (cover, *needed.values()) for one in sheet.labels.values())
    blocks = [_head(form_id, title), _cover(cover, form_id, amounts=amounts, typed_in=typed_in)]
    needed = _with_required_keys(needed)
    for sheet in needed.values():
        blocks.append(_sheet(_joined(sheet, needed)))
        if sheet.within:
            blocks.append(_relation(sheet, needed))
    return "\n".join(blocks)


def _head(form_id: str, title: str) -> str:
    return (
        f"# {title}：问什么。怎么印见同一文件夹的 report.docx。\n"
        "# 类型是按名称猜的，请逐项看一遍；可加 required（必填）、help（填报说明）、choices（选项）、核对等，各键见 docs/form.md。\n\n"
        f'id = {_text(form_id)}\nversion = {_text(FIRST_VERSION)}\ntitle = {_text(title)}\nunit = "万元"\n'
    )


def _cover(cover: NeededSheet, form_id: str, *, amounts: bool, typed_in: str) -> str:
    given = (FORM_ID_LABEL, FORM_VERSION_LABEL, *([_AMOUNT_UNIT] if amounts else []))
    labels = {label: one for label, one in cover.labels.items() if fold(label) not in map(fold, given)}
    for wanted in (_FISCAL_YEAR, _UNIT_NAME):
        if wanted.label not in labels:
            labels = {wanted.label: wanted, **labels}
    lines = []
    for label, one in labels.items():
        known = label in _MEANS
        more = {"required": "true", "means": _text(_MEANS[label]), "from_last_year": _CARRIED[label]} if known else {}
        lines.append(_line("field", one, more))
    unit = typed_in if typed_in in _UNITS else _UNITS[0]
    if amounts:
        lines.append(
            f'field."{_AMOUNT_UNIT}" = {{ type = "选项", choices = ["万元", "元"], default = {_constant(unit)}, '
            f'means = "{AMOUNT_UNIT}", from_last_year = "{COVER_SHEET}.{_AMOUNT_UNIT}", help = "各表金额按哪个单位填写；报告一律印万元" }}'
        )
    for label, value, means in (
        (FORM_ID_LABEL, form_id, "form_id"),
        (FORM_VERSION_LABEL, FIRST_VERSION, "form_version"),
    ):
        lines.append(
            f'field."{label}" = {{ required = true, default = {_constant(value)}, means = "{means}", help = "由程序填好，请勿改动" }}'
        )
    return _table(COVER_SHEET, "fields", lines)


def _sheet(sheet: NeededSheet) -> str:
    if not sheet.labels and not sheet.rows:
        return f"# 模板只问“{sheet.name}”有没有内容；各栏请自己写。\n" + _table(
            sheet.name, "table", [_line("column", _ANYTHING)], sheet.aliases
        )
    if sheet.kind == "fields":
        lines = [_line("field", one, _summed(one)) for one in sheet.labels.values()]
        return _table(sheet.name, sheet.kind, lines, sheet.aliases)
    lines = [_line("column", one) for one in sheet.labels.values()]
    lines += [f"row.{_text(row)} = {{}}" for row in sheet.rows]
    return _table(sheet.name, sheet.kind, lines, sheet.aliases)


def _with_required_keys(sheets: Mapping[str, NeededSheet]) -> dict[str, NeededSheet]:
    """The sheets, required what tells which rows of another table belong to a row."""
    found = dict(sheets)
    for sheet in sheets.values():
        key, outer = _key_column(sheet, sheets), sheets.get(fold(sheet.within))
        if key is not None and outer is not None:
            found[fold(outer.name)] = replace(outer, labels={**outer.labels, key.label: replace(key, required=True)})
    return found


def _joined(sheet: NeededSheet, sheets: Mapping[str, NeededSheet]) -> NeededSheet:
    """A table whose rows belong to those of another, with the column that says to which."""
    key = _key_column(sheet, sheets)
    if key is None:
        return sheet
    column = sheet.labels.get(key.label, replace(key, type=FieldType.TEXT, unit=""))
    labels = {**({} if key.label in sheet.labels else {key.label: key}), **sheet.labels}
    return replace(sheet, labels={**labels, key.label: replace(column, required=True)})


def _key_column(sheet: NeededSheet, sheets: Mapping[str, NeededSheet]) -> NeededLabel | None:
    """The column the two tables have in common: the outer one's first name, else its first text."""
    if not sheet.within:
        return None
    columns = list(sheets[fold(sheet.within)].labels.values()) if fold(sheet.within) in sheets else []
    texts = [one for one in columns if one.type is FieldType.TEXT]
    named = [one for one in texts if one.label.endswith("名称")]
    return next(iter(named or texts or columns), None)


def _relation(sheet: NeededSheet, sheets: Mapping[str, NeededSheet]) -> str:
    key = _key_column(sheet, sheets)
    if key is None:
        return ""
    return (
        f"[relation.{_text(f'{sheet.within}.{sheet.name}')}]\ntable = {_text(sheet.name)}\nby = [{_text(key.label)}]\n"
    )


def _table(name: str, kind: str, lines: Iterable[str], aliases: Iterable[str] = ()) -> str:
    also = "[" + ", ".join(map(_text, aliases)) + "]"
    head = [f"[sheet.{_text(name)}]", f'kind = "{kind}"', *([f"aliases = {also}"] if also != "[]" else [])]
    return "\n".join((*head, *lines, ""))


def _line(key: str, one: NeededLabel, more: Mapping[str, str] | None = None) -> str:
    parts = dict(_keys(one)) | dict(more or {})
    inside = ", ".join(f"{name} = {value}" for name, value in parts.items())
    return f"{key}.{_text(one.label)} = {{ {inside} }}" if inside else f"{key}.{_text(one.label)} = {{}}"


def _summed(one: NeededLabel) -> dict[str, str]:
    """Amounts and rates of a department go into the total table."""
    return {"summary": "true"} if one.type in (FieldType.AMOUNT, FieldType.PERCENT) else {}


def _keys(one: NeededLabel) -> Iterator[tuple[str, str]]:
    if one.type is not FieldType.TEXT:
        yield "type", _text(one.type.value)
    if one.unit and not (one.type is FieldType.AMOUNT and one.unit == "万元"):
        yield "unit", _text(one.unit)
    if one.required:
        yield "required", "true"
    if one.carry:
        yield "carry", "true"
    if one.help:
        yield "help", _text(one.help)
    if one.choices:
        yield "choices", "[" + ", ".join(map(_text, one.choices[:_MOST_CHOICES])) + "]"


def _constant(value: str) -> str:
    """An expression that is the text, as a form writes it: in single quotes, where none stand in it."""
    expression = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _text(expression) if "'" in value else f"'{expression}'"


def _text(value: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
