"""Whether the expressions of a form name what the form has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from selfeval.expressions import Expression, Path
from selfeval.findings import Finding, finding
from selfeval.findings.check_rules import CHECK_RULES
from selfeval.findings.prose_rules import PROSE_RULES
from selfeval.form.model import Field, FieldType, Form
from selfeval.names import closest, fold


def name_findings(form: Form, place_of: Callable[..., str]) -> list[Finding]:
    """A finding for each name that an expression of the form reads and the form lacks."""
    known = known_names(form)
    found: list[Finding] = []
    for where, expression, table in _expressions(form):
        for path in expression.paths:
            if not is_known(known, path, table):
                near = closest(".".join(path), _all_paths(known))
                label = ".".join(where)
                suggestion = f"，您是否想写「{near}」？" if near else ""
                found.append(
                    finding(
                        "form.unknown-name", place_of(*where), label=label, found=".".join(path), suggestion=suggestion
                    )
                )
    for name, check in form.checks.items():
        owner = form.sheets.get(check.each)
        if check.each and (owner is None or owner.kind == "fields"):
            near = closest(check.each, [sheet.name for sheet in form.sheets.values() if sheet.kind != "fields"])
            suggestion = f"，您是否想写「{near}」？" if near else ""
            details = {"label": f"check.{name}.each", "found": check.each, "suggestion": suggestion}
            found.append(finding("form.unknown-name", place_of("check", name, "each"), **details))
    sections = [name for known_field in form.fields() for name in sections_of(known_field)]
    for name, section in form.sections.items():
        found += _unknown(("section", name), name, sections, place_of)
        if section.about:
            found += _unknown(("section", name, "about"), section.about, form.sheets, place_of)
    for name in form.rules:
        found += _unknown(("rule", name), name, {**CHECK_RULES, **PROSE_RULES}, place_of)
    return found


def sections_of(field: Field) -> Iterable[str]:
    """The sections of running text a field stands for: its choices, or itself where it is a 段落."""
    return field.choices or ((field.label,) if field.type is FieldType.PARAGRAPHS else ())


def _unknown(
    where: tuple[str, ...], name: str, known: Iterable[str], place_of: Callable[..., str]
) -> Iterator[Finding]:
    if name not in known:
        near = closest(name, known)
        suggestion = f"，您是否想写「{near}」？" if near else ""
        yield finding("form.unknown-name", place_of(*where), label=".".join(where), found=name, suggestion=suggestion)


def known_names(form: Form) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Folded sheet → folded field, column or row → for a row, its folded columns (empty for the rest).

    Derived figures are names like any other; one of a sheet the form lacks is a figure of the whole report.
    """
    known: dict[str, dict[str, frozenset[str]]] = {}
    for sheet in form.sheets.values():
        names = known.setdefault(fold(sheet.name), {})
        columns = frozenset(sheet.by_spelling)
        names.update(dict.fromkeys(sheet.by_spelling, frozenset()))
        names.update(dict.fromkeys(sheet.row_by_spelling, columns))
    for figure in form.derived.values():
        known.setdefault(fold(figure.sheet), {})[fold(figure.name)] = frozenset()
    for sheet in form.sheets.values():
        figures = form.derived_names(sheet.name) if sheet.rows else ()
        for row in sheet.row_by_spelling if figures else ():
            known[fold(sheet.name)][row] |= frozenset(figures)
    for relation in form.relations.values():
        if fold(relation.parent) in known:
            known[fold(relation.parent)][fold(relation.name)] = frozenset(known.get(fold(relation.table), ()))
    return known


def is_known(known: Mapping[str, Mapping[str, frozenset[str]]], path: Path, table: str = "") -> bool:
    """Whether the form has the path; inside one row of a table a bare name is that row's column, or its own rows."""
    sheet, *rest = map(fold, path)
    if table and sheet not in known and (own := known.get(fold(table), {}).get(sheet)) and rest:
        return len(rest) == 1 and rest[0] in own
    if not rest:
        return sheet in known or (bool(table) and sheet in known.get(fold(table), {}))
    names = known.get(sheet, {})
    if rest[0] not in names:
        return False
    return len(rest) == 1 or (len(rest) == 2 and rest[1] in names[rest[0]])


def _expressions(form: Form) -> Iterator[tuple[tuple[str, ...], Expression, str]]:
    """Each expression with the keys it stands under and the table whose row it is judged in."""
    for sheet in form.sheets.values():
        table = sheet.name if sheet.kind == "table" else ""
        for (row, column), default in sheet.cell_defaults.items():
            yield ("sheet", sheet.name, "cell", f"{row}.{column}"), default, ""
        for part in (sheet.fields, sheet.rows):
            for field in part.values():
                if field.default:
                    yield ("sheet", sheet.name, field.label, "default"), field.default, table
                if field.from_last_year:
                    where = ("sheet", sheet.name, field.label, "from_last_year")
                    yield where, field.from_last_year, sheet.name if sheet.rows else ""
    for path, figure in form.derived.items():
        owner = form.sheets.get(figure.sheet)
        yield ("derived", path, "value"), figure.value, figure.sheet if owner and owner.kind != "fields" else ""
    for name, scoring in form.scorings.items():
        for rule in scoring.rules.values():
            if rule.value is not None and name in form.sheets:
                yield ("scoring", name, "rule", rule.name), rule.value, name
    for name, check in form.checks.items():
        if check.each and check.each not in form.sheets:
            continue  # told by itself: nothing says what its bare names are
        for key, expression in (("left", check.left), (check.relation, check.right), ("when", check.when)):
            if expression is not None:
                yield ("check", name, key), expression, check.each


def _all_paths(known: Mapping[str, Mapping[str, frozenset[str]]]) -> Iterator[str]:
    for sheet, names in known.items():
        yield from (f"{sheet}.{name}" for name in names)
