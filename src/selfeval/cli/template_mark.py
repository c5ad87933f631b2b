"""``selfeval template mark``: tags proposed in a plain Word file."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval import templates
from selfeval.cli.commands import INPUT, Command
from selfeval.cli.console import guarded, say
from selfeval.cli.width import columns

_WIDEST = 44


@click.command(cls=Command)
@click.argument("document", metavar="PLAIN.docx", type=INPUT)
@click.option("-o", "--output", "folder", metavar="文件夹", type=INPUT, help="同时做出表式：form.toml、report.docx。")
@click.option("--list", "listed", is_flag=True, help="列出每一处：在第几段、认出什么、建议的占位符。")
@guarded
def mark(document: Path, folder: Path | None, listed: bool) -> int:
    """在普通的 Word 文件里找出要填写的地方，建议占位符。

    可以是通知附的提纲（横线、××、省略号、空格），也可以是去年的报告（金额、百分比、人数、表格）。每处建议都是修订，带批注，
    在 Word 里逐处接受或拒绝。不写 -o 则存为旁边的“PLAIN（标记）.docx”。
    """
    found = templates.mark(document)
    target = found.save() if folder is None else found.save_form(folder)
    if listed:
        rows = [(f"第{one.paragraph}段" if one.paragraph else "页眉页脚", one.words()) for one in found.proposals]
        for line in columns(rows, _WIDEST):
            say(line)
    fields = sum(len(sheet.labels) for sheet in found.sheets.values())
    say(f"找到 {len(found.proposals)} 处，共 {len(found.sheets)} 张表 {fields} 项：{target}")
    if folder is None:
        say("请用 Word 或 WPS 打开，逐处接受或拒绝修订，删去批注，另存后运行：")
        say("  selfeval template new 文件夹 --from 另存的文件.docx")
    else:
        say("全部接受修订后的模板和表式已在同一文件夹，可以直接使用：")
        say(f"  selfeval new 填报.xlsx -t {folder}      空白工作簿")
        say(f"  selfeval fill 填报.xlsx -t {folder}     由填好的工作簿生成报告")
        say("要逐处取舍的，请在 Word 里打开带修订的文件，另存后用 selfeval template new 做表式。")
    return 0
