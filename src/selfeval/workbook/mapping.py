"""Reads plain data, ``{"封面": {...}, "项目支出": [{...}, ...]}``, by the same rules as the cells of a workbook.

What is not given is blank, without a finding of its own: whether it had to be given is judged by the checks. Places are
names: ``一般公共预算.支出合计``, ``项目支出[1].全年执行数``, ``基础数据.公务接待费.本年决算数``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfeval.cells import BLANK_CELL, Cell
from selfeval.findings import Finding, Severity
from selfeval.form.model import AMOUNT_UNIT, OWN_SHEETS, Field, FieldType, Form, Sheet
from selfeval.names import closest, fold
from selfeval.report import BLANK, Layout, Origin, Record, Report, Table
from selfeval.report.report import Sheet as Read
from selfeval.workbook.carry import Carried, carry_down, is_unanswered
from selfeval.workbook.convert import blank_of, convert_cell, infer_cell
from selfeval.workbook.infer import row_names
from selfeval.workbook.locate import is_alias, match
from selfeval.workbook.plain import UnsupportedValue, cell_of_value, kind_of
from selfeval.workbook.reading import Answer, Reading
from selfeval.workbook.text import quote, without_forbidden
from selfeval.workbook.units import take_unit

_OWN = frozenset(map(fold, OWN_SHEETS))
_TEXTS = frozenset({FieldType.TEXT, FieldType.PARAGRAPHS, FieldType.NUMBER_OR_TEXT})
_Asked = Field | str
"""The field that is asked, or the label of what no form asks."""
_SHAPES = {
    "fields": "一个“项目: 内容”的字典",
    "table": "由字典组成的列表，每条记录一个",
    "rows": "一个“行: {栏: 内容}”的字典",
}


def from_mapping(data: Mapping[Any, Any], form: Form | None) -> tuple[Report, list[Finding]]:
    """The report of plain data and all that was found on the way.

    Args:
        data: sheets by name; a fields sheet is a mapping, a table a list of mappings, a sheet with fixed rows a mapping
            of mappings or a list of mappings that name their row.
        form: what is asked; None takes every sheet as it is, types inferred.
    """
    reading = Reading()
    report = Report()
    given = {name: value for name, value in _named(reading, data, "") if fold(name) not in _OWN}
    unknown = dict(given)
    if form is not None:
        report.form_id, report.form_version = form.id, form.version
        found = _assign(reading, given, unknown, form)
        _read_unit(reading, found, form)
        for sheet in form.sheets.values():
            report.add(_read_sheet(reading, sheet, found.get(sheet.name)))
        reading.mild = True
    for name, value in unknown.items():
        inferred = _infer_sheet(reading, name, value)
        if inferred is not None:
            report.add(inferred)
    return report, reading.findings


def _named(reading: Reading, data: Mapping[Any, Any], where: str) -> Iterator[tuple[str, Any]]:
    """The entries of a mapping whose key is a name."""
    for key, value in data.items():
        if isinstance(key, str) and fold(key):
            yield without_forbidden(key).strip(), value
        else:
            reading.add("label.not-text", where, found=kind_of(key))


def _assign(reading: Reading, given: Mapping[str, Any], unknown: dict[str, Any], form: Form) -> dict[str, Any]:
    found: dict[str, Any] = {}
    by_name: dict[str, str] = {}
    for name, value in given.items():
        sheet = form.sheet_by_spelling.get(fold(name))
        if sheet is None:
            continue
        del unknown[name]
        if sheet.name in found:
            reading.add("sheet.twice", name, found=name, expected=by_name[sheet.name])
            continue
        found[sheet.name], by_name[sheet.name] = value, name
        if fold(name) != fold(sheet.name):
            reading.add("sheet.alias", name, found=name, label=sheet.name)
    left = list(unknown)
    for sheet in form.sheets.values():
        near = closest(sheet.name, left) if sheet.name not in found else None
        if near is not None:
            left.remove(near)
            reading.add("sheet.misspelt", near, label=sheet.name, found=near)
    return found


def _read_unit(reading: Reading, found: Mapping[str, Any], form: Form) -> None:
    asked = form.meaning(AMOUNT_UNIT)
    cell, where = BLANK_CELL, ""
    cover = found.get(asked.sheet) if asked is not None else None
    if asked is not None and isinstance(cover, Mapping):
        for key, value in cover.items():
            named = match(key, form.sheets[asked.sheet].by_spelling) if isinstance(key, str) else None
            if named is not None and named.field is asked and isinstance(value, str):
                cell, where = cell_of_value(value), asked.path
    take_unit(reading, form, cell, where)


def _read_sheet(reading: Reading, sheet: Sheet, value: Any) -> Read:
    if sheet.kind == "fields":
        return _read_fields(reading, sheet, sheet.name, value)
    if sheet.kind == "rows":
        return _read_rows(reading, sheet, value)
    return _read_table(reading, sheet, value)


def _read_table(reading: Reading, sheet: Sheet, value: Any) -> Table:
    """A record for each row that holds anything; places count the rows as given."""
    table = Table(sheet.name, sheet.layout)
    carried: Carried = {}
    for number, row in enumerate(_rows(reading, sheet, value), start=1):
        record = _read_fields(reading, sheet, f"{sheet.name}[{number}]", row)
        if all(is_unanswered(record[label], record.origin(label)) for label in record):
            continue
        record.name = f"{sheet.name}[{len(table.rows) + 1}]"
        carry_down(record, sheet, carried)
        table.rows.append(record)
    extra = [label for row in table.rows for label in row if label not in table.layout]
    if extra:
        table.layout = table.layout.extended(dict.fromkeys(extra))
        for row in table.rows:
            for label in table.layout.labels:
                if label not in row:
                    row.set(label, BLANK, Origin(f"{row.name}.{label}"))
    return table


def _rows(reading: Reading, sheet: Sheet, value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        return value
    _wrong_shape(reading, sheet.name, sheet.kind, value)
    return ()


def _read_fields(
    reading: Reading, sheet: Sheet, where: str, value: Any, cells: Mapping[str, Field] | None = None
) -> Record:
    """One mapping as a record; ``cells`` gives what each column asks in this row, the column itself otherwise."""
    asked_by_label = cells or sheet.fields
    values = [blank_of(asked_by_label[label]) for label in sheet.fields]
    if value is not None and not isinstance(value, Mapping):
        _wrong_shape(reading, where, "fields", value)
        return Record(where, sheet.layout, [*values])
    record = Record(where, sheet.layout, [*values], [Origin(f"{where}.{label}") for label in sheet.fields])
    if value is None:
        return record
    answered: dict[str, str] = {}
    unknown: dict[str, Any] = {}
    for label, plain in _named(reading, value, where):
        found = match(label, sheet.by_spelling)
        if found is None:
            unknown[label] = plain
            continue
        asked = found.field
        if asked.label in answered:
            first = f"{where}.{answered[asked.label]}"
            reading.add("label.twice", f"{where}.{label}", label=asked.label, expected=first)
            continue
        answered[asked.label] = label
        if is_alias(label, asked):
            reading.add("label.alias", f"{where}.{label}", found=label, label=asked.label)
        record.set(asked.label, *_converted(reading, plain, asked_by_label[asked.label], f"{where}.{asked.label}"))
    _read_unknown(reading, record, where, unknown, [label for label in sheet.fields if label not in answered])
    return record


def _read_unknown(reading: Reading, record: Record, where: str, unknown: Mapping[str, Any], free: list[str]) -> None:
    for label, plain in unknown.items():
        near = closest(label, free)
        if near is not None:
            free.remove(near)
            reading.add("label.misspelt", f"{where}.{label}", severity=Severity.WARNING, label=near, found=quote(label))
        else:
            reading.add("label.unknown", f"{where}.{label}", found=quote(label))
        with reading.aside():
            if label not in record:
                record.set(label, *_inferred(reading, plain, label, f"{where}.{label}"))


def _read_rows(reading: Reading, sheet: Sheet, value: Any) -> Table:
    given = _by_row(reading, sheet, value)
    records = {}
    taken: dict[str, str] = {}
    for name, row in given:
        found = match(name, sheet.row_by_spelling)
        label = found.field.label if found else name
        if label in taken:
            reading.add("label.twice", f"{sheet.name}.{name}", label=label, expected=f"{sheet.name}.{taken[label]}")
            continue
        taken[label] = name
        where = f"{sheet.name}.{label}"
        if found is None:
            reading.add("label.unknown", where, found=quote(name))
        elif is_alias(name, found.field):
            reading.add("label.alias", where, found=name, label=label)
        cells = {column: sheet.cells[label, column] for column in sheet.fields} if found else None
        records[label] = _read_fields(reading, sheet, where, row, cells)
    for label in sheet.rows:
        if label not in records:
            cells = {column: sheet.cells[label, column] for column in sheet.fields}
            where = f"{sheet.name}.{label}"
            records[label] = _read_fields(reading, sheet, where, None, cells)
    others = [label for label in records if label not in sheet.rows]
    names = sheet.row_layout.extended(others) if others else sheet.row_layout
    return Table(sheet.name, sheet.layout, [records[label] for label in (*sheet.rows, *others)], names)


def _by_row(reading: Reading, sheet: Sheet, value: Any) -> list[tuple[str, Any]]:
    """The rows given for a sheet with fixed rows, by name: a mapping of rows, or a list of rows that name themselves."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return list(_named(reading, value, sheet.name))
    if not isinstance(value, Sequence) or isinstance(value, str | bytes | bytearray):
        _wrong_shape(reading, sheet.name, "rows", value)
        return []
    rows: list[tuple[str, Any]] = []
    for number, row in enumerate(value, start=1):
        where = f"{sheet.name}[{number}]"
        entries = dict(_named(reading, row, where)) if isinstance(row, Mapping) else {}
        heads = [key for key in entries if fold(key) == fold(sheet.row_header) and isinstance(entries[key], str)]
        if heads:
            rows.append((entries.pop(heads[0]).strip(), entries))
        else:
            reading.add("row.no-label", where, found=kind_of(row))
    return rows


def _infer_sheet(reading: Reading, name: str, value: Any) -> Read | None:
    if isinstance(value, Mapping):
        if value and all(isinstance(row, Mapping) for row in value.values()):
            named = list(_named(reading, value, name))
            parts = [(f"{name}.{row}", part) for row, part in named]
            return _infer_table(reading, name, parts, [row for row, _ in named])
        return _infer_record(reading, name, value)
    rows = value if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray) else None
    if rows and all(isinstance(row, Mapping) for row in rows):
        numbered = [(f"{name}[{number}]", row) for number, row in enumerate(rows, start=1)]
        return _infer_table(reading, name, numbered, None)
    if value is not None and (rows is None or len(rows)):
        _wrong_shape(reading, name, "table", value)
    return None


def _infer_record(reading: Reading, name: str, value: Mapping[Any, Any]) -> Record:
    record = Record(name, Layout(()))
    for label, plain in _named(reading, value, name):
        if label in record:
            reading.add("label.twice", f"{name}.{label}", label=label, expected=name)
        else:
            record.set(label, *_inferred(reading, plain, label, f"{name}.{label}"))
    return record


def _infer_table(
    reading: Reading, name: str, rows: list[tuple[str, Mapping[Any, Any]]], names: list[str] | None
) -> Table:
    records = [_infer_record(reading, where, row) for where, row in rows]
    layout = Layout(dict.fromkeys(label for record in records for label in record))
    for record in records:
        for label in layout.labels:
            if label not in record:
                record.set(label, BLANK, Origin(f"{record.name}.{label}"))
    return Table(name, layout, records, Layout(names) if names is not None else row_names(records))


def _converted(reading: Reading, plain: Any, asked: Field, where: str) -> Answer:
    try:
        cell = cell_of_value(plain, percent=asked.type is FieldType.PERCENT)
    except UnsupportedValue as error:
        return _other_value(reading, plain, error, asked, where)
    return convert_cell(reading, cell, asked, where)


def _inferred(reading: Reading, plain: Any, label: str, where: str) -> Answer:
    try:
        cell: Cell = cell_of_value(plain)
    except UnsupportedValue as error:
        return _other_value(reading, plain, error, label, where)
    return infer_cell(reading, cell, label, where)


def _other_value(reading: Reading, value: object, unsupported: UnsupportedValue, asked: _Asked, where: str) -> Answer:
    """What no cell could hold: one of docxtpl's objects where a text may stand, else a finding."""
    from selfeval.workbook.live import live_value

    field = asked if isinstance(asked, Field) else None
    try:
        live = live_value(value) if field is None or field.type in _TEXTS else None
        if live is not None:
            return live, Origin(where, live.kind)
    except UnsupportedValue as unread:
        unsupported = unread
    label = asked if isinstance(asked, str) else asked.label
    reading.add("cell.unsupported-value", where, label=label, found=quote(str(unsupported)))
    return BLANK if field is None else blank_of(field), Origin(where, str(unsupported))


def _wrong_shape(reading: Reading, where: str, kind: str, value: Any) -> None:
    reading.add("sheet.wrong-shape", where, label=where, expected=_SHAPES[kind], found=kind_of(value))
