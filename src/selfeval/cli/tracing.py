"""``selfeval trace`` and ``selfeval verify``: where every figure comes from, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

import selfeval
from selfeval.cli.as_json import say_json
from selfeval.cli.commands import INPUT, TEMPLATE_HELP, Command
from selfeval.cli.console import FAILED, guarded, say
from selfeval.cli.show import show_findings, summary
from selfeval.cli.width import columns

if TYPE_CHECKING:
    from selfeval.document import Difference, Trace, Verification

_MOST_CELLS = 6
_WIDEST = 36
_FORMATS = click.Choice(["table", "json"])
_KINDS = {"differs": "不一致", "vanished": "不见了", "rewritten": "文字有改动"}


@click.command(cls=Command)
@click.argument("workbook", metavar="INPUT.xlsx", type=INPUT)
@click.option("-t", "--template", metavar="模板", help=TEMPLATE_HELP)
@click.option("--cell", metavar="表!单元格", help="只看来自这个单元格的内容，如 一般公共预算!B7。")
@click.option("--text", metavar="文字", help="只看印出这个数或这段文字的内容，如 258.90。")
@click.option("--format", "form", type=_FORMATS, default="table", help="table（默认）或 json，见 docs/trace.md。")
@guarded
def trace(workbook: Path, template: str | None, cell: str | None, text: str | None, form: str) -> int:
    """报告里每项内容在哪里、来自哪些单元格。不写文件。"""
    _require(workbook)
    try:
        found = selfeval.trace(workbook, template=template)
    except selfeval.InvalidReport as refused:
        show_findings(refused.findings, workbook)
        say(f"{workbook}：{summary(refused.findings)}。请改正错误后重试。")
        return FAILED
    found = found if cell is None else found.of_cell(cell)
    found = found if text is None else found.of_text(text)
    if form == "json":
        say_json({"workbook": workbook.name, "values": [value.record() for value in found]})
        return 0
    if not found:
        say(f"没有找到：{'、'.join(filter(None, (cell, text)))}。可能没有印进报告，或是模板里写好的文字。")
        return 0
    for line in columns([("位置", "内容", "名称", "来自"), *_rows(found)], _WIDEST):
        say(line)
    say(f"共 {len(found)} 项。")
    return 0


@click.command(cls=Command)
@click.argument("document", metavar="REPORT.docx", type=INPUT)
@click.argument("workbook", metavar="INPUT.xlsx", type=INPUT)
@click.option(
    "-t", "--template", metavar="模板", help="用自己的模板生成的文件，请写这个模板。不写则按文件里的生成标记。"
)
@click.option("--format", "form", type=_FORMATS, default="table", help="table（默认）或 json，见 docs/trace.md。")
@guarded
def verify(document: Path, workbook: Path, template: str | None, form: str) -> int:
    """核对 Word 报告里的数和工作簿现在是否一致。

    一致时退出码为 0，不一致为 1，不是 selfeval 生成的文件为 3。文字有改动只列出，不算不一致。
    """
    _require(document)
    _require(workbook)
    found = selfeval.verify(document, workbook, template=template)
    if form == "json":
        differences = [one.record() for one in found.differences]
        told = {"document": document.name, "workbook": workbook.name, "agrees": found.agrees}
        say_json({**told, "figures": found.figures, "differences": differences, "notes": list(found.notes)})
    else:
        for line in _told(document, workbook, found):
            say(line)
    return 0 if found.agrees else FAILED


def _require(path: Path) -> None:
    if not path.is_file():
        raise click.UsageError(f"没有找到 {path}。请检查文件名和所在文件夹。")


def _rows(found: Trace) -> Iterator[tuple[str, ...]]:
    for value in found:
        yield value.place, value.text, value.name or value.tag, _cells(value.cells)


def _cells(cells: Sequence[str]) -> str:
    more = f" 等 {len(cells)} 个单元格" if len(cells) > _MOST_CELLS else ""
    return "、".join(cells[:_MOST_CELLS]) + more


def _told(document: Path, workbook: Path, found: Verification) -> Iterator[str]:
    for note in found.notes:
        yield f"注意：{note}"
    if found.judged:
        yield from columns([("", "位置", "文件里", "工作簿", "来自"), *map(_row, found.judged)], _WIDEST)
    if found.rewritten:
        yield f"有 {len(found.rewritten)} 处文字有改动（只列出，不作判断）："
        yield from columns([("位置", "文件里", "原来"), *map(_rewritten, found.rewritten)], _WIDEST)
    if found.agrees:
        yield f"{document} 与 {workbook} 一致：{found.figures} 个含数字的内容都对得上。"
    else:
        yield f"{document} 与 {workbook} 不一致：{len(found.judged)} 处。请核对，或用 selfeval fill 重新生成。"


def _row(one: Difference) -> tuple[str, ...]:
    source = " ".join(filter(None, (one.name, _cells(one.cells)))) or "（不来自单元格）"
    return _KINDS[one.kind], one.place, one.found or "（没有）", one.expected or "（空）", source


def _rewritten(one: Difference) -> tuple[str, ...]:
    return one.place, one.found or "（没有）", one.expected
