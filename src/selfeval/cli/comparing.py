"""``selfeval compare``: two years side by side."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from pathlib import Path

import click

import selfeval
from selfeval.cli.commands import INPUT, TEMPLATE_HELP, Command
from selfeval.cli.console import guarded, say
from selfeval.cli.width import columns

_SHOWN = 20


@click.command(cls=Command)
@click.argument("this_year", metavar="本年", type=INPUT)
@click.argument("last_year", metavar="上年", type=INPUT)
@click.option("-o", "--output", metavar="OUT.xlsx", type=INPUT, required=True, help="写到哪个工作簿。")
@click.option("-t", "--template", metavar="模板", help=TEMPLATE_HELP)
@click.option("--over", type=click.IntRange(min=0), default=30, help="增减超过百分之几算幅度大（默认 30）。")
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
@guarded
def compare(this_year: Path, last_year: Path, output: Path, *, template: str | None, over: int, force: bool) -> int:
    """两年的数逐个单位对比，幅度大的排在前面。本年、上年各写一个文件夹、压缩包或一份工作簿。"""
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"-o 写的 {output} 应以 .xlsx 结尾。")
    found = selfeval.compare(
        this_year, last_year, output, template=template, large=Decimal(over) / 100, overwrite=force
    )
    names = {column.id: column.label for column in found.columns}
    rows = [
        (
            one.department,
            names[one.figure],
            f"{one.last:f}",
            f"{one.this:f}",
            "" if one.change is None else f"{one.change:+.1%}",
        )
        for one in islice(found.movements, min(found.large, _SHOWN))  # large ones come first
    ]
    for line in columns([("单位", "项目", "上年", "本年", "增减率"), *rows], 30) if rows else ():
        say(line)
    for text in (*found.unread, *(f"交了多份，以后一份为准：{one}" for one in found.twice)):
        click.echo(text, err=True)
    if found.is_out_of_order:
        this, last = ("、".join(f"{year}年度" for year in side) for side in found.years)
        say(f"注意：写作本年的是 {this}，写作上年的是 {last}。请核对两边有没有写反、封面的年度对不对。")
    if not found.columns:
        say("表式没有标出哪些数进汇总和对比：请在 form.toml 的项目上写 summary = true（见 docs/form.md）。")
    say(f"对比了 {found.count} 个数，{found.large} 个幅度大。全部见 {output}。")
    return 0
