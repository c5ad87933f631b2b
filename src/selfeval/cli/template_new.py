"""``selfeval template new``: a form made from a Word template, or from a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval import templates
from selfeval.cli.commands import INPUT, Command
from selfeval.cli.console import guarded, say


@click.command(cls=Command)
@click.argument("folder", metavar="文件夹", type=INPUT)
@click.option(
    "--from",
    "source",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="带占位符的 Word 文件（.docx），或一份工作簿（.xlsx）。",
)
@click.option("--types", metavar="表式", help="类型、单位、填报说明照这个表式，同名的项目不再猜。")
@guarded
def new(folder: Path, source: Path, types: str | None) -> int:
    """由一份 Word 模板做出表式：form.toml（类型按名称猜）、report.docx、README.md。

    也可以由去年的工作簿做：各表照样再问一次，report.docx 先逐项印出，再用 Word 调整。已有的文件不会被覆盖。
    """
    made = templates.new(folder, source, types=types)
    needed = templates.fields(made)
    say(f"已生成表式：{made}（{len(needed)} 张表，{sum(len(sheet.labels) for sheet in needed.values())} 项）")
    say(f"请打开 {made / 'form.toml'} 看一遍各项的类型，然后：")
    say(f"  selfeval new 填报.xlsx -t {made}      空白工作簿")
    say(f"  selfeval fill 填报.xlsx -t {made}     由填好的工作簿生成报告")
    return 0
