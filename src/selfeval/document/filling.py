"""Fills a template with a report: template and values in, the parts of the document out. Its one public function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.document.environment import UndefinedMode
from selfeval.document.identity import drawing_ids, identify
from selfeval.document.known import Known, known_names
from selfeval.document.mend import mend
from selfeval.document.merging import MARK, merge_equal
from selfeval.document.merging_text import merged_text
from selfeval.document.names import lacking_names, name_findings
from selfeval.document.outside import close_targets
from selfeval.document.picture_files import PictureFolder
from selfeval.document.printing import MARKED
from selfeval.document.proof import package_findings, part_findings, text_findings
from selfeval.document.rendering import rendered
from selfeval.document.safety import field_findings
from selfeval.document.sections import without_empty_end
from selfeval.document.state import STATE, ListCopies, Printed, State
from selfeval.document.template import Compiled, CompiledPart, compiled
from selfeval.document.whole import closed, is_settled
from selfeval.errors import TemplateError
from selfeval.findings import Finding, Findings, Severity, finding
from selfeval.names import fold
from selfeval.numbering import Numbering
from selfeval.ooxml.lists import Lists
from selfeval.ooxml.text import written_text
from selfeval.ooxml.xml import DECLARATION, Element, XmlError, parse_xml, write_xml
from selfeval.report import Report

if TYPE_CHECKING:
    from selfeval.document.charting import Charting
    from selfeval.document.placing import Placing
    from selfeval.document.trace import Tracer
    from selfeval.ooxml.additions import Additions

__all__ = ["MARKED", "Filled", "Printed", "UndefinedMode", "fill"]


@dataclass(frozen=True)
class Filled:
    """A filled document, not yet stamped and zipped.

    Attributes:
        parts: every part by name.
        fresh: the names of those that were filled or added; all others are the template's own.
        printed: every value put in, in the order of the document, the body first.
        findings: what was noticed, nothing of severity error.
        files: the pictures it took from the folder, by path, each with its SHA-256.
    """

    parts: dict[str, bytes]
    fresh: frozenset[str]
    printed: tuple[Printed, ...]
    findings: Findings
    files: Mapping[str, str] = field(default_factory=dict)


def fill(
    template: bytes,
    report: Report,
    *,
    undefined: UndefinedMode = "error",
    known: Known | None = None,
    required: Callable[[str], bool] | None = None,
    tracer: Tracer | None = None,
    folder: Path | PictureFolder | None = None,
) -> Filled:
    """Fill the template.

    Args:
        template: the bytes of a .docx or .dotx.
        report: the values.
        undefined: what an unknown name becomes: an error, a red 〔待填：NAME〕, or nothing.
        known: the names the template may use, from ``known_names``; the report's own where None.
        required: tells by ``表.项目`` which blank answers print 〔待填：NAME〕 too; none where None.
        tracer: follows every value to its cells; None for a plain filling.
        folder: where pictures may be taken from; None where there is no such place.

    Raises:
        TemplateError: with a finding for each fault of the template, or of a value that could not be placed.
    """
    ready = compiled(template, undefined)
    if known is None:
        found = lacking_names(ready.filled, known_names(None, [report]))
    else:
        found = [fault for part in ready.filled for fault in name_findings(part, known)]
    if undefined == "error" or ready.faults:
        _raise([*ready.faults, *found])
    pictures = folder if isinstance(folder, PictureFolder) else PictureFolder(folder)
    filling = _Filling(ready, report, required or (lambda path: False), undefined == "mark", tracer, pictures)
    for part in ready.filled:
        filling.fill(part)
    filling.finish()
    noticed = Findings(replace(fault, severity=Severity.WARNING) for fault in found)
    return Filled(filling.parts, frozenset(filling.fresh), tuple(filling.printed), noticed, filling.pictures.used)


def unmet(template: bytes, report: Report) -> list[Finding]:
    """What keeps a template from being filled with a report: its faults, and each name it reads that the report lacks, once.

    Raises:
        TemplateError: it is no Word document, or brings what no template may.
    """
    ready = compiled(template, "error")
    return [*ready.faults, *lacking_names(ready.filled, known_names(None, [report]))]


@dataclass
class _Filling:
    """One filling: what its parts share."""

    ready: Compiled
    report: Report
    required: Callable[[str], bool]
    marks: bool
    tracer: Tracer | None
    pictures: PictureFolder
    numbering: Numbering = field(default_factory=Numbering)
    printed: list[Printed] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    faults: list[Finding] = field(default_factory=list)
    placing: Placing | None = None
    charting: Charting | None = None
    _additions: Additions | None = None

    def __post_init__(self) -> None:
        self.parts = dict(self.ready.parts)
        self.drawings = set(self.ready.drawings)
        self.copies = ListCopies(self.ready.last_list)
        self.values: dict[str, object] = {fold(name): sheet for name, sheet in self.report.sheets.items()}
        if self.tracer is not None:
            self.values.update(self.tracer.values)

    def fill(self, part: CompiledPart) -> None:
        """Fill one part, and prove it."""
        if part.lists and self.placing is not None:  # documents carried over bring lists too
            self.copies.last = Lists(self.parts[self.ready.numbering]).last
        state = State(
            part.name,
            part.tags,
            list(part.expressions),
            self.numbering,
            self.printed,
            self.required,
            self.marks,
            self.copies,
            part.lists,
            pictures=self.pictures,
        )
        first = len(self.printed)
        template = part.template if self.tracer is None else part.traced
        text, fault = rendered(part, template, {**self.values, STATE: state})
        if fault is not None:
            self.faults.append(fault)
            return
        if self.copies.made:
            self._write_lists()
        printed = self.printed[first:]
        plain = any(value.plain for value in printed)
        needs_tree = plain or self.drawings or state.live or state.charts or self.tracer is not None
        text = without_empty_end(text)
        if part.is_whole and not needs_tree and is_settled(text):
            self.faults += text_findings(part.name, written_text(text), printed)
            data = _merged(text)
        else:
            data = self._by_tree(part, text, state, first)
        if plain:  # a value may have become a field code
            self.faults += field_findings(part.name, data)
        self.parts[part.name] = data
        self.fresh.add(part.name)

    def finish(self) -> None:
        """Write what the parts share, and prove the package.

        Raises:
            TemplateError: with all that was found.
        """
        if self.charting is not None:
            self.faults += self.charting.write()
        if self._additions is not None:
            self._additions.write()
            self.fresh |= self._additions.changed
        _raise(self.faults or ([] if self.tracer is not None else package_findings(self.parts)))

    def _write_lists(self) -> None:
        """Write the lists that turns of loops have begun anew."""
        name = self.ready.numbering
        self.parts[name] = Lists(self.parts[name]).restarted(self.copies.made)
        self.copies.made.clear()
        self.fresh.add(name)

    def _by_tree(self, part: CompiledPart, text: str, state: State, first: int) -> bytes:
        """The part where something has to be mended, placed, or told apart."""
        try:
            root = parse_xml(text)
        except XmlError as error:
            self.faults.append(finding("fill.not-well-formed", part.name, reason=str(error)))
            return b""
        if self.tracer is not None:
            self.tracer.lift(root, self.printed[first:])
        found: list[Finding] = []
        if state.live:
            found += self._place(part, root, state)
        mend(root, cells_vary=part.cells_vary, tables_meet=part.tables_meet)
        if not found and self.tracer is None:  # a traced document was proven when it was filled plainly
            found += part_findings(part.name, root, self.printed[first:])
        self.faults += found
        if MARK in text:
            merge_equal(root)
        if part.needs_identity or self.drawings or state.live:
            identify(root, self.drawings)
        if state.charts:
            self.faults += self._collect_charts(part, root, state)
        if part.name.endswith(".rels"):
            close_targets(root)
        if self.tracer is not None:
            self.tracer.place(part.name, root, self.printed[first:])
        return write_xml(root)

    @property
    def additions(self) -> Additions:
        """What the document gets beside the template's own parts."""
        if self._additions is None:
            from selfeval.ooxml.additions import Additions  # few documents get any

            self._additions = Additions(self.parts)
        return self._additions

    def _collect_charts(self, part: CompiledPart, root: Element, state: State) -> Iterable[Finding]:
        """Note which chart each mark speaks of."""
        if self.charting is None:
            from selfeval.document.charting import Charting  # few documents hold charts

            self.charting = Charting(self.additions)
        return self.charting.collect(part.name, root, state.charts)

    def _place(self, part: CompiledPart, root: Element, state: State) -> Iterable[Finding]:
        """Put docxtpl's objects in the place of their marks."""
        if self.placing is None:
            from selfeval.document.placing import Placing  # few documents hold what needs it

            self.placing = Placing(self.additions)
        self.drawings |= drawing_ids(self.parts, self.fresh)
        return self.placing.place(part.name, root, state.live, state.printed)


def _merged(text: str) -> bytes:
    """The proven part with its equal neighbours merged."""
    merged = merged_text(text) if MARK in text else text
    if merged is not None:
        return f"{DECLARATION}{closed(merged)}".encode()
    root = parse_xml(text)
    merge_equal(root)
    return write_xml(root)


def _raise(found: Iterable[Finding]) -> None:
    problems = list(found)
    if problems:
        raise TemplateError(f"模板有 {len(problems)} 处问题，没有生成文件：", Findings(problems))
