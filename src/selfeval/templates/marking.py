"""``selfeval.templates.mark``: a plain Word file with tags proposed in it, and the form they make."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from selfeval.errors import OutputError, TemplateError
from selfeval.files import exists, write_durably
from selfeval.findings import Findings
from selfeval.form import builtin_form, builtin_names
from selfeval.intake.fields import NeededLabel, NeededSheet, fields_of
from selfeval.intake.form_file import form_toml
from selfeval.intake.marking.names import AskedSheet
from selfeval.intake.marking.notes import Proposal
from selfeval.intake.marking.proposing import propose
from selfeval.names import fold
from selfeval.ooxml.guard import Refused
from selfeval.templates.making import complain_of_loose, write_form

_MARKED = "（标记）.docx"


class MarkedDocument:
    """A Word file with proposals in hand: ``bytes(marked)``, ``marked.save(path)``, ``marked.save_form(folder)``.

    Attributes:
        proposals: what was recognised, where, and the tag proposed for it, in the order of the document.
        sheets: what the form will ask, by sheet.
        template: the Word file with every proposal accepted.
        title: what the document is called.
        source: the file it was made from.
    """

    def __init__(
        self, data: bytes, template: bytes, title: str, sheets: Mapping[str, NeededSheet], source: Path
    ) -> None:
        self._data = data
        self.template = template
        self.title = title
        self.sheets = sheets
        self.source = source
        self.proposals: tuple[Proposal, ...] = ()

    def __bytes__(self) -> bytes:
        """The Word file with the proposals as tracked changes and comments."""
        return self._data

    def save(self, path: str | os.PathLike[str] | None = None) -> Path:
        """Write the file with the tracked changes; beside the original with （标记） in its name where no path is given.

        Raises:
            OutputError: another file is there, or it cannot be written.
        """
        target = self.source.with_name(self.source.stem + _MARKED) if path is None else Path(path)
        if exists(target):
            raise OutputError(f"{target} 已经存在，没有覆盖。请换一个文件名，或先移走原来的文件。")
        write_durably(target, self._data)
        return target

    def save_form(self, folder: str | os.PathLike[str]) -> Path:
        """Write a folder with the form all proposals make, and the file with the tracked changes; gives the latter's path.

        Raises:
            OutputError: the folder holds a form already, or cannot be written.
        """
        home = Path(folder)
        target = home / (self.source.stem + _MARKED)
        if exists(target):
            raise OutputError(f"{target} 已经存在，没有覆盖。请换一个文件夹，或先移走原来的文件。")
        text = form_toml(self.sheets.values(), home.resolve().name, self.title)
        write_form(home, text, self.template, self.source.name)
        write_durably(target, self._data)
        return target


def mark(document: str | os.PathLike[str], folder: str | os.PathLike[str] | None = None) -> MarkedDocument:
    """Propose tags for a plain Word file: a notice's outline with blanks, or last year's finished report.

    Blanks, amounts, percentages, counts of staff, dates, the unit's name, rows of tables and running text under headings
    are recognised; every proposal is a tracked change with a comment, to accept or to reject in Word.

    Args:
        document: the Word file (.docx).
        folder: where to write the form that all proposals together make; None writes nothing.

    Raises:
        TemplateError: it is no Word file that can be a template, tags that stand in it already have faults, or nothing in it
            can be filled in.
        OutputError: the folder holds a form already, or cannot be written.
    """
    source = Path(document)
    try:
        data = source.read_bytes()
    except OSError as error:
        raise TemplateError(f"读不到 {source}：{error.strerror}。请检查文件名和所在文件夹。", Findings()) from error
    typed = fields_of(data)
    complain_of_loose(source.name, typed)
    try:
        found = propose(data, [builtin_form(name) for name in builtin_names()])
    except Refused as refused:
        raise TemplateError(f"不能读取 {source.name}：", Findings(refused.findings)) from refused
    if not found.proposals:
        raise TemplateError(
            f"{source.name} 里没有找到可以填写的地方（空白、金额、百分比、表格的空格）。请直接在 Word 里写占位符。",
            Findings(),
        )
    marked = MarkedDocument(
        found.tracked, found.template, found.title or source.stem, _asked(found.sheets, typed), source
    )
    marked.proposals = found.proposals
    if folder is not None:
        marked.save_form(folder)
    return marked


def _asked(proposed: Mapping[str, AskedSheet], typed: Mapping[str, NeededSheet]) -> dict[str, NeededSheet]:
    """What the proposals ask for, and what tags ask for that stood in the file already."""
    found = {fold(name): _needed(sheet) for name, sheet in proposed.items()}
    for sheet in typed.values():
        there = found.setdefault(fold(sheet.name), sheet)
        known = set(map(fold, there.labels))
        more = {label: one for label, one in sheet.labels.items() if fold(label) not in known}
        found[fold(sheet.name)] = replace(there, labels={**there.labels, **more})
    return {sheet.name: sheet for sheet in found.values()}


def _needed(sheet: AskedSheet) -> NeededSheet:
    return NeededSheet(sheet.name, sheet.kind, dict(_labels(sheet)), tuple(sheet.rows))


def _labels(sheet: AskedSheet) -> Iterator[tuple[str, NeededLabel]]:
    for label, asked in sheet.fields.items():
        yield label, NeededLabel(label, asked.type, asked.unit, help=asked.help)
