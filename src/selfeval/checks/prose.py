"""All rules over running text, and the tidying that some of them allow."""

from __future__ import annotations

from selfeval.checks.prose_content import judge_guidance, judge_headings, judge_lengths
from selfeval.checks.prose_figures import judge_figures, read_claims
from selfeval.checks.prose_form import REWRITINGS, Change, judge_form, tidied
from selfeval.checks.prose_numbering import judge_numbering, misnumbered, renumbered
from selfeval.checks.prose_sums import judge_counts, judge_sums
from selfeval.checks.prose_text import Line, prose_of
from selfeval.checks.severity import graded
from selfeval.findings import Finding, finding
from selfeval.form.model import Form
from selfeval.report import Paragraphs, Report, Value

_MOST_SHOWN = 3


def judge_prose(report: Report, form: Form) -> list[Finding]:
    """Every finding about the running text of a report."""
    prose = prose_of(report, form)
    reading = read_claims(prose, report, form)
    figures = judge_figures(reading)
    found = [
        *figures.values(),
        *judge_sums(reading, form, figures),
        *judge_counts(prose, form),
        *judge_numbering(prose),
        *judge_headings(prose, form),
        *judge_form(prose),
        *judge_guidance(prose, report, form),
        *judge_lengths(prose),
    ]
    return graded(found, form)


def tidy(report: Report, form: Form) -> list[Finding]:
    """Put the running text of a report into good form where that changes no word and no figure; a note for each value.

    The rules of form are applied, and list numbers whose style is wrong but whose count is right; a rule that the form
    has switched off is not. The report is changed, the workbook it came from is not.
    """
    prose = prose_of(report, form)
    numbers = {id(fault.line): fault for fault in misnumbered(prose) if fault.is_style}
    allowed = [rewriting for rewriting in REWRITINGS if form.rules.get(rewriting.rule, True) is not None]
    if form.rules.get("prose-numbering", True) is None:
        numbers = {}
    groups: dict[tuple[int, str], list[Line]] = {}
    for line in prose.lines:
        groups.setdefault((id(line.record), line.label), []).append(line)
    notes = []
    for lines in groups.values():
        changes: list[Change] = []
        texts = []
        for line in lines:
            text = tidied(line.text, allowed)
            changes += [change for rewriting in allowed for change in rewriting.changes(line.text)]
            fault = numbers.get(id(line))
            if fault is not None:
                better = renumbered(text, fault)
                changes.append(Change(text[:12], better[:12]))
                text = better
            texts.append(text)
        if changes:
            _put(lines[0], texts)
            notes.append(_note(lines[0], changes))
    return graded(notes, form)


def _put(line: Line, texts: list[str]) -> None:
    kept = tuple(text for text in texts if text)
    value: Value = Paragraphs(kept) if isinstance(line.record.lookup(line.label), Paragraphs) else "".join(kept)
    line.record.set(line.label, value, line.record.origin(line.label))


def _note(line: Line, changes: list[Change]) -> Finding:
    shown = changes[:_MOST_SHOWN]
    more = f"等 {len(changes)} 处" if len(changes) > len(shown) else ""
    return finding(
        "prose-tidied",
        line.place,
        found="”“".join(change.before for change in shown),
        expected="”“".join(change.after for change in shown),
        more=more,
    )
