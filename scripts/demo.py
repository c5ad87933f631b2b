"""Fills the three examples into ``out/`` and says what it wrote: ``make demo``."""

from __future__ import annotations

import sys
from pathlib import Path

import selfeval

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


def main() -> int:
    """Fill every example workbook."""
    OUT.mkdir(exist_ok=True)
    print("由三份示例工作簿生成报告：")
    for workbook in sorted((ROOT / "examples").glob("*.xlsx")):
        target = OUT / workbook.with_suffix(".docx").name
        try:
            document = selfeval.render(workbook, target)
        except selfeval.SelfevalError as error:
            print(f"错误：{error}", file=sys.stderr)
            return 1
        unit = document.report["封面.单位名称"]
        findings = f"，{len(document.findings)} 条提醒和说明" if document.findings else ""
        print(f"  examples/{workbook.name} → out/{target.name}  {unit}{findings}")
    print(f"文件在 {OUT}，用 Word 或 WPS 打开即可。空白工作簿：.venv/bin/selfeval new 填报.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
