"""Writes the Word files of the example package, in the styles of the built-in reports: ``python -m scripts.forms_package``."""

from __future__ import annotations

from pathlib import Path

from scripts.hunan_report.annexes import ANNEXES
from scripts.report_parts import frame
from scripts.report_parts.fragments import heading1, narrative_or_nothing, text
from scripts.report_parts.package import write
from scripts.report_parts.styles import LANDSCAPE, PORTRAIT
from scripts.report_parts.tables import control_row, figure, head, row, table, words
from scripts.report_parts.wordml import DECLARATION, NAMESPACES, paragraph, when

FOLDER = Path(__file__).parents[1] / "examples/forms-package/src/qingjiang_forms/forms/qingjiang/parts"
_ANNEX = ("政府购买服务", "政府购买服务", "政府购买服务明细表")
_WIDTHS = (900, 4300, 4300, 1900, 1900, 1300)


def improvements() -> str:
    """The section 下一步改进措施."""
    name = "下一步改进措施"
    return (
        heading1(name)
        + narrative_or_nothing(name)
        + text("以上措施由{{ 封面.单位名称 }}负责落实，市财政局{{ 封面.归口股室 }}跟踪督促。")
    )


def annex_list() -> str:
    """附件：1. … without the first annex of hunan, with that of the county."""
    return frame.annex_list([*ANNEXES[1:], _ANNEX])


def annex() -> str:
    """The annex of contracts, on landscape pages."""
    rows = [
        row(*map(head, ("序号", "服务名称", "承接主体", "合同金额（万元）", "已支付（万元）", "支付率")), header=True),
        control_row("for 项 in 政府购买服务", len(_WIDTHS)),
        row(
            figure("{{ loop.index }}"),
            words("{{ 项.服务名称 }}"),
            words("{{ 项.承接主体 }}"),
            figure("{{ 项.合同金额 }}"),
            figure("{{ 项.已支付 }}"),
            figure("{{ 项.支付率 }}"),
        ),
        control_row("endfor", len(_WIDTHS)),
    ]
    return when(
        _ANNEX[1],
        paragraph("AnnexLabel", '{{ 编号("附件") }}'),
        paragraph("AnnexTitle", _ANNEX[2]),
        table(_WIDTHS, rows),
        paragraph("AnnexSigned", frame.signed(4)),
    )


def _document(content: str, pages: str) -> str:
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>\n{content}{pages}</w:body></w:document>"


def main() -> None:
    """Write the three files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content, pages in (
        ("下一步改进措施", improvements(), PORTRAIT),
        ("附件目录", annex_list(), PORTRAIT),
        (_ANNEX[0], annex(), LANDSCAPE),
    ):
        write(FOLDER / f"{name}.docx", name, _document(content, pages))


if __name__ == "__main__":
    main()
