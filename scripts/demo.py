"""Fills the examples into ``out/`` and says what it wrote: ``make demo``."""

from __future__ import annotations

import sys
from pathlib import Path

import selfeval
from selfeval.form import builtin_form

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


def main() -> int:
    """Fill every example workbook."""
    OUT.mkdir(exist_ok=True)
    workbooks = sorted((ROOT / "examples").glob("*.xlsx"))
    print(f"由 {len(workbooks)} 份示例工作簿生成报告：")
    for workbook in workbooks:
        target = OUT / workbook.with_suffix(".docx").name
        try:
            document = selfeval.render(workbook, target)
        except selfeval.SelfevalError as error:
            print(f"错误：{error}", file=sys.stderr)
            return 1
        unit = document.report[_unit(document.report)]
        findings = f"，{len(document.findings)} 条提醒和说明" if document.findings else ""
        print(f"  examples/{workbook.name} → out/{target.name}  {unit}{findings}")
    print(f"文件在 {OUT}，用 Word 或 WPS 打开即可。空白工作簿：.venv/bin/selfeval new 填报.xlsx")
    return 0


def _unit(report: selfeval.Report) -> str:
    """The path of the name of the unit, which forms call differently."""
    field = builtin_form(report.form_id).meaning("unit_name")
    return field.path if field else ""


if __name__ == "__main__":
    sys.exit(main())
