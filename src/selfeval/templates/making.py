"""``selfeval.templates.new``: a form made from a Word template, or from a workbook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from selfeval.api.sources import TemplateName, form_of
from selfeval.errors import InvalidReport, OutputError, TemplateError
from selfeval.files import exists, write_durably
from selfeval.findings import Findings, finding
from selfeval.form.model import COVER_SHEET
from selfeval.form.shelf import FORM_FILE
from selfeval.intake.fields import NeededSheet, fields_of, typed_by
from selfeval.intake.form_file import form_toml, on_one_line
from selfeval.intake.marking.changes import AUTHOR
from selfeval.intake.marking.settled import accepted_document
from selfeval.ooxml.guard import Refused
from selfeval.templates.opening import opened

REPORT_FILE, README_FILE = "report.docx", "README.md"
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def new(folder: str | os.PathLike[str], source: str | os.PathLike[str], *, types: TemplateName | None = None) -> Path:
    """Make a form: a folder with form.toml, report.docx and README.md, which works at once and can be edited.

    Args:
        folder: where to; its name becomes the form's id. It must not hold a form already.
        source: a Word file with placeholders, whose names become what is asked, types guessed from them; or a workbook, whose
            sheets are asked for again and printed one after the other by a plain report.docx.
        types: a form whose types, units, choices and help hold for what has the same sheet and label there, in place of guesses.

    Returns:
        the folder.

    Raises:
        TemplateError: the Word file has no placeholders, or some are wrong or written without their sheet.
        InvalidReport: the workbook cannot be read.
        OutputError: the folder holds a form already, or cannot be written.
    """
    path, origin = Path(folder), Path(source)
    title, typed_in = origin.stem, ""
    if origin.suffix.lower() in _WORKBOOKS:
        sheets, report, typed_in = _of_workbook(origin, title)
    else:
        found = opened(origin)
        try:
            report = accepted_document(found.data, AUTHOR)  # of `template mark`
        except Refused as refused:
            raise TemplateError(f"不能读取 {origin.name}：", Findings(refused.findings)) from refused
        sheets = fields_of(report)
    _complain(origin, sheets)
    if types is not None:
        form = form_of(types)
        sheets, title = typed_by(form, sheets), form.title or title
    return write_form(path, form_toml(sheets.values(), path.resolve().name, title, typed_in), report, origin.name)


def write_form(folder: Path, form: str, report: bytes, origin: str) -> Path:
    """Write the files of a form into a folder that holds none yet.

    Raises:
        OutputError: it holds one already, or cannot be written.
    """
    for name in (FORM_FILE, REPORT_FILE):
        if exists(folder / name):
            raise OutputError(f"{folder / name} 已经存在，没有覆盖。请换一个文件夹，或先移走原来的文件。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"不能建立文件夹 {folder}：{error.strerror or error}。") from error
    write_durably(folder / REPORT_FILE, report)
    write_durably(folder / FORM_FILE, form.encode())
    if not exists(folder / README_FILE):
        write_durably(folder / README_FILE, _readme(on_one_line(folder.resolve().name), on_one_line(origin)).encode())
    return folder


def _of_workbook(path: Path, title: str) -> tuple[Mapping[str, NeededSheet], bytes, str]:
    from selfeval.intake.sheets_of_workbook import money_unit_of, sheets_of_workbook
    from selfeval.intake.starting_report import starting_report  # python-docx loads slowly
    from selfeval.workbook import open_workbook, read_report

    workbook = open_workbook(path)
    report, found = read_report(workbook, None)
    sheets = sheets_of_workbook(report, workbook.grids)
    if not sheets:
        raise InvalidReport(f"{path.name} 里没有可以用的表：", Findings(found))
    return sheets, starting_report(sheets.values(), title), money_unit_of(workbook.grids)


def complain_of_loose(origin: str, sheets: Mapping[str, NeededSheet]) -> None:
    """Raise TemplateError where the Word file of that name prints fields without their sheets."""
    loose = [sheet for sheet in sheets.values() if sheet.printed]
    if loose:
        found = [
            finding("template.no-sheet", sheet.places[0], found=sheet.name, expected=f"{COVER_SHEET}.{sheet.name}")
            for sheet in loose
        ]
        raise TemplateError(f"模板 {origin} 有 {len(loose)} 处要改：", Findings(found))


def _complain(origin: Path, sheets: Mapping[str, NeededSheet]) -> None:
    """Raise what keeps a form from being made."""
    complain_of_loose(origin.name, sheets)
    if not sheets:
        found = [finding("template.no-tags", origin.name)]
        raise TemplateError(
            f"没有做出表式。由普通的 Word 文件做，请先运行 selfeval template mark {origin.name}：", Findings(found)
        )


def _readme(form_id: str, origin: str) -> str:
    return (
        f"# {form_id}\n\n由 {origin} 做成。\n\n"
        "- form.toml：问什么、怎么算、怎么核对。类型是按名称猜的，请看一遍。\n"
        "- report.docx：怎么印，用 Word 或 WPS 修改。\n\n"
        f"依据的通知、年度和改动请写在这里。\n\n"
        f"```sh\nselfeval new 填报.xlsx -t {form_id}\nselfeval fill 填报.xlsx -t {form_id}\n```\n"
    )
