"""``selfeval template check``: every problem of a template, before anybody fills it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from selfeval import templates
from selfeval.cli.as_json import SCHEMA, say_json
from selfeval.cli.commands import INPUT, Command
from selfeval.cli.console import TEMPLATE_OR_OUTPUT, guarded, say, tell
from selfeval.cli.show import show_findings, summary
from selfeval.findings import Findings


@click.command(cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="模板...")
@click.option(
    "--data",
    metavar="INPUT.xlsx",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="按这份工作簿里的表和项目检查名称。",
)
@click.option("--gongwen", is_flag=True, help="也与公文格式（GB/T 9704）的纸张、边距、字体、字号比较。")
@click.option("--strict", is_flag=True, help="有提醒也算不通过（退出码 3）。")
@click.option(
    "--annotate",
    "annotated",
    metavar="OUT.docx",
    type=INPUT,
    help="另存一份 Word 文件，把问题写成批注；一次检查一份模板。",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。")
@guarded
def check(
    names: Sequence[str], *, data: Path | None, gongwen: bool, strict: bool, annotated: Path | None, form: str
) -> int:
    """检查模板：占位符、循环、标题、编号、字体、修订，并用编造的数据试填。

    模板写 Word 文件、表式文件夹或内置表式的名称，可以一次几个。有错误时退出码为 3，加 --strict 有提醒也是；说明不影响。
    """
    if annotated is not None and len(names) > 1:
        raise click.UsageError("--annotate 一次只能用于一份模板。")
    results: list[dict[str, Any]] = []

    def one(name: str) -> int:
        found = templates.check(name, data=data, gongwen=gongwen)
        if form == "json":
            results.append({"template": name, "findings": [one.record() for one in found]})
        else:
            show_findings(found, Path(name))
            say(f"{name}：{summary(found)}")
        if annotated is not None:
            say(f"已把问题写成批注：{templates.annotate(name, annotated, found)}")
        return _code(found, strict=strict)

    codes = [tell(lambda name=name: one(name), f"{name}：") for name in names]  # type: ignore[misc]
    if form == "json":
        say_json({"schema": SCHEMA, "command": "template check", "results": results})
    return max(codes)


def _code(found: Findings, *, strict: bool) -> int:
    return TEMPLATE_OR_OUTPUT if found.errors or (strict and found.warnings) else 0
