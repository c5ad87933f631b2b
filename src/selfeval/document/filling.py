"""Fills a template with a report: template and values in, the parts of the document out. Its one public function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jinja2 import Template, UndefinedError

from selfeval.document.environment import UndefinedMode
from selfeval.document.faults import Fault
from selfeval.document.identity import identify
from selfeval.document.known import Known, known_names
from selfeval.document.mend import mend
from selfeval.document.names import name_findings
from selfeval.document.outside import close_targets
from selfeval.document.printing import MARKED
from selfeval.document.proof import package_findings, part_findings, text_findings
from selfeval.document.safety import field_findings
from selfeval.document.state import STATE, ListCopies, Printed, State
from selfeval.document.template import CompiledPart, compiled, tag_at
from selfeval.document.whole import is_settled
from selfeval.errors import TemplateError
from selfeval.expressions import DivisionByZero, ExpressionError
from selfeval.findings import Finding, Findings, Severity, finding
from selfeval.names import fold
from selfeval.numbering import Numbering
from selfeval.ooxml.lists import Lists
from selfeval.ooxml.text import written_text
from selfeval.ooxml.xml import DECLARATION, XmlError, parse_xml, write_xml
from selfeval.report import Report

if TYPE_CHECKING:
    from selfeval.document.trace import Tracer

__all__ = ["MARKED", "Filled", "Printed", "UndefinedMode", "fill"]


@dataclass(frozen=True)
class Filled:
    """A filled document, not yet stamped and zipped.

    Attributes:
        parts: every part by name.
        fresh: the names of those that were filled; all others are the template's own.
        printed: every value put in, in the order of the document, the body first.
        findings: what was noticed, nothing of severity error.
    """

    parts: dict[str, bytes]
    fresh: frozenset[str]
    printed: tuple[Printed, ...]
    findings: Findings


def fill(
    template: bytes,
    report: Report,
    *,
    undefined: UndefinedMode = "error",
    known: Known | None = None,
    required: Callable[[str], bool] | None = None,
    tracer: Tracer | None = None,
) -> Filled:
    """Fill the template.

    Args:
        template: the bytes of a .docx or .dotx.
        report: the values.
        undefined: what an unknown name becomes: an error, a red 〔待填：NAME〕, or nothing.
        known: the names the template may use, from ``known_names``; the report's own where None.
        required: tells by ``表.项目`` which blank answers print 〔待填：NAME〕 too; none where None.
        tracer: follows each value to its cells and to its place; None fills plainly.

    Raises:
        TemplateError: with a finding for each fault of the template, or of a value that could not be placed.
    """
    ready = compiled(template, undefined)
    names = known_names(None, [report]) if known is None else known
    found = [fault for part in ready.filled for fault in name_findings(part.uses, part.tags, names)]
    if undefined == "error" or ready.faults:
        _raise([*ready.faults, *found])
    found = [replace(fault, severity=Severity.WARNING) for fault in found]
    parts = dict(ready.parts)
    numbering, printed = Numbering(), list[Printed]()
    values: dict[str, object] = {fold(name): sheet for name, sheet in report.sheets.items()}
    if tracer is not None:
        values.update(tracer.values)
    faults: list[Finding] = []
    drawings = set(ready.drawings)
    copies = ListCopies(ready.last_list)
    for part in ready.filled:
        state = State(
            part.name,
            part.tags,
            list(part.expressions),
            numbering,
            printed,
            required or (lambda path: False),
            undefined == "mark",
            copies,
            part.lists,
        )
        first = len(printed)
        template_of_part = part.template if tracer is None else part.traced
        text, fault = _rendered(part, template_of_part, {**values, STATE: state})
        if fault is None:
            data, faults_here = _proven(part, text, printed[first:], drawings, tracer)
            parts[part.name] = data
            faults += faults_here
        else:
            faults.append(fault)
    fresh = {part.name for part in ready.filled}
    if copies.made and not faults:
        parts[ready.numbering] = Lists(parts[ready.numbering]).restarted(copies.made)
        fresh.add(ready.numbering)
    _raise(faults or ([] if tracer is not None else list(package_findings(parts))))
    return Filled(parts, frozenset(fresh), tuple(printed), Findings(found))


def _proven(
    part: CompiledPart, text: str, printed: list[Printed], drawings: set[str], tracer: Tracer | None
) -> tuple[bytes, list[Finding]]:
    plain = any(value.plain for value in printed)
    if part.is_whole and not drawings and tracer is None and is_settled(text) and not plain:
        return f"{DECLARATION}{text}".encode(), list(text_findings(part.name, written_text(text), printed))
    try:
        root = parse_xml(text)
    except XmlError as error:
        return b"", [finding("fill.not-well-formed", part.name, reason=str(error))]
    if tracer is not None:
        tracer.lift(root, printed)
    mend(root, cells_vary=part.cells_vary, tables_meet=part.tables_meet)
    found = list(part_findings(part.name, root, printed)) if tracer is None else []  # proven when filled plainly
    if part.needs_identity or drawings:
        identify(root, drawings)
    if part.name.endswith(".rels"):
        close_targets(root)
    if tracer is not None:
        tracer.place(part.name, root)
    data = write_xml(root)
    if plain:  # a value may have become a field code
        found += field_findings(part.name, data)
    return data, found


def _rendered(part: CompiledPart, template: Template | None, values: dict[str, object]) -> tuple[str, Finding | None]:
    """The rendered part, or the finding that says at which tag it stopped, and why."""
    if template is None:
        raise ValueError(f"{part.name} has faults")
    try:
        context = template.new_context(values, shared=True)
        return "".join(template.root_render_func(context)), None
    except Exception as error:  # whatever a template makes Jinja raise is the template's fault
        return "", _explained(part, error)


def _explained(part: CompiledPart, error: Exception) -> Finding:
    tag = tag_at(part.tags, _line(part, error))
    match error:
        case Fault():
            return tag.finding(error.rule, **error.details)
        case UndefinedError():
            return tag.finding("fill.no-such-name", name=error.message or "")
        case DivisionByZero():
            return tag.finding("fill.division-by-zero", reason=error.reason)
        case ExpressionError():
            return tag.finding("fill.cannot-compute", reason=error.reason)
    return tag.finding("fill.failed", reason=f"{type(error).__name__}: {error}"[:200])


def _line(part: CompiledPart, error: BaseException) -> int:
    """The line of the template's source at which the error came up."""
    line, trace = 1, error.__traceback__
    while trace is not None and part.template is not None:
        if trace.tb_frame.f_code.co_filename == part.name:
            line = part.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _raise(found: Iterable[Finding]) -> None:
    problems = list(found)
    if problems:
        raise TemplateError(f"模板有 {len(problems)} 处问题，没有生成文件：", Findings(problems))
